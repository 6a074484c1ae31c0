"""A step or a correction is shown on a terminal before it is recorded, and is done as it was shown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.ledgers import Morning


@pytest.fixture
def zizhao(morning: Morning, tmp_path: Path) -> Morning:
    """The program on a copy of the examples' ledger."""
    return morning.copy(tmp_path)


CORRECTIONS = [
    (("hazard", "retract", "YH-2022-0002", "--approved-by", "石世文"), "已销号 → 已整改待复查"),
    (("hazard", "void", "YH-2022-0006", "--approved-by", "石世文"), "→ 已作废"),
    (
        ("hazard", "replace", "YH-2022-0006", "--unit", "大丘村", "--approved-by", "石世文"),
        "YH-2022-0006 → YH-2022-0007",
    ),
    (("hazard", "edit", "YH-2022-0006", "--level", "major"), "等级 一般 → 重大"),
    (("check", "replace", "JC-2022-00001", "--measure", "7"), "条款 1 → 7"),
]


@pytest.mark.parametrize(("args", "change"), CORRECTIONS)
@pytest.mark.parametrize("said", ["n", "", "y"])
def test_a_correction_is_shown_and_asked_for(
    zizhao: Morning, args: tuple[str, ...], change: str, said: str
) -> None:
    before = zizhao.db.read_bytes()
    with Terminal(zizhao, *args, "--reason", "记错") as terminal:
        shown = terminal.answer("照此记入账本？", said)
        assert change in shown
        which = re.search(rf"{args[2]}：.+，.+", shown)
        assert which
        assert ("期限 2022-" in which[0]) == (args[0] == "hazard")
        assert terminal.finish() == (0 if said == "y" else 3)
    assert ("没有确认，什么也没有写入" in terminal.text) == (said != "y")
    assert (zizhao.db.read_bytes() == before) == (said != "y")
    assert zizhao("db", "verify").code == 0


@pytest.mark.parametrize(("args", "change"), CORRECTIONS)
def test_yes_asks_nothing(zizhao: Morning, args: tuple[str, ...], change: str) -> None:
    with Terminal(zizhao, *args, "--reason", "记错", "--yes") as terminal:
        assert terminal.finish() == 0
        assert change in terminal.text
        assert "照此记入账本" not in terminal.text


STEPS = [
    (("hazard", "plan", "YH-2022-0006", "--funds", "2万元"), "制定整改方案，2022-07-15（周五）"),
    (
        ("hazard", "rectify", "YH-2022-0006", "--on", "2022-07-10"),
        "报整改完成，2022-07-10（周日）：状态 已登记 → 已整改待复查",
    ),
    (("hazard", "transfer", "YH-2022-0006", "--to", "区农委", "--reason", "超权限"), "移送，"),
    (("unit", "edit", "GXC", "--contact", "王桂芳"), "联系人 （空） → 王桂芳"),
    (("unit", "retire", "ZZYEY", "--reason", "停办"), "停用，2022-07-15（周五）"),
]


@pytest.mark.parametrize(("args", "step"), STEPS)
@pytest.mark.parametrize("said", ["n", ""])
def test_a_step_is_shown_before_it_is_taken(
    zizhao: Morning, args: tuple[str, ...], step: str, said: str
) -> None:
    before = zizhao.db.read_bytes()
    with Terminal(zizhao, *args) as terminal:
        shown = terminal.read_until("回车照此记入")
        assert step in shown
        if args[0] == "hazard":
            assert "YH-2022-0006：桂香村，渔船未配救生衣，期限 2022-07-05（周二）" in shown
        terminal.type(said)
        assert terminal.finish() == (3 if said else 0)
    assert (zizhao.db.read_bytes() == before) == bool(said)


@pytest.mark.parametrize("how", [{"ZIZHAO_YES": "1"}, {"piped": True}])
def test_a_step_is_taken_at_once_where_nobody_is_to_be_asked(
    zizhao: Morning, how: dict[str, Any]
) -> None:
    with Terminal(zizhao, "hazard", "rectify", "YH-2022-0006", **how) as terminal:
        assert terminal.finish() == 0
        assert "回车" not in terminal.text
        assert "现在是“已整改待复查”，期限 2022-07-05（周二）" in terminal.text


def test_what_was_shown_is_what_is_done(zizhao: Morning) -> None:
    zizhao.ok("hazard", "rectify", "YH-2022-0005", "--on", "2022-07-10")
    with Terminal(zizhao, "hazard", "retract", "YH-2022-0005", "--reason", "记错") as terminal:
        assert "撤回第 2 步（2022-07-10 报整改完成）" in terminal.read_until("照此记入账本？")
        review = ("--reviewer", "刘和平", "--fail", "--on", "2022-07-11")
        zizhao.ok("hazard", "review", "YH-2022-0005", *review)
        terminal.type("y")
        assert terminal.finish() == 3
        assert "确认以前账本里又记了别的，什么也没有写入" in terminal.text
    steps = zizhao("hazard", "show", "YH-2022-0005", "--format", "json").json["timeline"]
    assert [step["step"] for step in steps][-2:] == ["rectify", "review"]


def test_a_check_is_voided_as_it_was_when_that_was_asked(zizhao: Morning) -> None:
    with Terminal(zizhao, "check", "void", "JC-2022-00002", "--reason", "重复") as terminal:
        terminal.read_until("作废 JC-2022-00002？")
        zizhao.ok("check", "note", "JC-2022-00002", "补签字")
        terminal.type("y")
        assert terminal.finish() == 3
        assert "确认以前账本里又记了别的" in terminal.text
    assert zizhao("check", "show", "JC-2022-00002", "--format", "json").json["voided"] is False


def test_who_approves_is_asked_for(zizhao: Morning) -> None:
    with Terminal(zizhao, "hazard", "void", "YH-2022-0006", "--reason", "重复") as terminal:
        assert "已逾期 10 天，作废须经批准" in terminal.answer("批准人", "石世文")
        terminal.answer("照此记入账本？", "y")
        assert terminal.finish() == 0
    (row,) = zizhao("report", "voided", "--format", "json").json["rows"]
    assert row["approved_by"] == "石世文"


def test_mended_words_are_said_and_not_asked_for(zizhao: Morning) -> None:
    with Terminal(zizhao, "hazard", "edit", "YH-2022-0006", "--title", "堵塞") as terminal:
        assert terminal.finish() == 0
        assert "→ 堵塞" in terminal.text
        assert "照此记入账本" not in terminal.text
