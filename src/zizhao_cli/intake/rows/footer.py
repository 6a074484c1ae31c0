"""Lines below a table that are no records: a total, who filled the table in, a note."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zizhao_cli.intake.rows.cell_text import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

_BELOW = re.compile(
    r"合\s*计|共\s*计|总\s*计|小\s*计|备\s*注|说\s*明|注[:：]|填\s*[表报]|审\s*核|制\s*表|(单位)?负责人|签\s*[字名]|联系电话|以\s*下\s*(空白|无)"
)


def is_footer(first: str, required: Iterable[object]) -> bool:
    """Say whether a row whose first filled cell says `first` is a line below a table.

    Such a line begins with 合计, 填表人 or the like, and has next to nothing in its `required` cells, those that a
    record must have.
    """
    return sum(map(_says_something, required)) <= 1 and _BELOW.match(first.strip()) is not None


def _says_something(cell: object) -> bool:
    """Say whether a cell is filled, and not with 填表人 or the like."""
    text = (shown(cell) or "").strip()
    return bool(text) and not _BELOW.match(text)
