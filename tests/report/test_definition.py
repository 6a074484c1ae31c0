"""Overdue has one definition: the .sql files and domain.deadlines say the same for every state and every day."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zizhao_cli.domain.deadlines import days_left, days_overdue
from zizhao_cli.domain.values import OPEN, State
from zizhao_cli.report.question import sql

DUE = date(2022, 5, 5)
DAYS = [DUE + timedelta(days=n) for n in (-400, -31, -2, -1, 0, 1, 2, 26, 31, 240, 241, 400)]
STATES = list(State)


def holds(question: str, state: str, due_on: date, as_of: date, until: date | None = None) -> bool:
    """Say whether a hazard in `state` with a deadline is in the answer to `question`."""
    statement = f"WITH hazards AS (SELECT :state AS state, :due_on AS due_on) {sql(question)}"
    values = {"state": state, "due_on": str(due_on), "as_of": str(as_of), "until": str(until)}
    with closing(sqlite3.connect(":memory:")) as raw:
        return bool(raw.execute(statement, values).fetchall())


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_overdue_sql_agrees_with_the_rule(state: State, day: date) -> None:
    assert holds("overdue", state, DUE, day) == bool(days_overdue(state, DUE, day))


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_due_sql_agrees_with_the_rule(state: State, day: date) -> None:
    left = days_left(state, DUE, day)
    until = day + timedelta(days=7)
    assert holds("due", state, DUE, day, until) == (left is not None and left <= 7)


@pytest.mark.parametrize("state", STATES)
def test_open_sql_agrees_with_the_rule(state: State) -> None:
    assert holds("open", state, DUE, DUE) == (state in OPEN)


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(STATES),
    st.dates(date(1990, 1, 1), date(2100, 12, 31)),
    st.dates(date(1990, 1, 1), date(2100, 12, 31)),
)
def test_for_any_state_and_day(state: State, due_on: date, day: date) -> None:
    assert holds("overdue", state, due_on, day) == bool(days_overdue(state, due_on, day))


def test_by_hand() -> None:
    """The contract's own words, so that both cannot be wrong alike."""
    running = {State.REGISTERED, State.RECTIFYING}
    for state in STATES:
        assert not holds("overdue", state, DUE, DUE - timedelta(days=1))
        assert not holds("overdue", state, DUE, DUE)
        assert holds("overdue", state, DUE, DUE + timedelta(days=1)) == (state in running)
