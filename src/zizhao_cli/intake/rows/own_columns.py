"""What one of the program's own lists says beside what an import reads: state, days, and all that the ledger finds out itself."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.kinds.fields import UNIT_CODE, UNIT_KIND
from zizhao_cli.domain.placeholders import is_placeholder
from zizhao_cli.intake.rows.cell_text import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zizhao_cli.intake.rows.column_builder import ColumnBuilder
    from zizhao_cli.intake.table.columns import Understood

_NOTHING_LOST = (UNIT_KIND.key, "batch", "serial", "responsible_unit", "progress")
_NOTHING = frozenset(("false", "no", "否", "0"))
_DAYS = "_on"
"""How the keys of days end."""


def own_texts(
    understood: Understood, builder: ColumnBuilder, cells: list[Any]
) -> dict[str, tuple[int, str]]:
    """Return by key the place and the text of what a row says in the columns that no import reads; days as YYYY-MM-DD."""
    said = {}
    for place, key in understood.own:
        cell = cells[place] if place < len(cells) else None
        if text := (shown(cell) or "").strip():
            said[key] = (place, _day(builder, cell) or text if key.endswith(_DAYS) else text)
    return said


def not_of_a_new_one(
    said: dict[str, tuple[int, str]], builder: ColumnBuilder, unit_id: object
) -> Iterator[int]:
    """Yield the places of what would be lost of a row without a number: all but whose it is, in which batch it came, and what says no."""
    for key, (place, text) in said.items():
        if key == UNIT_CODE.key:
            with suppress(Refused):
                unit = builder.on_roll(text)
                if unit is not None and unit.id == unit_id:
                    continue
        if key not in _NOTHING_LOST and not (text.lower() in _NOTHING or is_placeholder(text)):
            yield place


def _day(builder: ColumnBuilder, cell: object) -> str | None:
    with suppress(Refused):
        _, day = builder.days.due("", cell) or (False, None)
        return day
    return None
