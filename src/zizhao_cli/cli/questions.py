"""The questions that the recording commands ask on a terminal, each with its choices and its check."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from zizhao_cli import datafiles
from zizhao_cli.cli import context
from zizhao_cli.cli.ask import Question
from zizhao_cli.domain import placeholders
from zizhao_cli.domain.dates import parse_past_day
from zizhao_cli.domain.deadlines import is_relative, named_day, resolve_due
from zizhao_cli.domain.errors import BlankText, MajorNeedsDue, UnknownWord
from zizhao_cli.domain.measures import measure_number
from zizhao_cli.domain.text import LONG_TEXT, SHORT_TEXT, typed
from zizhao_cli.domain.values import Handling, Level, Result

if TYPE_CHECKING:
    from datetime import date

    import typer


def unit(ctx: typer.Context) -> Question:
    """Ask for the unit; a name that the roll lacks is asked for again."""

    def known(answer: str) -> object:
        from zizhao_cli.store.reading import reading
        from zizhao_cli.store.roll import roll

        with reading(context.ledger(ctx)) as connection:
            return roll(connection).find(answer)

    return Question("unit", "--unit", "单位", "代码、名称或别名", check=known)


def measure(ctx: typer.Context) -> Question:
    """Ask for the measure."""
    return Question(
        "measure",
        "--measure",
        "条款",
        "1–15，如 6、六、第六条",
        check=lambda answer: measure_number(
            answer, lambda: datafiles.measures(context.ledger(ctx))
        ),
    )


RESULT = Question(
    "result",
    "--result",
    "检查结果",
    "、".join(Result.choices()),
    check=lambda answer: Result.parse("检查结果", answer),
)


_PASSED, _FAILED = ("pass", "通过", "合格"), ("fail", "未通过", "不通过", "不合格")


def passed(outcome: str) -> bool:
    """Say whether a re-inspection passed, by the word that was answered. Raises UnknownWord at any other."""
    word = outcome.strip().casefold()
    if word in _PASSED + _FAILED:
        return word in _PASSED
    raise UnknownWord("复查结果", outcome, ["pass 通过", "fail 未通过"])


OUTCOME = Question("outcome", "--pass / --fail", "复查结果", "pass 通过、fail 未通过", check=passed)


def failed(result: str) -> bool:
    """Say whether `result`, as typed, means that the check failed."""
    return Result.parse("检查结果", result) is Result.FAIL


def day(today: date, prompt: str = "日期") -> Question:
    """Ask for the day, by default today."""
    return Question(
        "on",
        "--on",
        prompt,
        "如 2022-04-20",
        default=str(today),
        check=lambda answer: parse_past_day(prompt, answer, today),
    )


def text(
    key: str,
    option: str,
    prompt: str,
    *,
    optional: bool = False,
    default: str | None = None,
    short: bool = False,
) -> Question:
    """Ask for a text; a `short` one is a name, in one line."""

    def storable(answer: str) -> object:
        return typed(prompt, answer, SHORT_TEXT if short else LONG_TEXT, lines=not short)

    return Question(key, option, prompt, default=default, check=storable, optional=optional)


def person(key: str, option: str, prompt: str, *, optional: bool = False) -> Question:
    """Ask for somebody's name."""
    return Question(
        key,
        option,
        prompt,
        check=lambda answer: placeholders.person(re.split("[，（]", prompt)[0], answer),
        optional=optional,
    )


def due(today: date, prompt: str = "期限") -> Question:
    """Ask for a deadline that must be there."""

    def understood(answer: str) -> object:
        if not answer.strip():
            raise BlankText(prompt)
        return is_relative(answer) or named_day(answer, today)

    return Question("due", "--due", prompt, "日期、+15d 或 +10wd", check=understood)


def hazard(today: date, option: str) -> list[Question]:
    """Ask for what describes a hazard; `option` is the one that its description is given with."""

    def is_major(answers: dict[str, Any]) -> bool:
        return Level.parse("等级", answers["level"]) is Level.MAJOR

    def is_immediate(answers: dict[str, Any]) -> bool:
        return Handling.parse("处理方式", answers["handling"]) is Handling.IMMEDIATE

    def due_agrees(answer: str, answers: dict[str, Any]) -> object:
        if not answer.strip():  # else it had been passed over
            raise MajorNeedsDue
        found_on = parse_past_day("日期", answers.get("on"), today)
        return resolve_due(answer, found_on=found_on, today=today)

    return [
        Question("title", option, "隐患描述", check=placeholders.hazard_title),
        Question(
            "level",
            "--level",
            "等级",
            "、".join(Level.choices()),
            default="general",
            check=lambda answer: Level.parse("等级", answer),
        ),
        Question(
            "handling",
            "--handling",
            "处理方式",
            "、".join(Handling.choices()),
            default="deadline",
            check=lambda answer: Handling.parse("处理方式", answer),
        ),
        Question(
            "due",
            "--due",
            "期限",
            "日期、+15d 或 +10wd；一般隐患空着即按默认值",
            agrees=due_agrees,
            optional=True,
            required_if=is_major,
            skip_if=is_immediate,
        ),
        text("location", "--location", "部位", optional=True),
        person("responsible", "--responsible", "整改责任人", optional=True),
    ]
