"""The questions of the steps of a hazard on a terminal: each answer is held at once to what is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.ledgers import Morning


@pytest.fixture
def zizhao(morning: Morning, tmp_path: Path) -> Morning:
    """The program on a copy of the examples' ledger."""
    return morning.copy(tmp_path)


def test_a_review_is_answered_with_pass_or_fail_only(zizhao: Morning) -> None:
    zizhao("hazard", "rectify", "YH-2022-0005", "--on", "2022-07-01")
    with Terminal(zizhao, "hazard", "review", "YH-2022-0005", "--on", "2022-07-02") as terminal:
        terminal.answer("复查人", "陈科旭")
        terminal.answer("复查结果", "na")
        assert "不认识" in terminal.answer("复查结果", "fail")
        terminal.agree()
        assert terminal.finish() == 0
    assert (
        zizhao("hazard", "show", "YH-2022-0005", "--format", "json").json["state"] == "rectifying"
    )


def test_the_steps_ask_for_what_they_need(zizhao: Morning) -> None:
    with Terminal(zizhao, "hazard", "extend", "YH-2022-0005", "--on", "2022-07-01") as terminal:
        terminal.answer("新期限", "")
        terminal.read_until("新期限是空的")
        terminal.answer("\n新期限", "2022-08-01")
        terminal.answer("延期理由", "等护栏到货")
        terminal.answer("防范措施", "设警示带")
        terminal.answer("申请人", "")
        terminal.answer("批准人", "刘和平")
        shown = terminal.agree()
        assert "期限 2022-07-02（周六）" in shown
        assert "延期，2022-07-01（周五）：期限 2022-07-02 → 2022-08-01" in shown
        assert terminal.finish() == 0
        assert "期限 2022-08-01（周一）" in terminal.text
    with Terminal(zizhao, "hazard", "plan", "YH-2022-0005") as terminal:
        for question, answer in [
            ("责任人", "吴世明"),
            ("措施", "加装护栏"),
            ("资金", "2万元"),
            ("时限", "2022-07-31"),
            ("应急预案", "封路"),
        ]:
            terminal.answer(question, answer)
        terminal.agree()
        assert terminal.finish() == 0
    zizhao.ok("hazard", "rectify", "YH-2022-0005", "--on", "2022-07-15")
    with Terminal(zizhao, "hazard", "review", "YH-2022-0005") as terminal:
        terminal.answer("复查人", "陈科旭")
        assert "pass 通过" in terminal.answer("复查结果", "pass")
        assert "［2022-07-15］" in terminal.answer("复查日期", "")
        terminal.agree()
        assert terminal.finish() == 0
    record = zizhao("hazard", "show", "YH-2022-0005", "--format", "json").json
    assert (record["state"], record["due_on"], record["plan_funds"]) == (
        "closed",
        "2022-08-01",
        "2万元",
    )


def test_what_the_ledger_refuses_is_asked_again_at_once(zizhao: Morning) -> None:
    """By what is recorded of the hazard, and by the answers before."""

    def refused(terminal: Terminal, question: str, answer: str, why: str) -> None:
        terminal.answer(question, answer)
        terminal.read_until(why)
        terminal.read_until("\n")

    with Terminal(zizhao, "hazard", "extend", "YH-2022-0005", "--on", "2022-07-01") as terminal:
        refused(terminal, "新期限", "2022-07-02", "不晚于现期限 2022-07-02")
        terminal.answer("新期限", "2022-08-01")
        terminal.answer("延期理由", "等护栏到货")
        terminal.answer("防范措施", "设警示带")
        terminal.answer("申请人", "谭二")
        refused(terminal, "批准人", "谭 二", "不能是同一个人")
        terminal.answer("批准人", "刘和平")
        terminal.agree()
        assert terminal.finish() == 0
    with Terminal(zizhao, "hazard", "plan", "YH-2022-0005", "--on", "2022-07-02") as terminal:
        terminal.answer("责任人", "吴世明")
        refused(terminal, "措施", "/", "等于没有写")
        terminal.answer("措施", "加装护栏")
        refused(terminal, "资金", "-5", "不能是负数")
        terminal.answer("资金", "2万元")
        refused(terminal, "时限", "2022-08-02", "晚于整改期限 2022-08-01")
        terminal.answer("时限", "2022-08-01")
        terminal.answer("应急预案", "封路")
        terminal.agree()
        assert terminal.finish() == 0
    zizhao.ok("hazard", "rectify", "YH-2022-0005", "--rectified-by", "谭二", "--on", "2022-07-10")
    with Terminal(zizhao, "hazard", "review", "YH-2022-0005") as terminal:
        refused(terminal, "复查人", "谭二", "不能是同一个人")
        terminal.answer("复查人", "陈科旭")
        terminal.answer("复查结果", "pass")
        refused(terminal, "复查日期", "2022-07-09", "早于上一步的日期 2022-07-10")
        terminal.answer("复查日期", "2022-07-11")
        terminal.agree()
        assert terminal.finish() == 0
    record = zizhao("hazard", "show", "YH-2022-0005", "--format", "json").json
    assert (record["due_on"], record["plan_due_on"], record["closed_on"]) == (
        *("2022-08-01", "2022-08-01"),
        "2022-07-11",
    )


def test_what_no_answer_would_change_is_refused_before_the_questions(zizhao: Morning) -> None:
    with Terminal(zizhao, "hazard", "extend", "YH-2022-0005", columns=200) as terminal:
        assert terminal.finish() == 3
    assert "申请延期的日子 2022-07-15 已过期限 2022-07-02" in terminal.text
    assert "新期限" not in terminal.text


def test_a_part_of_a_plan_that_is_written_may_stay(zizhao: Morning) -> None:
    zizhao.ok("hazard", "plan", "YH-2022-0005", "--responsible", "吴世明", "--funds", "0")
    with Terminal(zizhao, "hazard", "plan", "YH-2022-0005") as terminal:
        assert "空着即不改" in terminal.answer("责任人", "")
        assert "空着即不改" not in terminal.answer("措施", "加装护栏")
        assert "空着即不改" in terminal.answer("资金", "2万元")
        terminal.answer("时限", "2022-07-01")
        terminal.answer("应急预案", "封路")
        terminal.agree()
        assert terminal.finish() == 0
    record = zizhao("hazard", "show", "YH-2022-0005", "--format", "json").json
    assert (record["plan_responsible"], record["plan_measures"], record["plan_funds"]) == (
        *("吴世明", "加装护栏"),
        "2万元",
    )
    with Terminal(zizhao, "hazard", "plan", "YH-2022-0005") as terminal:
        for part in ("责任人", "措施", "资金", "时限", "应急预案"):
            assert "空着即不改" in terminal.answer(part, "")
        assert terminal.finish() == 3


def test_one_who_rectified_several_is_asked_for_as_such(zizhao: Morning) -> None:
    new = ("--unit", "GXC", "--measure", "6", "--found", "2022-07-01", "--title")
    mine = zizhao.ok("hazard", "add", *new, "门堵", "--responsible", "张静")
    nobodys = zizhao.ok("hazard", "add", *new, "灯坏")
    with Terminal(zizhao, "hazard", "rectify", mine, nobodys) as terminal:
        assert "2 项都记此人，登记了别人的也是" in terminal.answer("整改人", "谭二")
        terminal.answer("整改日期", "")
        terminal.agree()
        assert terminal.finish() == 0
    for no in (mine, nobodys):
        steps = zizhao("hazard", "show", no, "--format", "json").json["timeline"]
        assert steps[-1]["detail"]["rectified_by"] == "谭二"


def test_a_step_that_asks_also_asks_for_its_day(zizhao: Morning) -> None:
    new = ("--unit", "GXC", "--measure", "6", "--title", "堵塞", "--found", "2022-07-01")
    no = zizhao.ok("hazard", "add", *new)
    with Terminal(zizhao, "hazard", "rectify", no) as terminal:
        terminal.answer("整改人", "谭二")
        assert "［2022-07-15］" in terminal.answer("整改日期", "2022-07-16")
        terminal.read_until("还没有到")
        terminal.answer("\n整改日期", "2022-07-04")
        terminal.agree()
        assert terminal.finish() == 0
    with Terminal(zizhao, "hazard", "review", no, "--pass") as terminal:
        terminal.answer("复查人", "陈科旭")
        terminal.answer("复查日期", "2022-07-05")
        terminal.agree()
        assert terminal.finish() == 0
    record = zizhao("hazard", "show", no, "--format", "json").json
    assert (record["rectified_on"], record["closed_on"]) == ("2022-07-04", "2022-07-05")


@pytest.mark.parametrize(
    "step", ["plan", "review", "extend", "transfer", "void", "replace", "reopen"]
)
def test_nothing_is_asked_for_a_step_that_is_not_allowed(morning: Morning, step: str) -> None:
    with Terminal(morning, "hazard", step, "yh-2022-2") as terminal:
        assert terminal.finish() == 3
        assert terminal.text.startswith("zizhao: 错误: YH-2022-0002 现在是“已销号”，不能")
