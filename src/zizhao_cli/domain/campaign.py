"""A campaign: its title, its phases, and the leading group (the kind `campaign`, or data/campaign.yaml)."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.errors.records import PhaseUnknown
from zizhao_cli.domain.text import matching_key
from zizhao_cli.errors import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence


class BadPhase(Refused):
    def __init__(self, text: str) -> None:
        super().__init__(
            f"阶段 {quoted(text)} 读不懂",
            "写成 号 名称 起..止 任务，如 “1 自查 2022-04-20..2022-06-30 逐条对照检查”",
        )


class PhaseTwice(Refused):
    def __init__(self, number: int) -> None:
        super().__init__(f"第 {number} 阶段写了两次", "各阶段的号不能相同")


class Phase(NamedTuple):
    """One phase; its last day may also be the first of the next."""

    number: int
    name: str
    first: date
    last: date
    task: str = ""

    def written(self) -> str:
        """Return it as phase_of reads it."""
        name = re.sub(r"\s", "", self.name)
        return f"{self.number} {name} {self.first}..{self.last} {self.task}".strip()


class Member(NamedTuple):
    """Somebody of the leading group, or the liaison officer."""

    name: str
    role: str
    post: str | None = None


class Campaign(NamedTuple):
    """`code` is empty where it is the one of the data file."""

    title: str
    basis: Sequence[str]
    phases: Sequence[Phase]
    code: str = ""
    unit: str | None = None
    head: str | None = None
    liaison: str | None = None
    group: Sequence[Member] = ()

    @property
    def first(self) -> date:
        """Its first day."""
        return min(phase.first for phase in self.phases)

    @property
    def last(self) -> date:
        """Its last day."""
        return max(phase.last for phase in self.phases)

    def phase(self, text: str) -> Phase:
        """Return the phase with the number or name `text`, with or without the code before it. Raises PhaseUnknown."""
        key = matching_key(text.rpartition("/")[2])
        for phase in self.phases:
            if key in (str(phase.number), matching_key(phase.name)):
                return phase
        raise PhaseUnknown(text, [f"{phase.number} {phase.name}" for phase in self.phases])


_DAY = r"(\d{4}-\d{2}-\d{2})"
_PHASE = re.compile(rf"(\d{{1,2}})\s+(\S+)\s+{_DAY}\.\.{_DAY}(?:\s+(.+))?")


def phase_of(text: str) -> Phase:
    """Return the phase that is written as `1 自查 2022-04-20..2022-06-30 任务`. Raises BadPhase."""
    found = _PHASE.fullmatch(text.strip())
    if found is None:
        raise BadPhase(text)
    number, name, *days, task = found.groups()
    try:
        first, last = map(date.fromisoformat, days)
    except ValueError:
        raise BadPhase(text) from None
    if last < first:
        raise BadPhase(text)
    return Phase(int(number), name, first, last, task or "")


def phases_of(texts: Sequence[str], title: str, first: date, last: date) -> list[Phase]:
    """Return the phases of a campaign in the order of their numbers; one without any is one phase. Raises BadPhase, PhaseTwice."""
    phases = sorted(map(phase_of, texts))
    for one, other in pairwise(phases):
        if one.number == other.number:
            raise PhaseTwice(one.number)
    return phases or [Phase(1, title, first, last)]
