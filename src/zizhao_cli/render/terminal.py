"""Tables on a terminal, drawn by Rich; what users typed is never taken for markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.render.cells import SEPARATOR, human

if TYPE_CHECKING:
    from rich.console import Console

    from zizhao_cli.domain.kinds.field import Field
    from zizhao_cli.report.model import Report, Row

GAP = 1
NARROWEST = 4
"""Cells of the narrowest column; a heading may be folded into them."""
RUNNING = {"title": 16, "message": 16, "problem": 16, "files": 16}
"""Columns of running text, which may be folded anywhere, with the cells below which they cannot be read."""


def draw(report: Report) -> None:
    """Draw a report on the terminal at its width; long texts and lists are folded, and nothing is cut.

    Where the terminal is too narrow for that, each row is a block of lines.
    """
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, markup=False, emoji=False)
    if report.rows:
        columns = report.brief_columns()
        rows = [[human(row[column.key], column) for column in columns] for row in report.rows]
        widths = _widths(columns, rows, console.width)
        if widths is None:
            _blocks(console, columns, rows)
        else:
            _table(console, columns, rows, widths, report.rows)
    for line in report.summary:
        console.print(Text(line))


def _widths(columns: list[Field], rows: list[list[str]], available: int) -> list[int] | None:
    """Return the width of each column, or None where the least of them is too much.

    Only running text is folded, and a list between its items: half a number, a day or a name says something else.
    """
    from rich.cells import cell_len

    natural: list[int] = []
    least: list[int] = []
    for place, column in enumerate(columns):
        natural.append(
            max(cell_len(cell) for cell in (column.heading, *(row[place] for row in rows)))
        )
        whole = max(cell_len(item) for row in rows for item in _items(row[place]))
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
    from rich.cells import cell_len

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
    widths: list[int],
    records: list[Row],
) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, GAP, 0, 0), header_style="bold underline")
    for column, width in zip(columns, widths, strict=True):
        justify = "right" if column.numeric else "left"
        table.add_column(column.heading, width=width, overflow="fold", justify=justify)  # type: ignore[arg-type]
    for row, record in zip(rows, records, strict=True):
        table.add_row(
            *(
                Text(cell if column.key in RUNNING else _folded(cell, width))
                for column, cell, width in zip(columns, row, widths, strict=True)
            ),
            style="bold red" if record.get("level") == "major" else "",
        )
    console.print(table)


def _blocks(console: Console, columns: list[Field], rows: list[list[str]]) -> None:
    from rich.text import Text

    for row in rows:
        lines = [
            f"{column.heading}：{cell}" for column, cell in zip(columns, row, strict=True) if cell
        ]
        console.print(Text("\n".join(lines) + "\n", overflow="fold"))
