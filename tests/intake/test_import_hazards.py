"""Hazards with their history: what closes one, what does not, and what is only warned of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.intake.office import Office

HEAD = "编号,单位,条款,检查日期,隐患,等级,限期,责任人,完成时间,复查人,复查时间,复查结果\n"
ROW = "甲1,桂香村,6,2022-05-01,堵塞,{},2022-05-20,张静,{}\n"
CLOSED = ("2022-05-10,刘和平,2022-05-12,合格", "closed", "2022-05-10", "2022-05-12")
CASES = {
    "all there": CLOSED,
    "通过": (CLOSED[0].replace("合格", "通过"), *CLOSED[1:]),
    "已整改": (CLOSED[0].replace("合格", "已整改"), *CLOSED[1:]),
    "已销号": (CLOSED[0].replace("合格", "已销号"), *CLOSED[1:]),
    "only the review has a day": (",刘和平,2022-05-12,合格", "closed", "2022-05-12", "2022-05-12"),
    "rectified alone": ("2022-05-10,,,", "awaiting_review", "2022-05-10", None),
    "no reviewer": ("2022-05-10,,2022-05-12,合格", "awaiting_review", "2022-05-10", None),
    "no day": ("2022-05-10,刘和平,,合格", "awaiting_review", "2022-05-10", None),
    "no day at all": (",刘和平,,合格", "registered", None, None),
    "no result": ("2022-05-10,刘和平,2022-05-12,", "awaiting_review", "2022-05-10", None),
    "√": ("2022-05-10,刘和平,2022-05-12,√", "awaiting_review", "2022-05-10", None),
    "是": ("2022-05-10,刘和平,2022-05-12,是", "awaiting_review", "2022-05-10", None),
    "已完成": ("2022-05-10,刘和平,2022-05-12,已完成", "awaiting_review", "2022-05-10", None),
    "failed": ("2022-05-10,刘和平,2022-05-12,不合格", "rectifying", None, None),
    "nothing": (",,,", "registered", None, None),
}


@pytest.mark.parametrize("name", CASES)
def test_what_closes_a_hazard(office: Office, name: str) -> None:
    cells, state, rectified_on, closed_on = CASES[name]
    office.takes(HEAD + ROW.format("一般", cells), form="hazard")
    assert office.hazards("state", "rectified_on", "closed_on") == [
        (state, rectified_on, closed_on)
    ]


@pytest.mark.parametrize(
    ("cells", "place"),
    [
        ("2022-04-30,,,", "2022-04-30"),
        ("2022-05-10,刘和平,2022-05-09,合格", "2022-05-09"),
        (",刘和平,2022-04-30,合格", "2022-04-30"),
        (",,2022-04-30,不合格", "2022-04-30"),
    ],
)
def test_days_that_run_backwards_are_refused_where_they_stand(
    office: Office, cells: str, place: str
) -> None:
    taken = office.refuses(HEAD + ROW.format("一般", cells), form="hazard")
    assert [value for *_, value in taken.places] == [place]


def test_problems_stand_in_the_order_of_the_lines(office: Office) -> None:
    """Some are seen when a row is read, others when the ledger is asked."""
    backwards, unread = ROW.format("一般", "2022-04-30,,,"), ROW.format("特大", ",,,")
    text = HEAD + (backwards + unread) * 2
    assert [line for line, *_ in office.refuses(text, form="hazard").places] == [2, 3, 4, 5]


def test_a_problem_calls_the_column_as_the_file_does(office: Office) -> None:
    text = HEAD.replace("检查日期", "排查时间") + ROW.format("一般", ",,,")
    (message,) = office.refuses(text.replace("2022-05-01", "上周五"), form="hazard").messages
    assert message.startswith("排查时间 “上周五”")


def test_history_without_a_plan_is_a_warning(office: Office) -> None:
    taken = office.takes(HEAD + ROW.format("重大", CLOSED[0]), form="hazard")
    assert [note["line"] for note in taken.receipt.warnings] == [2]
    assert "应急预案" in taken.receipt.warnings[0]["message"]
    assert office.hazards("state") == ["closed"]


def test_a_passed_review_that_closes_nothing_is_a_warning(office: Office) -> None:
    taken = office.takes(HEAD + ROW.format("一般", "2022-05-10,,,合格"), form="hazard")
    assert "复查" in taken.receipt.warnings[0]["message"]


@pytest.mark.parametrize(
    "result", ["未完成", "正在整改", "整改中", "未整改到位", "部分完成", "不合格"]
)
def test_a_hazard_that_is_said_to_be_there_still_runs(office: Office, result: str) -> None:
    """Where a sheet says so, no day of a review stops the clock."""
    text = HEAD + "".join(
        ROW.format("一般", f"{cells},{result}").replace("甲1", source)
        for source, cells in [
            ("甲1", ",,2022-05-10"),
            ("甲2", ",刘和平,"),
            ("甲3", ",刘和平,2022-05-10"),
        ]
    )
    taken = office.takes(text, form="hazard")
    assert office.hazards("state", "rectified_on") == [
        ("registered", None),
        ("registered", None),
        ("rectifying", None),
    ]
    told = [note["message"].endswith("按已登记记") for note in taken.receipt.warnings]
    assert told == [True, True]


@pytest.mark.parametrize("result", ["", "√", "已完成"])
def test_a_day_of_review_alone_is_told_to_stop_the_clock(office: Office, result: str) -> None:
    text = HEAD + ROW.format("一般", f",刘和平,2022-05-10,{result}")
    taken = office.takes(text, form="hazard")
    assert office.hazards("state", "rectified_on") == [("awaiting_review", "2022-05-10")]
    assert "计时到那天为止" in taken.receipt.warnings[-1]["message"]


NOT_PASSED = [
    "待整改",
    "继续整改",
    "限期整改",
    "需整改",
    "仍存在",
    "未销号",
    "未闭合",
    "未关闭",
    "不符合",
    "不到位",
    "否",
    "×",
]


@pytest.mark.parametrize("result", [*NOT_PASSED, "待解决", "已报县里", "☑不合格 □合格"])
@pytest.mark.parametrize(
    "days", [",刘和平,2022-05-20,", "2022-05-10,刘和平,2022-05-20,", "2022-05-10,,,"]
)
def test_an_answer_that_is_no_pass_stops_no_clock(office: Office, result: str, days: str) -> None:
    taken = office.takes(HEAD + ROW.format("一般", days + result), form="hazard")
    ((state, rectified_on),) = office.hazards("state", "rectified_on")
    assert (state in ("registered", "rectifying"), rectified_on) == (True, None)
    if state == "registered":
        assert "复查结果" in taken.receipt.warnings[-1]["message"]


def test_an_import_changes_no_hazard_that_is_there(office: Office) -> None:
    office.takes(HEAD + ROW.format("一般", ",,,"), form="hazard")
    before = office.path.read_bytes()
    assert office.takes(HEAD + ROW.format("一般", CLOSED[0]), form="hazard").counts == (1, 0, 1, 0)
    assert office.path.read_bytes() == before
    office.rectify("YH-2022-0001", "2022-05-15")
    assert office.takes(HEAD + ROW.format("一般", ",,,"), form="hazard").counts == (1, 0, 1, 0)
    assert office.hazards("state") == ["awaiting_review"]


def test_the_row_of_a_voided_hazard_is_known(office: Office) -> None:
    office.takes(HEAD + ROW.format("一般", ",,,"), form="hazard")
    office.void("YH-2022-0001", "2022-06-01")
    assert office.takes(HEAD + ROW.format("一般", ",,,"), form="hazard").counts == (1, 0, 1, 0)
    assert office.hazards("no", "state") == [("YH-2022-0001", "voided")]


def test_twins_are_both_kept(office: Office) -> None:
    text = (HEAD + ROW.format("一般", ",,,") * 2).replace("甲1", "")
    assert office.takes(text, form="hazard").counts == (2, 2, 0, 0)
    assert office.takes(text, form="hazard").counts == (2, 0, 2, 0)


def test_no_hazard_is_refused(office: Office) -> None:
    text = (HEAD + ROW.format("一般", ",,,")).replace("堵塞", "无")
    assert [place[:2] for place in office.refuses(text, form="hazard").places] == [(2, "隐患")]


@pytest.mark.parametrize("result", ["符合", "不适用"])
def test_checks_close_nothing(office: Office, result: str) -> None:
    office.takes("单位,条款,检查日期,隐患\n桂香村,6,2022-05-01,堵塞\n")
    office.takes(f"单位,条款,检查日期,结果\n桂香村,6,2022-05-02,{result}\n")
    assert office.hazards("state") == ["registered"]
