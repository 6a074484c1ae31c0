"""Accidents: what one person alone does not mend, lower, take back, strike out, or say of a time that is up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.accidents import (
    ADD,
    BY_TWO,
    HAPPENED,
    NO,
    NOON,
    TOLD,
    Desk,
)

if TYPE_CHECKING:
    from pathlib import Path


EVENING = "2022-05-03 20:00"
LATER = "2022-05-13 09:00"
IN_TIME = ("--unit-reported", "2022-05-03 15:20", "--town-reported", "2022-05-03 16:50")
AFTERWARDS = (
    "单位上报登记时补记，登记于 2022-05-13 09:00，应在 2022-05-03 15:30 以前，没有当时的记录"
)


def test_the_first_report_ends_its_clock_and_an_earlier_one_is_mended_by_two(there: Desk) -> None:
    assert there.report(EVENING, "unit", "2022-05-03 16:00").code == 0
    assert there.report(EVENING, "unit", "2022-05-03 18:00").code == 0
    assert there.record(EVENING)["unit_late_minutes"] == 30
    earlier = there.report(EVENING, "unit", "2022-05-03 15:20")
    assert (earlier.code, "单位上报已经记的是 2022-05-03 16:00" in earlier.err) == (3, True)


def test_once_time_is_up_nobody_says_alone_that_it_was_in_time(there: Desk) -> None:
    alone = there.report(EVENING, "unit", "2022-05-03 15:25")
    assert (alone.code, "单位上报时限已过，现在才记它是及时的" in alone.err) == (3, True)
    himself = there.report(EVENING, "unit", "2022-05-03 15:25", "--approved-by", "陈科旭")
    assert himself.code == 3
    assert there.report(EVENING, "unit", "2022-05-03 15:25", *BY_TWO).code == 0
    late = there.report(EVENING, "town", "2022-05-03 18:00")
    assert late.code == 0, "what was late one person may say"
    there.sound()


@pytest.mark.parametrize(
    "mended",
    [
        ("--head-told", "2022-05-03 15:00"),
        ("--unit-reported", "2022-05-03 15:00"),
        ("--town-told", "2022-05-03 17:00"),
        ("--town-told", ""),
        ("--district-told", "2022-05-03 17:00"),
        ("--happened", "2022-05-03 14:00"),
        ("--type", "fire"),
        ("--unit", ""),
        ("--unit", "桂香村"),
        ("--title", "停电"),
        ("--production", "否"),
    ],
)
def test_what_clocks_go_by_is_mended_by_two(there: Desk, mended: tuple[str, str]) -> None:
    edit = ("accident", "edit", NO, *mended)
    assert "更正须经批准" in there.refused(EVENING, *edit)
    there.refused(EVENING, *edit, "--approved-by", "陈科旭")
    there.refused(EVENING, *edit, "--from", "2022-05-03")
    there.ok(EVENING, *edit, *BY_TWO)
    there.sound()


def test_a_call_that_two_people_mend_makes_a_late_report_one_in_time(there: Desk) -> None:
    assert there.report(EVENING, "unit", "2022-05-03 16:00").code == 0
    assert there.record(EVENING)["unit_late_minutes"] == 30
    there.ok(EVENING, "accident", "edit", NO, "--head-told", "2022-05-03 15:20", *BY_TWO)
    assert there.record(EVENING)["unit_late_minutes"] == 0
    later = ("accident", "edit", NO, "--head-told", "2022-05-03 16:20", *BY_TWO)
    assert "早于单位负责人接报" in there.refused(EVENING, *later)
    there.sound()


def test_other_words_are_mended_by_one(there: Desk) -> None:
    there.ok(EVENING, "accident", "edit", NO, "--place", "三号库", "--type", "other")
    assert there.record(EVENING)["place"] == "三号库"


def test_what_is_registered_as_in_time_afterwards_is_told_as_that(desk: Desk) -> None:
    run = desk.at(LATER, *ADD, *HAPPENED, *TOLD, *IN_TIME)
    assert (run.code, AFTERWARDS in run.err) == (0, True)
    row = desk.record(LATER)
    assert (row["unit_late_minutes"], row["afterwards"][0]) == (0, AFTERWARDS)
    assert row["afterwards"][1].startswith("镇上报登记时补记")
    for told in (("accident", "show", NO), ("report", "accidents"), ("report", "clocks")):
        assert AFTERWARDS in desk.ok(LATER, *told)


def test_what_was_registered_in_time_is_simply_in_time(desk: Desk) -> None:
    desk.ok("2022-05-03 15:25", *ADD, *HAPPENED, *TOLD, "--unit-reported", "2022-05-03 15:20")
    assert desk.record(LATER)["afterwards"] == []


def test_what_is_imported_as_in_time_afterwards_is_told_as_that(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "事故.csv"
    file.write_text(
        "事故名称,事故类型,发生时间,镇接报,镇上报\n"
        "花炮厂爆炸,火药爆炸,2022-05-03 14:20,2022-05-03 15:10,2022-05-03 16:00\n",
        encoding="utf-8",
    )
    desk.ok(LATER, "accident", "import", str(file))
    assert "登记于 2022-05-13 09:00" in desk.record(LATER)["afterwards"][0]


def test_once_time_is_up_nobody_says_alone_since_when_it_ran(desk: Desk) -> None:
    desk.ok(EVENING, *ADD, *HAPPENED)
    assert desk.report(LATER, "unit", "2022-05-03 15:20").code == 0
    assert desk.report(LATER, "town", "2022-05-03 18:00").code == 0
    by_district = ("accident", "report", NO, "--from", "区", "--at", "2022-05-04 09:00")
    told = (*by_district, "--to", "市应急局", "--means", "电话")
    head = (*told, "--head-told", "2022-05-03 14:30")
    assert "单位上报时限已过，现在才记它是及时的" in desk.refused(LATER, *head)
    town = (*told, "--town-told", "2022-05-03 15:10")
    assert "镇上报时限已过，现在才记从何时起算" in desk.refused(LATER, *town)
    desk.refused(LATER, *head, "--approved-by", "陈科旭")
    desk.ok(LATER, *head, *BY_TWO)
    assert "单位上报事后补记，记于 2022-05-13 09:00" in desk.ok(LATER, "report", "clocks")
    desk.sound()


def test_a_clock_that_never_begins_is_listed_and_not_closed_by_one(desk: Desk) -> None:
    desk.ok(EVENING, *ADD, *HAPPENED)
    asked = ("report", "clocks", "--format", "json")
    rows = desk.at(LATER, *asked).json["rows"]
    assert [(row["what"], row["has_run"]) for row in rows] == [
        ("单位上报", "时限算不出"),
        ("镇上报", "时限算不出"),
    ]
    assert "时限算不出的 2 个" in desk.ok(LATER, "report", "clocks")
    desk.ok(LATER, "accident", "confirm", NO, "--confirmed-by", "区应急局", "--paper-no", "1号")
    close = ("accident", "close", NO, "--paper-no", "2号")
    unknown = "单位负责人接报、单位上报、镇接报、镇上报、死亡、重伤、轻伤、失踪没有记"
    assert f"{unknown}，不能结案" in desk.refused(LATER, *close)
    assert "不能结案" in desk.refused(LATER, *close, *BY_TWO)
    why = (*close, "--unknown-reason", "单位已注销，通话记录已清")
    assert unknown in desk.refused(LATER, *why)
    desk.refused(LATER, *why, "--approved-by", "陈科旭")
    desk.ok(LATER, *why, *BY_TWO)
    assert "单位已注销，通话记录已清" in desk.ok(LATER, "accident", "show", NO)
    assert desk.at(LATER, *asked).json["rows"] == []
    desk.sound()


@pytest.mark.parametrize("field", ["dead", "injured", "minor", "missing", "loss"])
def test_what_was_known_is_made_unknown_by_two(desk: Desk, field: str) -> None:
    desk.ok(EVENING, *ADD, *HAPPENED, f"--{field}", "0")
    edit = ("accident", "edit", NO, f"--{field}", "")
    assert "改成了不明" in desk.refused(EVENING, *edit)
    desk.ok(EVENING, *edit, *BY_TWO)
    assert desk.record(EVENING)[field] is None


def test_a_unit_approves_nothing(there: Desk) -> None:
    edit = ("accident", "edit", NO, "--town-told", "2022-05-03 17:00")
    for unit in ("应急办", "YJB", "桂香花炮厂"):
        assert "是单位，不是人，不能批准" in there.refused(EVENING, *edit, "--approved-by", unit)
    late = there.report(EVENING, "unit", "2022-05-03 15:25", "--approved-by", "应急办")
    assert (late.code, "是单位，不是人" in late.err) == (3, True)


@pytest.mark.parametrize(
    "lowered",
    [
        ("--dead", "0"),
        ("--injured", "1"),
        ("--loss", "1万元"),
        ("--missing", "0"),
        ("--minor", "0"),
    ],
)
def test_casualties_are_lowered_by_two(desk: Desk, lowered: tuple[str, str]) -> None:
    figures = ("--dead", "1", "--injured", "2", "--minor", "3", "--missing", "1", "--loss", "20万")
    desk.ok(EVENING, *ADD, *HAPPENED, *figures)
    follow = ("accident", "followup", NO, "--at", EVENING, *lowered)
    assert "的伤亡或损失改低了" in desk.refused(EVENING, *follow)
    assert "的伤亡或损失改低了" in desk.refused(EVENING, "accident", "edit", NO, *lowered)
    grade = ("accident", "redetermine", NO, "--grade", "general", "--reason", "核实", *lowered)
    assert "的伤亡或损失改低了" in desk.refused(EVENING, *grade)
    desk.ok(EVENING, *follow, *BY_TWO)
    desk.sound()


def test_who_is_found_dead_was_not_told_lower(desk: Desk) -> None:
    desk.ok(EVENING, *ADD, *HAPPENED, "--dead", "1", "--injured", "2", "--missing", "2")
    follow = ("accident", "followup", NO, "--at", NOON)
    desk.ok(NOON, *follow, "--dead", "4", "--injured", "1", "--missing", "0", "--text", "找到了")
    row = desk.record(NOON)
    assert (row["dead"], row["injured"], row["missing"], row["graded"]) == (4, 1, 0, "至少较大")


@pytest.mark.parametrize("step", ["report", "followup", "finding", "redetermine", "confirm"])
def test_no_step_is_taken_back_by_one(there: Desk, step: str) -> None:
    of: dict[str, tuple[str, ...]] = {
        "report": ("--from", "town", "--at", EVENING, "--to", "区应急局", "--means", "电话"),
        "followup": ("--at", EVENING, "--text", "仍在救援"),
        "finding": ("--kind", "late", "--found-by", "区应急局", "--source", "通话记录"),
        "redetermine": ("--grade", "general", "--reason", "核实"),
        "confirm": ("--confirmed-by", "区应急局", "--paper-no", "1号"),
    }
    there.ok(EVENING, "accident", step, NO, *of[step])
    back = ("accident", "retract", NO, "--reason", "记错")
    assert "撤回须经批准" in there.refused(EVENING, *back)
    there.ok(EVENING, *back, *BY_TWO)
    assert there.record(EVENING)["findings"] == []
    there.sound()


def test_it_is_struck_with_a_reason_by_two_and_stays(there: Desk) -> None:
    assert "strike" in there.ok(EVENING, "accident", "--help")
    assert there.at(EVENING, "accident", "void", NO).code == 2
    assert there.at(EVENING, "accident", "strike", NO).code == 2
    strike = ("accident", "strike", NO, "--reason", "是生病，不是事故")
    assert "是事故，核销须经批准" in there.refused(EVENING, *strike)
    there.ok(EVENING, *strike, *BY_TWO)
    assert there.record(EVENING)["state"] == "voided"
    assert there.at(EVENING, "accident", "list", "--format", "json").json["rows"] == []
    assert "状态：已核销" in there.ok(EVENING, "accident", "show", NO)
    assert "不能" in there.report(EVENING, "town", EVENING).err
    there.sound()
