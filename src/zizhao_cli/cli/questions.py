"""The questions that the recording commands ask on a terminal, each with its choices and its check."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zizhao_cli import datafiles, settings
from zizhao_cli.cli import context
from zizhao_cli.cli.ask import Question
from zizhao_cli.domain.dates import parse_past_day
from zizhao_cli.domain.deadlines import is_relative, named_day, resolve_due
from zizhao_cli.domain.errors.steps import MajorNeedsDue
from zizhao_cli.domain.errors.values import BlankText, UnknownWord
from zizhao_cli.domain.evidence import EvidenceNotReadable
from zizhao_cli.domain.kinds.check import KIND
from zizhao_cli.domain.kinds.fields import MEASURE, SECTOR, UNIT
from zizhao_cli.domain.kinds.hazard import (
    DUE_ON,
    HANDLING,
    INSPECTORS,
    LEVEL,
    LOCATION,
    RESPONSIBLE,
    TITLE,
)
from zizhao_cli.domain.measures import measure_number
from zizhao_cli.domain.reading import Known, read_field
from zizhao_cli.domain.values import CheckKind, Handling, Level, Result
from zizhao_cli.errors import system_reason

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    import typer

    from zizhao_cli.domain.kinds.field import Field
    from zizhao_cli.domain.values import Word


def of(
    field: Field, prompt: str | None = None, *, optional: bool = False, default: str | None = None
) -> Question:
    """Ask for a field, as its declaration says; `prompt` where one command asks otherwise."""
    asked = prompt or field.name
    named = field._replace(named=re.split("[，（]", asked)[0])

    def readable(answer: str) -> object:
        return read_field(named, answer, Known(settings.today(), now=settings.now()))

    choices = "、".join(field.words.choices()) if field.words is not None else ""
    return Question(
        field.key,
        field.option,
        asked,
        choices,
        default=default,
        check=readable,
        optional=optional,
        stand_in=None if optional or field.words else STAND_IN,
    )


def unit(ctx: typer.Context) -> Question:
    """Ask for the unit; a name that the roll lacks is asked for again."""

    def known(answer: str) -> object:
        from zizhao_cli.store.roll import roll

        if not answer.strip():
            raise BlankText(UNIT.name)
        with context.reading(ctx) as connection:
            return roll(connection).find(answer)

    return Question(UNIT.key, UNIT.option, UNIT.name, "代码、名称或别名", check=known)


def measure(ctx: typer.Context) -> Question:
    """Ask for the measure."""

    def known(answer: str) -> object:
        if not answer.strip():
            raise BlankText(MEASURE.name)
        return measure_number(answer, lambda: datafiles.measures(context.ledger(ctx)))

    return Question(
        MEASURE.key, MEASURE.option, MEASURE.name, "1–15，如 6、六、第六条", check=known
    )


STAND_IN = "未填"
"""What is tried in the place of a name or a text that is still to be answered."""

_PASSED, _FAILED = ("pass", "通过", "合格"), ("fail", "未通过", "不通过", "不合格")


def passed(outcome: str) -> bool:
    """Say whether a re-inspection passed, by the word that was answered. Raises UnknownWord at any other."""
    word = outcome.strip().casefold()
    if word in _PASSED + _FAILED:
        return word in _PASSED
    raise UnknownWord("复查结果", outcome, ["pass 通过", "fail 未通过"])


OUTCOME = Question(
    "outcome",
    "--pass / --fail",
    "复查结果",
    "pass 通过、fail 未通过",
    check=passed,
    stand_in=_FAILED[0],
)


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
        stand_in=str(today),
    )


def due(today: date, prompt: str = "期限") -> Question:
    """Ask for a deadline that must be there."""

    def understood(answer: str) -> object:
        if not answer.strip():
            raise BlankText(prompt)
        return is_relative(answer) or named_day(answer, today)

    return Question(
        "due", "--due", prompt, "日期、+15d 或 +10wd", check=understood, stand_in="+9999d"
    )


def hazard(
    today: date,
    description: Field,
    before_level: Callable[[Mapping[str, Any]], object] | None = None,
) -> list[Question]:
    """Ask for what describes a hazard; `description` is the field that its title is given as.

    `before_level` may say something of what is known before its level is asked for.
    """

    def is_major(answers: Mapping[str, Any]) -> bool:
        return Level.parse(LEVEL.name, answers[LEVEL.key]) is Level.MAJOR

    def is_immediate(answers: Mapping[str, Any]) -> bool:
        return Handling.parse(HANDLING.name, answers[HANDLING.key]) is Handling.IMMEDIATE

    def due_agrees(answer: str, answers: Mapping[str, Any]) -> object:
        if not answer.strip():  # else it had been passed over
            raise MajorNeedsDue
        found_on = parse_past_day("日期", answers.get("on"), today)
        # An office's own days off make no deadline right or wrong.
        return resolve_due(answer, found_on=found_on, today=today, days_off=dict)

    title = of(TITLE)
    return [
        title._replace(option=description.option),
        of(LEVEL, default=Level.GENERAL)._replace(before=before_level),
        of(HANDLING, default=Handling.DEADLINE),
        Question(
            "due",
            DUE_ON.option,
            DUE_ON.name,
            "日期、+15d 或 +10wd；一般隐患空着即按默认值",
            agrees=due_agrees,
            optional=True,
            required_if=is_major,
            skip_if=is_immediate,
        ),
        of(LOCATION, optional=True),
        of(SECTOR, optional=True),
        of(RESPONSIBLE, "整改责任人", optional=True),
    ]


def by_digits(question: Question, words: type[Word]) -> Question:
    """Return a question for one of `words` that is answered with one digit, or as it was."""
    means = {str(place): word.value for place, word in enumerate(words, start=1)}
    choices = "、".join(f"{digit} {words(value).label}" for digit, value in means.items())
    default = next((digit for digit, value in means.items() if value == question.default), None)
    return question._replace(means=means, choices=choices, default=default)


def made_by() -> list[Question]:
    """Ask of which kind a check was, and who made it."""
    return [
        of(KIND, default=CheckKind.SELF),
        of(INSPECTORS, optional=True)._replace(key="inspector", several=True),
    ]


def evidence() -> Question:
    """Ask for files that show it; one that cannot be read is asked for again."""

    def readable(name: str) -> object:
        from zizhao_cli.store.evidence.files import sha256_of

        try:
            return sha256_of(Path(name))
        except OSError as problem:
            raise EvidenceNotReadable(name, system_reason(problem)) from problem

    return Question(
        "evidence",
        "--evidence",
        "佐证：照片或文件的位置",
        check=readable,
        optional=True,
        several=True,
    )
