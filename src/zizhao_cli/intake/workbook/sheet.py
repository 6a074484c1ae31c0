"""One sheet of a workbook, whatever reader it comes from: its rows, with failed formulas and number formats marked and merged regions filled."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain, islice, repeat
from typing import TYPE_CHECKING, Any

from zizhao_cli.intake.errors import WorkbookTooLarge
from zizhao_cli.intake.table.table import Cells, ErrorCell, Table
from zizhao_cli.intake.workbook.limits import refuse_wide

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zizhao_cli.intake.workbook.findings import Failures, Region, Show

MERGED_LIMIT = 1_000_000
"""Rows that all merged regions of a sheet may span, added up."""


@dataclass
class Sheet:
    """One sheet: `rows` from its first row on, each with as many cells as it has, up to `width`."""

    name: str
    height: int
    width: int
    rows: Iterable[Iterable[Any]]
    merged: list[Region] = field(default_factory=list)
    failures: Failures = field(default_factory=dict)
    """Cells without a value that `rows` does not tell."""
    shows: Iterable[Show] = ()
    """Cells of which `rows` gives the value alone."""
    date_1904: bool = False
    _read: int = 0

    def __post_init__(self) -> None:
        """Count the cells without a value in, which may lie beyond all that the reader tells."""
        self.height = max([self.height, *self.failures])
        self.width = max([self.width, *(max(row) for row in self.failures.values())])

    def table(self) -> Table:
        """Return it as the rest of the intake reads it. Raises WorkbookTooLarge."""
        refuse_wide(self.width)
        regions = self._regions_by_row()

        def spread(row: int) -> list[int]:
            return [
                column
                for _, left, right in regions.get(row, ())
                for column in range(left + 1, right + 1)
            ]

        def from_above(row: int) -> set[int]:
            return {
                column
                for top, left, right in regions.get(row, ())
                if row > top
                for column in range(left, right + 1)
            }

        return Table(
            None,
            self.name,
            self._cells(regions),
            date_1904=self.date_1904,
            done=self._done,
            spread=spread if regions else None,
            from_above=from_above if regions else None,
        )

    def _done(self) -> float:
        return self._read / max(self.height, 1)

    def _cells(self, regions: dict[int, list[tuple[int, int, int]]]) -> Iterator[tuple[int, Cells]]:
        values: dict[tuple[int, int], Any] = {}
        rows = islice(chain(self.rows, repeat(())), self.height)
        shows = iter(self.shows)
        show = next(shows, None)
        for number, found in enumerate(rows, start=1):
            cells: Cells = [
                "是" if cell is True else "否" if cell is False else cell for cell in found
            ]
            while show is not None and show[0] == number:
                cells[show[1] - 1] = show[2](cells[show[1] - 1])
                show = next(shows, None)
            for column, why in self.failures.get(number, {}).items():
                cells += [""] * (column - len(cells))
                cells[column - 1] = ErrorCell(why)
            if number in regions:
                cells += [""] * (self.width - len(cells))
            for top, left, right in regions.get(number, ()):
                if number == top:
                    values[top, left] = cells[left]
                cells[left : right + 1] = [values[top, left]] * (right + 1 - left)
            self._read = number
            yield number, cells

    def _regions_by_row(self) -> dict[int, list[tuple[int, int, int]]]:
        """Return for each row number its merged regions: the top row's number, the first and the last column."""
        regions: dict[int, list[tuple[int, int, int]]] = {}
        spanned = 0
        last_row, last_column = self.height - 1, self.width - 1
        for (top, left), (bottom, right) in self.merged:
            if left > last_column:
                continue
            spanned += max(0, min(bottom, last_row) + 1 - top)
            if spanned > MERGED_LIMIT:
                raise WorkbookTooLarge(f"合并的单元格跨 {MERGED_LIMIT} 行以上")
            for row in range(top, min(bottom, last_row) + 1):
                regions.setdefault(row + 1, []).append((top + 1, left, min(right, last_column)))
        return regions
