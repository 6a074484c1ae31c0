"""zizhao accident."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from zizhao_cli import settings
from zizhao_cli.cli.declared import noun_of
from zizhao_cli.domain.kinds.accident import ACCIDENT
from zizhao_cli.domain.kinds.declared import BESIDE

if TYPE_CHECKING:
    import sqlite3


def _seen_to(connection: "sqlite3.Connection", no: str) -> Iterator[str]:
    from zizhao_cli.report.declared import to_see_to

    yield from to_see_to(connection, ACCIDENT, no, settings.today())


_REMINDED = ("add", *(name for name in ACCIDENT.steps if name not in BESIDE))
app = noun_of(ACCIDENT, reminds=dict.fromkeys(_REMINDED, _seen_to))
