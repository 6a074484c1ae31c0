"""The Chinese working calendar: public holidays, days in lieu, weekends that are worked, and an office's own days off."""

from __future__ import annotations

from datetime import date, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

SATURDAY = 5
_FIXED = {
    (1, 1): ("元旦", 2008),
    (5, 1): ("劳动节", 2008),
    (5, 2): ("劳动节", 2025),
    (10, 1): ("国庆节", 2008),
    (10, 2): ("国庆节", 2008),
    (10, 3): ("国庆节", 2008),
}
"""Holidays that the law itself puts on a day of the solar year, and since when; those of the lunar year and 清明 move.

Source: 《全国年节及纪念日放假办法》 art. 2, as amended in force since 2008-01-01 (国务院令第513号) and 2025-01-01 (第795号).
"""


class WorkingDays(NamedTuple):
    """The arithmetic of a count of working days."""

    end: date
    skipped: list[tuple[date, str]]
    """Days passed over, each with its reason (周末, the holiday's name, or what the office calls it)."""
    worked: list[tuple[date, str]]
    """Weekend days that counted because they are worked (调休)."""
    provisional: bool
    """True where the count ran past the published calendar and took weekends and fixed holidays instead."""
    calendar: str


def add_working_days(
    start: date, days: int, days_off: Mapping[date, str] = MappingProxyType({})
) -> WorkingDays:
    """Return the `days`-th working day after `start`, which is itself not counted.

    `days_off` are the office's own, each with its name. Beyond the last year that the State Council has published, weekends
    and the holidays that the law fixes are skipped and the result is provisional. Source: 国务院办公厅's yearly notice on holidays,
    as packaged by chinesecalendar.
    """
    from importlib.metadata import version

    skipped: list[tuple[date, str]] = []
    worked: list[tuple[date, str]] = []
    provisional = False
    day = start
    while days > 0:
        day += timedelta(days=1)
        published, working, name = _kind_of_day(day)
        provisional = provisional or not published
        if working and day in days_off:
            working, name = False, days_off[day]
        if working:
            days -= 1
            if day.weekday() >= SATURDAY:
                worked.append((day, f"{name}调休上班"))
        else:
            skipped.append((day, name or "周末"))
    calendar = f"chinesecalendar {version('chinesecalendar')}"
    if provisional:
        calendar += "；没有公布的年份按《全国年节及纪念日放假办法》定日的节日和周末"
    return WorkingDays(day, skipped, worked, provisional, calendar)


def _kind_of_day(day: date) -> tuple[bool, bool, str]:
    """Return whether the calendar for `day` is published, whether it is worked, and the holiday's name."""
    from chinese_calendar import Holiday, get_holiday_detail

    try:
        off, english = get_holiday_detail(day)
    except NotImplementedError:
        name, since = _FIXED.get((day.month, day.day), ("", 0))
        if name and day.year >= since:
            return False, False, name
        return False, day.weekday() < SATURDAY, ""
    return True, not off, Holiday(english).chinese if english else ""
