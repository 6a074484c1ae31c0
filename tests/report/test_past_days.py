"""A past day is told the same whichever way it is come by: corners that random lives seldom meet."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING

import pytest
import time_machine

from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.ledger.units import edit_unit
from zizhao_cli.report.as_of import WAYS, AsOf, as_of_at
from zizhao_cli.report.hazards import hazard_rows
from zizhao_cli.report.question import Where
from zizhao_cli.store.reading import reading

if TYPE_CHECKING:
    from tests.ledger.officer import Officer
    from zizhao_cli.report.model import Row

DAYS = [date(2022, 4, 20) + timedelta(days=5 * n) for n in range(-1, 14)]


@pytest.fixture
def office(officer: Officer) -> Officer:
    """Steps recorded on the day, afterwards, and beforehand; units renamed and put on the roll late; many at once."""
    with time_machine.travel("2022-04-21T09:00:00+08:00", tick=False):
        first, second = officer.hazard(), officer.hazard(due="2022-05-20", sector="消 防")
        officer.rectify(second, "2022-05-25")  # recorded before it took effect
    with time_machine.travel("2022-05-02T09:00:00+08:00", tick=False):
        officer.edit(first, "2022-05-02", sector="燃气")
        officer.unit("CS1", "幸福超市")
        officer.hazard(unit="CS1")  # found before its unit was put on the roll
        edit_unit(officer.session, "GXC", {"name": "新桂香村"}, date(2022, 5, 10))
    with time_machine.travel("2022-06-01T09:00:00+08:00", tick=False):
        for _ in range(9):
            officer.hazard(unit="GXC", found_on="2022-04-22")
        officer.review(second, "2022-05-28", passed=False)
        edit_unit(officer.session, "GXC", {"name": "桂香新村"}, date(2022, 5, 30))
    return officer


def told(officer: Officer, question: str, at: AsOf, *, sort: str | None = None) -> list[Row]:
    with reading(officer.path) as connection:
        return hazard_rows(connection, question, at, Where(), sort=sort, default="id")


def chosen(officer: Officer, day: date, known_at: date | None) -> AsOf:
    with reading(officer.path) as connection:
        return as_of_at(connection, HAZARD, day, known_at)


@pytest.mark.parametrize("question", ["hazards", "overdue", "open"])
def test_every_way_tells_the_same(office: Officer, question: str) -> None:
    for day, known_at in product(DAYS, [None, *DAYS]):
        at = chosen(office, day, known_at)
        ways = WAYS if at.way == "now" else WAYS[1:]
        for sort in (None, "-days_overdue", "days_left", "-days_late", "unit", "sector"):
            rows = [
                told(office, question, AsOf(HAZARD, day, at.known_seq, way), sort=sort)
                for way in ways
            ]
            assert rows == rows[:1] * len(rows), (day, known_at, sort)


def test_every_way_is_taken(office: Officer) -> None:
    taken = {chosen(office, day, known).way for day, known in product([*DAYS, office.today], DAYS)}
    assert taken | {chosen(office, office.today, None).way} == set(WAYS)


def test_a_step_recorded_before_it_took_effect(office: Officer) -> None:
    at = chosen(office, date(2022, 5, 24), date(2022, 5, 1))
    assert [row["state"] for row in told(office, "hazards", at)] == ["registered", "registered"]
    at = chosen(office, date(2022, 5, 25), date(2022, 5, 1))
    assert [row["state"] for row in told(office, "hazards", at)] == [
        "registered",
        "awaiting_review",
    ]


def test_the_evening_before_many_were_recorded_at_once(office: Officer) -> None:
    at = chosen(office, date(2022, 5, 31), date(2022, 5, 31))
    assert at.way == "known"
    assert [row["no"][-1] for row in told(office, "hazards", at)] == ["1", "2", "3"]


def test_the_names_of_units_are_those_of_the_day(office: Officer) -> None:
    def names(day: str, known_at: str | None = None) -> list[str]:
        known = None if known_at is None else date.fromisoformat(known_at)
        at = chosen(office, date.fromisoformat(day), known)
        return [row["unit"] for row in told(office, "hazards", at)][:3]

    assert names("2022-04-25") == ["桂香村", "桂香村", "幸福超市"]
    assert names("2022-05-10") == ["新桂香村", "新桂香村", "幸福超市"]
    assert names("2022-05-30") == ["桂香新村", "桂香新村", "幸福超市"]
    assert names("2022-05-30", "2022-05-31") == ["新桂香村", "新桂香村", "幸福超市"]
    assert names("2022-05-30", "2022-05-01") == ["桂香村", "桂香村"]
