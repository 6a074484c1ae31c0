"""A matrix as a sheet of a workbook: each cell has its words, a mark and a colour, and what they mean stands below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zizhao_cli.render.paper import CELL, HEADING, lay_out

if TYPE_CHECKING:
    from zizhao_cli.render.heat import Grid


def write_grid(book: Any, name: str, heading: str, grid: Grid) -> None:  # noqa: ANN401
    """Write a matrix as a sheet of its own."""
    to = book.add_worksheet(name)
    lay_out(to, heading)
    head = book.add_format(HEADING)
    plain = book.add_format({**CELL, "num_format": "@"})
    looks = [
        book.add_format({**CELL, "num_format": "@", "align": "center", "bg_color": colour})
        for colour in grid.colours
    ]
    for place, text in enumerate([grid.corner, *grid.across]):
        to.write_string(0, place, text, head)
    for line, (text, cells) in enumerate(grid.rows, start=1):
        to.write_string(line, 0, text, plain)
        for place, cell in enumerate(cells, start=1):
            if cell is None:
                to.write_blank(line, place, None, plain)
            else:
                to.write_string(line, place, cell.text, looks[cell.place])
    below = len(grid.rows) + 2
    for place, cell in enumerate(grid.legend):
        to.write_string(below, place + 1, cell.text, looks[cell.place])
    to.set_column(0, 0, 18)
    to.set_column(1, max(len(grid.across), 1), 9)
    to.freeze_panes(1, 1)
    to.repeat_rows(0)
