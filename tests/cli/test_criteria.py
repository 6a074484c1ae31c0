"""The criteria of major hazards: a suggestion beside the registration, by what was in force on the day it was found."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.terminal import Terminal
from zizhao_cli.criteria import may_suggest
from zizhao_cli.datafiles import delivered

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.ledgers import Morning
    from tests.conftest import Run, Zizhao

FILE = "major_criteria.yaml"
MAY_BE = "可能是重大隐患："
AT_ONCE = "宜立即整改（--handling immediate，方案第六条）"
ONLY = "这只是提示，要由人判定"
BLOCKED = "安全出口被锁闭"
DENIED = (
    "安全出口没有堵塞",
    "不得堵塞安全出口",
    "未发现安全出口堵塞",
    "没有安全出口堵塞",
    "安全出口未上锁",
    "请勿占用消防通道",
    "疏散通道无杂物堆放",
    "严禁占用、堵塞、封闭消防通道",
    "不得在疏散通道、安全出口、楼梯间堆放杂物",
    "疏散通道堆放杂物已清理",
    "安全出口堵塞，已当场整改",
    "已清理疏散通道堆放的杂物",
    "封闭楼梯间防火门损坏",
)
NOT_DENIED = (
    "没有灭火器，安全出口堵塞",
    "安全出口堵塞，已责令整改",
    "安全出口堵塞已整改不到位",
    "安全出口堵塞，灭火器已更换",
    "安全出口已清理，又堆放杂物",
    "上次已清理的疏散通道再次堆放杂物",
    "安全出口没有堵塞，后门被堵塞",
    "违反严禁占用的规定占用疏散通道",
    "安全出口被铁皮封闭",
)
IN_OTHER_WORDS = (
    "楼梯间堆放杂物",
    "走道堆放杂物",
    "楼道堆放杂物",
    "安全出口门不能开启",
    "出口锁死",
    "大门上锁",
    "走廊堵了",
    "把安全门锁了",
    "食堂后门上锁",
    "消防通道停放车辆",
    "后门锁闭，出口不通",
)


@pytest.fixture
def office(zizhao: Zizhao) -> Zizhao:
    """An office with a hospital and a shop that is one by its tag alone."""
    zizhao.ok("unit", "add", "WSY", "紫照卫生院", "--kind", "site")
    zizhao.ok("unit", "add", "LOU", "紫照大厦", "--kind", "site", "--tag", "high_rise")
    return zizhao


def found(zizhao: Zizhao, title: str, *more: str, unit: str = "WSY", on: str = "2022-05-05") -> Run:
    given = ("--unit", unit, "--measure", "6", "--title", title, "--found", on)
    run = zizhao("hazard", "add", *given, *more)
    assert run.code == 0, run.err
    return run


def suggested(run: Run) -> list[str]:
    return [line for line in run.err.splitlines() if ONLY in line]


def asked(zizhao: Zizhao, *args: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = zizhao("criteria", *args, "--format", "json").json["rows"]
    return rows


def test_one_line_says_what_it_may_be_and_nothing_else_changes(office: Zizhao) -> None:
    run = found(office, BLOCKED)
    (line,) = suggested(run)
    assert run.out == "YH-2022-0001\n"
    assert MAY_BE + "GB 35181-2017" in line
    assert AT_ONCE in line
    assert "条文未核" in line
    kept = office("hazard", "show", "YH-2022-0001", "--format", "json").json
    assert (kept["level"], kept["handling"]) == ("general", "deadline")


@pytest.mark.parametrize(
    ("title", "more", "said"),
    [
        (BLOCKED, ("--level", "major", "--due", "+15d"), [AT_ONCE]),
        (BLOCKED, ("--handling", "immediate"), [MAY_BE]),
        (BLOCKED, ("--level", "major", "--handling", "immediate"), []),
        ("疏散通道堆放杂物", (), [AT_ONCE]),
        ("门口", ("--location", "安全 出口被 锁闭"), [MAY_BE, AT_ONCE]),
        ("灭火器过期", (), []),
    ],
)
def test_what_is_said_of_what(
    office: Zizhao, title: str, more: tuple[str, ...], said: list[str]
) -> None:
    lines = suggested(found(office, title, *more))
    assert len(lines) == bool(said)
    for part in (MAY_BE, AT_ONCE):
        assert any(part in line for line in lines) == (part in said)


def hinted(zizhao: Zizhao, folder: Path, titles: tuple[str, ...], unit: str) -> dict[str, str]:
    """Import hazards and return what their receipt suggests, by their titles."""
    file = folder / "隐患.csv"
    rows = [f'{unit},6,2022-05-05,"{title}"' for title in titles]
    file.write_text("\n".join(["单位,条款,检查日期,隐患", *rows]), encoding="utf-8")
    receipt = zizhao("hazard", "import", str(file), "--format", "json").json
    assert receipt["new"] == len(titles)
    told = [one for one in receipt["warnings"] if ONLY in one["message"]]
    return {titles[one["line"] - 2]: one["message"] for one in told}


def test_what_is_denied_or_put_right_suggests_nothing(office: Zizhao, tmp_path: Path) -> None:
    told = hinted(office, tmp_path, (*DENIED, *NOT_DENIED), "WSY")
    assert tuple(told) == NOT_DENIED
    assert all(AT_ONCE in message for message in told.values())
    assert suggested(found(office, DENIED[0])) == []


def test_a_word_that_denies_is_itself_a_word_of_state(office: Zizhao, tmp_path: Path) -> None:
    titles = (
        "消火栓未设置",
        "消火栓没有设",
        "烟花库房无防护屏障",
        "工地塔吊未附着",
        "煤矿没有双回路",
    )
    assert tuple(hinted(office, tmp_path, titles, "WSY")) == titles


@pytest.mark.parametrize(
    ("name", "tags"), [("阳光幼儿园", ()), ("紫照门诊", ("--tag", "hospital"))]
)
def test_blocked_ways_out_are_known_in_other_words(
    office: Zizhao, tmp_path: Path, name: str, tags: tuple[str, ...]
) -> None:
    office.ok("unit", "add", "CHU", name, "--kind", "site", *tags)
    told = hinted(office, tmp_path, IN_OTHER_WORDS, "CHU")
    assert tuple(told) == IN_OTHER_WORDS
    assert all(AT_ONCE in message for message in told.values())
    blocked = ("安全出口门不能开启", "出口锁死", "走廊堵了", "把安全门锁了", "消防通道停放车辆")
    assert {title for title in told if MAY_BE in told[title]} == {*blocked, IN_OTHER_WORDS[-1]}


@pytest.mark.parametrize("title", [*NOT_DENIED, *IN_OTHER_WORDS])
def test_what_suggests_something_passes_the_first_look(office: Zizhao, title: str) -> None:
    assert may_suggest(office.db, title)


def test_up_to_three_clauses_of_a_document_are_named(office: Zizhao) -> None:
    (line,) = suggested(found(office, "超量存放烟花爆竹，与住宅间距不足"))
    assert line.count("《") == 1
    assert "第五条（" in line
    assert "）、第六条（" in line
    more = "烟花库超量，与住宅间距不足，防雷设施失效，私搭乱建"
    (line,) = suggested(found(office, more))
    assert "）、第七条（" in line
    assert "第八条" not in line
    assert len(asked(office, "check", more, "--on", "2022-05-05")) == 4


def test_a_text_that_is_checked_is_told_to_be_put_right_at_once(office: Zizhao) -> None:
    given = ("criteria", "check", "安全出口锁闭", "--on", "2022-05-05")
    at_clinic = office(*given, "--unit", "WSY")
    assert AT_ONCE in at_clinic.out
    assert AT_ONCE in office(*given, "--unit", "WSY", "--format", "json").json["at_once"]
    assert office(*given, "--format", "json").json["at_once"] is None
    assert AT_ONCE not in office(*given).out
    only = office("criteria", "check", "大门上锁", "--unit", "WSY").out
    assert "没有找到不等于不是" in only
    assert AT_ONCE in only


def test_a_place_is_known_by_its_name_or_its_tag(office: Zizhao) -> None:
    assert suggested(found(office, BLOCKED, unit="桂香村")) == []
    assert suggested(found(office, BLOCKED, unit="LOU"))
    office.ok("unit", "edit", "GXC", "--tag", "学校", "--yes")
    assert suggested(found(office, BLOCKED, unit="桂香村"))


@pytest.mark.parametrize(
    ("on", "number"),
    [
        ("2022-04-20", []),
        ("2023-09-20", []),
        ("2023-09-21", ["建城规〔2023〕4号"]),
    ],
)
def test_it_goes_by_the_day_on_which_it_was_found(
    office: Zizhao, on: str, number: list[str]
) -> None:
    run = found(office, "燃气软管老化", "--sector", "燃气", unit="桂香村", on=on)
    assert [one for one in ("建城规〔2023〕4号",) if one in run.err] == number
    text = ("check", "燃气软管老化", "--sector", "燃气", "--on", on)
    assert [row["number"] for row in asked(office, *text)] == number


def test_a_check_with_its_hazard_says_so_too(office: Zizhao) -> None:
    given = ("--unit", "WSY", "--measure", "6", "--on", "2022-05-05", "--hazard", BLOCKED)
    run = office("check", "add", *given, "--format", "json")
    assert (run.code, len(suggested(run))) == (0, 1)
    assert run.json["hazards"] == ["YH-2022-0001"]


@pytest.mark.parametrize("noun", ["hazard", "check"])
def test_an_import_says_it_at_its_line(office: Zizhao, tmp_path: Path, noun: str) -> None:
    file = tmp_path / "隐患.csv"
    rows = [
        f"WSY,6,2022-05-05,{BLOCKED}",
        "WSY,6,2022-05-05,灭火器过期",
        f"GXC,6,2022-05-05,{BLOCKED}",
    ]
    file.write_text("\n".join(["单位,条款,检查日期,隐患", *rows]), encoding="utf-8")
    receipt = office(noun, "import", str(file), "--format", "json").json
    said = [(one["line"], one["message"]) for one in receipt["warnings"] if ONLY in one["message"]]
    assert [line for line, _ in said] == [2]
    assert MAY_BE in said[0][1]
    assert (receipt["new"], receipt["rejected"]) == (3, 0)
    again = office(noun, "import", str(file), "--format", "json").json
    assert [one for one in again["warnings"] if ONLY in one["message"]] == []


def test_on_a_terminal_it_comes_before_the_level_and_once(morning: Morning, tmp_path: Path) -> None:
    zizhao = morning.copy(tmp_path)
    zizhao.ok("unit", "edit", "GXC", "--tag", "school", "--yes")
    args = ("--unit", "GXC", "--measure", "6", "--found", "2022-05-05")
    with Terminal(zizhao, "hazard", "add", *args) as terminal:
        terminal.answer("隐患描述", BLOCKED)
        assert ONLY in terminal.answer("等级", "")
        for question in ("处理方式", "期限", "部位", "行业", "责任人", "来源", "佐证"):
            terminal.answer(question, "")
        terminal.agree()
        assert terminal.finish() == 0
        assert terminal.text.count(ONLY) == 1


def own(zizhao: Zizhao) -> Path:
    """Return the office's own copy of the criteria, beside its ledger."""
    folder = zizhao.db.parent / "data"
    folder.mkdir()
    return shutil.copy(delivered(FILE), folder / FILE)


def test_an_office_has_criteria_of_its_own(office: Zizhao) -> None:
    file = own(office)
    text = file.read_text(encoding="utf-8")
    mine = """  - name: 本区的规定
    number: 本区1号
    from: 2022-05-01
    to: 2022-05-31
    source: 区里的通知
    unverified: false
    clauses:
      - {clause: 第一条, says: 没有灯, words: [[无灯]]}
"""
    file.write_text(text.replace("documents:\n", f"documents:\n{mine}"), encoding="utf-8")
    (line,) = suggested(found(office, "过道无灯"))
    assert line.endswith(f"{MAY_BE}本区1号《本区的规定》第一条（没有灯）；{ONLY}")
    assert suggested(found(office, "过道无灯", on="2022-06-01")) == []
    assert asked(office, "list", "--on", "2022-05-01")[0]["source"] == "区里的通知"


def test_a_broken_file_keeps_nothing_from_being_recorded(office: Zizhao, tmp_path: Path) -> None:
    file = own(office)
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("to: 2023-05-14", "to: 早"), encoding="utf-8")
    run = found(office, BLOCKED)
    assert run.out == "YH-2022-0001\n"
    assert "行的 to：应是日期（如 2022-04-20）" in run.err
    rows = tmp_path / "隐患.csv"
    rows.write_text(f"单位,条款,检查日期,隐患\nWSY,6,2022-05-06,{BLOCKED}\nWSY,6,2022-05-06,漏\n")
    receipt = office("hazard", "import", str(rows), "--format", "json").json
    assert receipt["new"] == 2
    assert [one["line"] for one in receipt["warnings"] if FILE in one["message"]] == [2]
    refused = office("criteria", "list")
    assert (refused.code, refused.out) == (3, "")
    assert FILE in refused.err


def test_the_criteria_are_asked(office: Zizhao) -> None:
    every = asked(office, "list")
    assert {"GB 35181-2017", "GB 35181-2025", "应急管理部令第4号"} <= {
        row["number"] for row in every
    }
    early = {row["number"] for row in asked(office, "list", "--on", "2022-04-20")}
    late = {row["number"] for row in asked(office, "list", "--on", "2025-11-01")}
    assert {"GB 35181-2017", "安监总管四〔2017〕129号"} <= early
    assert {"GB 35181-2025", "应急管理部令第10号", "建城规〔2023〕4号"} <= late
    assert early & late == {"安监总管三〔2017〕121号", "应急管理部令第4号"}
    coal = asked(office, "list", "--sector", "煤矿", "--on", "2022-04-20")
    assert {row["number"] for row in coal} == {"应急管理部令第4号", "GB 35181-2017"}
    assert asked(office, "check", BLOCKED, "--on", "2022-04-20") == []
    assert asked(office, "check", BLOCKED, "--on", "2022-04-20", "--unit", "WSY")
    nothing = office("criteria", "check", "没有什么")
    assert (nothing.code, "没有找到不等于不是" in nothing.out) == (0, True)
