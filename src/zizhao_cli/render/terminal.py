"""Tables on a terminal, drawn by Rich; what users typed is never taken for markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.render.cells import human

if TYPE_CHECKING:
    from rich.console import Console

    from zizhao_cli.report.model import Column, Report, Row

GAP = 1
NARROWEST = 6
NARROWEST_TEXT = {"title": 16, "message": 16, "hazards": 12, "files": 16}
"""Cells below which a column of running text cannot be read."""


def draw(report: Report) -> None:
    """Draw a report on the terminal at its width; long cells are folded, and nothing is cut.

    Where the terminal is too narrow for a table, each row is a block of lines.
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


def _widths(columns: list[Column], rows: list[list[str]], available: int) -> list[int] | None:
    """Return the width of each column, or None where the least of them is too much."""
    from rich.cells import cell_len

    natural: list[int] = []
    least: list[int] = []
    for place, column in enumerate(columns):
        content = max(cell_len(row[place]) for row in rows)
        heading = cell_len(column.heading)
        fixed = column.numeric or column.key.endswith(("_on", "no", "code", "batch"))
        natural.append(max(content, heading))
        # A heading may be folded, a number or a day may not.
        smallest = (
            max(content, NARROWEST - 2) if fixed else NARROWEST_TEXT.get(column.key, NARROWEST)
        )
        least.append(min(smallest, natural[-1]))
    room = available - sum(least) - GAP * (len(columns) - 1)
    if room < 0:
        return None
    for place in sorted(range(len(columns)), key=lambda place: natural[place] - least[place]):
        more = min(room, natural[place] - least[place])
        least[place] += more
        room -= more
    return least


def _table(
    console: Console,
    columns: list[Column],
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
            *(Text(cell) for cell in row),
            style="bold red" if record.get("level") == "major" else "",
        )
    console.print(table)


def _blocks(console: Console, columns: list[Column], rows: list[list[str]]) -> None:
    from rich.text import Text

    for row in rows:
        lines = [
            f"{column.heading}：{cell}" for column, cell in zip(columns, row, strict=True) if cell
        ]
        console.print(Text("\n".join(lines) + "\n", overflow="fold"))
