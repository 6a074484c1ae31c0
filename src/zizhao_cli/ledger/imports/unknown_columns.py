"""What a column that nobody knows evidently holds, by its cells."""

from __future__ import annotations

import re
from contextlib import suppress
from itertools import chain, islice
from typing import TYPE_CHECKING

from zizhao_cli.domain.errors.records import AmbiguousUnit
from zizhao_cli.intake.errors import ColumnMissing, UnknownColumn
from zizhao_cli.intake.rows.cell_text import shown

if TYPE_CHECKING:
    from zizhao_cli.domain.units import Roll
    from zizhao_cli.intake.table.columns import Understood

_UNIT = "unit"
_LOOKED_AT = 40
"""Rows whose cells tell what a column is."""
_OF_OTHERS = re.compile("(?<!被)(?:检查|督查|复查|填报|上报|主管|监管|牵头|执法)|属地|所在")
"""What a column is called whose units are not those that were looked at."""


def find_units(understood: Understood, roll: Roll) -> None:
    """Note of an unknown column that it has the units where no other has: most of its first cells are names of the roll."""
    lacking = {part.key for part in understood.refused if isinstance(part, ColumnMissing)}
    unknown = [part for part in understood.refused if isinstance(part, UnknownColumn)]
    if _UNIT not in lacking or not unknown:
        return
    first = list(islice(understood.rows, _LOOKED_AT))
    understood.rows = chain(first, understood.rows)
    found: list[tuple[int, UnknownColumn]] = []
    for column in unknown:
        place = understood.headings.index(column.column or "")
        texts = [shown(cells[place]) for _, cells in first if place < len(cells)]
        named = [_is_named(roll, text) for text in texts if text]
        if sum(named) * 2 > len(named) and not _OF_OTHERS.search(column.column or ""):
            found.append((sum(named), column))
    if found:
        max(found, key=lambda one: one[0])[1].means = _UNIT


def _is_named(roll: Roll, text: str) -> bool:
    with suppress(AmbiguousUnit):
        return roll.get(text) is not None
    return True
