"""What was recorded wrongly, put right through the real program: days before show the truth, `--known-at` what was believed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.pictures import content

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run, Zizhao

FOUND = "2022-04-20"
ADD = ("hazard", "add", "--unit", "桂香村", "--measure", "6", "--title", "出口堵塞")
MORE = ("--due", "2022-05-05", "--responsible", "张静")
NO = "YH-2022-0001"
WHY = ("--reason", "记错")
APPROVED = ("--approved-by", "石世文")


@dataclass(frozen=True)
class Diary:
    """The program, each call at nine of some day, so that what was known when can be told apart."""

    zizhao: Zizhao

    def on(self, day: str, *args: str) -> Run:
        return self.zizhao(*args, now=f"{day}T09:00:00+08:00")

    def ok(self, day: str, *args: str) -> str:
        run = self.on(day, *args)
        assert run.code == 0, run.err
        return run.out.rstrip("\n")

    def refused(self, day: str, *args: str) -> str:
        before = self.zizhao.db.read_bytes()
        run = self.on(day, *args)
        assert (run.code, run.out) == (3, ""), run.err
        assert self.zizhao.db.read_bytes() == before
        return run.err

    def told(self, as_of: str, *known: str, report: str = "open") -> list[tuple[str, Any, Any]]:
        """Return of each hazard in a report its number, state and days overdue."""
        args = ("report", report, "--as-of", as_of, *known, "--format", "json")
        rows = self.on("2022-12-31", *args).json["rows"]
        return [(row["no"], row["state"], row["days_overdue"]) for row in rows]

    def record(self, no: str = NO) -> Any:
        return self.on("2022-12-31", "hazard", "show", no, "--format", "json").json

    def sound(self) -> None:
        assert self.on("2022-12-31", "db", "verify").code == 0


@pytest.fixture
def diary(zizhao: Zizhao) -> Diary:
    zizhao.db.unlink()
    there = Diary(zizhao)
    there.ok("2022-04-19", "init")
    assert there.ok(FOUND, *ADD, *MORE) == NO
    return there


def test_a_wrong_day_of_rectification(diary: Diary) -> None:
    diary.ok("2022-05-10", "hazard", "rectify", NO, "--on", "2022-05-10")
    taken = diary.on("2022-05-12", "hazard", "retract", NO, *WHY)
    assert (taken.code, taken.out) == (0, f"{NO}\n")
    assert "状态 已整改待复查 → 已登记；整改日期 2022-05-10 → （空）" in taken.err
    diary.ok("2022-05-12", "hazard", "rectify", NO, "--on", "2022-05-04")
    assert diary.told("2022-05-07") == [(NO, "awaiting_review", None)]
    assert diary.told("2022-05-07", "--known-at", "2022-05-11") == [(NO, "registered", 2)]
    assert diary.record()["days_late"] == 0
    diary.sound()


def test_a_wrong_reviewer_and_a_closing_taken_back(diary: Diary) -> None:
    diary.ok("2022-05-04", "hazard", "rectify", NO)
    diary.ok("2022-05-06", "hazard", "review", NO, "--reviewer", "刘和平", "--pass")
    assert "反销号" in diary.refused("2022-05-09", "hazard", "retract", NO, *WHY)
    for who in ("刘和平", "刘 和平", "陈科旭"):
        told = diary.refused("2022-05-09", "hazard", "retract", NO, *WHY, "--approved-by", who)
        assert "不能是同一个人" in told
    diary.ok("2022-05-09", "hazard", "retract", NO, *WHY, *APPROVED)
    assert diary.told("2022-05-07") == [(NO, "awaiting_review", None)]
    assert diary.told("2022-05-07", "--known-at", "2022-05-08") == []
    review = ("--reviewer", "李四", "--pass", "--on", "2022-05-07")
    diary.ok("2022-05-09", "hazard", "review", NO, *review)
    record = diary.record()
    assert (record["reviewer"], record["closed_on"]) == ("李四", "2022-05-07")
    assert [step["retracted_by"] for step in record["timeline"]] == [None, None, 4, None, None]
    diary.sound()


def test_again_for_the_one_before_until_nothing_is_left(diary: Diary) -> None:
    diary.ok("2022-04-22", "hazard", "plan", NO, "--measures", "清理")
    diary.ok("2022-04-23", "hazard", "rectify", NO)
    states = []
    for _ in range(2):
        diary.ok("2022-04-25", "hazard", "retract", NO, *WHY)
        states.append(diary.record()["state"])
    assert states == ["rectifying", "registered"]
    assert "没有可撤回的步骤" in diary.refused("2022-04-25", "hazard", "retract", NO, *WHY)
    diary.sound()


def test_a_step_that_later_ones_build_on_and_one_that_they_do_not(diary: Diary) -> None:
    diary.ok("2022-04-22", "hazard", "plan", NO, "--measures", "清理")
    extend = ("--due", "2022-06-01", "--safeguards", "看守", *APPROVED)
    diary.ok("2022-04-25", "hazard", "extend", NO, *WHY, *extend)
    diary.ok("2022-05-20", "hazard", "rectify", NO)
    diary.ok("2022-05-22", "hazard", "review", NO, "--reviewer", "刘和平", "--fail")
    told = diary.refused("2022-05-25", "hazard", "retract", NO, "--step", "4", *WHY)
    assert "2022-05-22 的复查（第 5 步）就不成立" in told
    assert "hazard retract" in told
    diary.ok("2022-05-25", "hazard", "retract", NO, "--step", "3", *WHY)
    assert diary.told("2022-05-10") == [(NO, "rectifying", 5)]
    assert diary.told("2022-05-24") == [(NO, "rectifying", 19)]
    assert diary.told("2022-05-24", "--known-at", "2022-05-24") == [(NO, "rectifying", 0)]
    diary.ok("2022-05-26", "hazard", "retract", NO, *WHY)
    why = diary.ok("2022-05-26", "hazard", "why", NO)
    assert "2022-05-25 撤回了延期定的 2022-06-01：记错。" in why
    assert why.count("撤回了") == 1
    diary.sound()


def test_what_an_import_recorded_can_be_taken_back(diary: Diary, tmp_path: Path) -> None:
    file = tmp_path / "旧账.csv"
    file.write_text(
        "单位,条款,检查日期,隐患,责任人,整改完成时间,复查人,复查时间,复查结果\n"
        "桂香村,7,2022-04-20,线路老化,张静,2022-04-25,刘和平,2022-04-26,合格\n",
        encoding="utf-8",
    )
    diary.ok("2022-05-01", "hazard", "import", str(file))
    no = "YH-2022-0002"
    diary.ok("2022-05-02", "hazard", "retract", no, *WHY, *APPROVED)
    diary.ok("2022-05-02", "hazard", "retract", no, *WHY)
    assert diary.record(no)["state"] == "registered"
    again = diary.on("2022-05-03", "hazard", "import", str(file), "--format", "json").json
    assert (again["new"], again["same"]) == (0, 1)
    diary.sound()


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


def test_the_picture_of_a_step_taken_back_is_free_again(diary: Diary, tmp_path: Path) -> None:
    picture = tmp_path / "后.jpg"
    picture.write_bytes(content("jpg", "后"))
    rectify = ("hazard", "rectify", NO, "--evidence", str(picture), "--on")
    diary.ok("2022-05-04", *rectify, "2022-05-04")
    diary.ok("2022-05-05", "hazard", "retract", NO, *WHY)
    assert "套用" not in diary.on("2022-05-05", *rectify, "2022-05-03").err
    assert [shown["retracted"] for shown in diary.record()["evidence"]] == [True, False]
    assert "报整改完成（已撤回）  后.jpg" in diary.ok("2022-05-06", "hazard", "show", NO)
    diary.sound()


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


def test_a_typo_is_one_on_every_day(diary: Diary) -> None:
    diary.ok("2022-05-04", "hazard", "rectify", NO)
    diary.ok("2022-05-06", "hazard", "review", NO, "--reviewer", "刘和平", "--pass")
    run = diary.on("2022-06-01", "hazard", "edit", NO, "--title", "出囗堵塞", "--location", "")
    assert run.code == 0
    diary.ok("2022-06-02", "hazard", "edit", NO, "--title", "安全出口堵塞")
    assert "各项与现值相同" in diary.refused(
        "2022-06-02", "hazard", "edit", NO, "--title", "安全出口堵塞"
    )
    assert titles(diary, "2022-04-25") == ["安全出口堵塞"]
    assert titles(diary, "2022-04-25", "--known-at", "2022-06-01") == ["出囗堵塞"]
    assert titles(diary, "2022-04-25", "--known-at", "2022-05-31") == ["出口堵塞"]
    assert diary.record()["closed_on"] == "2022-05-06"
    diary.sound()


def titles(diary: Diary, as_of: str, *known: str, key: str = "title") -> list[Any]:
    args = ("report", "open", "--as-of", as_of, *known, "--format", "json")
    return [row[key] for row in diary.on("2022-12-31", *args).json["rows"]]


def test_what_changed_on_a_day_and_an_earlier_day_that_comes_to_light(diary: Diary) -> None:
    diary.ok("2022-05-01", "hazard", "edit", NO, "--responsible", "李四", "--from", "2022-04-28")
    diary.ok("2022-05-02", "hazard", "edit", NO, "--responsible", "王五", "--from", "2022-04-25")
    diary.ok("2022-05-03", "hazard", "rectify", NO, "--on", "2022-04-26", "--rectified-by", "甲")
    days = {f"2022-04-{day}" for day in (24, 25, 26, 27, 28)}
    told = {day: titles(diary, day, key="responsible")[0] for day in days}
    assert told == {
        "2022-04-24": "张静",
        "2022-04-25": "王五",
        "2022-04-26": "王五",
        "2022-04-27": "王五",
        "2022-04-28": "李四",
    }
    diary.ok("2022-05-04", "hazard", "edit", NO, "--responsible", "张净")
    assert {titles(diary, day, key="responsible")[0] for day in days} == {"张净"}
    diary.sound()


def test_what_changes_past_days_alone_is_said(diary: Diary) -> None:
    diary.ok("2022-05-01", "hazard", "edit", NO, "--responsible", "李四", "--from", "2022-04-28")
    earlier = ("hazard", "edit", NO, "--responsible", "王五", "--from", "2022-04-25")
    told = diary.on("2022-05-02", *earlier).err
    assert told == f"zizhao: {NO} 自 2022-04-25 起：责任人 王五（现在的不变）\n"
    told = diary.on("2022-05-02", "hazard", "edit", NO, "--responsible", "赵六").err
    assert told == f"zizhao: {NO} 各日：责任人 李四 → 赵六\n"


def test_that_it_never_was_major_is_approved(diary: Diary) -> None:
    major = diary.ok(FOUND, *ADD, "--level", "major", "--due", "2022-06-30")
    lower = ("hazard", "edit", major, "--level", "general", "--reason", "复核")
    assert "须经批准" in diary.refused("2022-04-22", *lower)
    assert "须经批准" in diary.refused("2022-04-22", *lower, "--from", FOUND)
    assert "不能是同一个人" in diary.refused("2022-04-22", *lower, "--approved-by", "陈科旭")
    diary.ok("2022-04-22", *lower, "--from", "2022-04-21")
    assert titles(diary, FOUND, "--known-at", "2022-04-30", key="level") == ["general", "major"]
    diary.ok("2022-04-23", *lower, *APPROVED)
    assert titles(diary, FOUND, key="level") == ["general", "general"]
    diary.sound()


def test_major_from_before_it_was_rectified_needs_its_plan(diary: Diary) -> None:
    diary.ok("2022-04-25", "hazard", "rectify", NO)
    raised = ("hazard", "edit", NO, "--level", "major", "--reason", "复核")
    told = diary.refused("2022-04-26", *raised)
    assert "2022-04-25 的报整改完成（第 2 步）就不成立" in told
    diary.ok("2022-04-26", *raised, "--from", "2022-04-26")
    diary.sound()


def test_what_is_noted_changes_nothing(diary: Diary, tmp_path: Path) -> None:
    diary.ok("2022-05-04", "hazard", "rectify", NO)
    diary.ok("2022-05-06", "hazard", "review", NO, "--reviewer", "刘和平", "--pass")
    second = diary.ok("2022-05-06", *ADD, "--location", "二楼")
    before = diary.record()
    picture = tmp_path / "后.jpg"
    picture.write_bytes(content("jpg", "后"))
    note = ("hazard", "note", NO, second, "已电话催办", "--evidence", str(picture))
    assert diary.ok("2022-06-01", *note) == f"{NO}\n{second}"
    after = diary.record()
    changed = {key for key in after if after[key] != before[key]}
    assert changed == {"notes", "evidence"}
    assert [said["text"] for said in after["notes"]] == ["已电话催办"]
    shown = diary.ok("2022-06-02", "hazard", "show", NO)
    assert "2022-06-01  备注：已电话催办（陈科旭 记于 2022-06-01 09:00）" in shown
    assert "2022-06-01  备注  后.jpg" in shown
    forgotten = diary.on("2022-06-02", "hazard", "note", NO, second)
    assert (forgotten.code, f"“{second}” 是编号" in forgotten.err) == (2, True)
    assert "备注是空的" in diary.refused("2022-06-02", "hazard", "note", NO, " \u3000")
    entry = diary.ok("2022-06-02", "journal", "list", "--subject", second).splitlines()[-2]
    assert "备注" in entry
    assert "备注：已电话催办" in diary.ok("2022-06-02", "journal", "show", entry.split()[0])
    # One picture for two records is to be looked into, and no damage.
    verified = diary.on("2022-06-02", "db", "verify", "--format", "json").json
    assert (verified["damaged"], verified["reused"]) == (0, 1)


def test_one_that_was_transferred_comes_back(diary: Diary) -> None:
    diary.ok("2022-04-22", "hazard", "rectify", NO)
    diary.ok("2022-04-23", "hazard", "transfer", NO, "--to", "区应急局", "--reason", "超出职权")
    diary.ok("2022-05-10", "hazard", "reopen", NO, "--from", "区应急局", "--reason", "不属其管")
    assert diary.told("2022-05-09") == []
    assert diary.told("2022-05-10") == [(NO, "rectifying", 5)]
    assert diary.record()["rectified_on"] is None
    assert "现在是“整改中”" in diary.refused(
        "2022-05-11", "hazard", "reopen", NO, "--from", "区应急局", "--reason", "再退"
    )
    diary.sound()


def test_a_batch_undone_counts_on_no_day(diary: Diary, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    rows = "单位,条款,检查日期,隐患,限期\n桂香村,7,2022-04-20,线路老化,2022-04-25\n"
    file.write_text(rows, encoding="utf-8")
    batch = diary.on("2022-05-01", "hazard", "import", str(file), "--format", "json").json["batch"]
    diary.ok("2022-05-01", "hazard", "note", "YH-2022-0002", "核对过")
    undo = ("batch", "undo", batch, "--reason", "拿错了")
    assert "YH-2022-0002 已逾期 7 天，撤销导入须经批准" in diary.refused("2022-05-02", *undo)
    assert len(diary.told("2022-04-27", report="overdue")) == 1
    diary.ok("2022-05-02", *undo, *APPROVED)
    assert diary.told("2022-04-27", report="overdue") == []
    assert len(diary.told("2022-04-27", "--known-at", "2022-05-01", report="overdue")) == 1
    again = diary.on("2022-05-03", "hazard", "import", str(file), "--format", "json").json
    assert again["new"] == 1
    # What was taken in by mistake is undone on the same day without asking.
    diary.ok("2022-05-03", "batch", "undo", again["batch"], "--reason", "又拿错了")
    diary.sound()


CHECK = ("check", "add", "--unit", "桂香村", "--measure", "6", "--on", "2022-04-20")


def test_a_check_is_edited_noted_and_replaced(diary: Diary) -> None:
    no = diary.ok("2022-04-21", *CHECK, "--hazard", "线路老化", "--inspector", "甲")
    edit = ("check", "edit", no, "--note", "会同村委", "--inspector", "乙、丙", "--kind", "joint")
    run = diary.on("2022-04-22", *edit)
    assert "检查类型 自查 → 联合检查" in run.err
    assert "各项与现值相同" in diary.refused("2022-04-22", *edit)
    diary.ok("2022-04-22", "check", "note", no, "补签字")
    shown = diary.on("2022-04-22", "check", "show", no, "--format", "json").json
    told = (shown["note"], shown["inspectors"], shown["kind"])
    assert told == ("会同村委", ["乙", "丙"], "joint")
    assert [said["text"] for said in shown["notes"]] == ["补签字"]
    listed = diary.on("2022-04-22", "check", "list", "--kind", "joint", "--format", "json").json
    assert listed["count"] == 1
    replace = ("check", "replace", no, "--unit", "大丘村", "--on", "2022-04-19", *WHY)
    run = diary.on("2022-04-23", *replace)
    new = "JC-2022-00002"
    assert (run.code, run.out) == (0, f"{new}\n")
    assert f"{new} 的隐患：YH-2022-0003" in run.err
    shown = diary.on("2022-04-23", "check", "show", new, "--format", "json").json
    told = (shown["unit"], shown["checked_on"], shown["kind"], shown["replaces"], shown["hazards"])
    assert told == ("大丘村", "2022-04-19", "joint", no, ["YH-2022-0003"])
    old = diary.on("2022-04-23", "check", "show", no, "--format", "json").json
    assert (old["voided"], old["replaced_by"]) == (True, new)
    hazard = diary.record("YH-2022-0003")
    assert (hazard["unit"], hazard["found_on"], hazard["check_no"]) == ("大丘村", "2022-04-19", new)
    assert "已经作废" in diary.refused("2022-04-24", "check", "edit", no, "--note", "再改")
    assert "已经作废" in diary.refused("2022-04-24", *replace)
    diary.sound()


def test_the_result_of_a_check_is_replaced_with_its_hazard(diary: Diary) -> None:
    no = diary.ok("2022-04-21", *CHECK, "--result", "pass")
    failed = ("check", "replace", no, "--result", "fail", *WHY)
    assert "却没有写隐患" in diary.refused("2022-04-22", *failed)
    new = diary.ok("2022-04-22", *failed, "--hazard", "线路老化")
    assert diary.record("YH-2022-0002")["check_no"] == new
    passed = ("check", "replace", new, "--result", "pass", *WHY)
    assert "查出的隐患仍有效" in diary.refused("2022-04-22", *passed)
    diary.sound()


def test_the_row_of_a_check_that_was_replaced_is_known(diary: Diary, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    text = "编号,单位,条款,检查日期,隐患,限期\n甲1,桂香村,7,2022-04-20,线路老化,+10d\n"
    file.write_text(text, encoding="utf-8")
    diary.ok("2022-04-21", "check", "import", str(file))
    diary.ok("2022-04-22", "check", "replace", "JC-2022-00001", "--unit", "大丘村", *WHY)
    for row in (text, text.replace("桂香村", "大丘村")):
        file.write_text(row, encoding="utf-8")
        again = diary.on("2022-04-23", "check", "import", str(file), "--format", "json").json
        assert (again["new"], again["same"], again["rejected"]) == (0, 1, 0)
    diary.sound()


def test_a_second_check_that_says_the_same_is_pointed_out(diary: Diary) -> None:
    first = diary.on("2022-04-21", *CHECK, "--result", "pass")
    again = diary.on("2022-04-21", *CHECK, "--result", "pass")
    assert "都相同" not in first.err
    assert f"{again.out.strip()} 与 {first.out.strip()} 的单位、条款" in again.err


def test_what_a_clock_that_was_ahead_recorded_can_be_struck_out(diary: Diary) -> None:
    """A hazard of a day to come, recorded while the clock was ahead, and a step of one."""
    far = diary.ok("2036-05-01", *ADD, "--location", "二楼")
    diary.ok("2036-05-01", "hazard", "rectify", NO, "--on", "2036-05-01")
    accept = ("db", "accept-clock", "--reason", "电池没电", *APPROVED)
    diary.ok("2022-05-02", *accept)
    diary.ok("2022-05-02", "hazard", "retract", NO, *WHY)
    diary.ok("2022-05-02", "hazard", "rectify", NO, "--on", "2022-05-01")
    diary.ok("2022-05-02", "hazard", "void", far, *WHY, *APPROVED)
    assert diary.record()["rectified_on"] == "2022-05-01"
    (row,) = diary.on("2022-05-02", "report", "voided", "--format", "json").json["rows"]
    assert (row["no"], row["voided_on"]) == (far, "2022-05-02")
    diary.sound()


def test_a_check_and_a_batch_of_a_clock_that_was_ahead(diary: Diary, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("单位,条款,检查日期,结果\n桂香村,7,2036-04-20,符合\n", encoding="utf-8")
    check = diary.ok("2036-05-01", *CHECK[:-1], "2036-05-01", "--result", "pass")
    taken = diary.on("2036-05-01", "check", "import", str(file), "--format", "json").json
    diary.ok("2022-05-02", "db", "accept-clock", "--reason", "电池没电", *APPROVED)
    diary.ok("2022-05-02", "check", "void", check, *WHY)
    diary.ok("2022-05-02", "batch", "undo", taken["batch"], *WHY)
    assert diary.on("2022-05-02", "check", "list", "--format", "json").json["count"] == 0
    diary.sound()
