"""The problems of the rows of one table, each with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zizhao_cli.intake.cell_errors import CellsBeyondHeader, RowOfOtherWidth
from zizhao_cli.intake.problem import Problem, message
from zizhao_cli.intake.rows.cell_text import shown

if TYPE_CHECKING:
    from zizhao_cli.domain.errors import Refused
    from zizhao_cli.domain.kinds.kind import Kind
    from zizhao_cli.intake.table.columns import Understood
    from zizhao_cli.intake.table.table import Table


class RowProblems:
    """Knows the columns of a table in `file`."""

    def __init__(self, file: str, table: Table, understood: Understood, form: Kind) -> None:
        self._file = file
        self._sheet = table.sheet
        self._even = table.even
        self._understood = understood
        self._form = form

    def heading(self, key: str) -> str:
        """Return what the file calls the column for `key`, or what the form does where the file has none."""
        place = self._understood.place(key)
        return self._form.heading(key) if place is None else self._understood.heading(place)

    def cell(self, key: str, cells: list[Any]) -> Any:  # noqa: ANN401 - cells are of any kind
        """Return what stands in the column for `key`, or None."""
        place = self._understood.place(key)
        return None if place is None or place >= len(cells) else cells[place]

    def of_cell(self, line: int, key: str, cell: object, refused: Refused) -> Problem:
        """Return the problem of a cell in the column for `key`."""
        return self._problem(line, self.heading(key), cell, refused)

    def of_row(self, line: int, key: str, cells: list[Any], refused: Refused) -> Problem:
        """Return the problem of a row, with what stands in the column for `key`."""
        return self.of_cell(line, key, self.cell(key, cells), refused)

    def at(self, line: int, place: int, cells: list[Any], refused: Refused) -> Problem:
        """Return the problem of the cell at `place`."""
        within = place < len(self._understood.headings)
        heading = self._understood.heading(place) if within else f"第 {place + 1} 列"
        return self._problem(line, heading, cells[place], refused)

    def of_width(self, line: int, cells: list[Any]) -> Problem | None:
        """Return the problem of a row in which something stands where there is no heading, or of one of another width, or None."""
        places = [*self._understood.untitled, *range(len(self._understood.headings), len(cells))]
        filled = [
            place for place in places if place < len(cells) and str(cells[place] or "").strip()
        ]
        width = len(self._understood.headings)
        if filled:
            refused = CellsBeyondHeader(len(filled))
            return self._problem(line, f"第 {filled[0] + 1} 列", cells[filled[0]], refused)
        if self._even and len(cells) != width:
            return self._problem(line, None, None, RowOfOtherWidth(len(cells), width))
        return None

    def _problem(self, line: int, heading: str | None, cell: object, refused: Refused) -> Problem:
        value = None if refused.hides else shown(cell)
        return Problem(self._file, line, heading, value, message(refused), self._sheet)
