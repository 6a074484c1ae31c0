"""Asking for what is missing: one question at a time, with the choices and the default, on a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

import typer

from zizhao_cli.domain.errors import Refused
from zizhao_cli.errors import MissingOption, visible

Recorded = TypeVar("Recorded")
Trial = Callable[[Mapping[str, Any]], object]
"""Tries what is answered so far, with stand-ins for the rest, and raises what is refused of it."""


class Question(NamedTuple):
    """A question for one option.

    `check` refuses a wrong answer, so that it is asked again; so does `agrees`, which looks at the answers so far. An optional question may be passed over with an
    empty line, unless `required_if` says otherwise of the answers so far; `skip_if` leaves it out. One of `several` answers
    is put again until it is passed over. While it is not answered, `stand_in` is tried in its place. What a short answer `means` is taken instead of it.
    `before` it is put, something may be said of the answers so far.
    """

    key: str
    option: str
    prompt: str
    choices: str = ""
    default: str | None = None
    check: Callable[[str], object] | None = None
    agrees: Callable[[str, Mapping[str, Any]], object] | None = None
    optional: bool = False
    required_if: Callable[[Mapping[str, Any]], bool] | None = None
    skip_if: Callable[[Mapping[str, Any]], bool] | None = None
    several: bool = False
    stand_in: str | None = None
    means: Mapping[str, str] = MappingProxyType({})
    before: Callable[[Mapping[str, Any]], object] | None = None


def on_terminal() -> bool:
    """Say whether somebody is there to be asked: a script has at least one of the streams to itself."""
    return sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()


def complete(
    given: dict[str, Any], questions: list[Question], tried: Trial | None = None
) -> dict[str, Any]:
    """Return `given` with answers for what it lacks.

    Nothing is asked where all that must be there is. On a terminal everything that `questions` name and that is
    missing is asked for, in their order; elsewhere the first required one raises MissingOption.
    """
    missing = [
        q for q in questions if not q.optional and q.default is None and given.get(q.key) is None
    ]
    if not missing:
        return given
    if not on_terminal():
        raise MissingOption(missing[0].option, missing[0].prompt)
    return complete_at_will(given, questions, tried)


def complete_at_will(
    given: dict[str, Any], questions: list[Question], tried: Trial | None = None
) -> dict[str, Any]:
    """Return `given` with answers to what `questions` name and it lacks; only for where somebody is answering already.

    What `tried` refuses whatever is answered is raised before the first question; an answer that it refuses is asked for again.
    """
    answers = dict(given)
    lacking = [question for question in questions if answers.get(question.key) is None]
    stand_ins = {q.key: q.stand_in for q in lacking if q.stand_in is not None}
    if tried is not None:
        tried(answers | stand_ins)
    for question in lacking:
        stand_ins.pop(question.key, None)
        if question.skip_if and question.skip_if(answers):
            continue
        if question.before is not None:
            question.before(answers)
        asked = question if tried is None else _tried(question, tried, stand_ins)
        answer = _several(question) if question.several else answered(asked, answers)
        if answer:
            answers[question.key] = answer
    return answers


def _tried(question: Question, tried: Trial, stand_ins: Mapping[str, str]) -> Question:
    """Return the question whose answer is tried with those so far."""
    others = dict(stand_ins)
    return question._replace(
        agrees=lambda answer, answers: tried({**answers, **others, question.key: answer})
    )


def asking_if_missing(
    record: Callable[[dict[str, Any]], Recorded],
    given: dict[str, Any],
    questions: list[Question],
    tried: Trial | None = None,
) -> Recorded:
    """Return what `record` gives for `given`; where it lacks something after all, `questions` are asked on a terminal.

    Some values are missing only by what the ledger holds. Raises MissingOption elsewhere.
    """
    try:
        return record(given)
    except MissingOption:
        if not on_terminal():
            raise
        return record(complete(given, questions, tried))


def _several(question: Question) -> list[str]:
    again = question._replace(prompt=f"还有的{question.prompt}")
    answers: list[str] = []
    while answer := answered(again if answers else question):
        answers.append(answer)
    return answers


def answered(question: Question, answers: Mapping[str, Any] = MappingProxyType({})) -> str:
    """Ask one question until the answer fits it and the answers so far; return it, or nothing where it was passed over."""
    hints = [question.choices] if question.choices else []
    if question.optional and not question.choices:
        hints.append("可空着")
    text = question.prompt + (f"（{'；'.join(hints)}）" if hints else "")
    may_pass = question.optional and not (question.required_if and question.required_if(answers))
    default = "" if may_pass else question.default
    shown = f"{text}［{default}］：" if default else f"{text}："
    while True:
        answer = _read_line(shown) or default or ""
        answer = question.means.get(answer.strip(), answer)
        try:
            if not answer.strip() and may_pass:
                return ""
            if question.check is not None:
                question.check(answer)
            if question.agrees is not None:
                question.agrees(answer, answers)
        except Refused as refused:
            typer.echo(
                f"  {refused.sentence}" + (f"\n  {refused.way_out}" if refused.way_out else ""),
                err=True,
            )
        else:
            return answer


def _read_line(shown: str) -> str:
    """Ask on the terminal that all streams are; the end of input is as good as Ctrl-C.

    A terminal by itself takes back one column of a Chinese character, and knows no arrows: readline does. The console
    of Windows edits its lines without it.
    """
    with suppress(ImportError):
        import readline  # noqa: F401 - that it is there is enough for input()
    try:
        return input(shown)
    except EOFError:
        raise typer.Abort from None


class Declined(Refused):
    def __init__(self) -> None:
        super().__init__("没有确认，什么也没有写入", "要记就再来一次，照提示确认")


def go_on() -> None:
    """Wait for an enter on a terminal. Raises Declined at anything else."""
    if _read_line("回车照此记入，Ctrl+C 不记：").strip().casefold() not in ("", *_YES):
        raise Declined


_YES = ("y", "yes", "是")


def says_yes(question: str) -> bool:
    """Ask on a terminal, and say whether the answer was yes."""
    return _read_line(f"{question}［y/N］：").strip().casefold() in _YES


def confirm(question: str) -> None:
    """Ask for a yes on a terminal. Raises Declined at anything else."""
    if not says_yes(question):
        raise Declined


def note(text: str) -> None:
    """Say something beside the data, on stderr; that nobody can hear it is no failure of what was done."""
    with suppress(OSError):
        typer.echo(f"zizhao: {visible(text)}", err=True)
