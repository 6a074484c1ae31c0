"""Workbooks into tables: xlsx, xls, ods; bounded before anything is unpacked into memory."""

from __future__ import annotations

import html
import re
import zipfile
from typing import TYPE_CHECKING, Any

from zizhao_cli.intake.errors import (
    NoSuchSheet,
    WorkbookBroken,
    WorkbookEncrypted,
    WorkbookTooLarge,
)
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
XLS_LIMIT = 256 << 20
_OLE = b"\xd0\xcf\x11\xe0"
_FAR_COLUMN = re.compile(rb'<c r="([A-Z]{3})\d')
_ERROR_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"[^>]* t="e"')
_REPEATED = re.compile(rb'<table:table-cell [^>]*number-columns-repeated="\d{4,}"[^>]*>')


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
        if source.type != "xls":
            raise WorkbookEncrypted
        if source.size > XLS_LIMIT:
            raise WorkbookTooLarge(f"{source.size} 字节")
        return parts
    try:
        with zipfile.ZipFile(source.path) as package:
            _check_sizes(package)
            if "xl/workbook.xml" in package.namelist():
                _scan_sheets(package, parts)
            elif "content.xml" in package.namelist():
                _check_repeated_cells(package)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError) as problem:
        raise WorkbookBroken(str(problem)) from problem
    return parts


def _check_sizes(package: zipfile.ZipFile) -> None:
    total = 0
    for part in package.infolist():
        total += part.file_size
        if part.file_size > RATIO_FROM and part.file_size > RATIO_LIMIT * max(
            part.compress_size, 1
        ):
            raise WorkbookTooLarge(
                f"{part.filename} 展开后是原来的 {part.file_size // max(part.compress_size, 1)} 倍"
            )
    if total > UNPACKED_LIMIT:
        raise WorkbookTooLarge(f"展开后有 {total} 字节")


def _scan_sheets(package: zipfile.ZipFile, parts: _Parts) -> None:
    workbook = package.read("xl/workbook.xml")
    parts.date_1904 = re.search(rb'date1904="(1|true)"', workbook) is not None
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
    rest = b""
    with package.open(name) as part:
        while chunk := part.read(1 << 20):
            text = rest + chunk
            for place in _FAR_COLUMN.findall(text):
                if _column_number(place) > COLUMN_LIMIT:
                    raise WorkbookTooLarge(f"有第 {place.decode()} 列，最多 {COLUMN_LIMIT} 列")
            for column, row in _ERROR_CELL.findall(text):
                errors.setdefault(int(row), set()).add(_column_number(column))
            rest = text[-200:]
    return errors


def _check_repeated_cells(package: zipfile.ZipFile) -> None:
    """Refuse an OpenDocument sheet that repeats a filled cell beyond measure."""
    rest = b""
    with package.open("content.xml") as part:
        while chunk := part.read(1 << 20):
            text = rest + chunk
            if any(b"value-type" in tag for tag in _REPEATED.findall(text)):
                raise WorkbookTooLarge(f"一格重复 {COLUMN_LIMIT} 次以上")
            rest = text[-400:]


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
            cells: Cells = list(found)
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
    last_row, last_column = sheet.total_height, sheet.total_width - 1
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        for row in range(top, min(bottom, last_row) + 1):
            regions.setdefault(row + 1, []).append((top + 1, left, min(right, last_column)))
    return regions
