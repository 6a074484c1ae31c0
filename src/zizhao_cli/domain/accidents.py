"""How grave an accident is, which of its reports are late, and what is still to be told: all worked out of what is recorded, for a moment.

Sources: 国务院令第493号 art. 3 (grades), 9, 11 (hours), 12 (parts), 13 (supplements); 重庆市安全生产条例 (2015) art. 48 (missing persons). Hours and days are those
that stood in the office's policy when the accident was registered, so that a change of policy stops no clock.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from zizhao_cli.domain.amounts import FEN
from zizhao_cli.domain.kinds.accident import FAST, GOES_ON, Grade
from zizhao_cli.domain.moments import end_of, minutes_between, moment_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from zizhao_cli.domain.policy import Policy

_TABLE = (
    (Grade.EXTRAORDINARY, 30, 100, 100_000_000),
    (Grade.MAJOR, 10, 50, 50_000_000),
    (Grade.LARGER, 3, 10, 10_000_000),
)
"""From how many deaths, serious injuries and yuan of direct loss on; below all of them it is general."""
_GRADES = [*Grade]
_TERMS = (
    "accident_unit_report_hours",
    "accident_pass_on_hours",
    "accident_statistics_hours",
    "accident_followup_hours",
    "accident_followup_hours_grave",
    "accident_supplement_days",
    "accident_supplement_days_fast",
    "accident_missing_days",
    "accident_missing_days_fast",
)


class Figures(NamedTuple):
    """What grades go by: people, and fen; None is unknown."""

    dead: int | None
    injured: int | None
    missing: int | None
    loss: int | None

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> Figures:
        """Return those of a record."""
        return cls(*(said[key] for key in cls._fields))


class Graded(NamedTuple):
    """A grade by the table; `at_least` where something unknown may make it a higher one."""

    grade: Grade
    at_least: bool

    def in_words(self) -> str:
        """Return it as people read it."""
        return f"至少{self.grade.label}" if self.at_least else self.grade.label


class Clock(NamedTuple):
    """Who is to report: what that is called, from which moment on, which moment ends it, and the term with its hours."""

    name: str
    label: str
    since: str
    ends: str
    term: str


UNIT_CLOCK = Clock(
    "unit", "单位上报", "head_told_at", "unit_reported_at", "accident_unit_report_hours"
)
TOWN_CLOCK = Clock("town", "镇上报", "town_told_at", "town_reported_at", "accident_pass_on_hours")
STATISTICS_CLOCK = Clock(
    "statistics", "统计直报", "town_told_at", "statistics_at", "accident_statistics_hours"
)
CLOCKS = (UNIT_CLOCK, TOWN_CLOCK, STATISTICS_CLOCK)
FOLLOWUP = "续报"


class Running(NamedTuple):
    """A clock that runs: what is to be told, since when, by when, and for how many minutes it has run, and is over."""

    name: str
    label: str
    since: str
    due_at: datetime
    minutes: int
    over: int


def terms_of(policy: Policy) -> str:
    """Return the terms that an accident keeps from its registration on, as JSON."""
    return json.dumps({term: getattr(policy, term) for term in _TERMS})


def graded(figures: Figures, *, missing_are_dead: bool = False) -> Graded:
    """Return the grade by the highest dimension; who is missing makes it a lower bound until he counts as dead."""
    dead = figures.dead or 0
    if missing_are_dead:
        dead += figures.missing or 0
    yuan = (figures.loss or 0) / FEN
    grade = next(
        (
            grade
            for grade, deaths, injuries, loss in _TABLE
            if dead >= deaths or (figures.injured or 0) >= injuries or yuan >= loss
        ),
        Grade.GENERAL,
    )
    may_rise = None in figures or (bool(figures.missing) and not missing_are_dead)
    return Graded(grade, may_rise and grade is not Grade.EXTRAORDINARY)


def below(one: str, other: str) -> bool:
    """Say whether a grade is lower than another."""
    return _GRADES.index(Grade(one)) < _GRADES.index(Grade(other))


def missing_count_from(said: Mapping[str, Any]) -> date:
    """Return the day from which who is missing counts as dead: 30 days after the accident, 7 of road traffic and fires."""
    return _after(said, "accident_missing_days")


def missing_are_dead(said: Mapping[str, Any], day: date) -> bool:
    """Say whether who is missing counts as dead at the end of `day`."""
    return day >= missing_count_from(said)


def supplement_due(said: Mapping[str, Any]) -> date:
    """Return the last day on which a change of casualties is told: 30 days after the accident, 7 of road traffic and fires."""
    return _after(said, "accident_supplement_days")


def _after(said: Mapping[str, Any], term: str) -> date:
    fast = said["type"] in FAST
    days = _terms(said)[f"{term}_fast" if fast else term]
    return _day(said["happened_on"]) + timedelta(days=days)


def lower_bound_falls(before: Figures, after: Figures) -> bool:
    """Say whether fewer people are told dead, dead or missing, harmed at all, or less loss, than before; the missing may turn out dead, and the injured die."""
    return any(later < earlier for earlier, later in zip(_sums(before), _sums(after), strict=True))


def _sums(figures: Figures) -> tuple[int, ...]:
    dead, injured, missing, loss = (value or 0 for value in figures)
    return dead, dead + missing, dead + missing + injured, loss


def late(clock: Clock, said: Mapping[str, Any]) -> int | None:
    """Return by how many minutes a report that was made is late, None where it was not, or nobody knows since when it was due."""
    if said[clock.since] is None or said[clock.ends] is None:
        return None
    return minutes_between(due_at(clock, said), moment_of(said[clock.ends]))


def due_at(clock: Clock, said: Mapping[str, Any]) -> datetime:
    """Return the moment by which a report is due."""
    return moment_of(said[clock.since]) + timedelta(hours=_terms(said)[clock.term])


def unreckoned(said: Mapping[str, Any]) -> Iterator[Clock]:
    """Yield the clocks of an open accident, of unit and town, of which nobody knows since when they run."""
    if said["state"] in GOES_ON:
        for clock in (UNIT_CLOCK, TOWN_CLOCK):
            if said[clock.since] is None:
                yield clock


def running(said: Mapping[str, Any], now: datetime) -> Iterator[Running]:
    """Yield the clocks of an accident that run at the moment `now`: reports of the unit and the town that were not made, and what is to be told further."""
    if said["state"] not in GOES_ON:
        return
    for clock in (UNIT_CLOCK, TOWN_CLOCK):
        if said[clock.since] is not None and not _told_by(said[clock.ends], now):
            since = moment_of(said[clock.since])
            yield _runs(clock.name, clock.label, since, due_at(clock, said), now)
    last = _last_told(said)
    if last is not None and still_open(said) and now <= end_of(supplement_due(said)):
        grave = graded(Figures.of(said)).grade in (Grade.MAJOR, Grade.EXTRAORDINARY)
        term = "accident_followup_hours_grave" if grave else "accident_followup_hours"
        yield _runs("followup", FOLLOWUP, last, last + timedelta(hours=_terms(said)[term]), now)


def _told_by(moment: str | None, now: datetime) -> bool:
    return moment is not None and moment_of(moment) <= now


def _runs(name: str, label: str, since: datetime, due: datetime, now: datetime) -> Running:
    over = minutes_between(due, now)
    return Running(
        name, label, since.isoformat(timespec="minutes"), due, minutes_between(since, now), over
    )


def _last_told(said: Mapping[str, Any]) -> datetime | None:
    keys = ("unit_reported_at", "town_reported_at", "reported_at", "followed_up_at")
    told = [said[key] for key in keys if said[key] is not None]
    return moment_of(max(told)) if told else None


def still_open(said: Mapping[str, Any]) -> bool:
    """Say whether something of an accident is not known yet: how many were harmed, the loss, a part of its report, or where somebody is."""
    return None in Figures.of(said) or bool(said["missing"]) or bool(lacking(said))


def lacking(said: Mapping[str, Any]) -> list[str]:
    """Return which of the six parts of a report (art. 12) have not been told, each with what of it is missing."""
    parts = {
        "单位概况": {"单位": "unit", "概况": "overview"},
        "时间、地点、现场": {"时间": "happened_at", "地点": "place", "现场情况": "scene"},
        "简要经过": {"经过": "course"},
        "伤亡和损失": {"死亡": "dead", "重伤": "injured", "失踪": "missing", "损失": "loss"},
        "已采取的措施": {"措施": "measures_taken"},
        "其他情况": {"其他": "other"},
    }
    found = []
    for number, (part, keys) in enumerate(parts.items(), 1):
        not_told = [name for name, key in keys.items() if said[key] is None]
        if not_told:
            found.append(f"第 {number} 项{part}（{'、'.join(not_told)}）")
    return found


def _terms(said: Mapping[str, Any]) -> dict[str, int]:
    terms: dict[str, int] = json.loads(said["terms"])
    return terms


def _day(day: date | str) -> date:
    return date.fromisoformat(day) if isinstance(day, str) else day
