"""Where the table begins in a file: the row, or two, that know the most headings."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from zizhao_cli.domain.text import formula_unmarked, is_kept_as_text, matching_key
from zizhao_cli.intake.table.table import ErrorCell

if TYPE_CHECKING:
    from zizhao_cli.intake.table.table import Cells

SEARCHED_ROWS = 40


class Header(NamedTuple):
    """A header: the place of its first row, that of the first row below it, its line, and its headings."""

    first: int
    below: int
    line: int
    headings: list[str]


def find_header(rows: list[tuple[int, Cells]], names: dict[str, str]) -> Header | None:
    """Return the header among the first `rows` of a table, or None; `names` are the known headings with their keys.

    The row with the most known headings is it, or two rows that together know more.
    """
    found: Header | None = None
    # Of two that know as much, one row is more likely than two: the upper one is then a line above the table.
    most = (1, True)
    for place, (line, cells) in enumerate(rows):
        titles = [heading_text(cell) for cell in cells]
        candidates = [(place + 1, titles)]
        if place + 1 < len(rows):
            lower = [heading_text(cell) for cell in rows[place + 1][1]]
            candidates.append((place + 2, _two_lines(titles, lower)))
        for below, headings in candidates:
            known = len({names[key] for key in map(matching_key, headings) if key in names})
            if (known, below == place + 1) > most:
                most = (known, below == place + 1)
                found = Header(place, below, line, headings)
    return found


def heading_text(cell: object) -> str:
    """Return a cell as the text of a heading."""
    if isinstance(cell, ErrorCell):
        return cell.text
    if isinstance(cell, str):
        return (formula_unmarked(cell) if is_kept_as_text(cell) else cell).strip()
    return "" if cell is None else str(cell)


def _two_lines(upper: list[str], lower: list[str]) -> list[str]:
    """Return the headings of a header of two lines: the lower cell, else the one above it."""
    length = max(len(upper), len(lower))
    above, under = (row + [""] * (length - len(row)) for row in (upper, lower))
    return [low or high for high, low in zip(above, under, strict=True)]
