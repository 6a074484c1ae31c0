"""How grave an accident is, and its clocks: the table's boundaries, and moments over month ends, years and leap days."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zizhao_cli.domain.accidents import (
    CLOCKS,
    TOWN_CLOCK,
    UNIT_CLOCK,
    Figures,
    Graded,
    graded,
    lacking,
    late,
    lower_bound_falls,
    missing_are_dead,
    missing_count_from,
    running,
    supplement_due,
)
from zizhao_cli.domain.kinds.accident import ACCIDENT, Grade
from zizhao_cli.domain.moments import kept
from zizhao_cli.settings import SHANGHAI

WAN = 10_000 * 100
"""Ten thousand yuan, in fen."""
TERMS = json.dumps(
    {
        "accident_unit_report_hours": 1,
        "accident_pass_on_hours": 2,
        "accident_statistics_hours": 24,
        "accident_followup_hours": 24,
        "accident_followup_hours_grave": 12,
        "accident_supplement_days": 30,
        "accident_supplement_days_fast": 7,
        "accident_missing_days": 30,
        "accident_missing_days_fast": 7,
    }
)
G, L, M, X = Grade
FIRST = datetime(2019, 12, 30, tzinfo=SHANGHAI)
MOMENTS = st.integers(0, 60 * 24 * 3000).map(lambda minutes: FIRST + timedelta(minutes=minutes))
"""From before one leap day until after another."""
MINUTES = st.integers(0, 60 * 24 * 60)


def accident(**said: Any) -> dict[str, Any]:
    """Return an accident of which nothing is known but what is `said`."""
    columns = {field.key: None for field in ACCIDENT.columns}
    fixed = {"state": "provisional", "type": "fall", "happened_on": "2022-05-03", "terms": TERMS}
    return {**columns, **fixed, **said}


@pytest.mark.parametrize(
    ("dead", "injured", "wan", "grade"),
    [
        (0, 0, 0, G),
        (2, 9, 999, G),
        (3, 0, 0, L),
        (0, 10, 0, L),
        (0, 0, 1000, L),
        (9, 49, 4999, L),
        (10, 0, 0, M),
        (0, 50, 0, M),
        (0, 0, 5000, M),
        (29, 99, 9999, M),
        (30, 0, 0, X),
        (0, 100, 0, X),
        (0, 0, 10_000, X),
        (1, 100, 0, X),
        (3, 0, 5000, M),
    ],
)
def test_the_highest_dimension_counts(dead: int, injured: int, wan: int, grade: Grade) -> None:
    assert graded(Figures(dead, injured, 0, wan * WAN)) == Graded(grade, at_least=False)


def test_a_fen_below_is_below() -> None:
    assert graded(Figures(0, 0, 0, 1000 * WAN - 1)).grade is G


@pytest.mark.parametrize("unknown", range(4))
def test_unknown_is_not_zero(unknown: int) -> None:
    """Each dimension that nobody knows makes the grade a lower bound; of the gravest none is higher."""
    known: list[int | None] = [3, 0, 0, 0]
    known[unknown] = None
    found = graded(Figures(*known))
    assert found.at_least
    assert found.in_words() == ("至少一般" if unknown == 0 else "至少较大")
    assert not graded(Figures(30, None, None, None)).at_least


def test_the_missing_are_counted_as_dead_once_their_days_are_over() -> None:
    figures = Figures(1, 0, 2, 0)
    assert graded(figures) == Graded(G, at_least=True)
    assert graded(figures, missing_are_dead=True) == Graded(L, at_least=False)


_FIGURE = st.one_of(st.none(), st.integers(0, 200))


@given(_FIGURE, _FIGURE, _FIGURE, _FIGURE, st.integers(0, 3), st.integers(1, 100))
def test_more_harm_is_never_less_grave(
    dead: int | None, injured: int | None, missing: int | None, wan: int | None, at: int, more: int
) -> None:
    loss = None if wan is None else wan * 100 * WAN
    figures = [dead, injured, missing, loss]
    worse = [*figures]
    worse[at] = (worse[at] or 0) + more
    grades = [*Grade]
    for count in (False, True):
        before, after = (
            graded(Figures(*told), missing_are_dead=count) for told in (figures, worse)
        )
        assert grades.index(after.grade) >= grades.index(before.grade)
    assert not lower_bound_falls(Figures(*figures), Figures(*worse))
    assert lower_bound_falls(Figures(*worse), Figures(*figures))


@pytest.mark.parametrize(
    ("before", "after", "falls"),
    [
        ((1, 2, 3, 0), (4, 2, 0, 0), False),  # the missing were found dead
        ((1, 2, 0, 0), (2, 1, 0, 0), False),  # one of the injured died
        ((1, 2, 3, 0), (1, 5, 0, 0), True),  # the missing were found alive
        ((2, 2, 0, 0), (1, 3, 0, 0), True),
        ((1, 0, 0, 0), (None, 0, 0, 0), True),
        ((None, 0, 0, 0), (0, 0, 0, 0), False),
        ((0, 0, 0, 100), (0, 0, 0, 99), True),
    ],
)
def test_what_is_told_lower(before: Any, after: Any, falls: bool) -> None:
    assert lower_bound_falls(Figures(*before), Figures(*after)) is falls


@given(MOMENTS, MINUTES)
def test_a_report_is_late_by_what_is_over_its_hours(told: datetime, minutes: int) -> None:
    for clock, hours in zip(CLOCKS, (1, 2, 24), strict=True):
        reported = told + timedelta(minutes=minutes)
        said = accident(**{clock.since: kept(told), clock.ends: kept(reported)})
        assert late(clock, said) == max(0, minutes - hours * 60)
        assert late(clock, {**said, clock.since: None}) is None


@given(MOMENTS, MINUTES)
def test_a_clock_runs_until_its_report_is_made(told: datetime, minutes: int) -> None:
    now = told + timedelta(minutes=minutes)
    for clock, hours in ((UNIT_CLOCK, 1), (TOWN_CLOCK, 2)):
        said = accident(**{clock.since: kept(told)})
        (runs,) = running(said, now)
        assert (runs.name, runs.minutes) == (clock.name, minutes)
        assert runs.over == max(0, minutes - hours * 60)
        assert [*running({**said, clock.ends: kept(now)}, now)][:1] != [runs]
        assert not [*running({**said, "state": "closed"}, now)]


@given(st.dates(date(2019, 12, 1), date(2028, 3, 31)), st.sampled_from(["road", "fire", "fall"]))
def test_days_run_over_month_ends_years_and_leap_days(happened: date, kind: str) -> None:
    days = timedelta(days=30 if kind == "fall" else 7)
    said = accident(type=kind, happened_on=str(happened), missing=2)
    assert supplement_due(said) == missing_count_from(said) == happened + days
    assert missing_are_dead(said, happened + days)
    assert not missing_are_dead(said, happened + days - timedelta(days=1))


def test_what_is_open_is_told_again_until_its_days_are_over() -> None:
    said = accident(reported_at="2022-05-03T16:00+08:00")
    now = datetime(2022, 5, 4, 17, 0, tzinfo=SHANGHAI)
    (runs,) = running(said, now)
    assert (runs.label, runs.over) == ("续报", 60)
    grave = {**said, "dead": 10}
    assert next(running(grave, now)).over == 13 * 60
    assert not [*running(said, datetime(2022, 6, 3, 0, 0, tzinfo=SHANGHAI))]
    known = dict.fromkeys(("unit", "overview", "place", "scene", "course", "other"), "说了")
    known |= {"happened_at": "2022-05-03T14:00+08:00", "measures_taken": "救人"}
    figures = {"dead": 0, "injured": 1, "missing": 0, "loss": 0}
    assert lacking({**said, **known, **figures}) == []
    assert not [*running({**said, **known, **figures}, now)]
    assert [*running({**said, **known, **figures, "missing": 1}, now)]


def test_the_six_parts_are_named_with_what_is_missing() -> None:
    found = lacking(accident(unit="桂香花炮厂", place="二号库", dead=1, course="装卸时爆炸"))
    assert found == [
        "第 1 项单位概况（概况）",
        "第 2 项时间、地点、现场（时间、现场情况）",
        "第 4 项伤亡和损失（重伤、失踪、损失）",
        "第 5 项已采取的措施（措施）",
        "第 6 项其他情况（其他）",
    ]
