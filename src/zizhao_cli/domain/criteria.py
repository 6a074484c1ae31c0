"""By what a hazard is judged major: which document was in force on the day it was found, and which of its clauses it may be about.

What is found here is a suggestion and never a finding: people judge, and nothing that is recorded changes by it. What makes a place one where
many people are: 消防法 art. 73; that blocked exits there are put right at once: measure six of the plan.
"""

from __future__ import annotations

import re
from functools import cached_property
from itertools import groupby, islice
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from zizhao_cli.domain.values import Handling, Level

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from datetime import date

Words = tuple[tuple[str, ...], ...]
"""Groups of words: a text fits that has one of each group, of the last of which, the words of state, one that is not denied."""
ONLY_A_SUGGESTION = "这只是提示，要由人判定"
_MOST_CLAUSES = 3
_NOT_SHUT = re.compile("封闭(?=楼梯|式|管理|不严)")
"""Where 封闭 names a kind of stairs, of management or of flaw, and blocks nothing."""
# A clause goes on up to a mark, or to a word after which it says something else.
_ON = r"[^\W又仍但却再]"
_DONE = (
    r"已(?:当场|现场|立即|及时|全部|自行)?"
    r"(?:清理|清除|清走|移走|搬走|挪走|拆除|疏通|打开|解除|恢复|消除|整改|改正|纠正|修复|更换)(?!不)"
)
_DENIED = re.compile(
    r"(?:(?:(?<!淹)没有?|未|无|勿|不[得准许能应可要]?)"
    r"(?:再|被|人|任何|杂物|物品|障碍物|车辆|安全出口|疏散通道|消防通道)*"
    r"|(?:(?:未|没有?)发现|未见|不存在|(?<!违反)(?<!明令)(?:不得|不准|不许|严禁|禁止))(?!不)"
    rf"(?:{_ON}|、){{0,15}}|{_DONE}{_ON}{{0,15}})\Z"
)
"""What denies a word of state that follows: 没有, 未, 无 … right before it; 未发现, 不得, 严禁 … and 已清理 … within the same clause."""
_PUT_RIGHT = re.compile(rf"{_ON}{{0,8}}[，,]?{_DONE}")
"""What denies a word of state that came before: 已清理, 已整改 … in the same clause or at the start of the next."""


class Clause(NamedTuple):
    """A clause in short words of our own. One that is `only_in_places` is asked of places where many people are; one that is `unverified` was not read."""

    clause: str
    says: str
    words: Words
    only_in_places: bool
    unverified: bool


class Document(NamedTuple):
    """A document with the days on which it was in force, both included; without sectors it is of all."""

    name: str
    number: str
    sectors: tuple[str, ...]
    first: date
    last: date | None
    source: str
    unverified: bool
    note: str | None
    clauses: tuple[Clause, ...]

    def in_force(self, day: date) -> bool:
        """Say whether it was in force on `day`."""
        return self.first <= day and (self.last is None or day <= self.last)

    def covers(self, text: str) -> bool:
        """Say whether a text names one of its sectors."""
        return not self.sectors or any(sector in text for sector in self.sectors)


class Places(NamedTuple):
    """Places where many people are, by their tags, or by words in the name or the sector of a unit."""

    tags: frozenset[str]
    words: tuple[str, ...]


class AtOnce(NamedTuple):
    """What is to be put right at once at such places, and who says so."""

    words: Words
    says: str
    source: str


class Unit(NamedTuple):
    """Where a hazard was found."""

    name: str = ""
    sector: str | None = None
    tags: Collection[str] = ()


class Described(NamedTuple):
    """A hazard as far as it is described; level and handling are as they are going to be recorded."""

    found_on: date
    title: str
    location: str | None = None
    sector: str | None = None
    unit: Unit = Unit()
    level: str = Level.GENERAL
    handling: str = Handling.DEADLINE


class Criteria:
    """All documents of an office, with what suggests a clause to a hazard."""

    def __init__(self, documents: Sequence[Document], places: Places, at_once: AtOnce) -> None:
        self.documents = documents
        self._places = places
        self._at_once = at_once
        self._of_day: dict[date, list[Document]] = {}
        self._are_places: dict[tuple[str | None, ...], bool] = {}

    def _in_force(self, day: date) -> list[Document]:
        """Return the documents in force on `day`; a sheet has few different days."""
        if day not in self._of_day:
            self._of_day[day] = [one for one in self.documents if one.in_force(day)]
        return self._of_day[day]

    @cached_property
    def _may_fit(self) -> re.Pattern[str]:
        """What finds a word without which no clause fits: nearly all texts have none, and need no closer look."""
        clauses = (clause.words for document in self.documents for clause in document.clauses)
        first = {word for words in (*clauses, self._at_once.words) for word in words[0]}
        return re.compile("|".join(map(re.escape, sorted(first))))

    def matching(self, hazard: Described) -> Iterator[tuple[Document, Clause]]:
        """Yield the clauses that a hazard may be about, in force on the day it was found, in the order of the file."""
        if (text := self._closer_look(hazard)) is not None:
            yield from self._matching(hazard, text)

    def _closer_look(self, hazard: Described) -> str | None:
        """Return the text of a hazard as it is compared, or None where no clause can fit it."""
        text = compared(f"{hazard.title}\n{hazard.location or ''}")
        return _NOT_SHUT.sub("", text) if self._may_fit.search(text) else None

    def _matching(self, hazard: Described, text: str) -> Iterator[tuple[Document, Clause]]:
        unit = hazard.unit
        about = text + compared(f"{hazard.sector or ''}{unit.name}{unit.sector or ''}")
        in_place = self._in_place(unit)
        for document in self._in_force(hazard.found_on):
            if document.covers(about):
                for clause in document.clauses:
                    if (in_place or not clause.only_in_places) and _fits(clause.words, text):
                        yield document, clause

    def suggestion(self, hazard: Described) -> str | None:
        """Return one sentence that says what a hazard may be, or None: clauses of the first document that has some where it is not major, and that it is to be put right at once where it is not."""
        text = self._closer_look(hazard)
        if text is None:
            return None
        parts = []
        if hazard.level != Level.MAJOR:
            for document, found in groupby(self._matching(hazard, text), itemgetter(0)):
                clauses = [clause for _, clause in islice(found, _MOST_CLAUSES)]
                parts.append(f"可能是重大隐患：{cited(document, clauses)}")
                break
        if (at_once := self._said_at_once(hazard, text)) is not None:
            parts.append(at_once)
        return "；".join([*parts, ONLY_A_SUGGESTION]) if parts else None

    def at_once(self, hazard: Described) -> str | None:
        """Return that a hazard is to be put right at once, where it seems so and is not going to be, or None."""
        text = self._closer_look(hazard)
        return None if text is None else self._said_at_once(hazard, text)

    def _said_at_once(self, hazard: Described, text: str) -> str | None:
        if (
            hazard.handling == Handling.IMMEDIATE
            or not self._in_place(hazard.unit)
            or not _fits(self._at_once.words, text)
        ):
            return None
        return f"{self._at_once.says}（--handling immediate，{self._at_once.source}）"

    def _in_place(self, unit: Unit) -> bool:
        """Say whether a unit is a place where many people are; a sheet has few different units."""
        said = (unit.name, unit.sector, *unit.tags)
        if said not in self._are_places:
            called = compared(f"{unit.name}{unit.sector or ''}")
            self._are_places[said] = not self._places.tags.isdisjoint(unit.tags) or any(
                word in called for word in self._places.words
            )
        return self._are_places[said]


def compared(text: str) -> str:
    """Return a text as it is compared: blanks and case do not matter. Sheets have many thousands, so nothing else is looked at."""
    return "".join(text.split()).casefold()


def cited(document: Document, clauses: Iterable[Clause]) -> str:
    """Return which clauses of which document they are, what each says, and whether it was read."""
    each = (
        f"{one.clause}（{one.says}{'，条文未核' if one.unverified else ''}）" for one in clauses
    )
    return f"{document.number}《{document.name}》{'、'.join(each)}"


def _fits(words: Words, text: str) -> bool:
    *things, states = words
    return all(any(word in text for word in group) for group in things) and any(
        _said(word, text) for word in states
    )


def _said(word: str, text: str) -> bool:
    """Say whether a text has a word of state somewhere where it does not deny it."""
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if not _DENIED.search(text, 0, at) and not _PUT_RIGHT.match(text, end):
            return True
        at = text.find(word, end)
    return False
