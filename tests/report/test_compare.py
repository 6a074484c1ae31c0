"""Two days side by side agree with the figures of each, and each difference with the hazards behind it, on random lives, by a model in plain Python."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from tests.report.lives import MOVES, START, Ledger, Move
from tests.report.test_figures import BY_HAND, OPEN
from tests.report.test_lives import BOUNDED, WATCHED, anew, expected, lived
from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.domain.periods import Period
from zizhao_cli.ledger.checks import edit_check
from zizhao_cli.ledger.units import edit_unit
from zizhao_cli.report.as_of import WAYS, AsOf
from zizhao_cli.report.compare import _row, entries_between, figures_before, pairs
from zizhao_cli.report.filters import Filters
from zizhao_cli.report.summary import Cohort, counted
from zizhao_cli.store.reading import reading

if TYPE_CHECKING:
    import sqlite3
    from contextlib import AbstractContextManager

    from tests.ledger.officer import Officer
    from zizhao_cli.report.model import Row

__all__ = ["anew"]
RUNNING = {"registered", "rectifying"}
COHORTS = [None, Period("", START, START), Period("", WATCHED[2], WATCHED[-1])]
NARROWED: list[dict[str, str | bool]] = [
    {},
    {"level": "major"},
    {"overdue": True},
    {"responsible": "刘和平"},
]
DAYS = [(first, second) for first, second in combinations(WATCHED, 2)][::3]


def cohort(filters: Filters, at: AsOf) -> Cohort:
    return Cohort(filters, at, filters.days())


def lets_through(row: Row, by: dict[str, str | bool]) -> bool:
    return all(
        bool(row["days_overdue"]) if key == "overdue" else row[key] == value
        for key, value in by.items()
    )


def counts(
    ledger: Ledger, day: date, seq: int, by: dict[str, str | bool], days: Period | None
) -> dict[str, dict[str, Row]]:
    """Return for each figure the hazards that it counts."""
    rows = [
        row
        for row in expected(ledger, day, seq)
        if row["state"] != "voided" and lets_through(row, by)
    ]
    inside = [
        row for row in rows if days is None or str(days.first) <= row["found_on"] <= str(days.last)
    ]
    found = {key: {row["no"]: row for row in inside if rule(row)} for key, rule in BY_HAND.items()}
    left = [row for row in rows if days and row["found_on"] < str(days.first)]
    found["carried"] = {row["no"]: row for row in left if row["state"] in OPEN}
    return found


def became(  # noqa: PLR0911 - one of many things
    then: Row | None, now: Row, inside: tuple[bool, bool]
) -> str:
    """Return what became of a hazard, by its rows of both days as the model has them, and whether it was counted."""
    if then is None:
        return "came"
    was, state = then["state"], now["state"]
    if was != state and state in ("closed", "transferred"):
        return str(state)
    if was == "transferred" and state != was:
        return "reopened"
    if was in RUNNING and state == "awaiting_review":
        return "rectified"
    if was == "awaiting_review" and state in RUNNING:
        return "returned"
    if now["days_overdue"] and not then["days_overdue"]:
        return "overdue"
    if now["due_on"] > then["due_on"]:
        return "slipped"
    if now["level"] != then["level"]:
        return "raised" if now["level"] == "major" else "lowered"
    if inside[0] != inside[1]:
        return "entered" if inside[1] else "left"
    return "other"


@BOUNDED
@given(moves=MOVES)
def test_each_difference_is_that_of_the_hazards_behind_it(
    anew: type[AbstractContextManager[Officer]], moves: list[Move]
) -> None:
    """By two days that are known alike."""
    with anew() as officer:
        _, ledger = lived(officer, moves)
        with reading(officer.path) as connection:
            for place, (first, second) in enumerate(DAYS):
                by, days = NARROWED[place % len(NARROWED)], COHORTS[place % len(COHORTS)]
                for seq in (ledger.entries, ledger.entries - place % 7):
                    agree(connection, officer, ledger, (first, second), seq, by, days)


def agree(
    connection: sqlite3.Connection,
    officer: Officer,
    ledger: Ledger,
    two: tuple[date, date],
    seq: int,
    by: dict[str, str | bool],
    days: Period | None,
) -> None:
    ends = {} if days is None else {"first": str(days.first), "last": str(days.last)}
    filters = Filters(officer.path, officer.today, **by, **ends)  # type: ignore[arg-type]
    then, now = (cohort(filters, AsOf(HAZARD, day, seq, WAYS[-1])) for day in two)
    was, is_now = (counts(ledger, day, seq, by, days) for day in two)
    figures = counted(connection, then)[0], counted(connection, now)[0]
    assert figures_before(connection, then, now, figures[1]) == figures[0]
    rows = {row["no"]: row for row in (_row(pair, *two) for pair in pairs(connection, then, now))}
    for key, counted_now in is_now.items():
        if key == "carried" and days is None:
            continue
        assert (figures[0][key], figures[1][key]) == (len(was[key]), len(counted_now))
        assert was[key].keys() ^ counted_now.keys() <= rows.keys(), key
    both = [{row["no"]: row for row in expected(ledger, day, seq)} for day in two]
    counted_ever = [{no for each in one.values() for no in each} for one in (was, is_now)]
    assert rows.keys() <= counted_ever[0] | counted_ever[1]
    for no, row in rows.items():
        there = [one.get(no) for one in both]
        inside = (no in counted_ever[0], no in counted_ever[1])
        assert there[1]
        assert row["change"] == became(there[0], there[1], inside)
        for when, model in zip(("then", "now"), there, strict=True):
            for key in ("due_on", "state", "level", "days_overdue"):
                shown = row[f"{'due' if key == 'due_on' else key}_{when}"]
                assert shown == (None if model is None else model[key]), (no, key, when)


@BOUNDED
@given(moves=MOVES)
def test_what_changed_an_earlier_figure(
    anew: type[AbstractContextManager[Officer]], moves: list[Move]
) -> None:
    """One day, by two entries: the hazards that are counted otherwise are named by the entries between, and by no others."""
    with anew() as officer:
        _, ledger = lived(officer, moves)
        everything = Filters(officer.path, officer.today)
        with reading(officer.path) as connection:
            for day in WATCHED:
                for early in range(ledger.entries // 3, ledger.entries, 3):
                    ats = [AsOf(HAZARD, day, seq, WAYS[-1]) for seq in (early, ledger.entries)]
                    as_known, then = (cohort(everything, at) for at in ats)
                    figures = [counted(connection, one)[0] for one in (as_known, then)]
                    assert figures_before(connection, as_known, then, figures[1]) == figures[0]
                    was, now = (counts(ledger, day, at.known_seq, {}, None) for at in ats)
                    otherwise = {no for key in was for no in was[key].keys() ^ now[key].keys()}
                    entries = entries_between(connection, as_known, then)
                    named = {no for entry in entries for no in entry["records"]}
                    changed = {row["no"] for row in pairs(connection, as_known, then)}
                    assert otherwise <= named <= changed, (day, early)
                    assert all(early < entry["seq"] <= ledger.entries for entry in entries)


@pytest.mark.parametrize("way", WAYS[1:])
def test_units_that_were_told_otherwise(officer: Officer, way: str) -> None:
    """A unit of another kind brings its hazards into what is asked for."""
    officer.unit("DD", "丁店", kind="enterprise")
    no = officer.hazard(unit="丁店", found_on="2022-05-02", due="2022-12-30")
    edit_unit(officer.session, ["DD"], {"kind": "site"}, date(2022, 6, 1))
    filters = Filters(officer.path, officer.today, kind="site")
    with reading(officer.path) as connection:
        then, now = (
            cohort(filters, AsOf(HAZARD, day, 99, way))
            for day in (date(2022, 5, 31), date(2022, 6, 1))
        )
        rows = [_row(pair, then.at.day, now.at.day) for pair in pairs(connection, then, now)]
        figures = counted(connection, now)[0]
        assert figures["found"] == 1
        assert figures_before(connection, then, now, figures)["found"] == 0
    assert [(row["no"], row["change"]) for row in rows] == [(no, "entered")]


def test_inspectors_that_were_corrected_later(officer: Officer) -> None:
    """Who found a hazard is told by its check, and so the entry names the check."""
    check = officer.check(inspectors=["张静"], hazard={"title": "出口堵塞", "due": "+15d"})
    early = officer.known("SELECT max(seq) FROM journal")[0][0]
    edit_check(officer.session, check, {"inspectors": ["刘和平"]}, "记错")
    filters = Filters(officer.path, officer.today, inspector="刘和平")
    with reading(officer.path) as connection:
        as_known, then = (
            cohort(filters, AsOf(HAZARD, WATCHED[2], seq, "begun")) for seq in (early, early + 1)
        )
        figures = counted(connection, then)[0]
        assert figures["found"] == 1
        assert figures_before(connection, as_known, then, figures)["found"] == 0
        (entry,) = entries_between(connection, as_known, then)
    assert (entry["action"], entry["records"]) == ("check.edit", [check])
