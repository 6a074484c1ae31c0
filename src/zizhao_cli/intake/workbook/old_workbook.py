"""Old workbooks (.xls). Their reader is slower than that of the others, but tells failed formulas and the date system."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from zizhao_cli.intake.errors import WorkbookBroken, WorkbookEncrypted
from zizhao_cli.intake.table.table import ErrorCell
from zizhao_cli.intake.workbook.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from zizhao_cli.intake.source import Source


class OldWorkbook:
    """An old workbook: `sheets` holds the name of each sheet, and whether it can be seen."""

    def __init__(self, source: Source) -> None:
        """Open it. Raises WorkbookBroken, WorkbookEncrypted."""
        import xlrd

        try:
            # Merged regions are told with the formatting only; what the reader itself says is for nobody.
            self._workbook = xlrd.open_workbook(
                str(source.path), logfile=io.StringIO(), formatting_info=True, ragged_rows=True
            )
        except xlrd.XLRDError as problem:
            if "encrypted" in str(problem):
                raise WorkbookEncrypted from problem
            raise WorkbookBroken(str(problem)) from problem
        except Exception as problem:
            # A broken file may bring the reader to any error there is.
            raise WorkbookBroken(f"{type(problem).__name__}: {problem}") from problem
        self.sheets = [(sheet.name, sheet.visibility == 0) for sheet in self._workbook.sheets()]

    def sheet(self, name: str) -> Sheet:
        """Return the sheet `name`."""
        sheet = self._workbook.sheet_by_name(name)
        return Sheet(
            name,
            sheet.nrows,
            sheet.ncols,
            self._rows(sheet),
            [
                ((top, left), (below - 1, beyond - 1))
                for top, below, left, beyond in sheet.merged_cells
            ],
            date_1904=bool(self._workbook.datemode),
        )

    def _rows(self, sheet: Any) -> Iterator[list[Any]]:  # noqa: ANN401 - the reader has no types
        for number in range(sheet.nrows):
            yield [self._value(cell) for cell in sheet.row(number)]

    def _value(self, cell: Any) -> Any:  # noqa: ANN401 - the reader has no types, cells are of any kind
        import xlrd

        if cell.ctype == xlrd.XL_CELL_ERROR:
            return ErrorCell(xlrd.error_text_from_code.get(cell.value, "公式错误"))
        if cell.ctype == xlrd.XL_CELL_BOOLEAN:
            return bool(cell.value)
        if cell.ctype == xlrd.XL_CELL_DATE:
            return self._day(cell.value)
        return cell.value

    def _day(self, number: float) -> datetime | float:
        """Return a day with its time; a number that is no day, such as a time alone, stays one."""
        import xlrd

        try:
            return (
                xlrd.xldate_as_datetime(number, self._workbook.datemode) if number >= 1 else number
            )
        except (ValueError, OverflowError):
            return number
