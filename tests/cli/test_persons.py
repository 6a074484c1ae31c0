"""People of the ledger: posts, sectors and days; who is pointed out, and that people, not spellings, are kept apart."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.diary import NO, WHY
from tests.cli.test_people import EXTEND, REVIEW
from tests.cli.test_suggest import offered
from tests.store.damage import query

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.diary import Diary
    from tests.conftest import Zizhao

HEADINGS = "代码,姓名,单位,职务,组内职务,分管领域,任职日期,离任日期,备注"
HAZARD = ("hazard", "add", "--unit", "桂香村", "--measure", "6", "--title", "堵塞")
ON = ("--found", "2022-05-05", "--due", "2022-05-20")


def people(zizhao: Zizhao, *asked: str) -> dict[str, bool]:
    rows = zizhao("person", "list", *asked, "--format", "json").json["rows"]
    return {row["code"]: row["in_office"] for row in rows}


def add(zizhao: Zizhao, code: str, name: str, *more: str) -> None:
    zizhao.ok("person", "add", code, name, *more)


def test_who_sees_to_a_sector_on_a_day(zizhao: Zizhao) -> None:
    add(zizhao, "A", "胡显胜", "--sector", "消防", "--sector", "燃气", "--since", "2021-03-01")
    add(zizhao, "B", "赵六", "--sector", "消防", "--since", "2022-07-01", "--post", "副镇长")
    zizhao.ok("person", "edit", "A", "--until", "2022-06-30", "--yes")
    assert people(zizhao, "--sector", "消防", "--as-of", "2022-06-30") == {"A": True}
    assert people(zizhao, "--sector", "消防", "--as-of", "2022-07-01") == {"A": False, "B": True}
    assert people(zizhao, "--sector", "气") == {}
    zizhao.ok("person", "edit", "B", "--sector", "交通", "--from", "2022-09-01", "--yes")
    assert people(zizhao, "--sector", "消防", "--as-of", "2022-08-31")["B"]
    assert "B" not in people(zizhao, "--sector", "消防", "--as-of", "2022-09-01")
    zizhao.ok("person", "void", "A", "--reason", "重复", "--yes")
    assert people(zizhao) == {"B": True}
    run = zizhao("person", "add", "C", "钱七", "--since", "2022-05-01", "--until", "2022-04-30")
    assert (run.code, "早于任职日期" in run.err) == (3, True)
    assert zizhao("person", "add", "b", "钱七").code == 3
    assert zizhao("person", "show", "赵六", "--format", "json").json["post"] == "副镇长"
    zizhao.ok("db", "verify")


def test_a_list_of_staff_is_imported(zizhao: Zizhao, tmp_path: Path) -> None:
    file = tmp_path / "花名册.csv"
    rows = "R1,张静,应急办,副书记,副组长,消防、燃气,2021.3.1,,\nR2,李明,,站长,,,,2022-06-30,\n"
    file.write_text(f"{HEADINGS}\n{rows}", encoding="utf-8")
    zizhao.ok("person", "import", str(file))
    assert people(zizhao, "--sector", "燃气", "--as-of", "2021-03-01") == {"R1": True}
    again = zizhao("person", "import", str(file), "--format", "json").json
    assert (again["new"], again["same"]) == (0, 2)
    file.write_text(f"{HEADINGS}\n{rows.replace('站长', '副站长')}", encoding="utf-8")
    assert zizhao("person", "import", str(file)).code == 3


def test_whom_nobody_knows_is_pointed_out_and_recorded(zizhao: Zizhao, tmp_path: Path) -> None:
    """In a ledger without people nobody is; a hazard, a step, a check, an import and a kind of the plan all tell."""
    quiet = zizhao(*HAZARD, *ON, "--responsible", "张小三")
    assert (quiet.code, quiet.err) == (0, "")
    add(zizhao, "A", "张静", "--alias", "張靜")
    file = tmp_path / "隐患.csv"
    file.write_text(
        "单位,条款,检查日期,隐患,整改时限,责任人\n桂香村,6,2022-05-05,漏电,2022-05-20,王二\n"
    )
    check = ("check", "add", "--unit", "桂香村", "--measure", "6", "--result", "pass")
    calls: list[tuple[str, ...]] = [
        (*HAZARD, *ON, "--responsible", "王二"),
        ("hazard", "rectify", "YH-2022-0001", "--rectified-by", "王二"),
        ("hazard", "edit", "YH-2022-0001", "--leader", "王二", "--yes"),
        (*check, "--inspector", "张静", "--inspector", "王二"),
        ("check", "edit", "JC-2026-00001", "--inspector", "王二", "--inspector", "张静", "--yes"),
        ("hazard", "import", str(file)),
        ("topic", "add", "--title", "人手不够", "--lead", "王二"),
    ]
    for call in calls:
        run = zizhao(*call)
        assert run.code == 0, run.err
        assert "人员名册里没有 王二；" in run.err, call
    for known in ("张 静", "張靜", "张静（安全员）", "A"):
        run = zizhao(*HAZARD, *ON, "--responsible", known)
        assert (run.code, "人员名册" in run.err) == (0, False), known
    zizhao.ok("db", "verify")


def test_who_was_out_of_office_that_day_is_pointed_out(diary: Diary) -> None:
    days = ("--since", "2022-04-01", "--until", "2022-04-22")
    diary.ok("2022-04-20", "person", "add", "A", "刘和平", *days)
    diary.ok("2022-04-21", "hazard", "rectify", NO)
    run = diary.on("2022-04-23", *REVIEW, "刘和平")
    assert run.code == 0
    assert "那一天不在任：2022-04-23 刘和平（任期 2022-04-01 至 2022-04-22）" in run.err
    diary.ok("2022-04-23", "hazard", "retract", NO, *WHY, "--approved-by", "石世文", "--yes")
    assert "不在任" not in diary.on("2022-04-24", *REVIEW, "刘和平", "--on", "2022-04-22").err


def test_one_person_under_two_names_is_kept_apart(diary: Diary) -> None:
    """An alias is the person, whatever it looks like; a step that was taken before somebody was known stays as it was."""
    diary.ok("2022-04-20", "person", "add", "A", "张静", "--alias", "静姐")
    assert "静姐（即 张静）" in diary.refused("2022-04-21", *EXTEND, "--approved-by", "静姐")
    diary.ok("2022-04-21", "hazard", "rectify", NO)
    assert "不能是同一个人" in diary.refused("2022-04-22", *REVIEW, "李明、静姐")
    unit = ("--reviewer-unit", "应急办")
    assert "不能是同一个人" in diary.refused("2022-04-22", *REVIEW, "静姐", *unit)
    diary.ok("2022-04-22", "person", "edit", "A", "--alias", "", "--yes")
    diary.ok("2022-04-23", *REVIEW, "静姐")
    diary.ok("2022-04-24", "person", "edit", "A", "--alias", "静姐", "--yes")
    diary.sound()


def test_two_people_of_one_name_are_two_by_their_codes(diary: Diary) -> None:
    diary.ok("2022-04-20", "person", "add", "A", "张静")
    run = diary.on("2022-04-20", "person", "add", "B", "张静")
    assert (run.code, "记名时写明代码，如 张静（B）" in run.err) == (0, True)
    diary.ok("2022-04-21", "hazard", "rectify", NO, "--rectified-by", "张静（A）")
    for same in ("张静", "张静（A）", "a"):
        assert "不能是同一个人" in diary.refused("2022-04-22", *REVIEW, same)
    diary.ok("2022-04-22", *REVIEW, "张静（B）")
    (detail,) = query(diary.zizhao.db, "SELECT detail FROM hazard_version WHERE step = 'review'")[0]
    assert json.loads(detail)["people"] == {"张静(a)": "A", "张静(b)": "B"}
    # What was known then is in the step: who is struck out later takes nothing back.
    diary.ok("2022-04-23", "person", "void", "B", "--reason", "走了", "--yes")
    diary.sound()
    assert "people" not in diary.zizhao.ok("hazard", "show", NO)


def test_the_recorder_is_a_person_too(diary: Diary) -> None:
    diary.ok("2022-04-20", "person", "add", "K", "陈科旭", "--alias", "小陈")
    void = ("hazard", "void", NO, *WHY, "--yes", "--approved-by")
    assert "不能是同一个人" in diary.refused("2022-06-01", *void, "小陈")
    diary.ok("2022-06-01", *void, "石世文")
    diary.sound()


@pytest.mark.parametrize("option", ["hazard add --responsible", "hazard list --leader"])
def test_who_is_in_office_is_offered_first(zizhao: Any, option: str) -> None:
    zizhao.ok(*HAZARD, *ON, "--responsible", "钟责任")
    add(zizhao, "A", "钟退休", "--until", "2022-04-30")
    add(zizhao, "B", "钟在任")
    assert offered(zizhao, f"zizhao {option} 钟") == ["钟在任", "钟责任"]


def test_whom_a_kind_of_the_plan_asks_to_approve_is_told_by_people_too(diary: Diary) -> None:
    diary.ok("2022-04-20", "person", "add", "A", "张静", "--alias", "静姐")
    due = ("--due", "2022-05-05", "--level", "town", "--body", "镇安委会")
    no = diary.ok("2022-04-20", "supervision", "add", "--of", "hazard", "--hazard", NO, *due)
    asked = (
        "--asked-by",
        "张静",
        "--reason",
        "缺料",
        "--safeguards",
        "看守",
        "--due",
        "2022-06-01",
    )
    asked += ("--asked-on", "2022-04-21", "--late-reason", "下雨")
    extend = ("supervision", "extend", no, *asked, "--approved-by")
    assert "静姐（即 张静）" in diary.refused("2022-04-21", *extend, "静姐")
    diary.ok("2022-04-21", *extend, "石世文")
    diary.sound()


def test_several_names_are_told_one_by_one(zizhao: Zizhao) -> None:
    add(zizhao, "A", "张静")
    duty = (
        "duty",
        "add",
        "--text",
        "学习",
        "--post",
        "中心组",
        "--often",
        "每月1次",
        "--since",
        "2022-04-20",
    )
    zizhao.ok(*duty)
    done = ("duty", "done", "ZZ-2022-0001", "--attendee", "张静", "--attendee", "王二")
    run = zizhao(*done, "--on", "2022-05-10")
    assert run.err == "zizhao: 人员名册里没有 王二；写错了就更正，是新人用 person add 记入\n"


def test_who_records_does_not_part_himself_from_a_namesake(zizhao: Zizhao) -> None:
    add(zizhao, "Z1", "陈科旭")
    add(zizhao, "Z2", "陈科旭主任")
    zizhao.ok(*HAZARD, *ON, "--level", "major")
    void = ("hazard", "void", "YH-2022-0001", "--reason", "记错", "--approved-by", "陈科旭主任")
    assert zizhao("--by", "陈科旭", *void).code == 3


def test_a_code_is_one_however_wide_it_is_typed(zizhao: Zizhao) -> None:
    add(zizhao, "ZJ9", "张静")
    run = zizhao("person", "add", "ＺＪ９", "--name", "李四")
    assert (run.code, "已经用了" in run.err) == (3, True)
    assert zizhao("person", "show", "ｚｊ９").code == 0
