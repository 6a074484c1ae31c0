"""Workbooks for the tests: rows of cells as bytes of xlsx, xls or ods."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

import xlsxwriter

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def xlsx(
    rows: Sequence[Sequence[Any]],
    *,
    name: str = "台账",
    more: Callable[[Any, Any], None] | None = None,
    computed: bool = True,
    **options: Any,
) -> bytes:
    """Return a workbook with `rows` on one sheet; `more` is given the book and the sheet to add to.

    With `computed` off it says that its formulas are still to be computed (fullCalcOnLoad), as XlsxWriter does.
    """
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, options) as book:
        book.calc_on_load = not computed
        sheet = book.add_worksheet(name)
        fill(sheet, rows, book.add_format({"num_format": "yyyy/m/d"}))
        if more is not None:
            more(book, sheet)
    return content.getvalue()


def fill(sheet: Any, rows: Sequence[Sequence[Any]], day: Any = None) -> None:
    """Write `rows` from the sheet's first cell on; days take the format `day`."""
    for number, cells in enumerate(rows):
        for place, cell in enumerate(cells):
            if cell is None or cell == "":
                continue
            if hasattr(cell, "year"):
                sheet.write_datetime(number, place, cell, day)
            elif isinstance(cell, str):
                sheet.write_string(number, place, cell)
            else:
                sheet.write(number, place, cell)


def table(text: str) -> list[list[str]]:
    """Return lines of comma-separated cells as rows."""
    return [line.split(",") for line in text.splitlines()]


def repacked(workbook: bytes, changes: dict[str, Callable[[bytes], bytes]]) -> bytes:
    """Return a package with some of its parts changed; the key `+name` adds a part."""
    content = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook)) as old,
        zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            change = changes.get(part, bytes)
            new.writestr(part, change(old.read(part)))
        for part, change in changes.items():
            if part.startswith("+"):
                new.writestr(part[1:], change(b""))
    return content.getvalue()


def with_sheet(workbook: bytes, pattern: bytes, replacement: bytes) -> bytes:
    """Return a workbook in whose first sheet `pattern`, which must be there, is replaced."""

    def change(sheet: bytes) -> bytes:
        changed, times = re.subn(pattern, lambda _: replacement, sheet)
        assert times
        return changed

    return repacked(workbook, {"xl/worksheets/sheet1.xml": change})


def xls(
    rows: Sequence[Sequence[Any]],
    *,
    dates_1904: bool = False,
    merged: Sequence[tuple[int, int, int, int]] = (),
) -> bytes:
    """Return rows as an old workbook (BIFF8); `merged` are first row, last row, first column, last column, from 0."""
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    book.dates_1904 = dates_1904
    sheet = book.add_sheet("台账")
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for number, cells in enumerate(rows):
        for place, cell in enumerate(cells):
            if cell is None or cell == "":
                continue
            if hasattr(cell, "year"):
                sheet.write(number, place, cell, day)
            else:
                sheet.write(number, place, cell)
    for span in merged:
        sheet.merge(*span)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


_ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
 office:version="1.2"><office:body><office:spreadsheet><table:table table:name="台账">{rows}</table:table>
</office:spreadsheet></office:body></office:document-content>"""
_MIME = "application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">
<manifest:file-entry manifest:full-path="/" manifest:media-type="{_MIME}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"""


def ods_of(rows: str) -> bytes:
    """Return an OpenDocument workbook whose one sheet holds `rows`, which are XML."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", _MIME, zipfile.ZIP_STORED)
        package.writestr("META-INF/manifest.xml", _MANIFEST)
        package.writestr("content.xml", _ODS.format(rows=rows))
    return content.getvalue()


def ods_cell(text: str) -> str:
    """Return a cell of text as XML."""
    return (
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
    )


def ods_row(*cells: str) -> str:
    """Return a row of cells, which are XML."""
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def ods(rows: Sequence[Sequence[str]]) -> bytes:
    """Return rows of texts as an OpenDocument workbook."""
    return ods_of("".join(ods_row(*map(ods_cell, row)) for row in rows))


def changed(part: str, pattern: bytes, replacement: bytes) -> Callable[[bytes], bytes]:
    """Return what replaces `pattern`, which must be there, in a part of a workbook."""

    def change(content: bytes) -> bytes:
        after, times = re.subn(pattern, replacement, content)
        assert times
        return after

    return lambda book: repacked(book, {part: change})
