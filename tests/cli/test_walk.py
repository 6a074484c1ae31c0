"""A unit is looked at on site, measure after measure: few keys, kept at once, recorded in one entry and once."""

from __future__ import annotations

import json
import shutil
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.ledgers import Morning
from tests.cli.terminal import Terminal
from tests.store.older import older
from zizhao_cli.store.verify.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterator

KEY = "结果（1 符合"
END = "查完了"
WALK = ("walk", "--unit", "桂香村", "--inspector", "刘和平")
THREE = ("--measure", "1", "--measure", "10", "--measure", "六")


@pytest.fixture
def zizhao(morning: Morning, tmp_path: Path) -> Morning:
    """The program on a copy of the examples' ledger."""
    return morning.copy(tmp_path)


@pytest.fixture(autouse=True)
def whole(zizhao: Morning) -> Iterator[None]:
    """Whatever happens, the ledger verifies at the end."""
    yield
    assert verify(zizhao.db).findings == []


def entries(zizhao: Morning) -> list[dict[str, Any]]:
    return list(zizhao("journal", "list", "--format", "json").json["rows"])


def checks(zizhao: Morning) -> list[dict[str, Any]]:
    found = zizhao("check", "list", "--unit", "桂香村", "--from", "2022-07-01", "--format", "json")
    return list(found.json["rows"])


def kept(zizhao: Morning) -> list[Path]:
    """Return the files of walks that are kept."""
    return sorted(zizhao.db.with_name("walks").glob("*"))


def describe(terminal: Terminal, *, level: str = "", handling: str = "", due: str = "") -> None:
    """Answer what is asked of a hazard after its title."""
    terminal.answer("等级（1 一般、2 重大）", level)
    terminal.answer("处理方式（1 限期整改、2 立即整改）", handling)
    if handling != "2":
        terminal.answer("期限（", due)
    terminal.answer("部位", "一楼")
    terminal.answer("行业", "")
    terminal.answer("责任人", "谭二")
    terminal.read_until("  期限 ")


def test_a_walk_is_one_entry(zizhao: Morning) -> None:
    before = entries(zizhao)
    with Terminal(zizhao, *WALK, *THREE) as terminal:
        shown = terminal.answer(KEY, "1 会议记录齐全")
        assert "第 1 条　落实地方党委安全生产责任（1/3）" in shown
        assert "  · 班子分工文件写明每个人管哪些安全事项。" in shown
        assert "第 6 条" in terminal.answer(KEY, "2")
        terminal.answer("隐患是什么", "通道堵塞[/]𠮷")
        describe(terminal, due="+10wd")
        terminal.answer("还有的隐患", "出口上锁")
        describe(terminal, level="2", due="2022-07-20")
        terminal.answer("还有的隐患", "插座烧焦")
        describe(terminal, handling="2")
        terminal.answer("还有的隐患", "")
        assert "（3/3）" in terminal.answer(KEY, "３")
        end = terminal.read_until(END)
        assert "桂香村，2022-07-15（周五），镇级检查，检查人 刘和平" in end
        assert "符合 1 条：1\n" in end
        assert "第 6 条：通道堵塞[/]𠮷；出口上锁；插座烧焦" in end
        assert "不适用 1 条：10" in end
        assert entries(zizhao) == before
        terminal.type("")
        assert terminal.finish() == 0
        told = terminal.text
    assert "\nJC-2022-00006\nJC-2022-00007\nJC-2022-00008\nzizhao: " in told
    assert "JC-2022-00007 的隐患：YH-2022-0008，期限 2022-07-20" in told
    [entry] = entries(zizhao)[len(before) :]
    assert (entry["action"], entry["subject"]) == ("check.add", "JC-2022-00006")
    one, six, ten = checks(zizhao)
    assert (one["result"], one["note"], one["kind"]) == ("pass", "会议记录齐全", "town")
    assert (six["result"], six["measure"]) == ("fail", 6)
    assert six["hazards"] == ["YH-2022-0007", "YH-2022-0008", "YH-2022-0009"]
    assert (ten["result"], ten["inspectors"]) == ("na", ["刘和平"])
    hazard = zizhao("hazard", "show", "YH-2022-0009", "--format", "json").json
    expected = {"handling": "immediate", "due_on": "2022-07-15", "location": "一楼"}
    assert {key: hazard[key] for key in expected} == expected
    assert hazard["check_no"] == "JC-2022-00007"
    major = zizhao("hazard", "show", "YH-2022-0008", "--format", "json").json
    assert (major["level"], major["responsible"]) == ("major", "谭二")
    assert kept(zizhao) == []
    found = zizhao("journal", "list", "--subject", "JC-2022-00008", "--format", "json").json
    assert [row["seq"] for row in found["rows"]] == [entry["seq"]]


def test_it_is_undone_check_by_check(zizhao: Morning) -> None:
    with Terminal(zizhao, *WALK, *THREE) as terminal:
        terminal.answer(KEY, "1")
        terminal.answer(KEY, "2")
        terminal.answer("隐患是什么", "通道堵塞")
        describe(terminal)
        terminal.answer("还有的隐患", "")
        terminal.answer(KEY, "")
        terminal.answer(END, "")
        assert terminal.finish() == 0
    why = ("--reason", "查错了单位")
    assert zizhao("check", "void", "JC-2022-00006", "JC-2022-00007", *why).code == 3
    zizhao.ok("hazard", "void", "YH-2022-0007", *why)
    zizhao.ok("check", "void", "JC-2022-00006", "JC-2022-00007", *why)
    assert checks(zizhao) == []


def test_the_measures_are_those_of_the_kind_of_unit(zizhao: Morning) -> None:
    with Terminal(zizhao, "walk", "--unit", "顺意花炮经营部") as terminal:
        terminal.answer("检查人", "刘和平、")
        terminal.answer("检查人", "刘和平、陈科旭")
        terminal.read_until("第 6、7、10 条在企业也查得到")
        shown = [terminal.answer(KEY, "") for _ in range(3)]
        assert [text.split("条　")[0].split()[-1] for text in shown] == ["5", "8", "9"]
        terminal.read_until("一条也没有答，什么也没有写入")
        assert terminal.finish() == 0
    assert kept(zizhao) == []
    with Terminal(zizhao, *WALK, "--measure", "12") as terminal:
        terminal.read_until("第 12 条的检查对象是部门，桂香村是村")
        terminal.answer(KEY, "9")
        assert terminal.finish() == 0


def test_a_kind_of_unit_that_nothing_binds(zizhao: Morning) -> None:
    data = zizhao.db.with_name("data")
    data.mkdir()
    own = Path(__file__).parents[2] / "data" / "measures.yaml"
    text = own.read_text("utf-8").replace("department, site]", "department]")
    (data / "measures.yaml").write_text(text, "utf-8")
    with Terminal(zizhao, "walk", "--unit", "锦绣餐馆") as terminal:
        terminal.read_until("没有哪一条的检查对象是场所（锦绣餐馆）")
        assert terminal.finish() == 3


def test_what_is_interrupted_goes_on(zizhao: Morning) -> None:
    before = entries(zizhao)
    with Terminal(zizhao, *WALK, *THREE, "--kind", "joint") as terminal:
        terminal.answer(KEY, "1 齐全")
        terminal.answer(KEY, "2")
        terminal.answer("隐患是什么", "通道堵塞")
        describe(terminal)
        terminal.answer("还有的隐患", "出口上锁")
        terminal.read_until("等级")
        terminal.interrupt()
        terminal.read_until("答过的 2 条存着，还没有记入；接着查：zizhao walk --unit GXC")
        assert terminal.finish() == 130
    assert entries(zizhao) == before
    [file] = kept(zizhao)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    with Terminal(zizhao, *WALK[:3], *THREE) as terminal:
        terminal.answer("2022-07-15 的没有记完，已答 2 条", "")
        shown = terminal.answer(KEY, "2")
        assert "第 6 条" in shown
        assert "已答：不符合，隐患 1 项：通道堵塞" in shown
        terminal.answer("已记 1 项隐患：通道堵塞", "")
        terminal.answer("还有的隐患", "出口上锁")
        describe(terminal)
        terminal.answer("还有的隐患", "")
        terminal.answer(KEY, "8")
        terminal.answer(KEY, "8")
        assert "已答：符合，备注 齐全" in terminal.answer(KEY, "")
        terminal.answer(KEY, "")
        terminal.answer(KEY, "na")
        assert "联合检查，检查人 刘和平" in terminal.answer(END, "")
        assert terminal.finish() == 0
    assert len(entries(zizhao)) == len(before) + 1
    assert [row["hazards"] for row in checks(zizhao)] == [[], ["YH-2022-0007", "YH-2022-0008"], []]
    assert kept(zizhao) == []


def test_what_is_stopped_or_killed_is_kept_until_it_is_discarded(zizhao: Morning) -> None:
    with Terminal(zizhao, *WALK, *THREE) as terminal:
        terminal.answer(KEY, "1")
        terminal.answer(KEY, "9")
        terminal.read_until("答过的 1 条存着")
        assert terminal.finish() == 0
    with Terminal(zizhao, *WALK, *THREE) as terminal:
        terminal.answer("已答 1 条", "")
        terminal.answer(KEY, "3")
        terminal.read_until(KEY)  # and is killed
    with Terminal(zizhao, *WALK, *THREE) as terminal:
        terminal.answer("已答 2 条", "9")
        assert terminal.finish() == 0
    with Terminal(zizhao, *WALK, *THREE, "--on", "2022-07-14") as terminal:
        terminal.read_until("还有 2022-07-15 没有记完的")
        terminal.answer(KEY, "9")
        assert terminal.finish() == 0
    assert len(kept(zizhao)) == 1
    run = zizhao("walk", "--unit", "GXC", "--discard")
    assert (run.code, run.out) == (0, "")
    assert "桂香村 2022-07-15 没有记完的现场检查已丢掉" in run.err
    assert kept(zizhao) == []
    assert "没有存着的" in zizhao("walk", "--unit", "GXC", "--discard").err
    assert checks(zizhao) == []


def test_from_the_beginning_again(zizhao: Morning) -> None:
    with Terminal(zizhao, *WALK, *THREE) as terminal:
        terminal.answer(KEY, "1")
        terminal.answer(KEY, "9")
        assert terminal.finish() == 0
    with Terminal(zizhao, *WALK, "--measure", "7", "--yes", "--format", "json") as terminal:
        terminal.answer("已答 1 条", "1")
        assert "第 7 条" in terminal.answer(KEY, "符合")
        terminal.read_until("符合 1 条：7")
        assert terminal.finish() == 0
        told = terminal.text
    record = json.loads(told[told.index("{\n") : told.rindex("}") + 1])
    assert (record["no"], record["measure"]) == ("JC-2022-00006", 7)
    assert len(checks(zizhao)) == 1


def test_two_walks_of_a_unit_at_once(zizhao: Morning) -> None:
    with Terminal(zizhao, *WALK, *THREE) as one, Terminal(zizhao, *WALK, *THREE) as other:
        other.read_until(KEY)
        one.answer(KEY, "1")
        one.read_until(KEY)
        other.type("3")
        other.read_until("GXC 2022-07-15 的现场检查在别的窗口里也在查")
        assert other.finish() == 3
        one.type("1")
        one.answer(KEY, "1")
        one.answer(END, "")
        assert one.finish() == 0
    assert [row["result"] for row in checks(zizhao)] == ["pass"] * 3


def test_one_walk_at_its_end_in_two_windows_is_recorded_once(zizhao: Morning) -> None:
    with Terminal(zizhao, *WALK, *THREE) as terminal:
        terminal.answer(KEY, "1")
        terminal.answer(KEY, "1")
        terminal.answer(KEY, "9")
        assert terminal.finish() == 0
    walk = (*WALK, *THREE)
    before = len(entries(zizhao))
    with Terminal(zizhao, *walk) as one, Terminal(zizhao, *walk) as other:
        other.answer("已答 2 条", "")
        other.read_until(KEY)
        one.answer("已答 2 条", "")
        one.answer(KEY, "1")
        one.answer(END, "")
        assert one.finish() == 0
        other.type("1")
        other.read_until("或已经记入")
        assert other.finish() == 3
    assert len(entries(zizhao)) == before + 1


def test_a_file_that_outlives_its_record_records_nothing_again(
    zizhao: Morning, tmp_path: Path
) -> None:
    with Terminal(zizhao, *WALK, *THREE) as terminal:
        terminal.answer(KEY, "1")
        terminal.answer(KEY, "1")
        terminal.answer(KEY, "1")
        terminal.read_until(END)
        [file] = kept(zizhao)
        shutil.copy(file, tmp_path / "copy")
        terminal.type("")
        assert terminal.finish() == 0
    shutil.copy(tmp_path / "copy", file)
    before = len(entries(zizhao))
    with Terminal(zizhao, *WALK, *THREE) as terminal:
        terminal.read_until("已经记入：JC-2022-00006、JC-2022-00007、JC-2022-00008；另开始一次")
        terminal.answer(KEY, "9")
        assert terminal.finish() == 0
    assert kept(zizhao) == []
    # Also where it was voided since, and where it had come to the confirmation already.
    shutil.copy(tmp_path / "copy", file)
    zizhao.ok("check", "void", "6", "7", "8", "--reason", "重复")
    with Terminal(zizhao, *WALK, *THREE) as terminal:
        terminal.read_until("已经记入：JC-2022-00006")
        terminal.answer(KEY, "9")
        assert terminal.finish() == 0
    assert len(entries(zizhao)) == before + 1


def test_a_unit_that_is_retired_meanwhile(zizhao: Morning) -> None:
    zizhao.ok("unit", "add", "XD1", "新店", "--kind", "site")
    with Terminal(zizhao, "walk", "--unit", "新店", "--inspector", "甲") as terminal:
        terminal.answer(KEY, "1")
        terminal.read_until(END)
        zizhao.ok("unit", "retire", "XD1", "--reason", "关停")
        terminal.type("")
        terminal.read_until("答过的 1 条存着")
        terminal.read_until("已停用，不能再记账")
        assert terminal.finish() == 3
    with Terminal(zizhao, "walk", "--unit", "新店") as terminal:
        terminal.read_until("已停用，不能再记账")
        assert terminal.finish() == 3
    assert len(kept(zizhao)) == 1
    zizhao.ok("unit", "edit", "XD1", "--active")
    with Terminal(zizhao, "walk", "--unit", "新店") as terminal:
        terminal.answer("已答 1 条", "")
        terminal.answer(KEY, "")
        terminal.answer(END, "")
        assert terminal.finish() == 0


def test_what_would_be_refused_is_refused_at_its_question(zizhao: Morning) -> None:
    with Terminal(zizhao, *WALK, "--measure", "6", "--on", "2022-07-01") as terminal:
        for wrong, said in (
            ("7", "没有 “7” 这一项"),
            ("好", "没有 “好” 这一项"),
            ("9 走了", "没有 “9 走了” 这一项"),
        ):
            terminal.answer(KEY, wrong)
            terminal.read_until(said)
        terminal.answer(KEY, "2")
        terminal.answer("隐患是什么", "")
        terminal.answer(KEY, "2 现场有人")
        terminal.answer("隐患是什么", "通道堵塞")
        terminal.answer("等级", "3")
        terminal.read_until("等级不认识 “3”")
        terminal.answer("等级", "2")
        terminal.answer("处理方式", "1")
        for wrong, said in (
            ("", "重大隐患必须写明整改期限"),
            ("2022-06-30", "早于"),
            ("下周", "期限 “下周”"),
        ):
            terminal.answer("期限（", wrong)
            terminal.read_until(said)
        terminal.answer("期限（", "2022-07-31")
        for question in ("部位", "行业", "责任人", "还有的隐患"):
            terminal.answer(question, "")
        terminal.answer(END, "2")
        terminal.read_until("没有 “2” 这一项")
        terminal.answer(END, "")
        assert terminal.finish() == 0
    [check] = checks(zizhao)
    assert (check["note"], check["checked_on"]) == ("现场有人", "2022-07-01")


def test_it_asks_only_on_a_terminal(zizhao: Morning) -> None:
    run = zizhao("walk", "--unit", "桂香村", "--yes")
    assert (run.code, run.out) == (2, "")
    assert "check add" in run.err
    with Terminal(zizhao, *WALK, piped=True) as terminal:
        terminal.read_until("只在终端上用")
        assert terminal.finish() == 2
    assert kept(zizhao) == []
    for wrong, code in ((("--kind", "夜查"), 3), (("--measure", "16"), 3), (("--on", "明年"), 3)):
        with Terminal(zizhao, *WALK, *wrong) as terminal:
            assert terminal.finish() == code


def test_a_file_that_is_no_walk(zizhao: Morning) -> None:
    with Terminal(zizhao, *WALK, *THREE) as terminal:
        terminal.answer(KEY, "1")
        terminal.answer(KEY, "9")
        assert terminal.finish() == 0
    [file] = kept(zizhao)
    for broken in (b"", b"\xff", b"[]", b'{"on": "2022-07-15"}', file.read_bytes()[:-9]):
        file.write_bytes(broken)
        with Terminal(zizhao, *WALK, *THREE) as terminal:
            terminal.read_until("存着的现场检查读不出")
            assert terminal.finish() == 3
    assert zizhao("walk", "--unit", "GXC", "--discard").code == 0
    file.parent.rmdir()
    file.parent.write_text("这里没有地方", "utf-8")
    with Terminal(zizhao, *WALK, *THREE) as terminal:
        terminal.read_until("不是文件夹")
        assert terminal.finish() == 1
    assert checks(zizhao) == []


def test_a_copy_of_the_ledger_has_walks_of_its_own(zizhao: Morning, tmp_path: Path) -> None:
    with Terminal(zizhao, *WALK, *THREE) as terminal:
        terminal.answer(KEY, "1")
        terminal.answer(KEY, "9")
        assert terminal.finish() == 0
    practice = tmp_path / "practice"
    practice.mkdir()
    copy = Morning(Path(shutil.copy(zizhao.db, practice / "ledger.db")))
    config = str(zizhao.db.with_name("config.txt"))
    with Terminal(copy, *WALK, *THREE, ZIZHAO_CONFIG=config) as terminal:
        assert "没有记完" not in terminal.answer(KEY, "9")
        assert terminal.finish() == 0


def test_an_upgraded_ledger(tmp_path: Path) -> None:
    now = "2026-11-25T09:00:00+08:00"
    folder = tmp_path / "older"
    folder.mkdir()
    old = Morning(older(folder))
    with Terminal(old, *WALK, ZIZHAO_TEST_NOW=now) as terminal:
        terminal.read_until("db upgrade")
        assert terminal.finish() == 6
    old.ok("db", "upgrade", now=now)
    with Terminal(old, *WALK, "--measure", "6", ZIZHAO_TEST_NOW=now) as terminal:
        terminal.answer(KEY, "2")
        terminal.answer("隐患是什么", "通道堵塞")
        describe(terminal)
        terminal.answer("还有的隐患", "")
        terminal.answer(END, "")
        assert terminal.finish() == 0
    assert verify(old.db).findings == []
