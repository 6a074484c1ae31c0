"""Answers at a question that the rules refuse: told with the right reason, and asked for again, not lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.ledgers import Morning

NEEDED = ("--unit", "GXC", "--measure", "6", "--level", "general", "--handling", "deadline")
ADD = ("hazard", "add", *NEEDED)


@pytest.fixture
def zizhao(morning: Morning, tmp_path: Path) -> Morning:
    """The program on a copy of the examples' ledger."""
    return morning.copy(tmp_path)


def rest(terminal: Terminal, *questions: str) -> None:
    """Answer each of `questions` with an empty line and agree with what is shown; the program must end well."""
    for question in questions:
        terminal.answer(question, "")
    terminal.agree()
    assert terminal.finish() == 0, terminal.text


def test_spaces_pass_an_optional_question_over(zizhao: Morning) -> None:
    with Terminal(zizhao, *ADD, "--due", "+1d") as terminal:
        terminal.answer("隐患描述", "堵塞")
        terminal.answer("日期", "")
        terminal.answer("部位", "\u3000")
        rest(terminal, "行业", "责任人", "来源", "佐证")
    shown = zizhao("hazard", "show", "YH-2022-0007", "--format", "json").json
    assert shown["location"] is None


def test_a_mistyped_count_of_days_is_called_a_deadline(zizhao: Morning) -> None:
    with Terminal(zizhao, *ADD) as terminal:
        terminal.answer("隐患描述", "堵塞")
        terminal.answer("日期", "")
        terminal.answer("期限", "+15x")
        rest(terminal, "期限（", "部位", "行业", "责任人", "来源", "佐证")
        assert "期限 “+15x” 看不懂" in terminal.text


def test_a_deadline_before_the_day_is_asked_for_again(zizhao: Morning) -> None:
    with Terminal(zizhao, *ADD) as terminal:
        terminal.answer("隐患描述", "堵塞")
        terminal.answer("日期", "2022-07-01")
        terminal.answer("期限", "2022-06-01")
        assert "期限（" in terminal.read_until("：")


def test_a_name_that_is_too_long_is_asked_for_again(zizhao: Morning) -> None:
    with Terminal(zizhao, *ADD, "--due", "+1d") as terminal:
        terminal.answer("隐患描述", "堵塞")
        terminal.answer("日期", "")
        terminal.answer("部位", "")
        terminal.answer("行业", "")
        terminal.answer("责任人", "长" * 201)
        rest(terminal, "责任人", "来源", "佐证")


@pytest.mark.parametrize(
    "args",
    [
        ("hazard", "edit", "YH-2022-0005", "--level", "major"),
        (
            *("hazard", "extend", "YH-2022-0007", "--due", "2022-08-01", "--reason", "等料"),
            *("--safeguards", "围挡", "--approved-by", "刘和平"),
        ),
    ],
)
def test_what_only_the_ledger_knows_to_be_missing_is_asked_for_too(
    zizhao: Morning, args: tuple[str, ...]
) -> None:
    zizhao.ok("hazard", "add", *NEEDED, "--title", "堵塞")
    with Terminal(zizhao, *args) as terminal:
        terminal.read_until("：")
        assert "错误" not in terminal.text


def test_rectify_asks_who_did_it_where_nobody_is_responsible(zizhao: Morning) -> None:
    zizhao.ok("hazard", "add", *NEEDED, "--title", "堵塞")
    with Terminal(zizhao, "hazard", "rectify", "YH-2022-0007") as terminal:
        terminal.answer("整改人", "张静")
        rest(terminal, "整改日期")
    shown = zizhao("hazard", "show", "YH-2022-0007", "--format", "json").json
    assert (shown["state"], shown["rectified_by"]) == ("awaiting_review", "张静")
