"""What the reader of xlsx takes otherwise than a spreadsheet shows it: filled in, refused, or read right all the same."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from tests.intake.books import (
    changed,
    table,
    with_sheet,
    xlsx,
)
from tests.intake.office import HEAD

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.intake.office import Office

ROW = ["桂香村", "6", "2022-05-01", "符合"]
SHEET, BOOK, RELS = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"


def test_a_merged_region_in_the_last_column(office: Office) -> None:
    def merge(_: Any, sheet: Any) -> None:
        sheet.merge_range(1, 4, 3, 4, "三次")

    office.takes(xlsx([*table(HEAD), ROW, ROW, ROW], more=merge), "a.xlsx")
    assert office.checks("note") == ["三次"] * 3


def test_a_merged_region_below_the_sheet_counts_for_nothing(office: Office) -> None:
    def merge(_: Any, sheet: Any) -> None:
        sheet.merge_range(1, 4, 2, 4, "两次")

    below = b'<mergeCell ref="A90001:B1000001"/><mergeCell ref="E2:E3"/>'
    book = xlsx([*table(HEAD), ROW, ROW], more=merge)
    office.takes(with_sheet(book, b'<mergeCell ref="E2:E3"/>', below), "a.xlsx")
    assert office.checks("note") == ["两次"] * 2


def formula(cell: str) -> Callable[[Any, Any], None]:
    """Return what writes the formula =1+1 and its value into `cell`."""

    def write(_: Any, sheet: Any) -> None:
        sheet.write_formula(cell, "=1+1", None, 2)

    return write


@pytest.mark.parametrize("cell", ["E2", "E3", "E4", "E9"])
@pytest.mark.parametrize(
    "value", [b"", b"<v></v>", b"<v/>", b"<v> </v>", b"\n", b"<v/>\n"], ids=repr
)
def test_a_formula_that_was_never_computed(office: Office, cell: str, value: bytes) -> None:
    book = xlsx([*table(HEAD), ROW, ROW], more=formula(cell))
    book = with_sheet(book, b"<f>1.1</f><v>2</v>", b"<f>1+1</f>" + value)
    taken = office.refuses(book, "a.xlsx")
    assert (int(cell[1:]), "备注", "没有算过") in taken.places


@pytest.mark.parametrize(
    ("kind", "value", "note"),
    [
        (b' t="str"', b"<v></v>", None),
        (b' t="str"', b"<v> \xe7\x94\xb2</v>", " 甲"),
        (b' t="inlineStr"', b"<is><t>\xe7\x94\xb2</t></is>", "甲"),
        (b"", b"<v>0</v>", "0"),
    ],
)
def test_a_formula_that_was_computed(
    office: Office, kind: bytes, value: bytes, note: str | None
) -> None:
    book = xlsx([*table(HEAD), ROW], more=formula("E2"))
    book = with_sheet(book, rb'<c r="E2">', b'<c r="E2"' + kind + b">")
    office.takes(with_sheet(book, b"<f>1.1</f><v>2</v>", b"<f>1+1</f>" + value), "a.xlsx")
    assert office.checks("note") == [note]


def moved(names: dict[str, str]) -> Callable[[bytes], bytes]:
    """Return what gives parts of a workbook other names."""

    def move(book: bytes) -> bytes:
        content = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(content, "w") as new:
            for part in old.namelist():
                new.writestr(names.get(part, part), old.read(part))
        return content.getvalue()

    return move


def elsewhere(book: bytes) -> bytes:
    """Return a workbook whose parts lie in another folder, with an innocent one where they mostly lie."""
    names = {part: part.replace("xl/", "other/") for part in parts_of(book)}
    book = changed("_rels/.rels", b'Target="xl/', b'Target="other/')(book)
    return moved(names)(book)


def parts_of(book: bytes) -> list[str]:
    """Return the names of the parts."""
    with zipfile.ZipFile(io.BytesIO(book)) as package:
        return [name for name in package.namelist() if name.startswith("xl/")]


SPELLED = {
    "as Excel does": lambda book: book,
    "space around =": changed(SHEET, b' t="e"', b' t = "e"'),
    "single quotes": changed(SHEET, b' t="e"', b" t='e'"),
    "> in an attribute": changed(SHEET, b' t="e"', b' foo="a>b" t="e"'),
    "prefix of a cell": lambda book: changed(SHEET, b"<(/?)(c|v|f|row)(?=[ />])", rb"<\1x:\2")(
        changed(SHEET, b"<worksheet ", b'<worksheet xmlns:x="urn:x" ')(book)
    ),
    "prefix of the sheet": lambda book: changed(BOOK, b"<sheet ", b"<x:sheet ")(
        changed(BOOK, b"<workbook ", b'<workbook xmlns:x="urn:x" ')(book)
    ),
    "line break in a tag": changed(BOOK, b"<sheet ", b"<sheet\n"),
    "single quotes of the relation": changed(BOOK, b'r:id="rId1"', b"r:id='rId1'"),
    "another prefix of the relation": changed(BOOK, b"r:id=", b"d3p1:id="),
    "another case": moved({SHEET: "XL/Worksheets/Sheet1.xml", BOOK: "xl/Workbook.xml"}),
    "backslashes": lambda book: moved({part: part.replace("/", "\\") for part in parts_of(book)})(
        book
    ),
    "absolute": changed(RELS, b'Target="worksheets', b'Target="/xl/worksheets'),
    "another folder": elsewhere,
    "another row than the one around it": changed(SHEET, b'<row r="2"', b'<row r="9"'),
    "no places": changed(SHEET, b'<(c|row) r="[A-Z]*[0-9]+"', rb"<\1"),
}


@pytest.mark.parametrize("how", SPELLED)
def test_a_failed_formula_however_the_file_is_spelled(office: Office, how: str) -> None:
    def failed(_: Any, sheet: Any) -> None:
        sheet.write_formula(1, 4, "=#REF!", None, "#REF!")

    book = xlsx([*table(HEAD), ROW], more=failed)
    assert office.refuses(SPELLED[how](book), "a.xlsx").places == [(2, "备注", "公式错误")]


def test_a_failed_formula_in_a_merged_region_fails_all_its_rows(office: Office) -> None:
    def merge(_: Any, sheet: Any) -> None:
        sheet.merge_range(1, 4, 3, 4, "")
        sheet.write_formula(1, 4, "=#REF!", None, "#REF!")

    book = xlsx([*table(HEAD), ROW, ROW, ROW], more=merge)
    assert office.take(office.file(book, "a.xlsx"), keep_good=True).counts == (3, 0, 0, 3)


SERIAL = 43220
"""2022-05-01 counted from 1904."""


@pytest.mark.parametrize(
    ("spelled", "day"),
    [
        (b' date1904="1"', "2022-05-01"),
        (b" date1904 = '1'", "2022-05-01"),
        (b' date1904="true"', "2022-05-01"),
        (b' date1904="0"', "2018-04-30"),
        (b' foo=" date1904=1"', "2018-04-30"),
    ],
)
def test_the_date_system(office: Office, spelled: bytes, day: str) -> None:
    book = xlsx([*table(HEAD), ["桂香村", "6", SERIAL, "符合"]])
    office.takes(changed(BOOK, b"<workbookPr", b"<workbookPr" + spelled)(book), "a.xlsx")
    assert office.checks("checked_on") == [day]


@pytest.mark.parametrize(
    "value", [b"<!-- a --><v>8</v>", b"<v><!-- a -->8</v>", b"<?a?><v>8</v>", b"<v>8</v><f>8</f>"]
)
def test_what_the_reader_passes_over_beside_a_value(office: Office, value: bytes) -> None:
    book = with_sheet(xlsx([*table(HEAD), [*ROW, 8]]), b"<v>8</v>", value)
    assert "打不开工作簿" in office.refuses(book, "a.xlsx").messages[0]


AFTER = (
    b'</sheetData><extLst><ext xmlns:xm="urn:xm"><xm:f>A1</xm:f><xdr:row xmlns:xdr="urn:xdr">9</xdr:row>'
    b"<!-- a --></ext></extLst>"
)


def test_what_stands_behind_the_cells_is_no_cell(office: Office) -> None:
    """Data bars, lists on other sheets, form controls."""
    book = with_sheet(xlsx([*table(HEAD), [*ROW, 8]]), b"</sheetData>", AFTER)
    office.takes(book, "a.xlsx")
    assert office.checks("note") == ["8"]


def test_a_formula_without_a_value_beside_a_text_of_its_own(office: Office) -> None:
    book = xlsx([*table(HEAD), [*ROW, 8]])
    book = with_sheet(
        book,
        b'<c r="D2" t="s"><v>[0-9]+</v></c>',
        '<c r="D2" t="inlineStr"><is><t>符合</t></is></c>'.encode(),
    )
    book = with_sheet(book, b"<v>8</v>", b"<f>4+4</f>")
    assert office.refuses(book, "a.xlsx").places == [(2, "备注", "没有算过")]


def test_cells_that_are_coloured_and_empty_take_no_room(office: Office) -> None:
    cells = b'<row r="3"><c r="XFD3" s="1"/></row><row r="1048576"><c r="M1048576" s="1"/></row></sheetData>'
    office.takes(with_sheet(xlsx([*table(HEAD), [*ROW, 8]]), b"</sheetData>", cells), "a.xlsx")


def wide(book: Any, _: Any) -> None:
    """Add a hidden sheet that is too wide."""
    sheet = book.add_worksheet("另一个")
    sheet.write(0, 2000, "x")
    sheet.hide()


def test_a_hidden_sheet_may_be_too_large(office: Office) -> None:
    book = xlsx([*table(HEAD), ROW], more=wide)
    office.takes(book, "a.xlsx")
    assert "2001 列" in office.refuses(book, "a.xlsx", sheet="另一个").messages[0]


@pytest.mark.parametrize("shown", ["未发现隐患", "/"])
def test_a_region_merged_to_the_right_says_it_once(office: Office, shown: str) -> None:
    """Below the header, what stands in the first of the merged cells is no level and no deadline."""

    def merge(_: Any, sheet: Any) -> None:
        sheet.merge_range(1, 3, 1, 6, shown)
        sheet.merge_range(2, 0, 3, 0, "桂香村")

    head = ["单位", "条款", "检查日期", "隐患", "等级", "限期", "备注"]
    row = ["桂香村", 6, "2022-05-01"]
    found = [*row, "堵塞", "一般", "2022-06-01"]
    office.takes(xlsx([head, row, found, ["", *found[1:]]], more=merge), "a.xlsx")
    assert office.checks("result", "note") == [("pass", None), ("fail", None), ("fail", None)]


def test_a_failed_formula_above_the_table_is_named_as_it_is_shown(office: Office) -> None:
    def failed(_: Any, sheet: Any) -> None:
        sheet.write_formula(0, 0, "=#REF!", None, "#REF!")

    taken = office.takes(xlsx([[""], *table(HEAD), ROW], more=failed), "a.xlsx")
    assert taken.skipped == [(1, "表头以上：公式错误")]


def test_targets_that_are_not_plain(office: Office) -> None:
    for target in (b"worksheets/sheet&#49;.xml", b"worksheets/sheet\t1.xml"):
        book = changed(RELS, rb"worksheets/sheet1\.xml", target)(xlsx([*table(HEAD), ROW]))
        assert "关系" in office.refuses(book, "a.xlsx").messages[0]


def test_a_part_that_has_another_name_for_other_readers(office: Office) -> None:
    content = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx([*table(HEAD), ROW]))) as old,
        zipfile.ZipFile(content, "w") as new,
    ):
        for part in old.infolist():
            other = zipfile.ZipInfo(part.filename)
            other.extra = b"\x75\x70\x06\x00\x01\x00\x00\x00\x00a"
            new.writestr(other, old.read(part))
    assert "另有名字" in office.refuses(content.getvalue(), "a.xlsx").messages[0]


def test_two_sheets_of_one_name(office: Office) -> None:
    def another(book: Any, _: Any) -> None:
        book.add_worksheet("另一个")

    book = xlsx([*table(HEAD), ROW], more=another)
    twice = changed(BOOK, "另一个".encode(), "台账".encode())(book)
    (message,) = office.refuses(twice, "a.xlsx").messages
    assert "有两个" in message


@pytest.mark.parametrize("number", ["NaN", "1e999", "-1e999"])
@pytest.mark.parametrize("place", ["B2", "C2", "E2"])
def test_what_is_no_number(office: Office, place: str, number: str) -> None:
    book = xlsx([*table(HEAD), ["桂香村", 6, 44682, "符合", 1]])
    cell = rf'<c r="{place}"><v>\d+</v>'.encode()
    book = changed(SHEET, cell, f'<c r="{place}"><v>{number}</v>'.encode())(book)
    assert [row for row, *_ in office.refuses(book, "a.xlsx").places] == [2]


def test_no_number_in_jsonl(office: Office) -> None:
    row = '{"unit": "GXC", "measure": 6, "checked_on": 1e999, "note": -1e999}\n'
    assert len(office.refuses(row, "a.jsonl").places) == 2


def test_a_number_as_a_spreadsheet_shows_it(office: Office) -> None:
    office.takes(xlsx([*table(HEAD), [*ROW, 1.1 * 3]]), "a.xlsx")
    assert office.checks("note") == ["3.3"]


@pytest.mark.parametrize(
    ("pattern", "replacement"),
    [
        (b"<v>(?=[0-9])", b"<v>\n "),
        (b"<v>([0-9]+)", rb'<v xml:space="preserve"> \1'),
        (b"([0-9]+)</v>", rb"\1\n</v>"),
        (b"<v>([0-9]+)", rb"<v>&#48;\1"),
        (b"<v>([0-9]+)", rb"<v>+\1"),
    ],
)
def test_the_number_of_a_shared_text_is_all_digits(
    office: Office, pattern: bytes, replacement: bytes
) -> None:
    book = xlsx([*table(HEAD), [*ROW, "甲"]])
    (message,) = office.refuses(changed(SHEET, pattern, replacement)(book), "a.xlsx").messages
    assert "编号写得不对" in message


def test_a_merged_region_whose_formula_was_never_computed(office: Office) -> None:
    """The reader tells nothing of such a column, not even that it is there."""

    def merge(_: Any, sheet: Any) -> None:
        sheet.merge_range(1, 4, 3, 4, "")
        sheet.write_formula("E2", "=1+1", None, 2)

    book = with_sheet(
        xlsx([table(HEAD)[0], ROW, ROW, ROW], more=merge), b"<f>1.1</f><v>2</v>", b"<f>1+1</f>"
    )
    narrow = with_sheet(book, b'<c r="E1"[^/]*</v></c>', b"")
    taken = office.take(office.file(book, "a.xlsx"), keep_good=True)
    assert taken.counts == (3, 0, 0, 3)
    taken = office.take(office.file(narrow, "b.xlsx"), keep_good=True)
    assert taken.counts == (3, 0, 0, 3)
