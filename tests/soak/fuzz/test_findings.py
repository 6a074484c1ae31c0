"""Files that once ended an import as none may end: by a crash, a hang or memory without bounds. Each is as small as it was found."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.intake.books import ods_cell, ods_of, ods_row, repacked, table, with_sheet, xls, xlsx
from tests.soak.fuzz.feeding import Case, Feeder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROWS = table("单位,条款,检查日期,结果\n桂香村,6,2022-05-01,符合")
SHEET, CONTENT = "xl/worksheets/sheet1.xml", "content.xml"
SECONDS = 3


def sheet(rows: bytes) -> Case:
    """Return a workbook with more rows, which are XML."""
    return Case("xlsx", with_sheet(xlsx(ROWS), rb"</sheetData>", rows))


def ods_with(row: str) -> bytes:
    """Return an OpenDocument workbook with one more row, which is XML."""
    return ods_of("".join(ods_row(*map(ods_cell, cells)) for cells in ROWS) + row)


def cut_off(content: bytes) -> bytes:
    """Return the content of an OpenDocument workbook that ends between two rows."""
    return content[: content.rindex(b"</table:table>")]


def in_no_encoding(content: bytes) -> bytes:
    """Return a part that says to be in an encoding which nobody knows."""
    _, _, rest = content.partition(b"?>") if content.startswith(b"<?xml") else (b"", b"", content)
    return b'<?xml version="1.0" encoding="UUF-8"?>' + rest


def damaged(package: bytes, part: str) -> bytes:
    """Return a workbook with a part that is packed with LZMA, and damaged."""
    content = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as old,
        zipfile.ZipFile(content, "w", zipfile.ZIP_LZMA) as new,
    ):
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name), old.read(name), zipfile.ZIP_LZMA)
    spoilt = bytearray(content.getvalue())
    spoilt[spoilt.index(part.encode()) + len(part) + 40] ^= 0xFF
    return bytes(spoilt)


CASES: dict[str, Callable[[], Case]] = {
    "ods that ends between two rows": lambda: Case(
        "ods", repacked(ods_with(""), {CONTENT: cut_off})
    ),
    "ods in an encoding that nobody knows": lambda: Case(
        "ods", repacked(ods_with(""), {CONTENT: in_no_encoding})
    ),
    "ods row that repeats 99999999999 times": lambda: Case(
        "ods",
        ods_with(
            '<table:table-row table:number-rows-repeated="99999999999">'
            f"{ods_cell('a')}</table:table-row>"
        ),
    ),
    "xlsx cell far out in small letters": lambda: sheet(
        b'<row r="30"><c r="xfd1048576"><v>1</v></c></row></sheetData>'
    ),
    "xlsx cell far out with spaces": lambda: sheet(
        b'<row r="30"><c r = "XFD1048576"><v>1</v></c></row></sheetData>'
    ),
    "xlsx region merged beside the table": lambda: sheet(
        b'</sheetData><mergeCells><mergeCell ref="XFD1:XFD2"/></mergeCells>'
    ),
    "xlsx packed with LZMA and damaged": lambda: Case("xlsx", damaged(xlsx(ROWS), SHEET)),
    "ods packed with LZMA and damaged": lambda: Case("ods", damaged(ods_with(""), CONTENT)),
    "xls cut off at 4096 bytes": lambda: Case("xls", xls(ROWS)[:4096]),
    "xls cut off at 4608 bytes": lambda: Case("xls", xls(ROWS)[:4608]),
    "xls cut off in its last part": lambda: Case("xls", xls(ROWS)[:-100]),
    "csv said to be utf-16, without its mark": lambda: Case(
        "csv", b"ab\n", options={"encoding": "utf-16"}
    ),
}


@pytest.fixture(scope="module")
def feeder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Feeder]:
    with Feeder.begin(tmp_path_factory.mktemp("findings")) as feeder:
        yield feeder


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_files_that_once_did_harm(feeder: Feeder, case: Callable[[], Case]) -> None:
    # A worker that is up and running, so that only the import takes time.
    assert feeder.feed(Case("xlsx", xlsx(ROWS))).how == "accepted"
    end = feeder.feed(case(), SECONDS)
    assert end.how in ("refused", "accepted"), str(end)
