"""Days as people write them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from zizhao_cli.domain.errors.values import (
    BadDate,
    FutureDay,
    MonthWithoutDay,
    NoSuchDay,
    YearOutOfRange,
)

FIRST_YEAR, LAST_YEAR = 1990, 2100

_DAY = (
    r"(?P<y>\d{4})(?:\s*(?P<sep>[-/.])\s*(?P<m>\d{1,2})\s*(?P=sep)\s*(?P<d>\d{1,2})"
    r"|(?P<m2>\d{2})(?P<d2>\d{2})|\s*年\s*(?P<m3>\d{1,2})\s*月\s*(?P<d3>\d{1,2})\s*[日号]?)"
)
_MONTH = r"\d{4}(?:[-/.]\d{1,2}[-/.]?|\s*年\s*\d{1,2}\s*月|\d{2})"


def as_papers_have_it(day: date) -> str:
    """Return a day as official papers have it: `2022年7月5日`, in figures and without zeros before them (GB/T 9704-2012)."""
    return f"{day.year}年{day.month}月{day.day}日"


def with_weekday(day: date) -> str:
    """Return a day as people check it against a wall calendar: `2022-07-05（周二）`."""
    return f"{day}（周{'一二三四五六日'[day.weekday()]}）"


def parse_day(field: str, text: str, today: date) -> date:
    """Return the day that `text` names; `today` is what the word `today` means.

    Full-width digits and spaces, around and between its parts, are allowed. Raises BadDate, NoSuchDay, MonthWithoutDay or
    YearOutOfRange, each with `field` and the text.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if plain.casefold() in ("today", "今天"):
        return today
    found = re.fullmatch(_DAY, plain)
    if found is None:
        raise (MonthWithoutDay if re.fullmatch(_MONTH, plain) else BadDate)(field, text)
    year = int(found["y"])
    month = int(found["m"] or found["m2"] or found["m3"])
    day = int(found["d"] or found["d2"] or found["d3"])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise YearOutOfRange(field, text, FIRST_YEAR, LAST_YEAR)
    try:
        return date(year, month, day)
    except ValueError:
        raise NoSuchDay(field, text) from None


def parse_past_day(field: str, text: str | None, today: date) -> date:
    """Return the day on which something happened: `text`, or `today` where it is None. Raises FutureDay too."""
    if text is None:
        return today
    day = parse_day(field, text, today)
    if day > today:
        raise FutureDay(field, day, today)
    return day
