"""Figures agree with the lists behind them, whatever was recorded, taken back and corrected, on every day and by every entry."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from tests.report.lives import MOVES, START, Move
from tests.report.test_lives import BOUNDED, WATCHED, anew, expected, known, lived
from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.domain.periods import Period
from zizhao_cli.report.as_of import WAYS, AsOf, as_of_at
from zizhao_cli.report.figures import CARRIED, FIGURES
from zizhao_cli.report.filters import Filters
from zizhao_cli.report.groups import GROUPS
from zizhao_cli.report.hazards import hazard_rows
from zizhao_cli.report.summary import LISTED, Cohort, counted, totals_of
from zizhao_cli.store.reading import reading

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from tests.ledger.officer import Officer
    from zizhao_cli.report.model import Row

__all__ = ["anew"]
COHORTS = [None, Period("", START, START), Period("", WATCHED[2], WATCHED[-1])]
DONE = {"awaiting_review", "closed"}
OPEN = {"registered", "rectifying", "awaiting_review"}
BY_HAND: dict[str, Callable[[Row], object]] = {
    "found": lambda _: True,
    "rectified": lambda row: row["state"] in DONE,
    "closed": lambda row: row["state"] == "closed",
    "open": lambda row: row["state"] in OPEN,
    "overdue": lambda row: row["days_overdue"],
    "late": lambda row: row["state"] in DONE and row["rectified_on"] > row["due_on"],
    "major_found": lambda row: row["level"] == "major",
    "major_closed": lambda row: row["level"] == "major" and row["state"] == "closed",
    "supervised": lambda _: False,
    "transferred": lambda row: row["state"] == "transferred",
}
"""What each figure counts, of the hazards as a model in plain Python tells them."""


def listed(connection: sqlite3.Connection, cohort: Cohort, key: str) -> list[Row]:
    where = cohort.of(connection, LISTED[key])
    if where is None:
        return []
    return hazard_rows(connection, "hazards", cohort.at, where, sort=None, default="id")


@BOUNDED
@given(moves=MOVES)
def test_totals_are_what_a_model_counts_and_what_the_lists_hold(
    anew: type[AbstractContextManager[Officer]], moves: list[Move]
) -> None:
    with anew() as officer:
        _, ledger = lived(officer, moves)
        everything = Filters(officer.path, officer.today)
        with reading(officer.path) as connection:
            for day, seq, days in product(WATCHED, range(0, ledger.entries + 1, 3), COHORTS):
                model = [row for row in expected(ledger, day, seq) if row["state"] != "voided"]
                inside = [
                    row
                    for row in model
                    if days is None or str(days.first) <= row["found_on"] <= str(days.last)
                ]
                at = AsOf(HAZARD, day, seq, WAYS[-1])
                cohort = Cohort(everything, at, days)
                (totals,) = counted(connection, cohort)
                for key, counts in BY_HAND.items():
                    assert totals[key] == len([row for row in inside if counts(row)]), key
                    assert known(listed(connection, cohort, key), model) == [
                        row for row in inside if counts(row)
                    ]
                left = [
                    row
                    for row in model
                    if days and row["found_on"] < str(days.first) and row["state"] in OPEN
                ]
                assert totals["carried"] == (None if days is None else len(left))
                assert known(listed(connection, cohort, "carried"), model) == left


@BOUNDED
@given(moves=MOVES)
def test_groups_add_up_and_no_number_exceeds_the_one_it_is_part_of(
    anew: type[AbstractContextManager[Officer]], moves: list[Move]
) -> None:
    with anew() as officer:
        lived(officer, moves)
        everything = Filters(officer.path, officer.today)
        with reading(officer.path) as connection:
            for day, days in product(WATCHED, COHORTS):
                at = as_of_at(connection, HAZARD, day, None)
                cohort = Cohort(everything, at, days)
                (totals,) = counted(connection, cohort)
                for groups in [[group] for group in GROUPS.values()] + [
                    [GROUPS["village"], GROUPS["month"], GROUPS["level"]]
                ]:
                    rows = counted(connection, cohort, groups)
                    assert totals_of(connection, cohort, groups, rows) == totals
                    for row in [totals, *rows]:
                        assert row["found"] == row["closed"] + row["open"] + row["transferred"]
                        for figure in FIGURES.values():
                            assert figure.within is None or row[figure.key] <= row[figure.within]
                        share = row["rectified"] / row["found"] if row["found"] else None
                        assert row["rate"] == (share if share is None else round(share, 4))


def test_every_figure_is_counted_by_hand_here() -> None:
    """So that a figure without a case is noticed."""
    assert BY_HAND.keys() == FIGURES.keys()
    assert LISTED.keys() == {*FIGURES, CARRIED.key}


@pytest.fixture
def found_by(officer: Officer) -> Officer:
    """A hazard found by two, one by one of them, one by nobody known."""
    for names in (["张静", "刘和平"], ["张静"]):
        check = officer.check(inspectors=names, hazard={"title": "出口堵塞", "due": "+15d"})
        assert check
    officer.hazard()
    return officer


def test_who_found_together_has_each_of_them(found_by: Officer) -> None:
    with reading(found_by.path) as connection:
        at = as_of_at(connection, HAZARD, found_by.today, None)
        cohort = Cohort(Filters(found_by.path, found_by.today), at)
        groups = [GROUPS["inspector"]]
        rows = counted(connection, cohort, groups)
        found = {row["inspector"]: row["found"] for row in rows}
        assert found == {"张静": 2, "刘和平": 1, None: 1}
        assert totals_of(connection, cohort, groups, rows)["found"] == 3


def test_plans_that_name_an_amount_are_added(officer: Officer) -> None:
    for funds in ("2万元", "1,500.50", "企业自筹"):
        officer.plan(officer.hazard(), "2022-04-21", funds=funds)
    officer.hazard(unit="大丘村")
    with reading(officer.path) as connection:
        at = as_of_at(connection, HAZARD, officer.today, None)
        cohort = Cohort(Filters(officer.path, officer.today), at)
        rows = counted(connection, cohort, [GROUPS["village"]])
        assert {row["village"]: row["funds"] for row in rows} == {"桂香村": 21500.5, "大丘村": None}
