"""Steps and words that were recorded wrongly, put right through the real program: days before show the truth, `--known-at` what was believed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cli.diary import ADD, APPROVED, FOUND, NO, WHY, Diary, titles
from tests.cli.pictures import content

if TYPE_CHECKING:
    from pathlib import Path


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
