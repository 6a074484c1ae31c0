"""A workbook as a package, before it is unpacked into memory: it is bounded, and what the reader does not tell is found."""

from __future__ import annotations

import html
import re
import zipfile
import zlib
from typing import IO, TYPE_CHECKING

from zizhao_cli.intake.errors import (
    FailedFormula,
    WorkbookBroken,
    WorkbookEncrypted,
    WorkbookTooLarge,
)
from zizhao_cli.intake.source import CHUNK

if TYPE_CHECKING:
    from collections.abc import Iterator

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
XLS_LIMIT = 64 << 20
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_CELL = re.compile(rb"<(?:\w+:)?c\s[^>]*>")
# XML may be spelled otherwise than Excel does: spaces, single quotes; and the reader takes small letters, too.
_REFERENCE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]+)(\d+)["']""")
_ERROR_TYPE = re.compile(rb"""\st\s*=\s*["']e["']""")
_ROW_NUMBER = re.compile(rb"""<(?:\w+:)?row\s(?:[^>]*?\s)?r\s*=\s*["'](\d+)["']""")
_ODS_TAG = re.compile(rb"<table:(table-row|table-cell|covered-table-cell|table)[\s>/][^>]*>?")
_REPEATED = re.compile(rb"""number-(?:rows|columns)-repeated\s*=\s*["']\s*(\d+)\s*["']""")
_LONGEST_NUMBER, _LONGEST_COLUMN = 9, 3
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""How the parts of a workbook are packed; no spreadsheet uses another way."""
_TAIL = 4096


class Package:
    """What is known of a workbook before it is unpacked: error cells by sheet, and its date system."""

    def __init__(self) -> None:
        self.errors: dict[str, dict[int, set[int]]] = {}
        """For each sheet's name the columns, from 1, of the failed formulas in each row."""
        self.date_1904 = False


def check_package(source: Source) -> Package | None:
    """Refuse a workbook that would fill the memory; find what the reader does not tell.

    Returns None for an old workbook, which is no package. Raises WorkbookBroken, WorkbookEncrypted,
    WorkbookTooLarge, FailedFormula.
    """
    known = Package()
    with source.path.open("rb") as file:
        start = file.read(8)
    if start.startswith(_OLE):
        _check_ole(source)
        return None
    try:
        with zipfile.ZipFile(source.path) as package:
            _check_sizes(package)
            if "xl/workbook.xml" in package.namelist():
                _scan_sheets(package, known)
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
        LookupError,  # an encoding that nobody knows
    ) as problem:
        raise WorkbookBroken(str(problem)) from problem
    return known


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
        if part.compress_type not in _PACKED:
            raise WorkbookBroken(f"{part.filename} 的压缩方式不认识")
        total += part.file_size
        times = part.file_size // max(part.compress_size, 1)
        if part.file_size > RATIO_FROM and times > RATIO_LIMIT:
            raise WorkbookTooLarge(f"{part.filename} 展开后是原来的 {times} 倍")
    if total > UNPACKED_LIMIT:
        raise WorkbookTooLarge(f"展开后有 {total} 字节")


def _scan_sheets(package: zipfile.ZipFile, known: Package) -> None:
    workbook = package.read("xl/workbook.xml")
    known.date_1904 = re.search(rb'date1904="(1|true)"', workbook) is not None
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
            known.errors[html.unescape(name[1].decode())] = _scan_sheet(package, str(part))


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
            places = _REFERENCE.findall(text)
            columns = {letters for letters, _ in places}
            # A cell may say that it stands in another row than the one around it, and the reader believes the cell.
            rows = {digits for _, digits in places}.union(_ROW_NUMBER.findall(text))
            widest = max(widest, max(map(_column_number, columns), default=0))
            lowest = max(lowest, max(map(_number, rows), default=0))
            _check_span(lowest, widest)
            if b't="e"' in text or b"t='e'" in text:
                for tag in _CELL.findall(text):
                    if not _ERROR_TYPE.search(tag):
                        continue
                    place = _REFERENCE.search(tag)
                    if place is None:
                        raise FailedFormula(None)
                    errors.setdefault(_number(place[2]), set()).add(_column_number(place[1]))
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
    """Refuse an OpenDocument sheet that is no XML, spans too much by repeating, or holds a failed formula."""
    from xml.parsers import expat

    rows = repeat = column = widest = 0
    rest = b""
    try:
        parser = expat.ParserCreate()
        with package.open("content.xml") as part:
            for chunk in _chunks(part):
                parser.Parse(chunk)
                text = rest + chunk
                cut = text.rfind(b"<")
                for tag in _ODS_TAG.finditer(text[:cut]):
                    found = _REPEATED.search(tag[0])
                    count = _number(found[1]) if found else 1
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
        parser.Parse(b"", True)
    except expat.ExpatError as problem:
        raise WorkbookBroken(str(problem)) from problem


def _number(digits: bytes) -> int:
    digits = digits.lstrip(b"0") or b"0"
    if len(digits) > _LONGEST_NUMBER:
        raise WorkbookTooLarge(f"有 {len(digits)} 位数的行号或列号")
    return int(digits)


def _column_number(letters: bytes) -> int:
    if len(letters) > _LONGEST_COLUMN:
        raise WorkbookTooLarge(f"有 {len(letters)} 个字母的列号")
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
