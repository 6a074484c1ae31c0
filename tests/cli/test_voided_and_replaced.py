"""Hazards that were recorded wrongly and are voided or replaced: days before show the truth, `--known-at` what was believed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.diary import ADD, APPROVED, CHECK, FOUND, MORE, NO, WHY, Diary, titles
from tests.cli.pictures import content

if TYPE_CHECKING:
    from pathlib import Path


def test_a_duplicate_is_in_no_report_of_any_day(diary: Diary) -> None:
    again = diary.ok("2022-04-21", *ADD, *MORE, "--found", FOUND)
    assert len(diary.told("2022-05-10", report="overdue")) == 2
    void = ("hazard", "void", again, "--reason", "重复登记")
    assert "已逾期 10 天，作废须经批准" in diary.refused("2022-05-15", *void)
    # The day that it is said to be does not matter: it is overdue when it is recorded.
    assert "须经批准" in diary.refused("2022-05-15", *void, "--on", "2022-04-30")
    diary.ok("2022-05-15", *void, *APPROVED)
    assert [row[0] for row in diary.told("2022-05-10", report="overdue")] == [NO]
    assert len(diary.told("2022-05-10", "--known-at", "2022-05-14", report="overdue")) == 2
    report = diary.on("2022-05-16", "report", "voided", "--format", "json").json
    (row,) = report["rows"]
    kept = {
        "no": again,
        "state_before": "registered",
        "days_overdue_before": 10,
        "voided_on": "2022-05-15",
        "voided_by": "陈科旭",
        "void_reason": "重复登记",
        "approved_by": "石世文",
        "void_step": "void",
    }
    assert {key: row[key] for key in kept} == kept
    assert report["totals"] == {"hazards": 1, "major": 0, "overdue": 1, "longest_days": 10}
    diary.sound()


@pytest.mark.parametrize(
    "first",
    [
        ("rectify", NO),
        ("transfer", NO, "--to", "区应急局", "--reason", "超出职权"),
    ],
)
def test_what_was_overdue_stays_so_when_its_clock_has_stopped(
    diary: Diary, first: tuple[str, ...]
) -> None:
    diary.ok("2022-05-15", "hazard", *first)
    void = ("hazard", "void", NO, *WHY)
    assert "已逾期 10 天，作废须经批准" in diary.refused("2022-06-20", *void)
    later = ("hazard", "replace", NO, "--due", "2022-12-31", *WHY)
    assert "已逾期 10 天，换新须经批准" in diary.refused("2022-06-20", *later)
    diary.ok("2022-06-20", *void, *APPROVED)
    (row,) = diary.on("2022-06-21", "report", "voided", "--format", "json").json["rows"]
    assert row["days_overdue_before"] == 10


def test_what_was_major_stays_so_when_it_was_lowered(diary: Diary) -> None:
    major = diary.ok(FOUND, *ADD, "--level", "major", "--due", "2022-06-30")
    lower = ("--level", "general", "--from", "2022-04-21", "--reason", "复核")
    diary.ok("2022-04-21", "hazard", "edit", major, *lower)
    void = ("hazard", "void", major, *WHY, "--on", "2022-04-22")
    assert "曾是重大隐患，作废须经批准" in diary.refused("2022-04-22", *void)
    new = diary.ok("2022-04-22", "hazard", "replace", major, "--unit", "大丘村", *WHY, *APPROVED)
    assert titles(diary, FOUND, key="level") == ["general", "major"]
    assert titles(diary, "2022-04-21", key="level") == ["general", "general"]
    diary.ok("2022-04-23", "hazard", "void", new, *WHY, *APPROVED)
    report = ("report", "voided", "--level", "major", "--state", "registered", "--format", "json")
    told = diary.on("2022-04-24", *report).json
    assert [row["no"] for row in told["rows"]] == [major, new]
    assert told["totals"]["major"] == 2
    diary.sound()


def test_several_at_once_are_all_voided_or_none(diary: Diary) -> None:
    second = diary.ok("2022-04-21", *ADD, "--location", "二楼")
    major = diary.ok("2022-04-21", *ADD, "--level", "major", "--due", "+30d")
    assert major in diary.refused("2022-04-22", "hazard", "void", NO, second, major, *WHY)
    assert diary.ok("2022-04-22", "hazard", "void", NO, second, *WHY) == f"{NO}\n{second}"
    listed = diary.on("2022-04-22", "hazard", "list", "--format", "json").json["rows"]
    assert [row["state"] for row in listed] == ["voided", "voided", "registered"]
    diary.sound()


def test_a_wrong_unit_day_and_deadline_are_replaced(diary: Diary, tmp_path: Path) -> None:
    picture = tmp_path / "前.jpg"
    picture.write_bytes(content("jpg", "前"))
    diary.ok("2022-04-21", "hazard", "note", NO, "现场照片", "--evidence", str(picture))
    diary.ok("2022-04-22", "hazard", "plan", NO, "--measures", "清理", "--funds", "500")
    assert "各项与现值相同" in diary.refused("2022-04-25", "hazard", "replace", NO, *WHY)
    change = ("--unit", "大丘村", "--found", "2022-04-18", "--due", "2022-05-20")
    run = diary.on("2022-04-25", "hazard", "replace", NO, *change, *WHY)
    new = "YH-2022-0002"
    assert (run.code, run.out) == (0, f"{new}\n")
    assert f"{NO} → {new}" in run.err
    record = diary.record(new)
    wanted = {
        "unit": "大丘村",
        "found_on": "2022-04-18",
        "due_on": "2022-05-20",
        "original_due_on": "2022-05-05",
        "state": "rectifying",
        "plan_measures": "清理",
        "plan_funds": "500",
        "title": "出口堵塞",
        "responsible": "张静",
    }
    assert {key: record[key] for key in wanted} == wanted
    assert [shown["name"] for shown in record["evidence"]] == ["前.jpg"]
    assert record["timeline"][0]["detail"]["replaces"] == NO
    assert diary.record()["timeline"][-1]["detail"]["replaced_by"] == new
    assert diary.told("2022-04-19") == [(new, "registered", 0)]
    assert diary.told("2022-04-24", "--known-at", "2022-04-24") == [(NO, "rectifying", 0)]
    why = diary.ok("2022-04-26", "hazard", "why", new)
    assert f"由 {NO} 换新而来：那时的期限 2022-05-05 仍是原期限。" in why
    assert "原期限 2022-05-05，现期限 2022-05-20" in why
    assert "现在是“已作废”" in diary.refused("2022-04-26", "hazard", "retract", NO, *WHY)
    diary.sound()


def test_extensions_count_on_in_what_replaces(diary: Diary) -> None:
    extend = ("hazard", "extend", NO, "--safeguards", "看守", *WHY, *APPROVED)
    diary.ok("2022-04-25", *extend, "--due", "2022-06-01")
    new = diary.ok("2022-04-26", "hazard", "replace", NO, "--unit", "大丘村", *WHY)
    record = diary.record(new)
    told = (record["due_on"], record["original_due_on"], record["extensions"])
    assert told == ("2022-06-01", "2022-05-05", 1)
    # The extension goes along with its day: before it the first deadline ran.
    assert diary.told("2022-04-24") == [(new, "registered", 0)]
    due = ("report", "due", "--as-of", "2022-04-24", "--within", "15", "--format", "json")
    assert [row["due_on"] for row in diary.on("2022-12-31", *due).json["rows"]] == ["2022-05-05"]
    assert "2022-04-25 延期：2022-05-05 → 2022-06-01" in diary.ok(
        "2022-04-27", "hazard", "why", new
    )
    diary.sound()


def test_a_deadline_before_that_of_the_plan(diary: Diary) -> None:
    diary.ok("2022-04-21", "hazard", "plan", NO, "--measures", "清理", "--due", "2022-05-04")
    earlier = ("hazard", "replace", NO, "--due", "2022-05-01", *WHY)
    told = diary.refused("2022-04-22", *earlier)
    assert f"先用 hazard plan {NO} --due 把方案时限改早" in told
    diary.ok("2022-04-22", "hazard", "plan", NO, "--due", "2022-04-30")
    diary.ok("2022-04-22", *earlier)
    diary.sound()


@pytest.mark.parametrize(
    "empty", [("--title", ""), ("--level", ""), ("--measure", ""), ("--unit", "")]
)
def test_nothing_in_the_place_of_what_must_be(diary: Diary, empty: tuple[str, str]) -> None:
    diary.refused("2022-04-22", "hazard", "replace", NO, *empty, *WHY)
    if empty[0] in ("--measure", "--unit"):
        no = diary.ok("2022-04-21", *CHECK, "--result", "pass")
        diary.refused("2022-04-22", "check", "replace", no, *empty, *WHY)


def test_nothing_runs_on_at_a_unit_that_is_no_more(diary: Diary) -> None:
    diary.ok("2022-04-22", "hazard", "transfer", NO, "--to", "区应急局", "--reason", "超出职权")
    diary.ok("2022-04-23", "unit", "retire", "GXC", "--reason", "撤并")
    back = ("hazard", "reopen", NO, "--from", "区应急局", "--reason", "退回")
    assert "已停用" in diary.refused("2022-04-24", *back)
    assert "已停用" in diary.refused("2022-04-24", "hazard", "replace", NO, "--due", "+9d", *WHY)
    diary.ok("2022-04-24", "hazard", "replace", NO, "--unit", "大丘村", *WHY)


def test_a_replacement_that_its_check_hardly_found_is_pointed_out(diary: Diary) -> None:
    diary.ok("2022-04-21", *CHECK, "--hazard", "线路老化")
    told = diary.on("2022-04-22", "hazard", "replace", "YH-2022-0002", "--unit", "大丘村", *WHY)
    assert "YH-2022-0003 是 大丘村 的隐患，JC-2022-00001 查的是 桂香村" in told.err


def test_replacing_what_is_overdue_or_major_is_approved(diary: Diary) -> None:
    later = ("hazard", "replace", NO, "--due", "2022-06-30", *WHY)
    assert "已逾期 5 天，换新须经批准" in diary.refused("2022-05-10", *later)
    assert "不能是同一个人" in diary.refused("2022-05-10", *later, "--approved-by", "陈科旭")
    diary.ok("2022-05-10", *later, *APPROVED)
    diary.sound()


def test_a_deadline_by_rule_is_worked_out_again(diary: Diary) -> None:
    by_default = diary.ok("2022-04-21", *ADD, "--location", "二楼", "--found", FOUND)
    counted = diary.ok("2022-04-21", *ADD, "--location", "三楼", "--due", "+10d")
    found = ("--found", "2022-04-19", *WHY)
    assert [
        diary.record(diary.ok("2022-04-22", "hazard", "replace", no, *found))["due_on"]
        for no in (by_default, counted)
    ] == ["2022-05-04", "2022-04-29"]
    diary.sound()
