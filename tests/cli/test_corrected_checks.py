"""Checks and batches that were recorded wrongly, put right; and what a clock that was ahead recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cli.diary import ADD, APPROVED, CHECK, NO, WHY, Diary

if TYPE_CHECKING:
    from pathlib import Path


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
