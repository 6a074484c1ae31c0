"""Where the table begins and ends: lines above and below it, headers of two lines, merged cells, ditto."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.intake.books import fill, table, xlsx
from tests.intake.office import GOOD, HEAD

if TYPE_CHECKING:
    from tests.intake.office import Office

TITLE = "紫照镇安全生产“十五条”硬措施自查台账\n填报单位(盖章)：桂香村,,,填报日期：2022-05-01\n\n"
NUMBERED = "序号," + HEAD + "1," + GOOD


def test_lines_above_are_skipped_and_said_to_be(office: Office) -> None:
    taken = office.takes(TITLE + HEAD + GOOD)
    assert [line for line, _ in taken.skipped] == [1, 2]
    assert "填报单位" in taken.skipped[1][1]


def test_blank_rows_are_nothing(office: Office) -> None:
    assert office.takes(HEAD + "\n,,,,\n" + GOOD + "\n,,,,\n" + GOOD).counts == (2, 2, 0, 0)


def test_rows_of_spaces_are_nothing(office: Office) -> None:
    assert office.takes(HEAD + GOOD + " ,\u3000,,,\n" + GOOD).counts == (2, 2, 0, 0)


@pytest.mark.parametrize("above", ["", "台账\n", "台账,,,,\n填报单位,,,,\n"])
def test_the_header_is_named_by_its_own_line(office: Office, above: str) -> None:
    taken = office.refuses(above + HEAD.replace("备注", "天气") + GOOD)
    assert taken.places == [(above.count("\n") + 1, "天气", None)]


FOOTERS = [
    "单位负责人(签字)：,,,填表人：,联系电话：,",
    "备注：以上情况属实,,,,,",
    "以下空白,,,,,",
    "填表人：张静,,,,,",
]


@pytest.mark.parametrize("footer", [*FOOTERS, "合计：1家,,,,,", ",合计：1家,,,,"])
def test_lines_below_are_skipped_and_said_to_be(office: Office, footer: str) -> None:
    if not footer.startswith(","):
        footer = "," + footer.rsplit(",", 1)[0]
    taken = office.takes(NUMBERED + footer + "\n")
    assert taken.counts == (1, 1, 0, 0)
    assert [line for line, _ in taken.skipped] == [3]


@pytest.mark.parametrize("footer", ["合计,,,,,", "合 计,,,,,3", "共计,,,,,", *FOOTERS[1:]])
def test_lines_below_that_stand_in_a_column_that_is_not_read(office: Office, footer: str) -> None:
    assert office.takes(NUMBERED + footer + "\n").counts == (1, 1, 0, 0)


def test_a_bad_row_is_not_taken_for_a_line_below(office: Office) -> None:
    head = "隐患,单位,条款,检查日期\n"
    taken = office.refuses(head + "审核制度不健全,桂香村,99,2022-05-01\n")
    assert taken.places == [(2, "条款", "99")]


def test_a_header_of_two_lines_with_merged_cells(office: Office) -> None:
    def merge(_: Any, sheet: Any) -> None:
        for place, heading in enumerate(["序号", "检查时间", "被检查单位"]):
            sheet.merge_range(1, place, 2, place, heading)
        sheet.merge_range(1, 3, 1, 5, "检查情况")
        sheet.write_row(2, 3, ["对应条款", "检查结果", "备注"])
        sheet.merge_range(0, 0, 0, 5, "台账")

    rows = [[], [], [], [1, "2022-05-01", "桂香村", 6, "符合", "好"]]
    office.takes(xlsx(rows, more=merge), "list.xlsx")
    assert office.checks("unit", "measure", "note") == [("桂香村", 6, "好")]


def test_line_breaks_in_headings_and_cells(office: Office) -> None:
    rows = [
        ["单 位\n名称", "对应\n条款", "检查\r\n日期", "备\n注"],
        ["桂香村", "6", "2022-05-01", "一\n二"],
    ]
    office.takes(xlsx(rows), "list.xlsx")
    assert office.checks("note") == ["一\n二"]


def test_merged_cells_of_the_body_hold_the_value_in_each(office: Office) -> None:
    def merge(_: Any, sheet: Any) -> None:
        sheet.merge_range(1, 0, 3, 0, "桂香村")
        sheet.merge_range(1, 2, 2, 2, "2022-05-01")

    body = [["", 6, "", "符合"], ["", 7, "", "符合"], ["", 8, "2022-05-03", "符合"]]
    office.takes(xlsx([table(HEAD)[0], *body], more=merge), "list.xlsx")
    expected = [(6, "2022-05-01"), (7, "2022-05-01"), (8, "2022-05-03")]
    assert office.checks("measure", "checked_on") == expected
    assert set(office.checks("unit")) == {"桂香村"}


@pytest.mark.parametrize("ditto", ["同上", "〃"])
def test_ditto_is_the_cell_above(office: Office, ditto: str) -> None:
    more = f"{ditto},7,{ditto},{ditto},{ditto}\n" * 2
    office.takes(HEAD + "先进村,6,2022-05-01,符合,好\n" + more)
    assert office.checks("unit", "measure", "note") == [("先进村", m, "好") for m in (6, 7, 7)]


def test_ditto_below_nothing_is_refused(office: Office) -> None:
    assert office.refuses(HEAD + "桂香村,6,2022-05-01,符合,同上\n").places == [(2, "备注", "同上")]


def test_hidden_sheets_are_left_out_and_named(office: Office) -> None:
    def hide(book: Any, _: Any) -> None:
        sheet = book.add_worksheet("旧表")
        fill(sheet, table(HEAD + GOOD))
        sheet.hide()

    taken = office.takes(xlsx(table(HEAD + GOOD), more=hide), "list.xlsx")
    assert taken.counts == (1, 1, 0, 0)
    assert taken.skipped == [(None, "隐藏的工作表“旧表”")]


def two_sheets(book: Any, _: Any) -> None:
    fill(book.add_worksheet("六月"), table(HEAD + "先进村,7,2022-06-01,符合,\n"))
    book.add_worksheet("Sheet3")
    fill(book.add_worksheet("说明"), [["填表说明"], ["一、逐项填写"]])


def test_all_sheets_are_read_and_those_without_a_table_named(office: Office) -> None:
    taken = office.takes(xlsx(table(HEAD + GOOD), name="五月", more=two_sheets), "list.xlsx")
    assert office.checks("unit") == ["桂香村", "先进村"]
    assert [(file["sheet"], file["rows"]) for file in taken.receipt.files] == [
        ("五月", 1),
        ("六月", 1),
    ]
    assert [why for _, why in taken.skipped] == [
        "工作表“Sheet3”里没有表格",
        "工作表“说明”里没有表格",
    ]


def test_one_sheet_by_name(office: Office) -> None:
    book = xlsx(table(HEAD + GOOD), name="五月", more=two_sheets)
    office.takes(book, "list.xlsx", sheet="六月")
    assert office.checks("unit") == ["先进村"]
    assert "五月、六月、Sheet3、说明" in office.refuses(book, "b.xlsx", sheet="七月").messages[0]


def test_the_sheet_is_told_with_each_problem(office: Office) -> None:
    taken = office.refuses(
        xlsx(table(HEAD + "桂香村,16,2022-05-01,符合,\n"), name="五月"), "list.xlsx"
    )
    assert [problem.sheet for problem in taken.receipt.problems] == ["五月"]


def test_two_lines_of_labels_may_stand_above_the_header(office: Office) -> None:
    """The first knows as many headings as the header, and the second none."""
    lines = [
        "单位,先进村,检查日期,2022-05-30,检查人,王桂芳",
        "填报单位,紫照镇,填报日期,2022-05-30,,",
        "序号,检查结果,检查人,备注,,",
        "1,符合,张静,好,,",
    ]
    sets = ("unit=桂香村", "measure=6", "checked_on=2022-05-09")
    taken = office.takes("\n".join(lines), form="check", sets=sets)
    assert taken.counts == (1, 1, 0, 0)
    assert [line for line, _ in taken.skipped] == [1, 2]
