"""Cells into values: units, measures, words, numbers that Excel ruined, formulas, text as it was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.intake.books import ods, table, xls, xlsx
from tests.intake.office import GOOD, HAZARDS, HEAD

if TYPE_CHECKING:
    from tests.intake.office import Office

IDS = "编号," + HEAD
TYPED = [
    "①㎡，",
    "𠮷野家🔥",
    "（一）全角　空格",
    "张 静",
    " 前后 ",
    "=1+1",
    "-5",
    "@某",
    "+86",
    "1.50",
    "007",
]
SIX = ["6", "06", "六", "（六）", "(六)", "第六条", "六、", "６", "6.", "第6条"]


@pytest.mark.parametrize("measure", [*SIX, "深入扎实开展全国安全生产大检查"])
def test_measures_in_every_form(office: Office, measure: str) -> None:
    office.takes(HEAD + f"桂香村,{measure},2022-05-01,符合,\n")
    assert office.checks("measure") == [6]


@pytest.mark.parametrize("cell", [6, 6.0, "6", "六"])
def test_measures_of_a_workbook(office: Office, cell: Any) -> None:
    office.takes(xlsx([table(HEAD)[0], ["桂香村", cell, "2022-05-01", "符合"]]), "list.xlsx")
    assert office.checks("measure") == [6]


@pytest.mark.parametrize("measure", ["0", "16", "六点五", "6.5", "五、六", "大检查"])
def test_what_is_no_measure(office: Office, measure: str) -> None:
    taken = office.refuses(HEAD + f"桂香村,{measure},2022-05-01,符合,\n")
    assert taken.places == [(2, "条款", measure)]


@pytest.mark.parametrize("unit", ["GXC", "gxc", "桂香村", "桂 香\u3000村", "ＧＸＣ", "镇应急办"])
def test_units_by_code_name_and_alias(office: Office, unit: str) -> None:
    office.takes(HEAD + f"{unit},6,2022-05-01,符合,\n")
    assert office.checks("unit") == ["应急办" if "办" in unit else "桂香村"]


def test_an_unknown_unit_is_refused_with_the_nearest(office: Office) -> None:
    taken = office.refuses(HEAD + "桂花村,6,2022-05-01,符合,\n")
    assert taken.places == [(2, "单位", "桂花村")]
    assert "桂香村（GXC）" in taken.messages[0]


def test_words_in_chinese_and_english(office: Office) -> None:
    head = "单位,条款,检查日期,结果,检查类型\n"
    words = [
        "符合,自查",
        "无隐患,镇级检查",
        "合格,联合检查",
        "不适用,明查暗访",
        "pass,专项检查",
        "符合,",
    ]
    office.takes(head + "".join(f"桂香村,6,2022-05-01,{word}\n" for word in words))
    assert office.checks("result", "kind") == [
        ("pass", "self"),
        ("pass", "town"),
        ("pass", "joint"),
        ("na", "unannounced"),
        ("pass", "special"),
        ("pass", "self"),
    ]


@pytest.mark.parametrize("nothing", ["无", "无隐患", "未发现问题", "没有", "/", "—", "", " "])
def test_no_hazard(office: Office, nothing: str) -> None:
    office.takes(f"单位,条款,检查日期,问题隐患\n桂香村,6,2022-05-01,{nothing}\n")
    assert office.checks("result", "hazards") == [("pass", None)]


def test_result_and_hazard_must_agree(office: Office) -> None:
    head = "单位,条款,检查日期,结果,隐患\n"
    taken = office.refuses(head + "桂香村,6,2022-05-01,不符合,\n桂香村,6,2022-05-01,符合,堵塞\n")
    assert [place[:2] for place in taken.places] == [(2, "隐患"), (3, "结果")]
    office.takes(head + "桂香村,6,2022-05-01,不符合,堵塞\n桂香村,6,2022-05-01,,漏电\n")
    assert office.checks("result") == ["fail", "fail"]


@pytest.mark.parametrize("ruined", ["1.23457E+17", "5.00234E+17", "1.23E+15", "1e+20"])
def test_a_ruined_number_in_text(office: Office, ruined: str) -> None:
    assert office.refuses(IDS + f"{ruined},{GOOD}").places == [(2, "编号", ruined)]
    assert office.refuses(HEAD + f"桂香村,6,2022-05-01,符合,{ruined}\n").places == [
        (2, "备注", ruined)
    ]


@pytest.mark.parametrize("lost", ["灭火\ufffd过期", "????", '=DISPIMG("ID_1",1)'])
def test_what_is_no_text_any_more(office: Office, lost: str) -> None:
    for head, row in (
        (HEAD, ["桂香村", "6", "2022-05-01", "符合", lost]),
        ("单位,条款,检查日期,隐患", ["桂香村", "6", "2022-05-01", lost]),
    ):
        taken = office.refuses(xlsx([*table(head), row]), "list.xlsx")
        assert [place[1] for place in taken.places] == [head.strip().split(",")[-1]]


@pytest.mark.parametrize("heading", ["责任人", "复查人", "检查人"])
@pytest.mark.parametrize("day", ["2025-05-06", "2022/5/7", "5月7日", "13800000000", 44687])
def test_a_day_is_nobody(office: Office, heading: str, day: Any) -> None:
    rows = [
        ["单位", "条款", "检查日期", "隐患", heading],
        ["桂香村", "6", "2022-05-01", "堵塞", day],
    ]
    taken = office.refuses(xlsx(rows), "list.xlsx", form="hazard")
    assert taken.places == [(2, heading, str(day))]
    assert "不是人名" in taken.messages[0]


def test_what_was_not_looked_at_did_not_pass(office: Office) -> None:
    row = "桂香村,6,2022-05-01,,\n"
    for text, name in ((HEAD + row, "a.csv"), (xlsx(table(HEAD + row)), "a.xlsx")):
        taken = office.refuses(text, name)
        assert taken.places == [(2, "结果", None)]
    # In a block of plain rows, too; what says that there is no hazard says what it came to.
    assert office.refuses(HEAD + GOOD * 30 + row + GOOD * 30).places == [(32, "结果", None)]
    head = "单位,条款,检查日期,结果,隐患\n"
    office.takes(head + "桂香村,6,2022-05-01,,无\n桂香村,6,2022-05-02,,堵塞\n")
    assert office.checks("result") == ["pass", "fail"]


@pytest.mark.parametrize(
    ("boxes", "none"),
    [
        *((text, True) for text in ("☑无 □有", "■无 □有", "√无", "无√", "无☑ 有□", "☑ 无　□ 有")),
        *(
            (text, None)
            for text in ("□无 □有", "□无 □有（需记录，可另附页）", "☑无 ☑有", "□无 ☑有")
        ),
        ("√消防通道堵塞", False),
    ],
)
def test_printed_boxes(office: Office, boxes: str, none: bool | None) -> None:
    text = f"单位,条款,检查日期,存在问题\n桂香村,6,2022-05-01,{boxes}\n"
    if none is None:
        assert office.refuses(text).places == [(2, "存在问题", boxes)]
        return
    office.takes(text)
    assert office.checks("result") == ["pass" if none else "fail"]


def test_a_result_in_boxes(office: Office) -> None:
    office.takes(HEAD + "桂香村,6,2022-05-01,☑符合 □不符合,\n")
    assert office.refuses(HEAD + "桂香村,6,2022-05-01,□符合 □不符合,\n").places[0][1] == "结果"


def test_a_ruined_number_in_a_workbook(office: Office) -> None:
    rows = [*table(IDS), [500234199001011234.0, "桂香村", 6, "2022-05-01", "符合"]]
    taken = office.refuses(xlsx(rows), "list.xlsx")
    assert [place[:2] for place in taken.places] == [(2, "编号")]
    assert "5.00234E+17" in taken.messages[0]


def test_whole_numbers_as_a_sheet_shows_them(office: Office) -> None:
    rows = [*table(IDS), [123456789012345, "桂香村", 6, "2022-05-01", "符合", 1.5]]
    office.takes(xlsx(rows), "list.xlsx")
    assert office.checks("source_id", "note") == [("123456789012345", "1.5")]


@pytest.mark.parametrize("zero", [0, False])
def test_nought_is_not_nothing(office: Office, zero: Any) -> None:
    office.takes(xlsx([*table(HEAD), ["桂香村", 6, "2022-05-01", "符合", zero]]), "list.xlsx")
    assert office.checks("note") == ["否" if zero is False else "0"]


@pytest.mark.parametrize("typed", TYPED)
def test_text_is_stored_as_it_was_typed(office: Office, typed: str) -> None:
    office.takes(HAZARDS + f"桂香村,6,2022-05-01,{typed},一般,,\n", form="hazard")
    office.takes(HEAD + f"桂香村,6,2022-05-01,符合,{typed}\n")
    rows = [*table(HEAD), ["桂香村", "6", "2022-05-01", "符合", typed]]
    for content, name in ((xlsx(rows), "a.xlsx"), (xls(rows), "a.xls"), (ods(rows), "a.ods")):
        if name != "a.ods" or typed == typed.strip():
            assert office.takes(content, name).counts == (1, 0, 1, 0)
    assert office.hazards("title") == [typed]
    assert office.checks("note") == [typed]


@pytest.mark.parametrize("typed", ["''甲", "''"])
def test_quotation_marks_are_kept(office: Office, typed: str) -> None:
    office.takes(HEAD + f"桂香村,6,2022-05-01,符合,{typed}\n")
    assert office.checks("note") == [typed]


def test_cells_that_an_export_kept_as_text(office: Office) -> None:
    """Web systems write ="001", or a tab behind, so that Excel does not make it 1."""
    head = "编号," + HEAD.replace("备注", "检查人,备注")
    text = [f'"=""{cell}"""' for cell in head.strip().split(",")]
    cells = ["001", "桂香村", "6", "2022-05-01", "符合", "张静", "=1+1"]
    row = [f'"=""{cell}"""' for cell in cells]
    office.takes(",".join(text) + "\n" + ",".join(row) + "\n")
    office.takes("\t,".join(head.strip().split(",")) + "\n" + "\t,".join(cells) + "\n")
    assert office.checks("source_id", "inspectors", "note") == [("001", "张静", "=1+1")]


@pytest.mark.parametrize("typed", ['="甲"&"乙"', '="甲', "=甲", '=""甲""'])
def test_other_formulas_stay_as_they_were_typed(office: Office, typed: str) -> None:
    quoted = typed.replace('"', '""')
    office.takes(HEAD + f'桂香村,6,2022-05-01,符合,"{quoted}"\n')
    assert office.checks("note") == [typed]


@pytest.mark.parametrize("bad", ["\x07", "\x1b[31m", "\u202e", "\u2028"])
def test_control_characters_are_refused(office: Office, bad: str) -> None:
    taken = office.refuses(HEAD + f"桂香村,6,2022-05-01,符合,甲{bad}乙\n")
    assert [place[:2] for place in taken.places] == [(2, "备注")]


def test_a_formulas_cached_value(office: Office) -> None:
    def formulas(_: Any, sheet: Any) -> None:
        sheet.write_formula(1, 1, "=3+3", None, 6)
        sheet.write_formula(1, 4, '="甲"&"乙"', None, "甲乙")

    book = xlsx([*table(HEAD), ["桂香村", "", "2022-05-01", "符合"]], more=formulas)
    office.takes(book, "list.xlsx")
    assert office.checks("measure", "note") == [(6, "甲乙")]
