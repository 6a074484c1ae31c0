"""How a deadline is found, and which one is refused."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zizhao_cli.domain.deadlines import Deadline, is_relative, resolve_due, set_deadline
from zizhao_cli.domain.errors.steps import (
    BadDeadline,
    DueBeforeFound,
    ImmediateIsDueAtOnce,
    MajorNeedsDue,
)
from zizhao_cli.domain.errors.values import BadDate, MonthWithoutDay, NoSuchDay, YearOutOfRange
from zizhao_cli.domain.policy import Policy
from zizhao_cli.domain.values import Handling, Level

FOUND = date(2022, 4, 20)
TODAY = date(2022, 7, 15)


def office(general_deadline: str) -> Policy:
    sources = {"general_deadline": "本办公室约定"}
    return Policy(
        general_deadline,
        True,
        None,
        10,
        7,
        ("jpg",),
        50,
        20,
        30,
        "+10wd",
        90,
        "+15wd",
        90,
        "+5wd",
        *(12, 16, 24, 72, 365, 10),
        *("+60d", 30, "+10d", 15, 3000, 300_000),
        *(30_000, 40_000, 50_000, 60_000, None),
        *(1, 2, 24, 24, 12, 30, 7, 30, 7),
        sources,
    )


def deadline(due: str | None, **how: Any) -> Deadline:
    whole: dict[str, Any] = {
        "handling": Handling.DEADLINE,
        "level": Level.GENERAL,
        "found_on": FOUND,
        "today": TODAY,
        "policy": lambda: office("+15d"),
        "days_off": dict,
    }
    return set_deadline(due, **(whole | how))


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        ("2022-05-05", "2022-05-05"),
        ("2022年5月5日", "2022-05-05"),
        ("2022-04-20", "2022-04-20"),
        ("2030-01-01", "2030-01-01"),
        ("today", "2022-07-15"),
        ("+0d", "2022-04-20"),
        ("+1d", "2022-04-21"),
        ("+15d", "2022-05-05"),
        ("+15D", "2022-05-05"),
        ("＋１５ｄ", "2022-05-05"),
        ("+ 15 d", "2022-05-05"),
        ("+15天", "2022-05-05"),
        ("+15日", "2022-05-05"),
        ("+15个自然日", "2022-05-05"),
        ("+10wd", "2022-05-06"),
        ("+10WD", "2022-05-06"),
        ("+10工作日", "2022-05-06"),
        ("+10个工作日", "2022-05-06"),
        ("+11wd", "2022-05-07"),
    ],
)
def test_the_day_that_is_meant(due: str, expected: str) -> None:
    assert str(deadline(due).due_on) == expected


@given(st.integers(0, 9999), st.dates(date(1990, 1, 1), date(2050, 1, 1)))
def test_calendar_days_are_counted_from_the_day_after(count: int, found_on: date) -> None:
    due_on = resolve_due(f"+{count}d", found_on=found_on, today=TODAY, days_off=dict).due_on
    assert (due_on - found_on).days == count


def test_calendar_days_count_from_the_day_it_was_found_not_from_today() -> None:
    assert deadline("+15d", found_on=date(2022, 7, 1)).due_on == date(2022, 7, 16)


def test_default_of_the_policy() -> None:
    found = deadline(None)
    assert found.due_on == date(2022, 5, 5)
    assert found.basis["by"] == "policy"
    assert found.basis["source"] == "本办公室约定"


def test_default_in_working_days() -> None:
    found = deadline(None, policy=lambda: office("+10wd"))
    assert found.due_on == date(2022, 5, 6)
    assert found.basis["kind"] == "working"


def test_a_deadline_that_was_given_asks_for_no_policy() -> None:
    assert deadline("+3d", policy=lambda: pytest.fail("asked")).basis["by"] == "given"


def test_a_major_hazard_must_be_given_one() -> None:
    with pytest.raises(MajorNeedsDue):
        deadline(None, level=Level.MAJOR)
    assert deadline("+30d", level=Level.MAJOR).due_on == date(2022, 5, 20)


def test_immediate_is_due_on_the_day_it_was_found() -> None:
    found = deadline(None, handling=Handling.IMMEDIATE)
    assert found.due_on == FOUND
    assert found.basis["kind"] == "immediate"


@pytest.mark.parametrize("due", ["2022-04-20", "+0d"])
def test_immediate_with_the_same_day(due: str) -> None:
    assert deadline(due, handling=Handling.IMMEDIATE).due_on == FOUND


@pytest.mark.parametrize("due", ["2022-04-21", "+1d", "+1wd"])
def test_immediate_with_another_day_is_refused(due: str) -> None:
    with pytest.raises(ImmediateIsDueAtOnce):
        deadline(due, handling=Handling.IMMEDIATE)


def test_immediate_with_a_day_before_is_refused() -> None:
    with pytest.raises(DueBeforeFound):
        deadline("2022-04-19", handling=Handling.IMMEDIATE)


def test_a_deadline_before_the_day_it_was_found() -> None:
    with pytest.raises(DueBeforeFound) as refused:
        deadline("2022-04-19")
    assert "2022-04-19" in refused.value.sentence
    assert "2022-04-20" in refused.value.sentence


@pytest.mark.parametrize(
    "due", ["+15", "+d", "+15w", "+15m", "+10000d", "+1.5d", "-5d", "+-5d", "＋十天", "+15dd", "+"]
)
def test_a_mistyped_count(due: str) -> None:
    with pytest.raises(BadDeadline):
        deadline(due)


@pytest.mark.parametrize(
    ("due", "error"),
    [
        ("15d", BadDeadline),
        ("尽快", BadDeadline),
        ("2022-06-31", NoSuchDay),
        ("2022.6", MonthWithoutDay),
        ("2101-01-01", YearOutOfRange),
    ],
)
def test_a_mistyped_day(due: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        deadline(due)


@pytest.mark.parametrize("due", ["", " ", "\u3000"])
def test_a_blank_deadline(due: str) -> None:
    with pytest.raises((BadDate, BadDeadline)):
        deadline(due)


@pytest.mark.parametrize("due", ["+9999d", "+9999wd"])
def test_a_count_past_the_last_year(due: str) -> None:
    with pytest.raises(YearOutOfRange):
        deadline(due, found_on=date(2090, 1, 1))


def test_a_count_past_the_last_year_is_told_the_years_allowed() -> None:
    with pytest.raises(YearOutOfRange, match="1990–2100"):
        deadline("+9999d", found_on=date(2090, 1, 1))


def test_the_basis_holds_the_arithmetic() -> None:
    basis = deadline("+10wd").basis
    assert basis["rule"] == "+10wd"
    assert basis["from"] == "2022-04-20"
    assert basis["count"] == 10
    assert ["2022-04-24", "劳动节调休上班"] in basis["worked"]
    assert ["2022-05-02", "劳动节"] in basis["skipped"]
    assert basis["provisional"] is False
    assert not deadline("+10wd").provisional


def test_an_office_that_is_closed_works_on() -> None:
    closed = {date(2022, 4, 21): "镇庆（days_off.yaml，出处：通知）"}
    later = deadline("+10wd", days_off=lambda: closed)
    assert later.due_on > deadline("+10wd").due_on
    assert ["2022-04-21", "镇庆（days_off.yaml，出处：通知）"] in later.basis["skipped"]
    assert deadline("+10d", days_off=lambda: closed) == deadline("+10d")
    counted = deadline(None, policy=lambda: office("+10wd"), days_off=lambda: closed)
    assert counted.due_on == later.due_on


def test_working_days_end_in_this_century() -> None:
    with pytest.raises(YearOutOfRange):
        deadline("+9000wd", found_on=date(2070, 1, 1))


def test_a_provisional_deadline_says_so() -> None:
    far = deadline("+10wd", found_on=date(2098, 4, 20))
    assert far.provisional
    assert far.basis["provisional"] is True
    assert not deadline("+10d", found_on=date(2098, 4, 20)).provisional


@pytest.mark.parametrize(
    ("text", "relative"),
    [("+15d", True), ("+10wd", True), ("＋１０ｗｄ", True), ("15d", False), ("2022-04-20", False)],
)
def test_what_counts_days(text: str, relative: bool) -> None:
    assert is_relative(text) is relative
