"""A table as Rich's own Table draws it, to the byte; a cell that fits is not asked where it could be folded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from rich.segment import Segment, Segments
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rich.console import Console
    from rich.style import Style

GAP = 1
"""Cells between two columns."""
Drawn = list[list[Segment]]


class GridColumn:
    """A column with its heading; `lengths` says of each of its cells how many of the terminal's it takes."""

    def __init__(
        self,
        heading: str,
        width: int,
        lengths: Mapping[str, int],
        justify: Literal["left", "right"] = "left",
    ) -> None:
        self.heading, self.width, self.justify = heading, width, justify
        self._lengths = lengths
        self._drawn: dict[tuple[str, Style], Drawn] = {}

    def drawn(self, console: Console, cell: str, style: Style, gap: int) -> Drawn:
        """Return the lines of a cell, each as wide as the column and the gap to its right; what repeats is drawn once."""
        lines = self._drawn.get((cell, style))
        if lines is None:
            lines = (
                [self._padded(cell, style, gap)]
                if self._fits(cell)
                else self._folded(console, cell, style, gap)
            )
            self._drawn[cell, style] = lines
        return lines

    def _fits(self, cell: str) -> bool:
        """Say whether Rich would only pad a cell: it is one line, ends in no blank, and joins nothing to what follows."""
        return cell.isprintable() and cell[-1:] != " " and self._lengths[cell] <= self.width

    def _padded(self, cell: str, style: Style, gap: int) -> list[Segment]:
        blanks = " " * (self.width - self._lengths[cell])
        text = cell + blanks if self.justify == "left" else blanks + cell
        return [Segment(text, style), Segment(" " * gap, style)]

    def _folded(self, console: Console, cell: str, style: Style, gap: int) -> Drawn:
        lines = Text(cell).wrap(console, self.width, justify=self.justify, overflow="fold")
        whole = (
            Segment.adjust_line_length([Segment(line.plain, style)], self.width, style)
            for line in lines
        )
        return [[*line, Segment(" " * gap, style)] for line in whole]


def print_grid(
    console: Console, columns: Sequence[GridColumn], rows: Sequence[tuple[Sequence[str], str]]
) -> None:
    """Print a table of rows with their styles; with their gaps, the columns fit the console."""
    headings = Table(
        box=None, pad_edge=False, padding=(0, GAP, 0, 0), header_style="bold underline"
    )
    for column in columns:
        headings.add_column(
            column.heading, width=column.width, overflow="fold", justify=column.justify
        )
    console.print(headings)
    console.print(Segments(_segments(console, columns, rows)), crop=False)


def _segments(
    console: Console, columns: Sequence[GridColumn], rows: Sequence[tuple[Sequence[str], str]]
) -> Iterator[Segment]:
    gaps = [GAP] * (len(columns) - 1) + [0]
    end = Segment.line()
    for row, name in rows:
        style = console.get_style(name)
        cells = [
            column.drawn(console, cell, style, gap)
            for column, cell, gap in zip(columns, row, gaps, strict=True)
        ]
        for place in range(max(map(len, cells))):
            for column, lines, gap in zip(columns, cells, gaps, strict=True):
                if place < len(lines):
                    yield from lines[place]
                else:
                    yield Segment(" " * (column.width + gap), style)
            yield end
