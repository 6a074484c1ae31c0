"""Chinese working days, against the calendar of 2022 copied by hand from the State Council's notice.

国办发明电〔2021〕11号: the days off and the weekends that are worked in 2022.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from zizhao_cli.domain.workdays import add_working_days

HOLIDAYS = {  # weekdays among them and weekends alike
    "元旦": ("2022-01-01", "2022-01-03"),
    "春节": ("2022-01-31", "2022-02-06"),
    "清明": ("2022-04-03", "2022-04-05"),
    "劳动节": ("2022-04-30", "2022-05-04"),
    "端午": ("2022-06-03", "2022-06-05"),
    "中秋": ("2022-09-10", "2022-09-12"),
    "国庆节": ("2022-10-01", "2022-10-07"),
}
NEXT_NEW_YEAR = date(2022, 12, 31)  # a Saturday, of the holiday of 2023
WORKED = {
    date.fromisoformat(text): holiday
    for text, holiday in {
        "2022-01-29": "春节",
        "2022-01-30": "春节",
        "2022-04-02": "清明",
        "2022-04-24": "劳动节",
        "2022-05-07": "劳动节",
        "2022-10-08": "国庆节",
        "2022-10-09": "国庆节",
    }.items()
}
YEAR = [date(2022, 1, 1) + timedelta(days=n) for n in range(365)]


def holiday_of(day: date) -> str | None:
    return next(
        (name for name, (first, last) in HOLIDAYS.items() if first <= day.isoformat() <= last), None
    )


def is_worked(day: date) -> bool:
    return day in WORKED or (day.weekday() < 5 and holiday_of(day) is None and day != NEXT_NEW_YEAR)


def test_every_day_of_2022_is_as_published() -> None:
    wrong = [
        day
        for day in YEAR
        if (add_working_days(day - timedelta(days=1), 1).end == day) != is_worked(day)
    ]
    assert wrong == []


def test_2022_has_249_working_days() -> None:
    assert sum(map(is_worked, YEAR)) == 249
    assert add_working_days(date(2021, 12, 31), 249).end == date(2022, 12, 30)


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2022-04-20", 10, "2022-05-06"),  # Sunday 04-24 is worked, 04-30 to 05-04 are off
        ("2022-04-20", 11, "2022-05-07"),  # a worked Saturday
        ("2022-04-20", 12, "2022-05-09"),
        ("2022-09-30", 1, "2022-10-08"),
        ("2022-09-30", 2, "2022-10-09"),
        ("2022-09-30", 3, "2022-10-10"),
        ("2022-01-28", 3, "2022-02-07"),
        ("2022-03-31", 3, "2022-04-06"),
        ("2022-06-02", 1, "2022-06-06"),
        ("2022-09-09", 1, "2022-09-13"),
        ("2021-12-31", 1, "2022-01-04"),
        ("2022-12-30", 1, "2023-01-03"),
        ("2022-07-16", 1, "2022-07-18"),  # found on a Saturday
        ("2022-07-16", 0, "2022-07-16"),
    ],
)
def test_counted_by_hand(start: str, count: int, end: str) -> None:
    assert str(add_working_days(date.fromisoformat(start), count).end) == end


def test_the_day_itself_is_not_counted() -> None:
    assert add_working_days(date(2022, 7, 14), 1).end == date(2022, 7, 15)


def test_it_tells_what_was_skipped_and_why() -> None:
    counted = add_working_days(date(2022, 4, 20), 11)
    skipped = {str(day): why for day, why in counted.skipped}
    assert skipped.pop("2022-04-23") == "周末"
    assert list(skipped) == [f"2022-0{month}" for month in ("4-30", "5-01", "5-02", "5-03", "5-04")]
    assert set(skipped.values()) == {"劳动节"}
    assert counted.worked == [
        (date(2022, 4, 24), "劳动节调休上班"),
        (date(2022, 5, 7), "劳动节调休上班"),
    ]


def test_it_names_the_calendar() -> None:
    assert add_working_days(date(2022, 4, 20), 1).calendar.startswith("chinesecalendar ")


def last_published_year() -> int:
    from chinese_calendar import constants

    year: int = max(constants.holidays).year
    return year


def test_within_the_published_years_nothing_is_provisional() -> None:
    year = last_published_year()
    assert not add_working_days(date(year, 12, 28), 1).provisional
    assert not add_working_days(date(2022, 4, 20), 10).provisional


BEYOND = last_published_year() + 1
FIXED = {(1, 1): "元旦", (5, 1): "劳动节", (5, 2): "劳动节"} | {
    (10, n): "国庆节" for n in (1, 2, 3)
}


@pytest.mark.parametrize(
    "start", [date(BEYOND - 1, 12, 31), date(BEYOND, 4, 28), date(BEYOND, 9, 30)]
)
def test_beyond_the_published_years_weekends_and_fixed_holidays_are_skipped(start: date) -> None:
    counted = add_working_days(start, 5)
    assert counted.provisional
    expected, left = start, 5
    while left:
        expected += timedelta(days=1)
        left -= expected.weekday() < 5 and (expected.month, expected.day) not in FIXED
    assert counted.end == expected
    named = {day: why for day, why in counted.skipped if (day.month, day.day) in FIXED}
    assert named
    assert named == {day: FIXED[day.month, day.day] for day in named}


def test_beyond_the_published_years_what_the_moon_decides_is_not_guessed() -> None:
    counted = add_working_days(date(BEYOND, 1, 3), 75)
    assert {why for _, why in counted.skipped} == {"周末"}


def test_years_before_the_calendar_are_as_they_were() -> None:
    """The days of the holidays were others then."""
    assert {why for _, why in add_working_days(date(2003, 4, 20), 30).skipped} == {"周末"}


def test_an_office_has_its_own_days_off() -> None:
    own = {date(2022, 4, 21): "镇庆", date(2022, 4, 24): "停电", date(2022, 5, 2): "也放假"}
    counted = add_working_days(date(2022, 4, 20), 10, own)
    assert counted.end == date(2022, 5, 9)  # else 2022-05-06
    skipped = dict(counted.skipped)
    assert (skipped[date(2022, 4, 21)], skipped[date(2022, 4, 24)]) == ("镇庆", "停电")
    assert skipped[date(2022, 5, 2)] == "劳动节"
    assert counted.worked == [(date(2022, 5, 7), "劳动节调休上班")]
    assert not counted.provisional


def test_one_day_beyond_makes_it_provisional() -> None:
    year = last_published_year()
    until_the_end = add_working_days(date(year, 12, 30), 1)
    assert until_the_end.provisional == (until_the_end.end.year > year)
    assert add_working_days(date(year, 12, 31), 1).provisional
