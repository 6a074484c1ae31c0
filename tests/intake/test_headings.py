"""Headings as forms print them: merged, over sub-headings, below a line of labels, without a word, as a number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.intake.books import table, xls, xlsx
from tests.intake.office import GOOD, HEAD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.intake.office import Office

COLUMNS = ["单位", "条款", "排查日期", "隐患内容", "整改措施"]
ROW = ["桂香村", 6, "2022-05-01", "灭火器过期", "更换"]
Area = tuple[int, int, int, int]


def merged(rows: Sequence[Sequence[Any]], *areas: Area) -> bytes:
    """Return a workbook of `rows` with merged areas: first row and column, last row and column."""

    def merge(_: Any, sheet: Any) -> None:
        for top, left, bottom, right in areas:
            sheet.merge_range(top, left, bottom, right, rows[top][left])

    return xlsx(rows, more=merge)


def down(count: int, height: int, top: int = 0) -> list[Area]:
    """Return the areas of the first `count` columns, each merged over `height` rows."""
    return [(top, place, top + height - 1, place) for place in range(count)]


@pytest.mark.parametrize("place", [4, 5, 6])
def test_one_heading_over_several_columns_is_one_column(office: Office, place: int) -> None:
    row = [*ROW[:4], "", "", "", "张静"]
    row[place] = "更换"
    book = merged([[*COLUMNS, "", "", "责任人"], row], (0, 4, 0, 6))
    office.takes(book, "list.xlsx", form="hazard")
    assert office.hazards("plan_measures", "responsible") == [("更换", "张静")]


def test_in_rows_as_in_the_header(office: Office) -> None:
    rows = [[*COLUMNS, "", "", "责任人"], [*ROW, "", "", "张静"]]
    office.takes(merged(rows, (0, 4, 0, 6), (1, 4, 1, 6)), "list.xlsx", form="hazard")
    assert office.hazards("plan_measures", "responsible") == [("更换", "张静")]


def test_two_texts_under_one_heading_are_a_problem(office: Office) -> None:
    book = merged([[*COLUMNS, ""], [*ROW, "清理"]], (0, 4, 0, 5))
    taken = office.refuses(book, "list.xlsx", form="hazard")
    assert taken.places == [(2, "第 6 列", "清理")]


@pytest.mark.parametrize("height", [2, 3])
@pytest.mark.parametrize("title", [0, 1])
def test_headings_merged_downwards(office: Office, height: int, title: int) -> None:
    rows = [["台账"]] * title + [COLUMNS] + [[]] * (height - 1) + [ROW]
    office.takes(merged(rows, *down(5, height, title)), "list.xlsx", form="hazard")
    assert office.hazards("title") == ["灭火器过期"]


def test_headings_merged_downwards_are_no_unit(office: Office) -> None:
    """With all else set, the second row of the header was one more record."""
    book = merged([["单位", "备注"], [], ["桂香村", "好"]], *down(2, 2))
    sets = ("measure=6", "checked_on=2022-05-01")
    taken = office.takes(book, "list.xlsx", sets=sets, new_units="场所")
    assert (taken.counts, taken.receipt.new_units) == ((1, 1, 0, 0), [])


def test_headings_merged_downwards_in_an_old_workbook(office: Office) -> None:
    book = xls([COLUMNS, [], ROW], merged=[(0, 1, place, place) for place in range(5)])
    office.takes(book, "list.xls", form="hazard")
    assert office.hazards("title") == ["灭火器过期"]


GROUPED = ["条款", "排查日期", "隐患内容", "责任单位", ""]
GROUPED_ROW = [6, "2022-05-01", "灭火器过期", "应急办", "桂香村"]
SUB = ["", "", "", "建设", "施工"]


@pytest.mark.parametrize(
    ("rows", "areas"),
    [
        ([GROUPED, SUB], [(0, 3, 0, 4), *down(3, 2)]),
        ([GROUPED, [], SUB], [(0, 3, 1, 4), *down(3, 3)]),
        ([GROUPED, [], SUB, []], [(0, 3, 1, 4), (2, 3, 3, 3), (2, 4, 3, 4), *down(3, 4)]),
    ],
)
def test_a_sub_heading_is_the_name_of_its_column(
    office: Office, rows: list[list[Any]], areas: list[Area]
) -> None:
    book = merged([*rows, GROUPED_ROW], *areas)
    taken = office.refuses(book, "list.xlsx", form="hazard")
    assert [column for _, column, _ in taken.places] == ["建设", "施工", "单位"]
    office.takes(book, "list.xlsx", form="hazard", maps=("施工=unit",), ignored=("建设",))
    assert office.hazards("unit") == ["桂香村"]


def test_groups_with_one_column_merged_downwards(office: Office) -> None:
    rows = [
        ["单位", "检查情况", "", "", "整改情况", ""],
        ["", "条款", "检查日期", "隐患", "责任人", "限期"],
        ["桂香村", 6, "2022-05-01", "灭火器过期", "张静", "2022-05-30"],
    ]
    book = merged(rows, (0, 0, 1, 0), (0, 1, 0, 3), (0, 4, 0, 5))
    office.takes(book, "list.xlsx", form="hazard")
    assert office.hazards("responsible", "due_on") == [("张静", "2022-05-30")]


def test_a_remark_merged_down_beside_the_rows_makes_no_heading_of_them(office: Office) -> None:
    rows = [[*table(HEAD)[0][:4], "备注"], *(["桂香村", m, "2022-05-01", "符合"] for m in (6, 7))]
    office.takes(merged(rows, (0, 4, 2, 4)), "list.xlsx")
    assert office.checks("measure", "note") == [(6, None), (7, None)]


def test_groups_without_merged_cells(office: Office) -> None:
    text = "单位,检查情况,,,\n,条款,检查日期,结果,备注\n" + GOOD
    office.takes(text)
    assert office.checks("unit", "measure") == [("桂香村", 6)]


ITEMS = "序号,检查内容,检查结果,存在问题,备注,\n1,消防,符合,,,\n2,用电,不符合,私拉电线,,\n"
SETS = {"unit": "桂香村", "measure": "6", "checked_on": "2022-05-02"}


def sets(*keys: str) -> tuple[str, ...]:
    return tuple(f"{key}={SETS[key]}" for key in keys)


LABELS = [
    "单位,桂香村,检查日期,2022-05-02,检查人,甲某\n",
    "填报单位,桂香村,填报人,王,检查日期,2022-05-02\n",
    "单位：,桂香村,,检查日期：,2022-05-02,\n",
    "单位：桂香村,,,检查日期：2022年5月2日,,\n",
    "单 位：桂香村    检查日期：2022 年 5 月 2 日  检查人：甲某,,,,,\n",
    "被检查单位（盖章）:桂香村 检查时间:2022.5.2 填表人:甲,,,,,\n",
    "填报单位：紫照镇,受检单位：桂香村,检查日期：2022-05-02,,,\n",
    "单位,桂香村,检查日期,2022-05-02\n检查人,甲某,检查类型,自查,检查方式,\n",
    "单位,桂香村,检查日期,2022-05-02,检查人,甲某,检查类型,自查\n",
]


@pytest.mark.parametrize("labels", LABELS)
@pytest.mark.parametrize("title", ["", "安全自查表\n"])
def test_what_a_line_of_labels_says_holds_for_all_rows(
    office: Office, labels: str, title: str
) -> None:
    taken = office.takes(title + labels + ITEMS, sets=sets("measure"), ignored=("检查内容",))
    assert office.checks("unit", "checked_on") == [("桂香村", "2022-05-02")] * 2
    line = 1 + title.count("\n")
    said = [why for at, why in taken.skipped if at == line]
    assert any("用于全表" in why and "桂香村" in why for why in said)
    assert any("用于全表" in why and "5" in why for why in said)


@pytest.mark.parametrize("labels", [*LABELS, "单位,,检查日期,,检查人,\n"])
def test_what_is_set_goes_before_it(office: Office, labels: str) -> None:
    labels = labels.replace("桂香村", "先进村")
    taken = office.takes(labels + ITEMS, sets=sets(*SETS), ignored=("检查内容",))
    assert office.checks("unit") == ["桂香村"] * 2
    assert not any("用于全表" in why for _, why in taken.skipped)


def test_a_column_goes_before_it(office: Office) -> None:
    office.takes("单位：先进村,,,检查日期：2022-05-09,\n" + HEAD + GOOD)
    assert office.checks("unit", "checked_on") == [("桂香村", "2022-05-01")]


@pytest.mark.parametrize(
    "labels",
    [
        "单位：桂香村\n单位：先进村\n检查日期：2022-05-02\n",
        "单位：____  检查日期：2022-05-02\n",
        "监管单位：桂香村  检查日期：2022-05-02\n",
        "填报日期：2022-05-02  单位：桂香村\n",
    ],
)
def test_what_is_not_said_is_not_guessed(office: Office, labels: str) -> None:
    taken = office.refuses(labels + ITEMS, sets=sets("measure"), ignored=("检查内容",))
    assert "缺少列" in taken.messages[0]


def test_what_is_wrong_above_is_named_with_its_line(office: Office) -> None:
    labels = "台账\n单位：无名厂  检查日期：2022-05-02\n"
    taken = office.refuses(labels + ITEMS, sets=sets("measure"), ignored=("检查内容",))
    assert taken.places[0][:2] == (2, "unit")


def test_labels_in_merged_cells(office: Office) -> None:
    rows = [
        ["安全自查表"],
        ["单位", "桂香村", "", "检查日期", "2022-05-02", ""],
        *table(ITEMS),
    ]
    book = merged(rows, (0, 0, 0, 5), (1, 1, 1, 2), (1, 4, 1, 5))
    office.takes(book, "list.xlsx", sets=sets("measure"), ignored=("检查内容",))
    assert office.checks("unit", "checked_on") == [("桂香村", "2022-05-02")] * 2


def test_rejects_bring_what_stood_above_with_them(office: Office) -> None:
    text = "单位：桂香村  检查日期：2022-05-02\n" + ITEMS.replace("不符合", "也许")
    text += "3,烟道,符合,,,\n"
    taken = office.take(
        office.file(text), keep_good=True, sets=sets("measure"), ignored=("检查内容",)
    )
    assert taken.counts == (3, 2, 0, 1)
    ((row, _),) = taken.rejects.rows
    assert (row["单位"], row["检查日期"]) == ("桂香村", "2022-05-02")


def test_a_second_table_below_is_no_header_of_the_first(office: Office) -> None:
    """Rows of the upper table are not lines above the lower one."""
    more = "隐患,部位,责任人,等级,限期\n"
    assert office.refuses(HEAD + GOOD + more).receipt.rows > 0


@pytest.mark.parametrize("name", ["6", "F", "第 6 列"])
def test_a_column_without_a_heading_is_left_out_by_its_place(office: Office, name: str) -> None:
    text = HEAD.replace("\n", ",\n") + GOOD.replace("\n", ",见照片\n")
    assert office.refuses(text).places == [(2, "第 6 列", "见照片")]
    assert office.takes(text, ignored=(name,)).counts == (1, 1, 0, 0)


def test_a_column_without_a_heading_is_named_by_its_place(office: Office) -> None:
    text = HEAD.replace("备注", "") + GOOD.replace("\n", "好\n")
    office.takes(text, maps=("5=note",))
    assert office.checks("note") == ["好"]


def test_one_of_two_columns_of_one_heading_is_left_out_by_its_place(office: Office) -> None:
    text = HEAD.replace("\n", ",备注\n") + GOOD.replace("\n", "好,坏\n")
    assert "--ignore-column" in office.refuses(text).messages[0]
    office.takes(text, ignored=("6",))
    assert office.checks("note") == ["好"]


@pytest.mark.parametrize("number", [1, 2022.0, 3.5])
def test_a_number_as_a_heading(office: Office, number: float) -> None:
    book = xlsx([[*table(HEAD)[0][:4], number], ["桂香村", 6, "2022-05-01", "符合", "好"]])
    name = f"{number:g}"
    assert office.refuses(book, "list.xlsx").places == [(1, name, None)]
    office.takes(book, "list.xlsx", maps=(f"{name}=note",))
    assert office.checks("note", "unit") == [("好", "桂香村")]


@pytest.mark.parametrize(
    ("heading", "cells", "means"),
    [
        ("企业称呼", ("桂香村", "先进村", ""), "unit"),
        ("对象", ("桂香村", "新厂", "大丘"), "unit"),
        ("对象", ("新厂", "旧厂", "桂香村"), None),
        ("检查单位", ("应急办", "应急办", "应急办"), None),
        ("天气", ("晴", "", "阴"), None),
    ],
)
def test_a_column_of_units_is_told_by_its_cells(
    office: Office, heading: str, cells: tuple[str, ...], means: str | None
) -> None:
    text = f"{heading},条款,检查日期,结果\n"
    text += "".join(f"{cell},6,2022-05-01,符合\n" for cell in cells)
    assert office.refuses(text).rejects.lacking.columns == {heading: means}
    other = text.replace("条款", "单位,条款").replace(",6,", ",桂香村,6,")
    assert office.refuses(other).rejects.lacking.columns == {heading: None}
