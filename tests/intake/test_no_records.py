"""Rows that say nothing of their own, and lines that are no records: skipped, and said to be; never a bad row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.intake.books import fill, ods_cell, ods_of, ods_row, table, xls, xlsx

if TYPE_CHECKING:
    from tests.intake.office import Office

SETS = ("unit=GXC", "measure=6", "checked_on=2022-05-01")
FORM = """村安全自查表,,,
序号,检查内容,检查结果,存在问题
1,消防通道,符合,无
2,灭火器,不符合,压力不足
3,,,
4,,,
合计,2,,
填表人：甲某,,,审核：乙某
说明：本表一式两份,,,
注意事项,逐项填写,,
填写要求：如实填写,,,
签字：,,,
"""
FORMATS = ["csv", "xlsx", "ods", "xls"]
Span = tuple[int, int, int, int]


def made(kind: str, rows: list[list[str]], spans: tuple[Span, ...] = ()) -> bytes:
    """Return rows as a file; `spans` are merged: first row, last row, first column, last column, from 0."""
    if kind == "csv":
        return "".join(",".join(row) + "\n" for row in rows).encode()
    if kind == "xlsx":

        def merge(_: Any, sheet: Any) -> None:
            for top, bottom, left, right in spans:
                sheet.merge_range(top, left, bottom, right, rows[top][left])

        return xlsx(rows, more=merge)
    if kind == "xls":
        return xls(rows, merged=spans)
    starts = {
        (top, left): (bottom - top + 1, right - left + 1) for top, bottom, left, right in spans
    }
    return ods_of(
        "".join(
            ods_row(
                *(_ods_cell(text, starts.get((number, place))) for place, text in enumerate(row))
            )
            for number, row in enumerate(rows)
        )
    )


def _ods_cell(text: str, span: tuple[int, int] | None) -> str:
    if not text:
        return "<table:table-cell/>"
    if span is None:
        return ods_cell(text)
    spanned = f'table:number-rows-spanned="{span[0]}" table:number-columns-spanned="{span[1]}"'
    return ods_cell(text).replace("<table:table-cell", f"<table:table-cell {spanned}", 1)


@pytest.mark.parametrize("kind", FORMATS)
def test_a_form_where_all_else_is_set(office: Office, kind: str) -> None:
    file = made(kind, table(FORM))
    taken = office.takes(file, f"a.{kind}", sets=SETS, maps=("检查内容=note",))
    assert office.checks("note", "result") == [("消防通道", "pass"), ("灭火器", "fail")]
    assert taken.counts == (2, 2, 0, 0)
    assert taken.skipped[1:] == [
        (5, "没有内容：3"),
        (6, "没有内容：4"),
        (7, "表格以下：合计 2"),
        (8, "表格以下：填表人：甲某 审核：乙某"),
        (9, "表格以下：说明：本表一式两份"),
        (10, "表格以下：注意事项 逐项填写"),
        (11, "表格以下：填写要求：如实填写"),
        (12, "表格以下：签字："),
    ]


@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
def test_what_merged_cells_say_from_above_is_not_said_by_a_row(office: Office, kind: str) -> None:
    rows = table("""序号,单位,条款,检查日期,检查人,备注
1,桂香村,6,2022-05-01,张静,好
2,,,,,
3,,,,李明,
合计：1家,,,,,""")
    spans = tuple((1, 4, column, column) for column in (1, 2, 3))
    taken = office.takes(made(kind, rows, spans), f"a.{kind}")
    assert office.checks("unit", "inspectors") == [("桂香村", "张静"), ("桂香村", "李明")]
    assert taken.skipped == [(3, "没有内容：2"), (5, "表格以下：合计：1家")]


def test_rows_within_merged_cells_alone(office: Office) -> None:
    rows = table("单位,条款,检查日期,备注\n桂香村,6,2022-05-01,好\n,,,\n桂香村,6,2022-05-02,好")
    spans = tuple((1, 2, column, column) for column in range(4))
    assert office.takes(made("xlsx", rows, spans), "a.xlsx").skipped == [(3, "没有内容")]
    assert office.checks("note") == ["好", "好"]


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("section", ["一、消防类", "（二）用电安全", "第三部分 燃气"])
def test_sections(office: Office, kind: str, section: str) -> None:
    text = f"序号,单位,条款,检查日期,隐患\n{section},,,,\n1,桂香村,6,2022-05-01,堵塞\n九,用电类,,,\n9,,,,\n"
    taken = office.takes(made(kind, table(text)), f"a.{kind}", form="hazard")
    assert taken.skipped == [
        (2, f"分类标题：{section}"),
        (4, "分类标题：九 用电类"),
        (5, "没有内容：9"),
    ]
    assert office.hazards("title") == ["堵塞"]


@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
@pytest.mark.parametrize("sets", [(), SETS])
def test_lines_merged_over_all_columns(office: Office, kind: str, sets: tuple[str, ...]) -> None:
    head, row = ("检查内容,存在问题,责任人", "通道,堵塞,张静")
    if not sets:
        head, row = f"{head},单位,条款,检查日期", f"{row},桂香村,6,2022-05-01"
    blank = "," * head.count(",")
    text = f"{head}\n消防安全{blank}\n{row}\n填写要求：只填一般隐患{blank}"
    spans = tuple((line, line, 0, len(blank)) for line in (1, 3))
    file = made(kind, table(text), spans)
    taken = office.takes(file, f"a.{kind}", sets=sets, maps=("检查内容=note",))
    assert taken.skipped == [(2, "整行文字：消防安全"), (4, "表格以下：填写要求：只填一般隐患")]
    assert office.checks("note") == ["通道"]


BAD_DAYS = """隐患内容,排查日期
负责人未在岗,2023-02-30
审核记录缺失,2023-3
说明牌脱落,2023-13-01
签字不全,2023-02-30
审核：没有记录,2023-02-30
一、灭火器过期,2023-02-30
"""


@pytest.mark.parametrize("kind", FORMATS)
def test_a_hazard_with_a_bad_day_is_no_line_below(office: Office, kind: str) -> None:
    file = made(kind, table(BAD_DAYS))
    taken = office.refuses(file, f"a.{kind}", form="hazard", sets=SETS[:2])
    assert [(line, column) for line, column, _ in taken.places] == [
        (line, "排查日期") for line in range(2, 8)
    ]
    assert taken.skipped == []


@pytest.mark.parametrize(
    "title", ["负责人未在岗", "审核记录缺失", "说明牌脱落", "一、灭火器过期", "备注栏没有填写"]
)
def test_a_hazard_alone_in_its_row_is_one(office: Office, title: str) -> None:
    taken = office.takes(f"隐患内容,责任人\n{title},\n", form="hazard", sets=SETS)
    assert office.hazards("title") == [title]
    assert taken.skipped == []


@pytest.mark.parametrize("item", ["签字", "负责人", "审核", "说明：", "备注"])
def test_an_item_with_an_answer_is_no_line_below(office: Office, item: str) -> None:
    taken = office.takes(f"检查内容,结果\n{item},符合\n", sets=SETS, maps=("检查内容=note",))
    assert office.checks("note") == [item]
    assert taken.skipped == []


@pytest.mark.parametrize("item", ["签字", "审核：有无记录", "说明："])
def test_an_item_with_a_hazard_is_no_line_below(office: Office, item: str) -> None:
    office.takes(f"检查内容,隐患\n{item},没有签字\n", sets=SETS, maps=("检查内容=note",))
    assert office.hazards("title") == ["没有签字"]


@pytest.mark.parametrize("line", ["填表人：王芳", "审核：", "签字(盖章)：", "合计：1项"])
def test_who_signed_with_a_day_is_no_hazard(office: Office, line: str) -> None:
    text = f"隐患,检查日期\n堵塞,2022-05-01\n{line},2022-05-02\n"
    assert len(office.takes(text, form="hazard", sets=SETS[:2]).skipped) == 1


def test_plain_numbers_under_the_heading_of_an_id(office: Office) -> None:
    taken = office.takes("编号,备注\n1,好\n2,\n", sets=SETS)
    assert (office.checks("note"), taken.skipped) == (["好"], [(3, "没有内容：2")])


HAZARDS = table("单位,条款,排查日期,隐患内容\n桂香村,6,2022-05-01,灭火器过期\n")
OTHER = table("受检企业,检查时段,发现的隐患,责任人\n桂香村,2022-05-06,通道堵塞,甲\n")


def _two(first: list[list[str]], second: list[list[str]], name: str = "2月") -> bytes:
    return xlsx(first, name="1月", more=lambda book, _: fill(book.add_worksheet(name), second))


def test_a_sheet_that_is_not_understood_beside_records_is_refused(office: Office) -> None:
    book = _two(HAZARDS, OTHER)
    (message,) = office.refuses(book, "a.xlsx", form="hazard").messages
    for part in ("工作表“2月”", "2 行", "--sheet", "--map"):
        assert part in message
    office.takes(book, "a.xlsx", form="hazard", sheet="1月")


def test_it_is_counted_where_nothing_is_read_beside_it(office: Office) -> None:
    taken = office.takes(_two(HAZARDS[:1], OTHER), "a.xlsx", form="hazard")
    assert taken.skipped == [(None, "工作表“2月”没有找到表头，里面的 2 行没有读")]


def test_a_sheet_that_explains_is_counted(office: Office) -> None:
    lines = [["怎么填", "一行一次"], ["单位", "写全称"]]
    taken = office.takes(_two(HAZARDS, lines, "填表说明"), "a.xlsx", form="hazard")
    assert taken.skipped == [(None, "工作表“填表说明”没有找到表头，里面的 2 行没有读")]


def test_a_sheet_of_one_line_of_cells_is_no_table(office: Office) -> None:
    taken = office.takes(_two(HAZARDS, OTHER[:1]), "a.xlsx", form="hazard")
    assert taken.skipped == [(None, "工作表“2月”里没有表格")]


def test_of_blank_sheets_and_one_without_a_header_the_latter_is_named(office: Office) -> None:
    assert "没有找到表头" in office.refuses(_two([], OTHER), "a.xlsx", form="hazard").messages[0]


def test_hidden_sheets_are_named_where_the_first_has_no_table(office: Office) -> None:
    def more(book: Any, _: Any) -> None:
        fill(book.add_worksheet("1月"), HAZARDS)
        hidden = book.add_worksheet("旧表")
        hidden.hide()

    taken = office.takes(xlsx([["封面"]], name="封面", more=more), "a.xlsx", form="hazard")
    assert [why for _, why in taken.skipped] == ["隐藏的工作表“旧表”", "工作表“封面”里没有表格"]


def test_every_sheet_that_is_not_understood_is_named(office: Office) -> None:
    def more(book: Any, _: Any) -> None:
        for name in ("2月", "3月"):
            fill(book.add_worksheet(name), OTHER)

    taken = office.refuses(xlsx(HAZARDS, name="1月", more=more), "a.xlsx", form="hazard")
    assert [
        name in message for name, message in zip(("2月", "3月"), taken.messages, strict=True)
    ] == [True] * 2


@pytest.mark.parametrize(
    "row",
    [
        "检查人签字：,吴世明,负责人签字：",
        "负责人（签字）：,,吴世明",
        "被检查单位负责人签名：,甲某,",
        "审核：乙某,2022-05-01,",
        "填表人：甲某,日期：2022-05-01,",
        "合计3处,12,",
    ],
)
def test_signatures_below_hazards(office: Office, row: str) -> None:
    text = f"隐患,部位,责任人\n堵塞,门口,张静\n{row}\n"
    assert office.takes(text, form="hazard", sets=SETS).skipped[0][0] == 3
    assert office.hazards("title") == ["堵塞"]


@pytest.mark.parametrize("total", ["小计", "合 计", "总计：", "本页合计", "本月合计"])
def test_a_total_in_the_column_of_numbers(office: Office, total: str) -> None:
    text = f"序号,单位,条款,检查日期,部位,隐患\n1,桂香村,6,2022-05-01,,堵塞\n{total},桂香村,6,2022-05-01,,1处\n"
    assert [line for line, _ in office.takes(text, form="hazard").skipped] == [3]
    assert office.hazards("title") == ["堵塞"]


@pytest.mark.parametrize("title", ["审核：年审过期未审", "合计3处插座烧焦", "说明：没有张贴"])
def test_what_may_be_a_hazard_is_no_line(office: Office, title: str) -> None:
    text = f"隐患,部位,责任人\n{title},二楼,张静\n"
    for form in ("hazard", "check"):
        assert (2, "隐患", title) in office.refuses(text, form=form, sets=SETS).places


@pytest.mark.parametrize(
    "title", ["负责人（带班）不在岗", "责任书未签字：甲某", "一、作业现场无人管理"]
)
def test_hazards_that_begin_as_lines(office: Office, title: str) -> None:
    office.takes(f"隐患,部位,责任人\n{title},二楼,张静\n", form="hazard", sets=SETS)
    assert office.hazards("title") == [title]


def test_a_hazard_in_a_column_that_is_not_read(office: Office) -> None:
    text = "检查内容,隐患,部位,责任人\n审核记录缺失,,二楼,张静\n"
    taken = office.refuses(text, form="hazard", sets=SETS, ignored=("检查内容",))
    assert taken.places == [(2, "隐患", None)]


def test_a_signature_in_the_column_of_hazards(office: Office) -> None:
    text = "部位,隐患,责任人\n吴世明,负责人签字：,\n"
    assert office.refuses(text, form="hazard", sets=SETS).places == [(2, "隐患", "负责人签字：")]
