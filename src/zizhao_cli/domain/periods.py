"""Stretches of days as reports name them, and the base on which figures of a stretch are counted."""

from __future__ import annotations

import calendar
import re
import unicodedata
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from zizhao_cli.domain.dates import FIRST_YEAR, LAST_YEAR, parse_day
from zizhao_cli.domain.errors.records import PeriodUnknown
from zizhao_cli.domain.values import Word

if TYPE_CHECKING:
    from collections.abc import Iterator


class Period(NamedTuple):
    """A stretch of calendar days, both ends within, as it was named."""

    text: str
    first: date
    last: date

    def described(self) -> str:
        """Return its days, for people; an end that nobody named is none."""
        if self.last == date.max:
            return f"{self.first} 起"
        if self.first == date.min:
            return f"{self.last} 为止"
        return f"{self.first} 至 {self.last}"


class Base(Word):
    """Which hazards a figure counts: all that were found by the day, or those of a stretch of days that ends with the period."""

    AS_OF = "as_of", "截至当日全部"
    PERIOD = "period", "本期发现"
    YEAR = "year", "一月起累计"
    CAMPAIGN = "campaign", "专项工作开始起累计"


class Each(Word):
    """How long each stretch is that a longer one is cut into."""

    DAY = "day", "日"
    WEEK = "week", "周"
    MONTH = "month", "月"
    QUARTER = "quarter", "季"
    YEAR = "year", "年"

    def around(self, day: date) -> Period:
        """Return the whole stretch that `day` lies in; weeks run from Monday to Sunday."""
        if self is Each.DAY:
            return Period(str(day), day, day)
        text = {
            Each.WEEK: f"{day:%G-W%V}",
            Each.MONTH: f"{day:%Y-%m}",
            Each.QUARTER: f"{day.year}-Q{(day.month + 2) // 3}",
        }.get(self, str(day.year))
        return parse_period(text, day)


_FORMS = re.compile(
    r"(?P<year>\d{4})(?:-?(?:Q(?P<quarter>[1-4])|W(?P<week>\d{1,2})|(?P<month>0?[1-9]|1[0-2])))?",
    re.IGNORECASE,
)


def parse_period(text: str, today: date) -> Period:
    """Return the period that `text` names: `2022`, `2022-Q2`, `2022-05`, `2022-W20` (ISO: Monday to Sunday) or `D1..D2`.

    Raises PeriodUnknown, and what parse_day raises for the ends of a range.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    begins, between, ends = plain.partition("..")
    if between:
        first, last = (parse_day("--period", end, today) for end in (begins, ends))
        if last < first:
            raise PeriodUnknown(text)
        return Period(f"{first}..{last}", first, last)
    found = _FORMS.fullmatch(plain)
    if found is None or not FIRST_YEAR <= int(found["year"]) <= LAST_YEAR:
        raise PeriodUnknown(text)
    year = int(found["year"])
    if found["week"]:
        return _week(text, year, int(found["week"]))
    if found["quarter"]:
        last_month = int(found["quarter"]) * 3
        return _months(f"{year}-Q{found['quarter']}", year, last_month - 2, last_month)
    if found["month"]:
        month = int(found["month"])
        return _months(f"{year}-{month:02}", year, month, month)
    return _months(str(year), year, 1, 12)


def _months(text: str, year: int, first: int, last: int) -> Period:
    end = calendar.monthrange(year, last)[1]
    return Period(text, date(year, first, 1), date(year, last, end))


def _week(text: str, year: int, week: int) -> Period:
    try:
        first, last = (date.fromisocalendar(year, week, weekday) for weekday in (1, 7))
    except ValueError:
        raise PeriodUnknown(text) from None
    return Period(f"{year}-W{week:02}", first, last)


def cohort_of(base: Base, period: Period, began: date) -> Period | None:
    """Return the days on which what `base` counts was found, up to the end of `period`; None where all days count.

    `began` is the first day of the campaign.
    """
    first = {
        Base.PERIOD: period.first,
        Base.YEAR: date(period.last.year, 1, 1),
        Base.CAMPAIGN: min(began, period.last),
    }.get(base)
    return None if first is None else Period(period.text, first, period.last)


def cut(days: Period, each: Each) -> Iterator[Period]:
    """Yield the stretches of `days` in their order; the first and the last may be shorter than the others."""
    first = days.first
    while first <= days.last:
        whole = each.around(first)
        yield Period(whole.text, first, min(whole.last, days.last))
        first = whole.last + timedelta(days=1)
