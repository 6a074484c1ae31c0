"""Stretches of days, and the base that figures are counted on."""

from __future__ import annotations

from datetime import date

import pytest

from zizhao_cli.domain.errors.records import PeriodUnknown
from zizhao_cli.domain.errors.values import NoSuchDay
from zizhao_cli.domain.periods import Base, cohort_of, parse_period

TODAY = date(2022, 7, 15)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2022", (2022, 1, 1), (2022, 12, 31)),
        ("2022-Q2", (2022, 4, 1), (2022, 6, 30)),
        ("２０２２－Ｑ４", (2022, 10, 1), (2022, 12, 31)),
        ("2022q1", (2022, 1, 1), (2022, 3, 31)),
        ("2024-02", (2024, 2, 1), (2024, 2, 29)),
        ("2022-5", (2022, 5, 1), (2022, 5, 31)),
        ("2022-W20", (2022, 5, 16), (2022, 5, 22)),
        ("2020-W53", (2020, 12, 28), (2021, 1, 3)),
        ("2022-04-20..2022-06-30", (2022, 4, 20), (2022, 6, 30)),
        ("2022年4月20日..today", (2022, 4, 20), (2022, 7, 15)),
    ],
)
def test_as_it_is_written(
    text: str, first: tuple[int, int, int], last: tuple[int, int, int]
) -> None:
    period = parse_period(text, TODAY)
    assert (period.first, period.last) == (date(*first), date(*last))


@pytest.mark.parametrize(
    "text",
    ["", "May", "2022-13", "2022-00", "2022-Q5", "2021-W53", "2022-W00", "1822", "22-05",
     "2022-06-30..2022-04-20", "2022-05-01", "2022-05-"],
)  # fmt: skip
def test_what_is_none(text: str) -> None:
    with pytest.raises(PeriodUnknown):
        parse_period(text, TODAY)


def test_a_range_of_days_that_are_none() -> None:
    with pytest.raises(NoSuchDay):
        parse_period("2022-02-30..2022-03-01", TODAY)


@pytest.mark.parametrize(
    ("base", "first"),
    [
        (Base.PERIOD, date(2022, 5, 1)),
        (Base.YEAR, date(2022, 1, 1)),
        (Base.CAMPAIGN, date(2022, 4, 20)),
    ],
)
def test_bases_end_with_the_period(base: Base, first: date) -> None:
    cohort = cohort_of(base, parse_period("2022-05", TODAY), date(2022, 4, 20))
    assert cohort is not None
    assert (cohort.first, cohort.last) == (first, date(2022, 5, 31))


def test_as_of_a_day_all_days_count() -> None:
    assert cohort_of(Base.AS_OF, parse_period("2022-05", TODAY), date(2022, 4, 20)) is None
