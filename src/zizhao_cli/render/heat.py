"""A report's matrix as a grid of cells, each with what it says, and a mark and a colour that tell it from others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from zizhao_cli.render.cells import human

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zizhao_cli.domain.kinds.field import Field
    from zizhao_cli.report.model import Matrix, Report

MARKS = "－□○●◎△▲◇"
COLOURS = (
    *("#EDEDED", "#FFE699", "#C6E0B4", "#F4A6A0"),
    *("#BDD7EE", "#FFD1A9", "#D9C3E8", "#C9DEDB"),
)
"""What the words of a set are told by, in their order, on paper and on screens; both begin anew behind the last."""
SHADES = ("#FFFFFF", "#FDE9D9", "#FBCFA9", "#F7A86B", "#EE7F3B")
"""What numbers are told by: none, then each quarter of the largest."""


class Cell(NamedTuple):
    """A cell: what it says, with its mark, and its place among the colours."""

    text: str
    place: int


class Grid(NamedTuple):
    """A matrix: what stands at its corner, above its columns and beside its rows, and the cells; None where there is none."""

    corner: str
    across: list[str]
    rows: list[tuple[str, list[Cell | None]]]
    legend: list[Cell]
    colours: tuple[str, ...]


def grid(report: Report, matrix: Matrix) -> Grid:
    """Return the matrix of a report's rows: numbers stand in their order, what else there is as it comes."""
    fields = {column.key: column for column in report.columns}
    down, across, cell = (fields[key] for key in matrix)
    lines = _in_order(row[matrix.down] for row in report.rows)
    columns = _in_order(row[matrix.across] for row in report.rows)
    values = {(row[matrix.down], row[matrix.across]): row[matrix.cell] for row in report.rows}
    telling = _Telling(cell, [value for value in values.values() if value is not None])
    return Grid(
        down.heading,
        [human(value, across) for value in columns],
        [
            (human(line, down), [telling(values.get((line, at))) for at in columns])
            for line in lines
        ],
        telling.legend(),
        telling.colours,
    )


def _in_order(values: Iterable[Any]) -> list[Any]:
    found = list(dict.fromkeys(values))
    return sorted(found) if all(isinstance(value, int) for value in found) else found


class _Telling:
    """Tells the values of one field apart."""

    def __init__(self, field: Field, values: list[Any]) -> None:
        self._field = field
        words = [*field.words] if field.words is not None else []
        self._most = max(values) if field.numeric and values else None
        self._words = words or list(dict.fromkeys(map(str, values)))
        self.colours = COLOURS if self._most is None else SHADES

    def __call__(self, value: Any) -> Cell | None:  # noqa: ANN401 - any cell
        if value is None:
            return None
        text = human(value, self._field)
        if self._most is not None:
            quarters = len(SHADES) - 1
            return Cell(text, -int(-value * quarters // self._most) if value > 0 else 0)
        place = self._words.index(value) if value in self._words else len(self._words)
        return Cell(f"{MARKS[place % len(MARKS)]}{text}", place % len(COLOURS))

    def legend(self) -> list[Cell]:
        """Return what each mark and colour says; numbers speak for themselves."""
        told = [] if self._most is not None else map(self, self._words)
        return [cell for cell in told if cell is not None]
