"""Workbooks that mean harm: a clear refusal within bounded memory and time, and nothing written."""

from __future__ import annotations

import io
import random
import re
import struct
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.intake.books import ods_cell, ods_of, ods_row, repacked, table, with_sheet, xlsx
from tests.intake.bounded import refused
from tests.intake.office import GOOD, HEAD

if TYPE_CHECKING:
    from tests.intake.office import Office

BOOK = xlsx(table(HEAD + GOOD))
END = rb"</sheetData>"
LAUGHS = (
    b'<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]>"
)
OUTSIDE = b'<!DOCTYPE l [<!ENTITY j SYSTEM "file:///etc/passwd">]>'


def with_rows(rows: bytes) -> bytes:
    """Return a good workbook with more rows, which are XML."""
    return with_sheet(BOOK, END, rows + END)


def far(place: bytes, row: bytes = b"1048576") -> bytes:
    """Return a workbook with a cell far out; `place` is its attributes, `row` the number of the row around it."""
    return with_rows(b'<row r="' + row + b'"><c ' + place + b"><v>1</v></c></row>")


def zeros() -> bytes:
    """Return a workbook that unpacks to a gigabyte and more."""
    return repacked(BOOK, {"+xl/media/a.bin": lambda _: bytes(200 << 20)})


def lying() -> bytes:
    """Return a workbook with a part that is larger than its package says."""
    size = 300 << 20
    huge = repacked(
        BOOK, {"xl/sharedStrings.xml": lambda _: b"<sst><si><t>" + bytes(size) + b"</t></si></sst>"}
    )
    return huge.replace(struct.pack("<I", size + 28), struct.pack("<I", 1000))


def flipped(book: bytes, seed: int) -> bytes:
    """Return a workbook in whose packed parts some bytes are others."""
    chance = random.Random(seed)  # noqa: S311 - nothing is secret here
    with zipfile.ZipFile(io.BytesIO(book)) as package:
        part = package.getinfo("xl/worksheets/sheet1.xml")
    first = part.header_offset + 30 + len(part.filename)
    spoiled = bytearray(book)
    for _ in range(8):
        spoiled[first + chance.randrange(part.compress_size)] ^= 1 + chance.randrange(255)
    return bytes(spoiled)


def comment() -> str:
    """Return a comment of ten million characters, as if it were full of tags."""
    noise = random.Random(1).randbytes(5_000_000).hex()  # noqa: S311 - nothing is secret here
    return f"<!-- {noise.replace('a', '<')} -->"


HEADER = ods_row(*map(ods_cell, table(HEAD)[0]))
ROW = ods_row(*map(ods_cell, table(GOOD)[0]))
CELL = ods_cell("a")


def repeated(cell: str = "", row: str = "") -> bytes:
    """Return an OpenDocument sheet with a cell and a row that are there many times."""
    line = f"<table:table-row{row}>{CELL.replace('<table:table-cell', '<table:table-cell' + cell)}</table:table-row>"
    return ods_of(HEADER + ROW + line)


COLUMNS, ROWS = "table:number-columns-repeated", "table:number-rows-repeated"
FILES = {
    "bomb.xlsx": zeros,
    "lying.xlsx": lying,
    "XFD.xlsx": lambda: far(b'r="XFD1048576"'),
    "columns.xlsx": lambda: xlsx([[*table(HEAD)[0], *["x"] * 1000]]),
    "truncated.xlsx": lambda: BOOK[: len(BOOK) // 2],
    "cut.xlsx": lambda: BOOK[:-10],
    "no zip.xlsx": lambda: b"PK\x03\x04" + bytes(1000),
    "encrypted.xlsx": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096),
    "broken.xls": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096),
    "empty.xlsx": lambda: b"",
    "empty.xls": lambda: b"",
    "empty.ods": lambda: b"",
    "laughs.xlsx": lambda: with_sheet(
        with_rows(b'<row r="3"><c r="A3" t="inlineStr"><is><t>&j;</t></is></c></row>'),
        rb"<worksheet",
        LAUGHS + b"<worksheet",
    ),
    "laughing strings.xlsx": lambda: repacked(
        BOOK,
        {"xl/sharedStrings.xml": lambda part: strings(part, LAUGHS)},
    ),
    "outside.xlsx": lambda: repacked(
        BOOK, {"xl/sharedStrings.xml": lambda part: strings(part, OUTSIDE)}
    ),
    "cells.ods": lambda: repeated(f' {COLUMNS}="1000000"'),
    "cells on a line.ods": lambda: repeated(f'\n{COLUMNS}="1000000"'),
    "another prefix.xlsx": lambda: with_sheet(
        with_rows(b'<x:row r="1048576"><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row>'),
        rb"<worksheet ",
        b'<worksheet xmlns:x="urn:x" ',
    ),
    "no places.xlsx": lambda: with_rows(b'<row r="999999999"><c><v>1</v></c></row>'),
    "texts announced.xlsx": lambda: repacked(
        BOOK,
        {
            "xl/sharedStrings.xml": lambda part: re.sub(
                b'uniqueCount="', b'uniqueCount="99999', part
            )
        },
    ),
    "sheets.xlsx": lambda: repacked(
        BOOK,
        {
            "xl/workbook.xml": lambda part: part.replace(
                b"</sheets>", b'<sheet name="a" sheetId="9" r:id="rId1"/>' * 5000 + b"</sheets>"
            )
        },
    ),
    "tags.xlsx": lambda: with_rows(b"<row " * 200_000),
    "sheet tags.xlsx": lambda: repacked(
        BOOK, {"xl/workbook.xml": lambda part: part + b"<sheet " * 200_000}
    ),
    "comment.xlsx": lambda: with_rows(comment().encode()),
    "comment.ods": lambda: ods_of(HEADER + ROW + comment()),
    "workbook.xlsx": lambda: repacked(
        BOOK, {"xl/workbook.xml": lambda part: part + comment().encode()}
    ),
    "spaces.ods": lambda: ods_of(
        HEADER + ROW + ods_row(CELL.replace("<text:p>", '<text:p><text:s text:c="99999999"/>'))
    ),
    "attribute.ods": lambda: repeated(f' {COLUMNS}="999"', f' foo="a>b" {ROWS}="1000000"'),
    "number.ods": lambda: repeated(f' {COLUMNS}="999"', f' {ROWS}="&#57;00000"'),
    "plus.ods": lambda: repeated(f' {COLUMNS}="999"', f' {ROWS}="+1000000"'),
    "beginning anew.ods": lambda: repeated(
        f' {COLUMNS}="999"', f' {ROWS}="1000000"><!-- <table:table> --><table:table-cell/'
    ),
    "both.ods": lambda: repacked(
        repeated(f' {COLUMNS}="999"', f' {ROWS}="1000000"'),
        {"+xl/workbook.xml": lambda _: b"<workbook/>"},
    ),
    "no end of a tag.xlsx": lambda: with_rows(b'<row r="3"><c' + b' t="s"' * 170_000 + b"/></row>"),
    "a shared text.xlsx": lambda: repacked(
        BOOK,
        {"xl/sharedStrings.xml": lambda part: part.replace("桂香村".encode(), b"a" * 40_000)},
    ),
    "one place.xlsx": lambda: with_rows(
        b'<row r="3">' + b'<c r="A3"><v>1</v></c>' * 13_000_000 + b"</row>"
    ),
    "texts over and over.ods": lambda: ods_of(
        HEADER
        + ROW
        + f'<table:table-row {ROWS}="900">'
        + CELL.replace("<table:table-cell", f'<table:table-cell {COLUMNS}="900"').replace(
            ">a<", f">{'a' * 20_000}<"
        )
        + "</table:table-row>"
    ),
    "formulas.ods": lambda: repeated(
        f' {COLUMNS}="999" table:formula="of:=1"', f' {ROWS}="1000000"'
    ),
    "rows and cells.ods": lambda: repeated(f' {COLUMNS}="999"', f' {ROWS}="1000000"'),
}


def strings(part: bytes, entities: bytes) -> bytes:
    """Return shared strings with entities, one of which is used."""
    return part.replace(b"<sst", entities + b"<sst").replace("桂香村".encode(), b"&j;")


@pytest.mark.parametrize("name", FILES)
def test_refused_within_bounds(office: Office, name: str) -> None:
    messages = refused(office, office.file(FILES[name](), name))
    assert len(messages) == 1
    assert "passwd" not in messages[0]
    assert "root:" not in messages[0]


@pytest.mark.parametrize("place", [b's="0" r="XFD1048576"', b'r="ALL1048576"'])
def test_a_sheet_that_spans_more_cells_than_memory_holds(office: Office, place: bytes) -> None:
    refused(office, office.file(far(place), "a.xlsx"))


@pytest.mark.parametrize("place", [b'r="A99999999999"', b'r="A20000001"', b'r="ALL1048576"'])
def test_a_cell_that_stands_in_another_row_than_it_says(office: Office, place: bytes) -> None:
    refused(office, office.file(far(place, row=b"3"), "a.xlsx"))


def test_a_sheet_full_of_cells(office: Office) -> None:
    cells = b"".join(b"<c><v>%d</v></c>" % (n % 7) for n in range(900))
    refused(office, office.file(with_rows((b"<row>" + cells + b"</row>") * 14_000), "a.xlsx"))


def test_regions_merged_over_and_over(office: Office) -> None:
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(3, 20_000))
    merged = b"<mergeCells>" + b'<mergeCell ref="A3:J20000"/>' * 20_000 + b"</mergeCells>"
    book = with_sheet(with_rows(rows), END, END + merged)
    refused(office, office.file(book, "a.xlsx"))


def test_a_row_that_is_there_a_million_times(office: Office) -> None:
    row = ROW.replace("<table:table-row>", f'<table:table-row {ROWS}="1048000">')
    refused(office, office.file(ods_of(HEADER + row), "a.ods"))


def test_a_cell_of_100_mb(office: Office) -> None:
    noise = random.Random(1).randbytes(1 << 16).hex().encode()  # noqa: S311 - nothing is secret here
    cell = b'<row r="3"><c r="A3" t="inlineStr"><is><t>' + noise * 800 + b"</t></is></c></row>"
    refused(office, office.file(with_rows(cell), "a.xlsx"))


@pytest.mark.parametrize("name", ["flipped", "named in bytes"])
def test_a_damaged_package(office: Office, name: str) -> None:
    if name == "flipped":
        book = flipped(BOOK, 3)
    else:
        book = repacked(
            BOOK, {"xl/workbook.xml": lambda x: x.replace("台账".encode(), b"\xff\xfe")}
        )
    refused(office, office.file(book, "a.xlsx"))


def test_empty_rows_and_columns_to_the_edge_are_no_harm(office: Office) -> None:
    edge = (
        f'<table:table-row {ROWS}="1048570"><table:table-cell {COLUMNS}="16384"/></table:table-row>'
    )
    assert office.takes(ods_of(HEADER + ROW + edge), "a.ods").counts == (1, 1, 0, 0)
