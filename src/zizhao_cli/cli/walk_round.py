"""The dialogue of a walk: measure after measure, with few keys; what is answered is kept at once."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any, NamedTuple

import typer

from zizhao_cli.cli import questions
from zizhao_cli.cli.ask import Question, answered, complete_at_will, note
from zizhao_cli.cli.hint import Hint
from zizhao_cli.domain.dates import with_weekday
from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.kinds.check import KIND, RESULT
from zizhao_cli.domain.kinds.fields import NOTE, UNIT
from zizhao_cli.domain.kinds.hazard import FOUND, HANDLING, LEVEL, TITLE
from zizhao_cli.domain.reading import read_field
from zizhao_cli.domain.values import CheckKind, Result
from zizhao_cli.errors import quoted, visible
from zizhao_cli.ledger.walks import Answer, deadline

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import date

    from zizhao_cli.ledger.session import LedgerSession
    from zizhao_cli.ledger.walk_file import WalkFile
    from zizhao_cli.ledger.walks import Walk

BACK, STOP = "8", "9"
_RESULTS = {"1": Result.PASS, "2": Result.FAIL, "3": Result.NA}
_KEYS = "1 符合，2 不符合，3 不适用，回车{}，8 上一条，9 存下停下"
_PARTS = re.compile(r"(?P<key>[0-9]|[^\s0-9]+)?\s*(?P<note>.*)", re.DOTALL)


class NoSuchKey(Refused):
    def __init__(self, text: str, keys: Collection[str]) -> None:
        known = "、".join(filter(None, keys))
        super().__init__(f"没有 {quoted(text)} 这一项", f"可按：{known}，或直接回车")


def one_of(keys: Collection[str]) -> Callable[[str], object]:
    """Return what refuses an answer that is none of `keys`. Raises NoSuchKey."""

    def check(answer: str) -> None:
        if answer.strip() not in keys:
            raise NoSuchKey(answer, keys)

    return check


class Place(NamedTuple):
    """Where a walk is: the unit, the day, the ledger, and the file that keeps it meanwhile."""

    session: LedgerSession
    name: str
    code: str
    kind: str
    on: date
    file: WalkFile
    active: bool


class Round:
    """Somebody who goes round and answers."""

    def __init__(self, place: Place, walk: Walk, wanted: list[int]) -> None:
        self._place, self._walk = place, walk
        self._route = walk.asked(wanted)

    def go(self, *, yes: bool) -> bool:
        """Ask until all is answered; say whether the walk is to be recorded. Whatever ends it, what was answered is kept."""
        note("按一个数字答一条，后面可以接着写备注，如 1 台账齐全；答一条存一条，查完一次记入")
        try:
            return self._go(yes=yes)
        except (KeyboardInterrupt, typer.Abort):
            typer.echo(err=True)
            self.say_kept()
            raise

    def say_kept(self) -> None:
        """Say what is kept and not recorded, if anything is, and how to go on."""
        if self._walk.answers:
            day = f" --on {self._place.on}" if self._place.on != self._place.session.today else ""
            note(
                f"答过的 {len(self._walk.answers)} 条存着，还没有记入；接着查：zizhao walk --unit {visible(self._place.code)}{day}"
            )

    def _go(self, *, yes: bool) -> bool:
        walk, route = self._walk, self._route
        at = route.index(walk.at) if walk.at in route else 0
        while True:
            key = self._measure(at) if at < len(route) else self._end(yes=yes)
            if key == STOP:
                self.say_kept()
                return False
            if key == BACK:
                at = max(0, at - 1)
            elif at == len(route):
                return True
            else:
                at += 1
            if walk.answers:
                self._keep_place(at)

    def _keep_place(self, at: int) -> None:
        """Keep where the round is; the end of the route is kept as the last measure."""
        self._walk.at = self._route[min(at, len(self._route) - 1)]
        self._place.file.keep(self._walk)

    def _measure(self, at: int) -> str:
        """Show a measure, take what is answered of it, and return the key that says where to go."""
        number = self._route[at]
        measure = self._place.session.measures[number - 1]
        before = self._walk.answers.get(number)
        lines = [
            "",
            f"第 {number} 条　{measure.title}（{at + 1}/{len(self._route)}）",
            *(f"  · {line}" for line in measure.look_for),
        ]
        if before is not None:
            lines.append(f"  已答：{_told(before)}")
        for line in lines:
            typer.echo(visible(line), err=True)
        while True:
            kept = "照旧" if before else "先不记"
            text = answered(
                Question("key", "", "结果", _KEYS.format(kept), check=self._checked, optional=True)
            )
            key, said = _parts(text)
            if key in ("", BACK, STOP):
                return key
            result = _RESULTS[key]
            same = before is not None and before.result == result
            remark = before.note if same and before and not said else None
            remark = read_field(NOTE, said, self._place.session.known) if said else remark
            if result is Result.FAIL:
                if self._hazards(number, remark):
                    return key
                continue
            self._walk.answers[number] = Answer(result.value, remark)
            return key

    def _checked(self, text: str) -> None:
        """Refuse a key that there is not, or a note that cannot be kept. Raises NoSuchKey, and what read_field raises."""
        key, said = _parts(text)
        if key not in ("", BACK, STOP, *_RESULTS) or (said and key not in _RESULTS):
            raise NoSuchKey(text, (*_RESULTS, BACK, STOP))
        if said:
            read_field(NOTE, said, self._place.session.known)

    def _hazards(self, number: int, remark: str | None) -> bool:
        """Take the hazards that a measure found, one after the other, each kept at once; say whether there is one."""
        before = self._walk.answers.get(number)
        found = list(before.hazards) if before else []
        if found:
            said = f"已记 {len(found)} 项隐患：{'；'.join(visible(one['title']) for one in found)}"
            again = answered(
                Question(
                    "key",
                    "",
                    said,
                    "回车接着添，1 全部重记",
                    check=one_of(("", "1")),
                    optional=True,
                )
            )
            found = [] if again == "1" else found
        title = questions.of(TITLE, optional=True)
        while True:
            prompt = (
                ("还有的隐患", "回车没有了") if found else ("隐患是什么", "回车没有，回到这一条")
            )
            said = answered(title._replace(prompt=prompt[0], choices=prompt[1]))
            if not said:
                break
            found.append(self._hazard(number, said))
            self._walk.answers[number] = Answer(Result.FAIL.value, remark, [*found])
            self._walk.at = number
            self._place.file.keep(self._walk)
        if found:
            self._walk.answers[number] = Answer(Result.FAIL.value, remark, found)
        return bool(found)

    def _hazard(self, number: int, title: str) -> dict[str, str]:
        """Ask what describes a hazard, and say its deadline; one that would be refused is asked for again."""
        session = self._place.session
        hint = Hint(session.path, session.today)
        _, *others = questions.hazard(
            session.today, FOUND, lambda said: hint.before({**said, UNIT.key: self._place.code})
        )
        words = {LEVEL.key: LEVEL.words, HANDLING.key: HANDLING.words}
        asked = [
            questions.by_digits(one, known) if (known := words.get(one.key)) else one
            for one in others
        ]
        while True:
            given: dict[str, Any] = {"on": str(self._place.on), "title": title}
            said = complete_at_will(given, asked)
            found = {key: str(value) for key, value in said.items() if key != "on"}
            try:
                due = deadline(session, self._walk, number, found)
            except Refused as refused:
                typer.echo(f"  {refused.sentence}\n  {refused.way_out or ''}", err=True)
            else:
                typer.echo(f"  期限 {with_weekday(due.due_on)}", err=True)
                return found

    def _end(self, *, yes: bool) -> str:
        """Show what was answered, and return the key that says whether it is recorded."""
        walk = self._walk
        who = f"，检查人 {'、'.join(map(visible, walk.inspectors))}" if walk.inspectors else ""
        kind = CheckKind.parse(KIND.name, walk.kind).label
        lines = ["", f"{self._place.name}，{with_weekday(walk.on)}，{kind}{who}"]
        for result in Result:
            if numbers := walk.of_result(result):
                lines += [f"  {result.label} {len(numbers)} 条：{_list(numbers)}"]
                lines += [
                    f"    第 {number} 条：{'；'.join(visible(one['title']) for one in walk.answers[number].hazards)}"
                    for number in numbers
                    if walk.answers[number].hazards
                ]
        if left := [number for number in self._route if number not in walk.answers]:
            lines.append(f"  没有记 {len(left)} 条：{_list(left)}")
        for line in lines:
            typer.echo(line, err=True)
        if not walk.answers:
            note("一条也没有答，什么也没有写入")
            self._place.file.discard()
            return STOP
        if yes:
            return ""
        keys = ("", BACK, STOP)
        said = "回车照此记入，8 上一条，9 存下停下"
        asked = Question("key", "", "查完了", said, check=one_of(keys), optional=True)
        return answered(asked).strip()


def _parts(text: str) -> tuple[str, str]:
    """Return the key of an answer and the note behind it; a result may be named, too."""
    plain = unicodedata.normalize("NFKC", text.strip()[:1]) + text.strip()[1:]
    found = _PARTS.fullmatch(plain)
    key, said = (found["key"] or "", found["note"].strip()) if found else (plain, "")
    if key and not key.isdecimal():
        named = next(
            (digit for digit, one in _RESULTS.items() if key.casefold() in one.spellings), key
        )
        return named, said
    return key, said


def _told(answer: Answer) -> str:
    """Return what was answered of a measure."""
    parts = [Result.parse(RESULT.name, answer.result).label]
    if answer.hazards:
        titles = "；".join(one["title"] for one in answer.hazards)
        parts.append(f"隐患 {len(answer.hazards)} 项：{titles}")
    if answer.note:
        parts.append(f"备注 {answer.note}")
    return "，".join(parts)


def _list(numbers: list[int]) -> str:
    return "、".join(map(str, numbers))
