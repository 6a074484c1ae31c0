"""Moments as people write them: a day with a time of day, to the minute. They are kept in the office's zone, so that the order of texts is that of time."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, time, timedelta, timezone
from typing import TYPE_CHECKING

from zizhao_cli.domain.dates import parse_day
from zizhao_cli.domain.errors.values import (
    BadDate,
    BadMoment,
    FutureMoment,
    MomentWithoutMinute,
    MomentWithoutTime,
    NoSuchTime,
)
from zizhao_cli.settings import LAST_MINUTE, SHANGHAI

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

_PLACE = r"(?:(?<=[日号天])\s*|\s+|\s*T\s*)"
"""What stands between a day and its time."""
_MOMENT = re.compile(
    rf"(?P<day>.+?){_PLACE}(?P<hour>\d{{1,2}})"
    r"(?:\s*:\s*(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?"
    r"|\s*[时点]\s*(?:(?P<written>\d{1,2})\s*分?|(?P<half>半)|(?P<sharp>整))?)"
    r"\s*(?P<zone>Z|(?P<sign>[+-])(?P<hours>\d{2}):?(?P<minutes>\d{2}))?"
)
_WIDEST = timedelta(hours=14)
"""How far a zone of this world is from that of Greenwich."""
MINUTES = "%Y-%m-%d %H:%M"


def parse_moment(
    field: str, text: str, now: datetime, named_day: Callable[[str], str] | None = None
) -> str:
    """Return the moment that `text` names as it is kept: `2022-05-03T14:20+08:00`; without a zone it is one of Shanghai's, and seconds are dropped.

    `now` bounds it, and says what `today` is; `named_day` may say more of the day before it is read. Raises BadMoment, MomentWithoutTime, MomentWithoutMinute, NoSuchTime, FutureMoment, and what
    parse_day raises, each with `field` and the text.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    found = _MOMENT.fullmatch(plain)
    if found is None:
        raise _no_moment(field, text, plain, now.date())
    if not (found["minute"] or found["written"] or found["half"] or found["sharp"]):
        raise MomentWithoutMinute(field, text)
    named = found["day"] if named_day is None else named_day(found["day"])
    try:
        day = parse_day(field, named, now.date())
    except BadDate:
        raise BadMoment(field, text) from None
    minute = int(found["minute"] or found["written"] or (30 if found["half"] else 0))
    try:
        clock = time(int(found["hour"]), minute, int(found["second"] or 0))
        moment = datetime.combine(day, clock, _zone(found)).astimezone(SHANGHAI)
    except ValueError:
        raise NoSuchTime(field, text) from None
    if moment > now:
        raise FutureMoment(field, moment.strftime(MINUTES), now.strftime(MINUTES))
    return kept(moment)


def _no_moment(field: str, text: str, plain: str, today: date) -> Exception:
    """Return why a text is no moment: it may be a day alone."""
    try:
        parse_day(field, plain, today)
    except BadDate:
        return BadMoment(field, text)
    return MomentWithoutTime(field, text)


def _zone(found: re.Match[str]) -> timezone:
    """Return the zone that is written, by default Shanghai's. Raises ValueError where there is none such."""
    if found["zone"] is None:
        return SHANGHAI
    if found["sign"] is None:
        return UTC
    offset = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"]))
    if offset > _WIDEST or int(found["minutes"]) >= 60:  # noqa: PLR2004 - minutes of an hour
        raise ValueError(found["zone"])
    return timezone(-offset if found["sign"] == "-" else offset)


def kept(moment: datetime) -> str:
    """Return a moment as the ledger keeps it."""
    return moment.astimezone(SHANGHAI).isoformat(timespec="minutes")


def moment_of(kept_text: str) -> datetime:
    """Return the moment that the ledger keeps."""
    return datetime.fromisoformat(kept_text)


def day_of(kept_text: str) -> str:
    """Return the day of a moment that the ledger keeps, in Shanghai, as YYYY-MM-DD."""
    return kept_text[:10]


def as_shown(kept_text: str) -> str:
    """Return a moment as tables have it: `2022-05-03 14:20`."""
    return kept_text[:16].replace("T", " ")


def end_of(day: date) -> datetime:
    """Return the last minute of a day in Shanghai."""
    return datetime.combine(day, LAST_MINUTE, SHANGHAI)


def minutes_between(earlier: datetime, later: datetime) -> int:
    """Return how many whole minutes lie between two moments, 0 where the later one is not later."""
    return max(0, int((later - earlier) / timedelta(minutes=1)))


def in_words(minutes: int) -> str:
    """Return a length of time as people say it: `45 分钟`, `3 小时 5 分钟`, from two days on `3 天 4 小时`."""
    hours, rest = divmod(minutes, 60)
    if hours >= _DAYS_FROM:
        days, hours = divmod(hours, 24)
        return f"{days} 天" + (f" {hours} 小时" if hours else "")
    parts = [f"{hours} 小时"] if hours else []
    return " ".join([*parts, *([f"{rest} 分钟"] if rest or not hours else [])])


_DAYS_FROM = 48
"""From how many hours on a length of time is told in days."""
