"""The tables of units. A version from before steps were recorded has none."""

from __future__ import annotations

from sqlmodel import Field

from zizhao_cli.domain.kinds.unit import UNIT
from zizhao_cli.domain.rules.unit import UnitRecord
from zizhao_cli.store.tables.declared import history, present

APPENDED = ("tags",)

Unit = present(
    UNIT,
    UnitRecord,
    last={"id": (int, Field(primary_key=True)), "code": (str, Field(unique=True))},
    appended=APPENDED,
)
UnitVersion = history(
    UNIT,
    UnitRecord,
    step={
        "step": (str | None, Field(default=None)),
        "detail": (str | None, Field(default=None)),
    },
    references_last=False,
    appended=APPENDED,
)
