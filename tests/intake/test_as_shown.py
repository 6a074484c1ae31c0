"""Cells that show something else than the number they hold: taken as shown, or refused by name, whatever the format of the file."""

from __future__ import annotations

import io
import struct
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
import xlwt
from xlwt import CompoundDoc

from tests.intake.books import ods_cell, ods_of, ods_row, table, with_sheet, xlsx
from tests.intake.office import HAZARDS, HEAD
from zizhao_cli.intake.table.table import Shown
from zizhao_cli.intake.workbook.number_format import BUILT_IN, show_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.intake.office import Office

IDS = "编号,单位,条款,检查日期\n"
ROW = ["桂香村", "6", "2022-05-01"]
NOON = datetime(2022, 4, 20, 15, 30)  # noqa: DTZ001 - a spreadsheet has no zones


def in_xlsx(rows: list[list[Any]], code: str, place: tuple[int, int], value: Any) -> bytes:
    """Return `rows` as xlsx, with a value in a format of its own at `place`, a row and a column from 1."""
    book = openpyxl.Workbook()
    sheet = book.active
    for cells in rows:
        sheet.append(cells)
    sheet.cell(*place, value).number_format = code
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def in_xls(rows: list[list[Any]], code: str, place: tuple[int, int], value: Any) -> bytes:
    """Return the same as xls."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("台账", cell_overwrite_ok=True)
    for number, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            sheet.write(number, column, cell)
    sheet.write(place[0] - 1, place[1] - 1, value, xlwt.easyxf(num_format_str=code))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


BOOKS = [pytest.param("a.xlsx", in_xlsx, id="xlsx"), pytest.param("a.xls", in_xls, id="xls")]


@pytest.mark.parametrize(("name", "book"), BOOKS)
@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        ("000", 7, "007"),
        ('"AQ-"000', 2, "AQ-002"),
        ("0", 20220420001, "20220420001"),
        ("0_ ", 12, "12"),
        ("General", 12, "12"),
        ("@", 12, "12"),
        ("yyyy-mm-dd hh:mm:ss", NOON, "2022-04-20 15:30:00"),
        ("yyyy/m/d h:mm", NOON.replace(hour=0, minute=0), "2022/4/20 0:00"),
    ],
)
def test_an_id_is_what_is_shown(
    office: Office, name: str, book: Callable[..., bytes], code: str, value: Any, shown: str
) -> None:
    rows = [*table(IDS), ["", *ROW]]
    office.takes(book(rows, code, (2, 1), value), name)
    assert office.checks("source_id") == [shown]
    again = office.takes(IDS + f"{shown},桂香村,6,2022-05-01\n")
    assert again.counts == (1, 0, 1, 0)


@pytest.mark.parametrize(("name", "book"), BOOKS)
@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        ("0%", 0.255, "26%"),
        ("0.0%", 0.255, "25.5%"),
        ("#,##0.00", 12345.678, "12,345.68"),
        ("[Red]0.0;-0.0", 1.25, "1.3"),
        ('0"元"', 300, "300元"),
        ("h:mm", time(15, 30), "15:30"),
        ("hh:mm:ss", time(9, 5, 7), "09:05:07"),
    ],
)
def test_a_note_is_what_is_shown(
    office: Office, name: str, book: Callable[..., bytes], code: str, value: Any, shown: str
) -> None:
    rows = [*table(HEAD), [*ROW, "符合", ""]]
    office.takes(book(rows, code, (2, 5), value), name)
    assert office.checks("note") == [shown]


@pytest.mark.parametrize(("name", "book"), BOOKS)
@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("yyyy/m/d", date(2026, 1, 2)),
        ('m"月"d"日"', date(2026, 1, 2)),
        ("m-d", date(2026, 1, 2)),
        ("mmm-yy", date(2026, 1, 2)),
        ("yyyy/m/d h:mm AM/PM", NOON),
        ("[h]:mm", 1.5),
        ("# ?/?", 0.5),
        ("0.00E+00", 12345),
        ("000-0000", 1234567),
        ("0;(0)", -5),
        ("[DBNum1]0", 12),
    ],
)
def test_what_cannot_be_told_is_refused(
    office: Office, name: str, book: Callable[..., bytes], code: str, value: Any
) -> None:
    rows = [*table(HEAD), [*ROW, "符合", ""]]
    taken = office.refuses(book(rows, code, (2, 5), value), name)
    assert [place[:2] for place in taken.places] == [(2, "备注")]
    assert "不是文字" in taken.messages[0]


@pytest.mark.parametrize("key", ["source_id", "unit", "inspectors", "kind", "result"])
def test_a_day_is_no_text_in_any_column(office: Office, key: str) -> None:
    head = ["source_id", "unit", "measure", "checked_on", "kind", "inspectors", "result"]
    cells = ["A1", "桂香村", "6", "2022-05-01", "自查", "谭二", "符合"]
    book = in_xlsx([head, cells], "yyyy/m/d", (2, head.index(key) + 1), date(2026, 1, 2))
    assert (2, key) in [place[:2] for place in office.refuses(book, "a.xlsx").places]


@pytest.mark.parametrize(("name", "book"), BOOKS)
@pytest.mark.parametrize("code", ["yyyy-m-d h:mm", 'yyyy"年"m"月"d"日"', "m-d", "d-mmm-yy"])
def test_a_day_is_a_day_however_it_is_shown(
    office: Office, name: str, book: Callable[..., bytes], code: str
) -> None:
    rows = [*table(HEAD), [*ROW, "符合", ""]]
    office.takes(book(rows, code, (2, 3), NOON), name)
    assert office.checks("checked_on") == ["2022-04-20"]


@pytest.mark.parametrize(("name", "book"), BOOKS)
@pytest.mark.parametrize(
    "code", ['yyyy"年"m"月"', "yyyy/m", "yyyy", "mmm-yy", "[DBNum1][$-804]yyyy年m月"]
)
def test_a_month_is_no_day(
    office: Office, name: str, book: Callable[..., bytes], code: str
) -> None:
    rows = [*table(HAZARDS), [*ROW, "消火栓无水", "一般", "", "谭二"]]
    taken = office.refuses(book(rows, code, (2, 6), date(2022, 6, 1)), name, form="hazard")
    assert [place[:2] for place in taken.places] == [(2, "限期")]
    assert "没有日" in taken.messages[0]


def valued(kind: str, value: str, shown: str) -> str:
    """Return a cell of OpenDocument as XML; `kind` and `value` are attributes."""
    return (
        f'<table:table-cell office:value-type="{kind}" office:{value}><text:p>{shown}</text:p>'
        "</table:table-cell>"
    )


def ods_with(head: str, *cells: str) -> bytes:
    return ods_of(ods_row(*map(ods_cell, table(head)[0])) + ods_row(*cells))


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (valued("float", 'value="7"', "007"), "007"),
        (valued("float", 'value="7"', "7"), "7"),
        (valued("percentage", 'value="0.255"', "25.5%"), "25.5%"),
        (valued("currency", 'value="300"', "￥300.00"), "￥300.00"),
        (valued("time", 'time-value="PT15H30M00S"', "15:30"), "15:30"),
        (
            valued("date", 'date-value="2022-04-20T15:30:00"', "2022-04-20 15:30"),
            "2022-04-20 15:30",
        ),
        (valued("date", 'date-value="2026-01-02"', "1月2日"), None),
        (valued("date", 'date-value="2026-01-02"', "2026-01-02"), None),
    ],
)
def test_ods_tells_itself_what_it_shows(office: Office, cell: str, shown: str | None) -> None:
    book = ods_with(HEAD, *map(ods_cell, [*ROW, "符合"]), cell)
    if shown is None:
        assert "不是文字" in office.refuses(book, "a.ods").messages[0]
    else:
        office.takes(book, "a.ods")
        assert office.checks("note") == [shown]


@pytest.mark.parametrize(
    ("shown", "day"),
    [
        *(("2022-04-20", True), ("4/20/22", True), ("20 Apr 2022", True), ("4月20日", True)),
        *(("2022年4月", False), ("Apr-22", False), ("二〇二二年四月二十日", True)),
    ],
)
def test_ods_tells_whether_it_shows_a_day(office: Office, shown: str, day: bool) -> None:
    cell = valued("date", 'date-value="2022-04-20"', shown)
    book = ods_with(HEAD, *map(ods_cell, ROW[:2]), cell, *map(ods_cell, ["符合", ""]))
    if day:
        office.takes(book, "a.ods")
        assert office.checks("checked_on") == ["2022-04-20"]
    else:
        assert "没有日" in office.refuses(book, "a.ods").messages[0]


def formula(value: Any) -> Callable[[Any, Any], None]:
    """Return what writes a formula with a value into the note."""
    return lambda _, sheet: sheet.write_formula(1, 4, "=1+1", None, value)


@pytest.mark.parametrize("value", [0, 2, "甲"])
def test_values_that_are_still_to_be_computed(office: Office, value: Any) -> None:
    book = xlsx([*table(HEAD), [*ROW, "符合"]], more=formula(value), computed=False)
    taken = office.refuses(book, "a.xlsx")
    assert [place[:2] for place in taken.places] == [(2, "备注")]
    assert "没有算过" in taken.messages[0]


def test_a_style_that_nobody_declared(office: Office) -> None:
    book = with_sheet(xlsx([*table(IDS), [7, *ROW]]), rb'<c r="A2"', b'<c r="A2" s="99999"')
    office.takes(book, "a.xlsx")
    assert office.checks("source_id") == ["7"]


def test_every_built_in_format_is_understood_or_refused() -> None:
    for code in BUILT_IN.values():
        show = show_of(code)
        for value in (0.5, 7.0, NOON, time(1, 2)):
            cell = value if show is None else show(value)
            assert cell == value or isinstance(cell, Shown)


def in_xls_95(rows: list[list[str]]) -> bytes:
    """Return rows as a workbook of Excel 95 (BIFF5) in GBK that names no code page."""

    def record(kind: int, content: bytes) -> bytes:
        return struct.pack("<HH", kind, len(content)) + content

    def begin(what: int) -> bytes:
        return record(0x0809, struct.pack("<HHHH", 0x0500, what, 0, 1995))

    end = record(0x0A, b"")
    offset = len(begin(5)) + 4 + 7 + 1 + len(end)
    bound = record(0x85, struct.pack("<IBBB", offset, 0, 0, 1) + b"A")
    cells = b"".join(
        record(0x0204, struct.pack("<HHHH", line, place, 0, len(text)) + text)
        for line, row in enumerate(rows)
        for place, text in enumerate(cell.encode("gbk") for cell in row)
    )
    content = io.BytesIO()
    CompoundDoc.XlsDoc().save(content, begin(5) + bound + end + begin(0x10) + cells + end)
    return content.getvalue()


def test_an_old_workbook_without_a_code_page_is_asked_for_its_encoding(office: Office) -> None:
    book = in_xls_95([*table(HEAD), [*ROW, "符合", "甲"]])
    assert "--encoding" in office.refuses(book, "a.xls").messages[0]
    office.takes(book, "a.xls", encoding="gb18030")
    assert office.checks("unit", "note") == [("桂香村", "甲")]
