"""The Chinese working calendar: public holidays, days in lieu, and weekends that are worked."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

SATURDAY = 5


class WorkingDays(NamedTuple):
    """The arithmetic of a count of working days."""

    end: date
    skipped: list[tuple[date, str]]
    """Days passed over, each with its reason (周末 or the holiday's name)."""
    worked: list[tuple[date, str]]
    """Weekend days that counted because they are worked (调休)."""
    provisional: bool
    """True where the count ran past the published calendar and took plain weekends instead."""
    calendar: str


def add_working_days(start: date, days: int) -> WorkingDays:
    """Return the `days`-th working day after `start`, which is itself not counted.

    Beyond the last year that the State Council has published, weekends alone are skipped and the result is
    provisional. Source: 国务院办公厅's yearly notice on holidays, as packaged by chinesecalendar.
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
        if working:
            days -= 1
            if day.weekday() >= SATURDAY:
                worked.append((day, f"{name}调休上班"))
        else:
            skipped.append((day, name or "周末"))
    return WorkingDays(
        day, skipped, worked, provisional, f"chinesecalendar {version('chinesecalendar')}"
    )


def _kind_of_day(day: date) -> tuple[bool, bool, str]:
    """Return whether the calendar for `day` is published, whether it is worked, and the holiday's name."""
    from chinese_calendar import Holiday, get_holiday_detail

    try:
        off, english = get_holiday_detail(day)
    except NotImplementedError:
        return False, day.weekday() < SATURDAY, ""
    return True, not off, Holiday(english).chinese if english else ""
