"""Tables on a terminal, drawn by Rich; what users typed is never taken for markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.render.cells import human

if TYPE_CHECKING:
    from zizhao_cli.report.model import Report


def draw(report: Report) -> None:
    """Draw a report on the terminal at its width; long cells are folded, not cut."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False, markup=False, emoji=False)
    if report.rows:
        columns = report.brief_columns()
        table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
        for column in columns:
            fixed = column.numeric or column.key.endswith(("_on", "no", "code"))
            table.add_column(
                column.heading,
                justify="right" if column.numeric else "left",
                overflow="fold",
                no_wrap=fixed,
            )
        for row in report.rows:
            style = "bold red" if row.get("level") == "major" else ""
            table.add_row(
                *(Text(human(row[column.key], column), style=style) for column in columns)
            )
        console.print(table)
    for line in report.summary:
        console.print(Text(line))
