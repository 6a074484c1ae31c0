"""Sheets into a workbook that Excel, WPS and LibreOffice open and print: text stays text, days are days, and nothing is cut.

Rows are written as they come, so a workbook of many takes no more memory than one of few. The same sheets give the same bytes.
"""

from __future__ import annotations

import re
from datetime import date
from itertools import groupby
from tempfile import TemporaryDirectory
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.kinds.field import Reads
from zizhao_cli.domain.own_workbook import PROPERTY
from zizhao_cli.domain.text import formula_unmarked
from zizhao_cli.errors import MachineFault
from zizhao_cli.render.cells import in_lines, measured
from zizhao_cli.render.chart import CHART_ROWS, add_chart
from zizhao_cli.render.matrix_sheet import write_grid
from zizhao_cli.render.paper import CELL, HEADING, lay_out
from zizhao_cli.render.target import MADE_ON

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from zizhao_cli.domain.kinds.field import Field
    from zizhao_cli.render.heat import Grid
    from zizhao_cli.report.model import Row, Sheet, Table

LONGEST_CELL, MOST_ROWS = 32_767, 1_048_576
"""Characters that a cell of Excel holds, as UTF-16 counts them, and rows of a sheet."""
NARROWEST, WIDEST, WIDEST_OF_TEXTS, WIDEST_OF_HEADINGS = 5, 13, 28, 8
"""Cells of a terminal that columns take: what is longer is folded, headings soonest."""
_TEXTS = (Reads.TITLE, Reads.LONG, Reads.REMARK)
_DAYS = (Reads.DAY, Reads.DUE)
_DAY = re.compile(r"(?:19|20)\d\d-\d\d-\d\d")
_LONGEST_AS_TEXT = 255
"""Characters of a cell with the format of texts, behind which older Excels show ####."""
_EXACT = 10**15
"""From here on a number of a workbook loses its last digits."""
_REMEMBERED = 4096
"""How many values of a column are known again."""
_PICTURE, _PICTURES, _OF_PICTURES = 80, 3, "照片"
"""Pixels that a picture takes on either side, how many stand beside a row, and what stands over them."""
_POINTS = 0.75
"""Points of a pixel."""
_LINE_HIGH, _HIGHEST = 14, 409
"""Points of a line of a folded cell, and of the highest row."""
_LEGIBLE = 96
"""Cells of a line of text on a sheet without tables."""
_ROWS_OF_A_PAGE = 80
"""Rows of several tables that can still be read on one page."""


class CellTooLong(Refused):
    def __init__(self, sheet: str, line: int, heading: str, length: int) -> None:
        super().__init__(
            f"工作表“{sheet}”第 {line} 行“{heading}”有 {length} 字，一格最多 {LONGEST_CELL} 字",
            "改用 --format csv、json 或 html，或用 --columns 去掉这一列",
        )


class TooManyRows(Refused):
    def __init__(self, sheet: str) -> None:
        super().__init__(
            f"工作表“{sheet}”超过 {MOST_ROWS} 行，一个工作表放不下",
            "用 --from、--to 等分几次，或改用 --format csv",
        )


class PastFourGigabytes(Refused):
    def __init__(self) -> None:
        super().__init__(
            "工作簿超过 4 GB，Excel 打不开", "用 --from、--to 等分几次，或不加 --pictures"
        )


def write_workbook(
    file: IO[bytes], name: str, heading: str, sheets: Sequence[Sheet], grids: dict[str, Grid]
) -> None:
    """Write a workbook of `sheets`, and behind them one for each of `grids`, into an open file.

    `name` is kept in it, by which it is known again. Raises CellTooLong, TooManyRows, PastFourGigabytes, MachineFault.
    """
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError, FileSizeError

    try:
        with TemporaryDirectory(prefix="zizhao-") as folder:
            options = {
                # Headings that reach over two rows are written out of order; forms are small.
                "constant_memory": not any(t.groups for sheet in sheets for t in sheet.tables),
                "tmpdir": folder,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            }
            # It would be closed, and so written, on an error as well.
            book = Workbook(file, options)
            book.set_properties({"title": heading, "created": MADE_ON})
            book.set_custom_property(PROPERTY, name, "text")
            for sheet in sheets:
                _SheetWriter(book, sheet, heading).write()
            for title, one in grids.items():
                write_grid(book, title, heading, one)
            book.close()
    except FileSizeError as problem:
        raise PastFourGigabytes from problem
    except (OSError, FileCreateError) as problem:
        cause = problem if isinstance(problem, OSError) else OSError(str(problem))
        raise MachineFault("写工作簿的临时文件", cause) from problem


class _Shown(NamedTuple):
    """How a value is shown: what writes it, as what, in which format, and in how many lines."""

    write: Callable[..., int]
    value: Any
    holds: str
    lines: int = 1


_FORMATS: dict[str, dict[str, Any]] = {
    "text": {"num_format": "@"},
    "long": {},
    "day": {"num_format": "yyyy-mm-dd", "align": "center"},
    "number": {"num_format": "0", "align": "center"},
    "amount": {"num_format": "0.00", "align": "right"},
    "part": {"num_format": "@", "indent": 1},
    "fraction": {"num_format": "0.00%", "align": "center"},
    "undivided": {"num_format": "@", "align": "center"},
}
_TITLE = {"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"}
_LINE = {"text_wrap": True, "valign": "vcenter"}


class _SheetWriter:
    """Writes one sheet from its first row on."""

    def __init__(self, book: Any, sheet: Sheet, heading: str) -> None:  # noqa: ANN401 - XlsxWriter's workbook
        self._book, self._sheet = book, sheet
        self._formats: dict[tuple[str, bool], Any] = {}
        self._known: dict[int, dict[tuple[type, str], _Shown]] = {}
        self._to = book.add_worksheet(sheet.name)
        self._line = 0
        self._widths: dict[int, int] = {}
        self._columns = max((_width(table) for table in sheet.tables), default=1)
        lay_out(self._to, "" if sheet.title else heading)

    def write(self) -> None:
        """Write it all."""
        sheet = self._sheet
        if sheet.title:
            self._across(sheet.title, _TITLE, 30)
        if sheet.above:
            self._across(sheet.above, _LINE, 22)
        for table in sheet.tables:
            self._table(table)
        for line in sheet.below:
            [cells] = measured([line]).values()
            folded = -(-cells // (sum(self._widths.values()) or _LEGIBLE))
            self._across(line, _LINE, folded * _LINE_HIGH + 2 if folded > 1 else None)
        if sheet.one_page or (len(sheet.tables) > 1 and self._line <= _ROWS_OF_A_PAGE):
            self._to.fit_to_pages(1, 1)
        for place, width in self._widths.items():
            self._to.set_column(place, place, width + 1)
        if sheet.hidden:
            self._to.hide()
        if not sheet.tables:
            self._to.set_column(0, 0, _LEGIBLE + 4)

    def _across(self, text: str, look: dict[str, Any], height: float | None = None) -> None:
        """Write a line over all columns."""
        look, line = self._book.add_format(look), self._next()
        if height is not None:
            self._to.set_row(line, height)
        if self._columns > 1:
            self._to.merge_range(line, 0, line, self._columns - 1, "", look)
        self._put(self._to.write_string(line, 0, self._fitting(text, ""), look))

    def _next(self) -> int:
        """Return the next line. Raises TooManyRows."""
        if self._line >= MOST_ROWS:
            raise TooManyRows(self._sheet.name)
        self._line += 1
        return self._line - 1

    def _put(self, code: int) -> None:
        """Take what XlsxWriter says of a cell; what it does not write has been refused before."""
        if code:
            raise AssertionError(code)

    def _table(self, table: Table) -> None:
        if table.heading:
            self._across(table.heading, {**_LINE, "bold": True})
        header = self._head(table)
        shown: list[Row] = []
        for row in table.rows:
            self._row(table, row)
            if table.bars is not None:
                shown.append(row)
        if table.bars is not None and shown:
            add_chart(self._book, self._to, self._sheet.name, table, table.bars, header, shown)
            self._line = max(self._line, header + CHART_ROWS)
        if len(self._sheet.tables) > 1:
            self._next()
            return
        last = max(self._line - 1, header)
        self._to.freeze_panes(header + 1, 1 if table.groups else 0)
        self._to.repeat_rows(header - any(table.groups), header)
        if not table.groups:
            self._to.autofilter(header, 0, last, _width(table) - 1)
        if self._sheet.printed:
            self._to.print_area(0, 0, last, self._sheet.printed - 1)
        self._to.ignore_errors({"number_stored_as_text": f"A1:XFD{last + 1}"})

    def _head(self, table: Table) -> int:
        """Write the headings, and return their last line."""
        look = self._book.add_format(HEADING)
        above = self._next() if any(table.groups) else None
        line, lines = self._next(), 2
        for place, column in enumerate(table.columns):
            self._put(self._to.write_string(line, place, column.heading, look))
            wide = measured(column.heading.split("\n")).values()
            self._widths[place] = max(
                self._widths.get(place, NARROWEST), min(max(wide), WIDEST_OF_HEADINGS)
            )
            lines = max(lines, sum(-(-one // WIDEST_OF_HEADINGS) for one in wide))
        self._to.set_row(line, lines * _LINE_HIGH + 2)
        for place in range(len(table.columns), _width(table)):
            self._put(self._to.write_string(line, place, _OF_PICTURES, look))
            self._widths[place] = _PICTURE // 7
        if above is not None:
            self._groups(table, above, look)
        return line

    def _groups(self, table: Table, line: int, look: Any) -> None:  # noqa: ANN401 - XlsxWriter's format
        """Write what stands over columns; where nothing does, the heading below reaches up."""
        place = 0
        for group, columns in groupby(table.groups):
            first, place = place, place + len([*columns])
            if not group:
                for alone in range(first, place):
                    heading = table.columns[alone].heading
                    self._to.merge_range(line, alone, line + 1, alone, heading, look)
            elif place - first > 1:
                self._to.merge_range(line, first, line, place - 1, group, look)
            else:
                self._put(self._to.write_string(line, first, group, look))

    def _row(self, table: Table, row: Row) -> None:
        line, marked = self._next(), bool(table.marked and row[table.marked])
        pictures = table.pictures(row)[:_PICTURES] if table.pictures is not None else ()
        lines = [
            self._cell(line, place, column, row[column.key], marked=marked)
            for place, column in enumerate(table.columns)
        ]
        if table.part and row[table.part]:
            name = table.columns[0]
            self._to.write_string(
                line, 0, in_lines(row[name.key], name), self._format("part", marked)
            )
        # Not every program makes room by itself for what is folded.
        high: float = max([*(_LINE_HIGH * count for count in lines if count > 1), 0])
        if pictures:
            high = max(high, (_PICTURE + 4) * _POINTS)
        if high:
            self._to.set_row(line, min(high, _HIGHEST))
        for place, path in enumerate(pictures):
            self._picture(line, len(table.columns) + place, path)

    def _cell(self, line: int, place: int, column: Field, value: Any, *, marked: bool) -> int:  # noqa: ANN401
        """Write a cell, and return in how many lines it will be folded."""
        known = self._known.setdefault(place, {})
        key = (value.__class__, str(value))
        shown = known.get(key)
        if shown is None:
            if len(known) >= _REMEMBERED:
                known.clear()
            shown = known[key] = self._shown(place, column, value)
        self._put(shown.write(line, place, shown.value, self._format(shown.holds, marked)))
        return shown.lines

    def _shown(self, place: int, column: Field, value: Any) -> _Shown:  # noqa: ANN401
        """Return how a value is shown in a column, which becomes wide enough for it."""
        to = self._to
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if is_number and column.fraction:
            return _Shown(to.write_number, value, "fraction")
        if is_number and column.numeric and abs(value) < _EXACT:
            return _Shown(to.write_number, value, "number" if isinstance(value, int) else "amount")
        if is_day(column, value):
            self._widen(place, value, column)
            return _Shown(to.write_datetime, date.fromisoformat(value), "day")
        text = self._fitting(in_lines(value, column), column.heading)
        if not text:
            return _Shown(to.write_blank, None, "text")
        if column.fraction:
            return _Shown(to.write_string, text, "undivided")
        holds = "text" if len(text) <= _LONGEST_AS_TEXT and "\n" not in text else "long"
        return _Shown(to.write_string, text, holds, self._widen(place, text, column))

    def _fitting(self, text: str, heading: str) -> str:
        """Return a text as a cell has it; one that an import would take for something else gets a mark. Raises CellTooLong."""
        if formula_unmarked(text) != text:
            text = f"'{text}"
        if len(text) * 2 > LONGEST_CELL:
            length = len(text.encode("utf-16-le", "surrogatepass")) // 2
            if length > LONGEST_CELL:
                raise CellTooLong(self._sheet.name, self._line, heading, length)
        return text

    def _widen(self, place: int, text: str, column: Field) -> int:
        """Make a column wide enough for a text, within bounds, and return in how many lines it is folded there."""
        most = WIDEST_OF_TEXTS if column.reads in _TEXTS else WIDEST
        lines = text.split("\n")
        wide = measured(lines)
        self._widths[place] = max(self._widths.get(place, NARROWEST), min(max(wide.values()), most))
        return sum(max(1, -(-wide[one] // most)) for one in lines)

    def _format(self, holds: str, marked: bool) -> Any:  # noqa: ANN401 - XlsxWriter's format
        look = self._formats.get((holds, marked))
        if look is None:
            more = {"bg_color": "#FCE4D6"} if marked else {}
            look = self._book.add_format({**CELL, **_FORMATS[holds], **more})
            self._formats[holds, marked] = look
        return look

    def _picture(self, line: int, place: int, path: Path) -> None:
        """Show a picture beside its row, as large as its cell."""
        from xlsxwriter.exceptions import XlsxFileError
        from xlsxwriter.image import Image

        try:
            image = Image(str(path))
        except (OSError, XlsxFileError, ValueError, IndexError, ArithmeticError):
            self._put(self._to.write_string(line, place, "照片打不开"))
            return
        wide, high = image.width * 96 / image.x_dpi, image.height * 96 / image.y_dpi
        scale = min(_PICTURE / wide, _PICTURE / high)
        fitted = {"x_scale": scale, "y_scale": scale, "x_offset": 2, "y_offset": 2}
        how = {"object_position": 1, "description": "照片"}
        self._put(self._to.insert_image(line, place, str(path), {**fitted, **how}))


def _width(table: Table) -> int:
    """Return how many columns a table takes, with those of pictures."""
    return len(table.columns) + (_PICTURES if table.pictures is not None else 0)


def is_day(column: Field, value: Any) -> bool:  # noqa: ANN401 - any cell
    """Say whether a cell is a day that a workbook has as such."""
    if not isinstance(value, str) or not (column.reads in _DAYS or column.key.endswith("_on")):
        return False
    if _DAY.fullmatch(value) is None:
        return False
    try:
        return bool(date.fromisoformat(value))
    except ValueError:
        return False
