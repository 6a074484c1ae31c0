"""A matrix on a terminal: a row for each name, a mark for each column, which says the same without colour, and what the marks mean below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.cells import cell_len
from rich.text import Text

from zizhao_cli.render.cells import human

if TYPE_CHECKING:
    from rich.console import Console

    from zizhao_cli.domain.kinds.field import Field
    from zizhao_cli.report.model import Matrix, Report

_MARKS = {
    "unbound": (".", "dim"),
    "unchecked": ("?", "bold magenta"),
    "clean": ("o", "green"),
    "open": ("!", "bold red"),
    "rectified": ("+", "cyan"),
    "stale": ("~", "yellow"),
}
"""The mark and the style of each value: in ASCII, which every terminal shows and counts as one cell."""
_CELL = 3
_NAME = 16
"""Cells that names have at least before the columns are shown in several maps below each other."""


def print_heat_map(console: Console, report: Report, matrix: Matrix) -> None:
    """Print the matrix of a report at the width of the console; names are folded where they are too long, and nothing is cut."""
    fields = {field.key: field for field in report.columns}
    across = sorted({row[matrix.across] for row in report.rows})
    lines = _lines(report, matrix)
    at_once = max(1, (console.width - _NAME) // _CELL)
    heading = fields[matrix.down].heading
    for start in range(0, len(across), at_once):
        shown = across[start : start + at_once]
        room = max(console.width - _CELL * len(shown), 2)
        names = [human(name, fields[matrix.down]) for name, _ in lines]
        width = min(room, max(map(cell_len, [heading, *names])))
        top = "".join(f"{value:>{_CELL}}" for value in shown)
        console.print(Text(_padded(heading, width) + top, style="bold"))
        for name, (_, cells) in zip(names, lines, strict=True):
            _print_line(console, name, width, [cells.get(value) for value in shown])
    field = fields[matrix.cell]
    used = {row[matrix.cell] for row in report.rows}
    console.print(Text("  ".join(_legend(field, used)), overflow="fold"))


def _legend(field: Field, used: set[Any]) -> list[str]:
    # Without a blank within: no line ends between a mark and its meaning.
    return [f"{mark}={human(value, field)}" for value, (mark, _) in _MARKS.items() if value in used]


def _lines(report: Report, matrix: Matrix) -> list[tuple[str, dict[Any, Any]]]:
    """Return the rows of the matrix; of two that bear one name each has its own."""
    lines: list[tuple[str, dict[Any, Any]]] = []
    for row in report.rows:
        name, value = row[matrix.down], row[matrix.across]
        if not lines or lines[-1][0] != name or value in lines[-1][1]:
            lines.append((name, {}))
        lines[-1][1][value] = row[matrix.cell]
    return lines


def _print_line(console: Console, name: str, width: int, cells: list[Any]) -> None:
    first, *rest = Text(name).wrap(console, width, overflow="fold")
    line = Text(_padded(first.plain.rstrip(), width))
    for value in cells:
        mark, style = _MARKS.get(value, (" ", ""))
        line.append(f"{mark:>{_CELL}}", style)
    console.print(line)
    for more in rest:
        console.print(more)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - cell_len(text))
