"""Where the table begins in a file: the row, or the rows, that know the most headings."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from zizhao_cli.domain.text import formula_unmarked, is_kept_as_text, matching_key
from zizhao_cli.intake.table.above import is_of_labels, own_cells
from zizhao_cli.intake.table.table import ErrorCell

if TYPE_CHECKING:
    from zizhao_cli.intake.table.table import Cells, Table

SEARCHED_ROWS = 40
_FEWEST = 2
"""Known headings that make a header."""
_LABEL_LINES = 4
"""Lines below one of labels among which the header is looked for."""
Rows = list[tuple[int, "Cells"]]


class Header(NamedTuple):
    """A header: the place of its first row, that of the first row below it, its line, and its headings."""

    first: int
    below: int
    line: int
    headings: list[str]
    beside: dict[int, int]
    """Columns under one heading merged to the right, whose own headings are blank: each with the first of them."""
    known: frozenset[str]


def find_header(table: Table, rows: Rows, names: dict[str, str]) -> Header | None:
    """Return the header among the first `rows` of a table, or None; `names` are the known headings with their keys.

    The row with the most known headings is it, or two rows that together know more than each, with the rows into which
    its headings are merged downwards.
    """
    found = [_at(table, rows, place, names) for place in range(len(rows))]
    most = max(found, key=lambda at: len(at.known), default=None)
    while most is not None and (lower := _next_below(table, rows, found, most, names)):
        if not _stands_above(table, rows, most, lower, names):
            break
        most = lower
    return most if most is not None and len(most.known) >= _FEWEST else None


def heading_text(cell: object) -> str:
    """Return a cell as the text of a heading."""
    if isinstance(cell, ErrorCell):
        return cell.text
    if isinstance(cell, str):
        return (formula_unmarked(cell) if is_kept_as_text(cell) else cell).strip()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


def _at(table: Table, rows: Rows, place: int, names: dict[str, str]) -> Header:
    """Return the best header that begins at `place`."""
    below = _with_merged(table, rows, place, place + 1)
    one = _header(table, rows, (place, below), names)
    if below == len(rows) or _is_hidden(table, rows, place, below, names):
        return one
    lowest = _with_merged(table, rows, place, below + 1)
    lower = _header(table, rows, (below, lowest), names)
    two = _header(table, rows, (place, lowest), names)
    return two if len(two.known) > max(len(one.known), len(lower.known)) else one


def _is_hidden(table: Table, rows: Rows, place: int, below: int, names: dict[str, str]) -> bool:
    """Say whether a row is a line of labels, some of which would be lost behind the row below: it belongs to no header."""
    upper, lower = _headings(rows[place:below]), _headings(rows[below : below + 1])
    return is_of_labels(table, *rows[place], names) and any(
        matching_key(high) in names and low for high, low in zip(upper, lower, strict=False)
    )


def _with_merged(table: Table, rows: Rows, first: int, below: int) -> int:
    """Return the place below the rows into which headings of rows from `first` are merged downwards.

    What else stands in such a row are sub-headings: below a heading merged to the right, or below none. A remark
    beside the table, merged down all of it, makes no heading of what stands in its rows.
    """
    while below < len(rows):
        line, cells = rows[below]
        above = table.merged_down(line)
        grouped = {
            place
            for upper, _ in rows[first:below]
            for column in table.merged_right(upper)
            for place in (column - 1, column)
        }
        titles = _headings(rows[first:below])
        own = set(own_cells(table, line, cells)).difference(above)
        if not above or any(titles[place : place + 1] not in ([], [""]) for place in own - grouped):
            break
        below += 1
    return below


def _header(table: Table, rows: Rows, span: tuple[int, int], names: dict[str, str]) -> Header:
    first, below = span
    headings = _headings(rows[first:below])
    beside: dict[int, int] = {}
    for line, cells in rows[first:below]:
        for place in sorted(table.merged_right(line)):
            # A heading of its own below takes a column out of what is merged.
            if headings[place] == heading_text(cells[place]) == headings[place - 1]:
                beside[place] = beside.get(place - 1, place - 1)
    titles = ["" if place in beside else title for place, title in enumerate(headings)]
    known = frozenset(names[key] for key in map(matching_key, titles) if key in names)
    return Header(first, below, rows[first][0], titles, beside, known)


def _headings(rows: Rows) -> list[str]:
    """Return the headings of a header of several lines: of each column the lowest cell that says something."""
    headings: list[str] = []
    for _, cells in rows:
        headings += [""] * (len(cells) - len(headings))
        for place, title in enumerate(map(heading_text, cells)):
            headings[place] = title or headings[place]
    return headings


def _next_below(
    table: Table, rows: Rows, found: list[Header], upper: Header, names: dict[str, str]
) -> Header | None:
    """Return what begins at the first row below `upper` in which more than one cell is filled; below a line of labels others that are no header may stand."""
    filled = [at for at in found[upper.below :] if len(own_cells(table, *rows[at.first])) > 1]
    if is_of_labels(table, *rows[upper.first], names):
        headers = (at for at in filled[:_LABEL_LINES] if len(at.known) >= _FEWEST)
        return next(headers, None)
    return filled[0] if filled else None


def _stands_above(
    table: Table, rows: Rows, upper: Header, lower: Header, names: dict[str, str]
) -> bool:
    """Say whether a row that knows many headings is a line of labels above the header: 单位 桂香村 检查日期 2022-05-01.

    Where its values are left blank, it knows as many others as the row below it. A header printed again knows the same.
    """
    if len(lower.known) < _FEWEST:
        return False
    blank = len(upper.known) == len(lower.known) and upper.known != lower.known
    return blank or is_of_labels(table, *rows[upper.first], names)
