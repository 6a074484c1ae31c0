"""Days that can be and most likely are not meant: a slip of the pen that is pointed out, and not refused.

A wrong tens digit of the year is ten years off, so both bounds lie well below ten. Nobody is given so long to put a hazard
right; and what an office still enters of earlier campaigns is younger.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

FAR_ON = 3
"""Years from the day it was given for, within which a deadline makes sense."""
LONG_AGO = 8
"""Years back from today, within which the day of a check or of a hazard makes sense."""


def far_on(due_on: date, since: date) -> str | None:
    """Return a sentence where a deadline given on `since` lies further on than makes sense, else None."""
    if not _more_than(FAR_ON, since, due_on):
        return None
    return f"期限 {due_on} 离 {since} 有 {due_on.year - since.year} 年，请核对年份"


def long_ago(what: str, day: date, today: date) -> str | None:
    """Return a sentence where `what` (检查日期) lies further back than makes sense, else None."""
    if not _more_than(LONG_AGO, day, today):
        return None
    return f"{what} {day} 在 {today.year - day.year} 年前，请核对年份"


def _more_than(years: int, first: date, last: date) -> bool:
    return (last.year - years, last.month, last.day) > (first.year, first.month, first.day)
