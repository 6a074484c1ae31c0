"""When a hazard is overdue, by how many days, and when its clock stands still."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zizhao_cli.domain.deadlines import days_late, days_left, days_overdue
from zizhao_cli.domain.values import State

DUE = date(2022, 5, 5)
RUNNING = ["registered", "rectifying"]
STOPPED = ["awaiting_review", "closed", "transferred", "voided"]


def test_these_are_all_states() -> None:
    assert sorted(RUNNING + STOPPED) == sorted(State)


@pytest.mark.parametrize("state", RUNNING)
@pytest.mark.parametrize(
    ("day", "over", "left"),
    [
        ("2022-04-20", 0, 15),
        ("2022-05-04", 0, 1),
        ("2022-05-05", 0, 0),  # the day of the deadline itself is not overdue
        ("2022-05-06", 1, None),
        ("2022-07-15", 71, None),
        ("2023-05-05", 365, None),
    ],
)
def test_the_clock_runs(state: str, day: str, over: int, left: int | None) -> None:
    on = date.fromisoformat(day)
    assert (days_overdue(state, DUE, on), days_left(state, DUE, on)) == (over, left)


@pytest.mark.parametrize("state", STOPPED)
@pytest.mark.parametrize("day", ["2022-05-04", "2022-05-05", "2022-07-15"])
def test_the_clock_stands_still(state: str, day: str) -> None:
    on = date.fromisoformat(day)
    assert (days_overdue(state, DUE, on), days_left(state, DUE, on)) == (None, None)


@pytest.mark.parametrize(
    ("rectified_on", "late"),
    [(None, None), ("2022-05-04", 0), ("2022-05-05", 0), ("2022-05-06", 1), ("2022-06-05", 31)],
)
def test_days_late(rectified_on: str | None, late: int | None) -> None:
    on = None if rectified_on is None else date.fromisoformat(rectified_on)
    assert days_late(DUE, on) == late


@given(st.sampled_from(RUNNING), st.dates(), st.dates())
def test_a_running_hazard_is_overdue_or_has_days_left(state: str, due_on: date, day: date) -> None:
    over, left = days_overdue(state, due_on, day), days_left(state, due_on, day)
    assert (over == 0) == (left is not None)
    assert (left or 0) - (over or 0) == (due_on - day).days
