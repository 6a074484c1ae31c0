"""Tables on a terminal, drawn by Rich; what users typed is never taken for markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from zizhao_cli import settings
from zizhao_cli.domain.values import OPEN, Level
from zizhao_cli.render import heat_map, pager
from zizhao_cli.render.bars import bar_lines
from zizhao_cli.render.cells import SEPARATOR, human, measured
from zizhao_cli.render.grid import GAP, GridColumn, print_grid
from zizhao_cli.report.model import Bars, Matrix

if TYPE_CHECKING:
    from collections.abc import Callable

    from zizhao_cli.domain.kinds.field import Field
    from zizhao_cli.report.model import Report, Row

JOINER = "\u200d"
NARROWEST = 4
"""Cells of the narrowest column; a heading may be folded into them."""
RUNNING = {"title": 16, "message": 16, "problem": 16, "files": 16}
"""Columns of running text, which may be folded anywhere, with the cells below which they cannot be read."""


def draw(report: Report) -> None:
    """Draw a report on the terminal at its width, through a pager where it is longer than the window."""
    show(lambda console: _draw(console, report))


def show(drawn: Callable[[Console], None]) -> None:
    """Show what `drawn` puts on a console on the terminal, through a pager where it is longer than the window."""
    plain = settings.configured("color") == "off" or None
    console = Console(highlight=False, markup=False, emoji=False, no_color=plain)
    command = [] if console.legacy_windows else pager.pager()
    if not command:
        drawn(console)
        return
    with console.capture() as captured:
        drawn(console)
    text = captured.get()
    if text.count("\n") < console.height or not pager.show(text, command):
        console.file.write(text)
        console.file.flush()


def _draw(console: Console, report: Report) -> None:
    """Draw a report, or the matrix that it is; long texts and lists are folded, and nothing is cut.

    Where the terminal is too narrow for that, each row is a block of lines.
    """
    if report.rows and isinstance(report.drawn, Matrix):
        heat_map.print_heat_map(console, report, report.drawn)
    elif report.rows:
        columns = report.brief_columns()
        rows = [
            [_foldable(human(row[column.key], column)) for column in columns] for row in report.rows
        ]
        lengths = [measured(cells) for cells in zip(*rows, strict=True)]
        widths = _widths(columns, lengths, console.width)
        if widths is None:
            _blocks(console, columns, rows)
        else:
            _table(console, columns, rows, lengths, widths, report.rows)
    if report.rows and isinstance(report.drawn, Bars):
        bars = bar_lines(report, report.drawn, console.width)
        console.print(Text("\n".join(["", *bars, ""]), overflow="fold"))
    for line in report.summary:
        console.print(Text(_foldable(line)))


def _foldable(text: str) -> str:
    """Return `text` with one joiner for several in a row, which join nothing; Rich fails to fold those."""
    return re.sub(f"{JOINER}+", JOINER, text) if JOINER * 2 in text else text


def _widths(
    columns: list[Field], lengths: list[dict[str, int]], available: int
) -> list[int] | None:
    """Return the width of each column, or None where the least of them is too much.

    Only running text is folded, and a list between its items: half a number, a day or a name says something else.
    """
    natural: list[int] = []
    least: list[int] = []
    for column, cells in zip(columns, lengths, strict=True):
        natural.append(max(*cells.values(), *measured([column.heading]).values()))
        whole = max(measured(item for cell in cells for item in _items(cell)).values())
        least.append(min(RUNNING.get(column.key, max(whole, NARROWEST)), natural[-1]))
    room = available - sum(least) - GAP * (len(columns) - 1)
    if room < 0:
        return None
    for place in sorted(range(len(columns)), key=lambda place: natural[place] - least[place]):
        more = natural[place] - least[place]
        if more > room:
            more = room if columns[place].key in RUNNING else 0
        least[place] += more
        room -= more
    return least


def _items(cell: str) -> list[str]:
    """Return the items of a list, each but the last with its separator; any other cell is one item."""
    *others, last = cell.split(SEPARATOR)
    return [*(item + SEPARATOR for item in others), last]


def _folded(cell: str, width: int) -> str:
    """Return a list with a line break before each item that goes beyond `width`."""
    lines = [""]
    for item in _items(cell):
        if cell_len(lines[-1] + item) > width:
            lines.append("")
        lines[-1] += item
    return "\n".join(lines)


def _table(
    console: Console,
    columns: list[Field],
    rows: list[list[str]],
    lengths: list[dict[str, int]],
    widths: list[int],
    records: list[Row],
) -> None:
    drawn = [
        GridColumn(column.heading, width, cells, "right" if column.numeric else "left")
        for column, width, cells in zip(columns, widths, lengths, strict=True)
    ]
    lists = [column.key not in RUNNING for column in columns]
    folded = (
        [
            _folded(cell, width) if is_list and cells[cell] > width else cell
            for cell, width, cells, is_list in zip(row, widths, lengths, lists, strict=True)
        ]
        for row in rows
    )
    styles = ("bold red" if _pressing(record) else "" for record in records)
    print_grid(console, drawn, list(zip(folded, styles, strict=True)))


def _pressing(row: Row) -> bool:
    """Say whether a row is a major hazard that is not done with."""
    return row.get("level") == Level.MAJOR and row.get("state", OPEN[0]) in OPEN


def _blocks(console: Console, columns: list[Field], rows: list[list[str]]) -> None:
    for row in rows:
        lines = [
            f"{column.heading}：{cell}" for column, cell in zip(columns, row, strict=True) if cell
        ]
        console.print(Text("\n".join(lines) + "\n", overflow="fold"))
