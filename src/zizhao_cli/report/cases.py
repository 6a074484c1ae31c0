"""The cases of units that do not do their part on a day, each with the day it began and the records that show it (plan, 五, 三)."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from zizhao_cli.domain.escalation import Ladder, Trigger
from zizhao_cli.domain.text import matching_key
from zizhao_cli.domain.values import OPEN, RUNNING, Level
from zizhao_cli.report.campaigns import campaign
from zizhao_cli.report.filters import OVERDUE, RUNS
from zizhao_cli.report.question import Where, ask
from zizhao_cli.report.rebound import rebound

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    from zizhao_cli.report.covered import Coverage
    from zizhao_cli.report.filters import Filters
    from zizhao_cli.report.frame import Asked
    from zizhao_cli.report.model import Row


class Case(NamedTuple):
    """A unit, why it is to be dealt with, since when, in words, and the numbers of the records that show it; none where it lacks records."""

    unit: Row
    trigger: Trigger
    since: date
    why: str
    records: list[str]


class Shown(NamedTuple):
    """A hazard that shows something of its unit, and since when it does."""

    unit_code: str
    no: str
    since: date


def cases(
    connection: sqlite3.Connection,
    filters: Filters,
    asked: Asked,
    covered: Coverage,
    terms: Ladder,
) -> Iterator[Case]:
    """Yield the cases of the units that `covered` lets through, those of a unit together; one who did not check itself is a case since the first of the days that are asked for, by default of the campaign."""
    units = covered.units()
    shown = {
        Trigger.THIN_MEASURES: _by_unit(_thin(connection, covered, terms)),
        Trigger.NOT_PUT_RIGHT: _by_unit(_not_put_right(connection, covered, terms)),
        Trigger.REBOUND: _by_unit(_rebounds(connection, filters, asked)),
    }
    began = covered.days.first
    if began == date.min:
        began = campaign(filters.ledger, asked.as_of, filters.phase).first
    for one in units:
        if one.bound and not one.reported and began <= asked.as_of:
            yield Case(one.unit, Trigger.NO_SELF_CHECK, began, f"{began} 以来没有自查", [])
        for trigger, of_units in shown.items():
            if found := of_units.get(one.unit["unit_code"]):
                numbers = sorted({hazard.no for hazard in found})
                why = f"{_WHY[trigger]} {len(numbers)} 项"
                yield Case(one.unit, trigger, min(h.since for h in found), why, numbers)


_WHY = {
    Trigger.THIN_MEASURES: "整改措施太短或照抄的",
    Trigger.NOT_PUT_RIGHT: "逾期或重大而没有整改的",
    Trigger.REBOUND: "销号后又查出、没有销号的",
}


def _by_unit(found: Iterable[Shown]) -> dict[str, list[Shown]]:
    units: dict[str, list[Shown]] = defaultdict(list)
    for one in found:
        units[one.unit_code].append(one)
    return units


def _hazards(
    connection: sqlite3.Connection, covered: Coverage, clauses: Sequence[str]
) -> list[sqlite3.Row]:
    where = Where({**covered.at.values}, clauses)
    return ask(connection, "hazards", where, order="id", at=covered.at)


def _thin(connection: sqlite3.Connection, covered: Coverage, terms: Ladder) -> Iterator[Shown]:
    """Yield the open hazards whose measures are too short, or the same as those of others, in whichever unit; a plan counts since its day."""
    states = ", ".join(f"'{state.value}'" for state in OPEN)
    rows = _hazards(connection, covered, [f"state IN ({states})", "plan_measures IS NOT NULL"])
    alike: dict[str, list[sqlite3.Row]] = defaultdict(list)
    for row in rows:
        alike[matching_key(row["plan_measures"])].append(row)
    planned = _planned(connection, covered) if rows else {}
    for text, found in alike.items():
        if len(text) < terms.thin_below or len(found) >= max(terms.copied_in, 2):
            for row in found:
                day = planned.get(row["id"], row["found_on"])
                yield Shown(row["unit_code"], row["no"], date.fromisoformat(day))


def _planned(connection: sqlite3.Connection, covered: Coverage) -> dict[int, str]:
    """Return for each hazard with a plan the day of its last one."""
    query = (
        "SELECT id, max(effective_on) FROM hazard_version\n"
        "WHERE step = 'plan' AND effective_on <= :as_of AND seq <= :known_seq GROUP BY id"
    )
    return {row[0]: row[1] for row in connection.execute(query, covered.at.values)}


def _not_put_right(
    connection: sqlite3.Connection, covered: Coverage, terms: Ladder
) -> Iterator[Shown]:
    """Yield the hazards that are past their term, and the major ones that are open for longer than the office lets pass."""
    major = f"{RUNS} AND level = '{Level.MAJOR.value}'"
    for row in _hazards(connection, covered, [f"(({OVERDUE[True]}) OR ({major}))"]):
        days = [date.fromisoformat(row["due_on"]) + timedelta(days=1)]
        if row["level"] == Level.MAJOR and row["state"] in RUNNING:
            over = timedelta(days=terms.major_open_days + 1)
            days.append(date.fromisoformat(row["found_on"]) + over)
        if (since := min(days)) <= covered.at.day:
            yield Shown(row["unit_code"], row["no"], since)


def _rebounds(connection: sqlite3.Connection, filters: Filters, asked: Asked) -> Iterator[Shown]:
    """Yield the hazards that came back and are open."""
    for row in rebound(connection, filters, asked._replace(limit=None, sort=None)).rows:
        if row["state"] in OPEN:
            yield Shown(row["unit_code"], row["no"], date.fromisoformat(row["found_on"]))
