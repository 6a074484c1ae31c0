"""What is asked of a ledger costs as much as the answer, and not as much as the ledger: counted in SQLite's own steps."""

from __future__ import annotations

import runpy
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.report import deadlines
from zizhao_cli.report.as_of import AsOf, Then, as_of_at
from zizhao_cli.report.checks import check_list
from zizhao_cli.report.deadlines import Asked
from zizhao_cli.report.filters import Filters
from zizhao_cli.report.hazards import hazard_list, hazard_rows
from zizhao_cli.report.question import Where
from zizhao_cli.store.reading import reading

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from pathlib import Path

    Question = Callable[[sqlite3.Connection, Filters], object]

DAY = date(2022, 12, 31)
NIGHT = DAY - timedelta(days=1)
SIZES = (500, 5_000)
LATE = 20
EACH = 10
"""So many steps of SQLite's machine are counted at once."""


@pytest.fixture(scope="module")
def ledgers(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two ledgers, one ten times the size of the other, with the same hazards overdue."""
    grown = runpy.run_path("bench/ledgers.py")["grown"]
    folder = tmp_path_factory.mktemp("growth")
    paths = [folder / f"{size}.db" for size in SIZES]
    for path, size in zip(paths, SIZES, strict=True):
        grown(path, size, DAY, LATE)
    return paths


def steps(path: Path, question: Question) -> int:
    """Return how many steps SQLite takes to answer `question`."""
    counted = 0

    def count() -> None:
        nonlocal counted
        counted += EACH

    with reading(path) as connection:
        connection.set_progress_handler(count, EACH)
        question(connection, Filters(path, DAY))
    return counted


def growth(ledgers: list[Path], question: Question) -> float:
    """Return how many steps more the larger ledger costs for each hazard that it has more."""
    small, large = (steps(path, question) for path in ledgers)
    return (large - small) / (SIZES[1] - SIZES[0])


def sorted_by(sort: str) -> Question:
    return lambda connection, filters: hazard_list(connection, filters, sort, 5)


def narrowed(**by: str | list[str] | bool) -> Question:
    return lambda connection, filters: hazard_list(connection, replace(filters, **by), None, None)


def checks(sort: str | None, **by: str | list[str]) -> Question:
    return lambda connection, filters: check_list(
        connection, replace(filters, **by), sort, 5, with_voided=False
    )


def checks_then(sort: str | None, then: Then, **by: str) -> Question:
    return lambda connection, filters: check_list(
        connection, replace(filters, **by), sort, 5, then, with_voided=False
    )


def report(name: str, as_of: date = DAY, known_at: date | None = None, **by: str) -> Question:
    ask = getattr(deadlines, name)
    return lambda connection, filters: ask(
        connection, replace(filters, **by), Asked(as_of, known_at)
    )


QUESTIONS: dict[str, Question] = {
    **{
        f"sorted by {sort}": sorted_by(sort)
        for key in ("no", "days_overdue", "days_left", "found_on")
        for sort in (key, f"-{key}")
    },
    **{f"sorted by {sort}": sorted_by(sort) for sort in ("-days_overdue,-unit", "-no,title")},
    "overdue in a list": narrowed(overdue=True),
    "the last that have a text": lambda connection, filters: hazard_list(
        connection, replace(filters, text="出口 堵塞"), "-no", 5
    ),
    "the longest rectified late": sorted_by("-days_late"),
    "found in a range of days": narrowed(first="2022-11-01", last="2022-12-31"),
    "of a person": narrowed(responsible="王五"),
    "of a sector": narrowed(sector="燃气"),
    "the last checks": checks("-no"),
    "of persons": narrowed(responsible=["王五", "赵六"]),
    "of units": narrowed(unit=["桂香村", "先进村"]),
    "checks of units": checks(None, unit=["桂香村", "先进村"]),
    "checks of a unit": checks(None, unit="青峰社区"),
    "the last checks of last night": checks_then("-no", Then(NIGHT)),
    "the last checks, as was known last night": checks_then("-no", Then(DAY, NIGHT)),
    "checks of a unit last night": checks_then(None, Then(NIGHT), unit="青峰社区"),
    "hazards of a person last night": lambda connection, filters: hazard_list(
        connection, replace(filters, responsible="王五"), None, None, Then(NIGHT)
    ),
    "overdue": report("overdue"),
    "open": report("still_open"),
    "open of a person": report("still_open", responsible="王五"),
    "overdue last night": report("overdue", NIGHT),
    "open last night": report("still_open", NIGHT),
    "overdue, as was known last night": report("overdue", DAY, NIGHT),
    "overdue last night, as was known then": report("overdue", NIGHT, NIGHT),
    "overdue last night of a kind of unit": report("overdue", NIGHT, kind="village"),
    "before anything was recorded": report("overdue", DAY, NIGHT - timedelta(1)),
    "before anything happened": report("overdue", DAY - timedelta(9999)),
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_steps_do_not_grow_with_the_ledger(ledgers: list[Path], name: str) -> None:
    assert growth(ledgers, QUESTIONS[name]) < 0.2


@pytest.mark.parametrize(
    "question",
    [
        sorted_by("title"),
        lambda connection, _: hazard_rows(
            connection, "overdue", AsOf(HAZARD, NIGHT, 9, "begun"), Where(), sort=None, default="id"
        ),
    ],
    ids=["a sort that no index serves", "a replay of all that were found"],
)
def test_a_scan_of_the_ledger_is_seen(ledgers: list[Path], question: Question) -> None:
    """The case that makes the guard fail."""
    assert growth(ledgers, question) > 5


def test_the_ways_that_are_taken(ledgers: list[Path]) -> None:
    """Each is taken where it costs the least."""
    with reading(ledgers[1]) as connection:
        assert as_of_at(connection, HAZARD, DAY, None).way == "now"
        assert as_of_at(connection, HAZARD, NIGHT, None).way == "later"
        assert as_of_at(connection, HAZARD, DAY, NIGHT).way == "later"
        assert as_of_at(connection, HAZARD, DAY, NIGHT - timedelta(1)).way == "known"
        assert as_of_at(connection, HAZARD, NIGHT - timedelta(55), None).way == "begun"
