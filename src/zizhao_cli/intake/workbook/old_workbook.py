"""Old workbooks (.xls). Their reader is slower than that of the others, but tells failed formulas and the date system."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from zizhao_cli.intake.errors import EncodingNotSaid, WorkbookBroken, WorkbookEncrypted
from zizhao_cli.intake.source import known_encoding
from zizhao_cli.intake.table.table import ErrorCell
from zizhao_cli.intake.workbook.number_format import BUILT_IN, show_of
from zizhao_cli.intake.workbook.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime, time

    from zizhao_cli.intake.source import Source


_UNICODE = 80
"""From this version on (Excel 97), texts are Unicode; before, they are in the code page that the file names."""


class OldWorkbook:
    """An old workbook: `sheets` holds the name of each sheet, and whether it can be seen."""

    def __init__(self, source: Source, encoding: str | None) -> None:
        """Open it; `encoding` is that of its texts where they are older than Unicode.

        Raises WorkbookBroken, WorkbookEncrypted, EncodingNotSaid, UnknownEncoding.
        """
        import xlrd

        override = None if encoding is None else known_encoding(encoding)
        try:
            # Merged regions are told with the formatting only; what the reader itself says is for nobody.
            self._workbook = xlrd.open_workbook(
                str(source.path),
                logfile=io.StringIO(),
                encoding_override=override,
                formatting_info=True,
                ragged_rows=True,
            )
        except xlrd.XLRDError as problem:
            if "encrypted" in str(problem):
                raise WorkbookEncrypted from problem
            raise WorkbookBroken(str(problem)) from problem
        except Exception as problem:
            # A broken file may bring the reader to any error there is.
            raise WorkbookBroken(f"{type(problem).__name__}: {problem}") from problem
        if self._workbook.biff_version < _UNICODE and not (self._workbook.codepage or override):
            raise EncodingNotSaid
        formats = self._workbook.format_map
        self._shows = {
            number: show_of(BUILT_IN.get(style.format_key) or formats[style.format_key].format_str)
            for number, style in enumerate(self._workbook.xf_list)
            if style.format_key in formats
        }
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
        if cell.ctype not in (xlrd.XL_CELL_DATE, xlrd.XL_CELL_NUMBER):
            return cell.value
        value = self._day(cell.value) if cell.ctype == xlrd.XL_CELL_DATE else cell.value
        show = self._shows.get(cell.xf_index)
        return value if show is None else show(value)

    def _day(self, number: float) -> datetime | time | float:
        """Return a day with its time, or a time alone; a number that is neither stays one."""
        import xlrd

        try:
            moment: datetime = xlrd.xldate_as_datetime(number, self._workbook.datemode)
            return moment if number >= 1 else moment.time()
        except (ValueError, OverflowError):
            return number
