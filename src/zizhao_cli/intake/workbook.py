"""Workbooks into tables: xlsx, xls, ods; bounded before anything is unpacked into memory."""

from __future__ import annotations

import html
import re
import zipfile
import zlib
from typing import IO, TYPE_CHECKING, Any

from zizhao_cli.intake.errors import (
    FailedFormula,
    NoSuchSheet,
    WorkbookBroken,
    WorkbookEncrypted,
    WorkbookTooLarge,
)
from zizhao_cli.intake.source import CHUNK
from zizhao_cli.intake.table import Cells, ErrorCell, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from python_calamine import CalamineSheet, CalamineWorkbook

    from zizhao_cli.intake.source import Source

UNPACKED_LIMIT = 1 << 30
"""Bytes that all parts of a workbook may take unpacked."""
RATIO_LIMIT = 1000
"""How many times its packed size a part may be, from a size at which it matters."""
RATIO_FROM = 10 << 20
COLUMN_LIMIT = 1000
CELL_LIMIT = 20_000_000
"""Cells between the first and the last: the reader makes room for all of them, filled or not."""
REPEAT_LIMIT = 1000
"""How many times an OpenDocument sheet may repeat one filled row."""
MERGED_LIMIT = 1_000_000
"""Rows that all merged regions of a sheet may span, added up."""
XLS_LIMIT = 64 << 20
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_CELL = re.compile(rb"<(?:\w+:)?c\s[^>]*>")
_REFERENCE = re.compile(rb"""\sr=["']([A-Z]{1,3})(\d{1,7})["']""")
_ERROR_TYPE = re.compile(rb"""\st=["']e["']""")
_ROW_NUMBER = re.compile(rb'<(?:\w+:)?row\s[^>]*?r="(\d{1,9})"')
_ODS_TAG = re.compile(rb"<table:(table-row|table-cell|covered-table-cell|table)[\s>/][^>]*>?")
_REPEATED = re.compile(rb'number-(?:rows|columns)-repeated="(\d{1,9})"')
_TAIL = 4096


def read_workbook(source: Source, sheet: str | None) -> list[Table]:
    """Return the tables of the visible sheets, or of the one named `sheet`.

    Hidden sheets are left out and named in the first table's `skipped`. Raises WorkbookBroken,
    WorkbookEncrypted, WorkbookTooLarge, NoSuchSheet.
    """
    from python_calamine import (
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    parts = _check_package(source)
    try:
        book = CalamineWorkbook.from_path(str(source.path))
        pages = [page for page in book.sheets_metadata if page.typ == SheetTypeEnum.WorkSheet]
        hidden = [page.name for page in pages if page.visible != SheetVisibleEnum.Visible]
        names = [page.name for page in pages if page.name not in hidden]
        if sheet is not None:
            if sheet not in [page.name for page in pages]:
                raise NoSuchSheet(sheet, [page.name for page in pages])
            names, hidden = [sheet], []
        tables = [_table(book, name, parts) for name in names]
    except PasswordError as problem:
        raise WorkbookEncrypted from problem
    except (CalamineError, OSError, ValueError) as problem:
        raise WorkbookBroken(str(problem)) from problem
    if tables:
        tables[0].skipped += [(None, f"隐藏的工作表“{name}”") for name in hidden]
    return tables


class _Parts:
    """What is known of an xlsx package before it is unpacked: error cells by sheet, and its date system."""

    def __init__(self) -> None:
        self.errors: dict[str, dict[int, set[int]]] = {}
        """For each sheet's name the columns, from 1, of the failed formulas in each row."""
        self.date_1904 = False


def _check_package(source: Source) -> _Parts:
    """Refuse a package that would fill the memory; find what the reader does not tell."""
    parts = _Parts()
    with source.path.open("rb") as file:
        start = file.read(8)
    if start.startswith(_OLE):
        _check_ole(source)
        return parts
    try:
        with zipfile.ZipFile(source.path) as package:
            _check_sizes(package)
            if "xl/workbook.xml" in package.namelist():
                _scan_sheets(package, parts)
            elif "content.xml" in package.namelist():
                _check_open_document(package)
    except (
        zipfile.BadZipFile,
        zlib.error,
        OSError,
        EOFError,
        NotImplementedError,
        RuntimeError,
        UnicodeDecodeError,
    ) as problem:
        raise WorkbookBroken(str(problem)) from problem
    return parts


def _check_ole(source: Source) -> None:
    """Refuse an old workbook that is too large or under another name, and one that a password locks."""
    if source.size > XLS_LIMIT:
        raise WorkbookTooLarge(f"{source.size} 字节")
    if _ENCRYPTED in source.path.read_bytes():
        raise WorkbookEncrypted
    if source.type != "xls":
        raise WorkbookBroken(f"内容是旧格式 .xls，扩展名却是 .{source.type}")


def _check_sizes(package: zipfile.ZipFile) -> None:
    total = 0
    for part in package.infolist():
        total += part.file_size
        times = part.file_size // max(part.compress_size, 1)
        if part.file_size > RATIO_FROM and times > RATIO_LIMIT:
            raise WorkbookTooLarge(f"{part.filename} 展开后是原来的 {times} 倍")
    if total > UNPACKED_LIMIT:
        raise WorkbookTooLarge(f"展开后有 {total} 字节")


def _scan_sheets(package: zipfile.ZipFile, parts: _Parts) -> None:
    workbook = package.read("xl/workbook.xml")
    parts.date_1904 = re.search(rb'date1904="(1|true)"', workbook) is not None
    if "xl/sharedStrings.xml" in package.namelist():
        with package.open("xl/sharedStrings.xml") as strings:
            for _ in _chunks(strings):
                pass
    targets = dict(_relations(package))
    for tag in re.findall(rb"<sheet [^>]*>", workbook):
        name, relation = (
            re.search(pattern, tag) for pattern in (rb'name="([^"]*)"', rb'r:id="([^"]*)"')
        )
        part = targets.get(relation[1]) if relation else None
        if name and part in package.namelist():
            parts.errors[html.unescape(name[1].decode())] = _scan_sheet(package, str(part))


def _relations(package: zipfile.ZipFile) -> Iterator[tuple[bytes, str]]:
    """Yield the id of each relation of the workbook with the part it points to."""
    if "xl/_rels/workbook.xml.rels" not in package.namelist():
        return
    for tag in re.findall(rb"<Relationship [^>]*>", package.read("xl/_rels/workbook.xml.rels")):
        relation, target = (
            re.search(pattern, tag) for pattern in (rb'Id="([^"]*)"', rb'Target="([^"]*)"')
        )
        if relation and target:
            path = target[1].decode()
            yield relation[1], path.lstrip("/") if path.startswith("/") else f"xl/{path}"


def _scan_sheet(package: zipfile.ZipFile, name: str) -> dict[int, set[int]]:
    """Return the places of failed formulas in a sheet; refuse one whose corners span too many cells."""
    errors: dict[int, set[int]] = {}
    widest = lowest = count = 0
    rest = b""
    with package.open(name) as part:
        for chunk in _chunks(part):
            text = rest + chunk
            count += chunk.count(b"<c ") + chunk.count(b"<c>")
            _check_span(count, 1)
            for found in _REFERENCE.finditer(text):
                widest = max(widest, _column_number(found[1]))
            lowest = max(lowest, *map(int, _ROW_NUMBER.findall(text)), 0, 0)
            _check_span(lowest, widest)
            if b't="e"' in text or b"t='e'" in text:
                for tag in _CELL.findall(text):
                    if not _ERROR_TYPE.search(tag):
                        continue
                    place = _REFERENCE.search(tag)
                    if place is None:
                        raise FailedFormula(None)
                    errors.setdefault(int(place[2]), set()).add(_column_number(place[1]))
            rest = text[-_TAIL:]
    return errors


def _chunks(part: IO[bytes]) -> Iterator[bytes]:
    """Yield a part piece by piece. Raises WorkbookTooLarge at a text as long as a whole piece."""
    while chunk := part.read(CHUNK):
        if len(chunk) == CHUNK and b"<" not in chunk:
            raise WorkbookTooLarge(f"一格有 {CHUNK} 字节以上的文字")
        yield chunk


def _check_span(rows: int, columns: int) -> None:
    if columns > COLUMN_LIMIT:
        raise WorkbookTooLarge(f"有 {columns} 列，最多 {COLUMN_LIMIT} 列")
    if rows * columns > CELL_LIMIT:
        raise WorkbookTooLarge(f"有 {rows} 行 × {columns} 列")


def _check_open_document(package: zipfile.ZipFile) -> None:
    """Refuse an OpenDocument sheet whose repeated rows and cells span too much, or that holds a failed formula."""
    rows = repeat = column = widest = 0
    rest = b""
    with package.open("content.xml") as part:
        for chunk in _chunks(part):
            text = rest + chunk
            cut = text.rfind(b"<")
            for tag in _ODS_TAG.finditer(text[:cut]):
                found = _REPEATED.search(tag[0])
                count = int(found[1]) if found else 1
                if tag[1] == b"table":
                    rows = widest = repeat = column = 0
                elif tag[1] == b"table-row":
                    rows, repeat, column = rows + repeat, count, 0
                else:
                    column += count
                    if b"value-type" in tag[0]:
                        if repeat > REPEAT_LIMIT:
                            raise WorkbookTooLarge(f"同一行重复 {repeat} 次")
                        widest = max(widest, column)
                        _check_span(rows + repeat, widest)
                    if b'calcext:value-type="error"' in tag[0]:
                        raise FailedFormula(rows + 1)
            rest = text[cut:]


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _table(book: CalamineWorkbook, name: str, parts: _Parts) -> Table:
    sheet = book.get_sheet_by_name(name)
    if sheet.total_width > COLUMN_LIMIT:
        raise WorkbookTooLarge(f"有 {sheet.total_width} 列，最多 {COLUMN_LIMIT} 列")
    rows = _Rows(sheet, parts.errors.get(name, {}))
    return Table(None, name, iter(rows), date_1904=parts.date_1904, done=rows.done)


class _Rows:
    """The rows of a sheet, with the value of a merged region in all its cells, and failed formulas marked."""

    def __init__(self, sheet: CalamineSheet, errors: dict[int, set[int]]) -> None:
        self._sheet = sheet
        self._errors = errors
        self._number = 0

    def done(self) -> float:
        """Return how much of the sheet has been read, from 0 to 1."""
        return self._number / max(self._sheet.total_height, 1)

    def __iter__(self) -> Iterator[tuple[int, Cells]]:
        regions = _regions_by_row(self._sheet)
        values: dict[tuple[int, int], Any] = {}
        for number, found in enumerate(self._sheet.to_python(skip_empty_area=False), start=1):
            cells: Cells = [
                "是" if cell is True else "否" if cell is False else cell for cell in found
            ]
            for top, left, right in regions.get(number, ()):
                if number == top:
                    values[top, left] = cells[left]
                cells[left : right + 1] = [values[top, left]] * (right + 1 - left)
            for column in self._errors.get(number, ()):
                cells[column - 1 : column] = [ErrorCell("公式错误")]
            self._number = number
            yield number, cells


def _regions_by_row(sheet: CalamineSheet) -> dict[int, list[tuple[int, int, int]]]:
    """Return for each row number its merged regions: the top row's number, the first and the last column."""
    regions: dict[int, list[tuple[int, int, int]]] = {}
    spanned = 0
    last_row, last_column = sheet.total_height, sheet.total_width - 1
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        spanned += min(bottom, last_row) + 1 - top
        if spanned > MERGED_LIMIT:
            raise WorkbookTooLarge(f"合并的单元格跨 {MERGED_LIMIT} 行以上")
        for row in range(top, min(bottom, last_row) + 1):
            regions.setdefault(row + 1, []).append((top + 1, left, min(right, last_column)))
    return regions
