"""Cells that name a day or a deadline."""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from zizhao_cli.domain.dates import parse_day, parse_past_day
from zizhao_cli.domain.deadlines import is_relative, named_day
from zizhao_cli.domain.moments import end_of, parse_moment
from zizhao_cli.domain.placeholders import is_placeholder
from zizhao_cli.domain.text import matching_key, trimmed
from zizhao_cli.intake.cell_errors import (
    DayAfterItsYear,
    DayIncomplete,
    DayMaybeCut,
    NotADeadline,
    WeekdayDiffers,
)
from zizhao_cli.intake.rows.cell_text import as_text
from zizhao_cli.intake.table.table import Shown

if TYPE_CHECKING:
    from zizhao_cli.intake.table.above import Period

_CLOCK = r"\d{1,2}(?::\d{2}(?::\d{2})?(?:\.\d+)?|[时点](?:\d{1,2}分?|半)?)"
_BEHIND = (
    r"(?:\s*\(?(?:(?:星期|周|礼拜)(?P<weekday>[一二三四五六日天])|上午|下午|早上|晚上|中午|凌晨"
    rf"|(?:(?<!\d)|T){_CLOCK}(?:\s*[-~—至]\s*{_CLOCK})?)\)?)+"
)
"""What may stand behind a day: a weekday, a time."""
_WITH_MORE = re.compile(rf"(.*?[\d日号]){_BEHIND}")
_WITHOUT_YEAR = re.compile(
    r"(?:(?P<m>\d{1,2})\s*月\s*)?(?P<d>\d{1,2})\s*(?P<end>[日号])"
    r"|(?P<m2>\d{1,2})\s*月\s*(?P<d2>\d{1,2})|(?P<m3>\d{1,2})(?P<sep>[-/.])(?P<d3>\d{1,2})"
)
_COUNTS = re.compile(r"\d{1,2}\s*日")
_DONE = r"(?:完成|完成整改|整改完成|整改完毕|整改到位|整改|完毕|办结)?"
_UNTIL = re.compile(rf"(?:须|应)?[于在限]?\s*(?P<day>\d.*?)\s*[之以]?前{_DONE}")
"""10月20日前, which takes in the day itself."""
_DIGITS = "一二三四五六七八九"
_WITHIN = re.compile(
    rf"(?:须|应)?[于在限]?\s*(?P<count>\d{{1,3}}|两|[{_DIGITS}]?十[{_DIGITS}]?|[{_DIGITS}])\s*"
    rf"个?(?P<unit>工作日|自然日|天|日)[之以]?内{_DONE}"
)
_TENS = {"1", "2", "3"}
_LONGEST = 60
_WEEKDAYS = "一二三四五六日"
_SERIALS = range(20_000, 80_000)
_EPOCH, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
_AT_ONCE = {"立即整改", "立行立改", "立即", "当场整改"}
_NOT_KNOWN = {"不明", "未知", "不详", "不清楚", "unknown"}
_LONG_TERM = {"长期坚持", "长期", "持续"}


class Days:
    """Reads the days of one table."""

    def __init__(
        self, today: date, *, date_1904: bool, period: Period | None = None, typed: bool = True
    ) -> None:
        self._today = today
        self._now = end_of(today)
        self._epoch = _EPOCH_1904 if date_1904 else _EPOCH
        self._period = period
        self._typed = typed
        """Whether texts are as somebody typed them, and not as a spreadsheet wrote its numbers into a csv."""
        self.assumed = False
        """Whether a day took its year from elsewhere."""
        self.taken_as: dict[str, str] = {}
        """What was made of deadlines in words."""

    def past(self, heading: str, cell: object) -> str | None:
        """Return the day that a cell names as YYYY-MM-DD, or None for a placeholder.

        Raises DayIncomplete, DayMaybeCut, DayAfterItsYear, WeekdayDiffers, what parse_past_day refuses, or what as_text does.
        """
        text, weekday = self._parts(cell)
        if is_placeholder(text):
            return None
        day = parse_past_day(heading, self._with_year(heading, text, cell), self._today)
        return _held_to(weekday, day, cell)

    def moment(self, heading: str, cell: object) -> str | None:
        """Return the moment that a cell names as the ledger keeps it, or None for a placeholder.

        A cell of a day alone, or of one at midnight as spreadsheets store it, has no time. Raises what parse_moment refuses, or as `past` does.
        """
        text = self._moment_text(cell)
        if is_placeholder(text) or matching_key(text) in _NOT_KNOWN:
            return None

        def with_year(day: str) -> str:
            return self._with_year(heading, day, cell)

        return parse_moment(heading, text, self._now, with_year)

    def _moment_text(self, cell: object) -> str:
        """Return what a cell says of a moment as text that parse_moment reads. Raises as as_text does."""
        if isinstance(cell, Shown):
            return self._moment_text(cell.value) if cell.day else str(cell)
        if isinstance(cell, float) and math.isfinite(cell) and int(cell) in _SERIALS:
            midnight = datetime.combine(self._epoch, time())
            return self._moment_text(midnight + timedelta(days=cell))
        if isinstance(cell, datetime) and cell.time() != time():
            # Spreadsheets keep moments as fractions of a day, a little off.
            return f"{cell + timedelta(milliseconds=500):%Y-%m-%d %H:%M}"
        if isinstance(cell, date):
            return f"{cell:%Y-%m-%d}"
        return trimmed(unicodedata.normalize("NFKC", as_text(cell)))

    def any_day(self, heading: str, cell: object) -> str | None:
        """Return the day that a cell names, gone by or to come, as YYYY-MM-DD, or None for a placeholder. Raises as `past` does."""
        text, weekday = self._parts(cell)
        if is_placeholder(text):
            return None
        day = parse_day(heading, self._with_year(heading, text, cell), self._today)
        return _held_to(weekday, day, cell)

    def due(self, heading: str, cell: object) -> tuple[bool, str | None] | None:
        """Return whether the cell says “at once”, and the deadline it names, or None for a placeholder.

        Raises NotADeadline, what `past` does of a day without a year, what named_day refuses, or what as_text does.
        """
        until = _until(cell)
        text, weekday = self._parts(until)
        key = matching_key(text)
        if is_placeholder(text):
            return None
        if within := _WITHIN.fullmatch(text):
            count, working = _count(within["count"]), within["unit"] == "工作日"
            kind = "工作日" if working else "自然日"
            self.taken_as[text] = f"从发现次日起 {count} 个{kind}"
            return False, f"+{count}{'wd' if working else 'd'}"
        if key in _AT_ONCE:
            return True, None
        if key in _LONG_TERM:
            raise NotADeadline(text)
        if is_relative(text):
            return False, text
        # 15日 may count days.
        if until is not cell or not _COUNTS.fullmatch(text):
            text = self._with_year(heading, text, cell, due=True)
        day = _held_to(weekday, named_day(text, self._today), cell)
        if until is not cell:
            self.taken_as[str(cell).strip()] = f"到 {day} 当天"
        return False, day

    def spelled(self, cell: object, *, due: bool) -> object:
        """Return a cell as it says its day without what stands above the table. Raises as `past` does."""
        text, _ = self._parts(_until(cell) if due else cell)
        without = _WITHOUT_YEAR.fullmatch(text) and not (due and _COUNTS.fullmatch(text))
        return (
            self._with_year("", text, cell, due=due)
            if without or not isinstance(cell, str)
            else cell
        )

    def _parts(self, cell: object) -> tuple[str, str | None]:
        """Return what a cell says of a day as text that parse_day reads, and the weekday behind it. Raises as as_text does."""
        if isinstance(cell, Shown):
            # A month alone is refused as it is where it is typed.
            text, weekday = self._parts(cell.value)
            return (text, weekday) if cell.day else (text[: len("2022-04")], None)
        if isinstance(cell, date):
            return f"{cell:%Y-%m-%d}", None
        if (
            isinstance(cell, float | int)
            and not isinstance(cell, bool)
            and math.isfinite(cell)
            and int(cell) in _SERIALS
        ):
            return str(self._epoch + timedelta(days=int(cell))), None
        text = trimmed(unicodedata.normalize("NFKC", as_text(cell)))
        more = _WITH_MORE.fullmatch(text) if len(text) <= _LONGEST else None
        return (text, None) if more is None else (more[1].strip(), more["weekday"])

    def _with_year(self, heading: str, text: str, cell: object, *, due: bool = False) -> str:
        """Return a day with its year, where it has none: by --year, or as the lines above the table say.

        4.20 is a day only where somebody said so by --year; 4.2 of a spreadsheet's number may have been 4.20.
        """
        found, period = _WITHOUT_YEAR.fullmatch(text), self._period
        given = period is not None and period.given
        if found is None or (found["sep"] and not given):
            return text
        written = found["m"] or found["m2"] or found["m3"]
        day = found["d"] or found["d2"] or found["d3"]
        if period is None or (written is None and period.month is None):
            raise DayIncomplete(heading, text, month=written is None)
        if found["sep"] and day in _TENS and not (self._typed and isinstance(cell, str)):
            raise DayMaybeCut(heading, text)
        self.assumed = True
        whole = (period.year, int(written or period.month or 0), int(day))
        if not due and period.until is not None and whole > period.until.timetuple()[:3]:
            raise DayAfterItsYear(heading, text, period.until)
        return f"{period.year}-{written or period.month}-{day}"


def _until(cell: object) -> object:
    """Return the day of 10月20日前, else the cell itself."""
    if not isinstance(cell, str) or "前" not in cell or len(cell) > _LONGEST:
        return cell
    said = _UNTIL.fullmatch(cell.strip())
    return cell if said is None else said["day"]


def _count(text: str) -> int:
    """Return the number that 15, 十五 or 两 says."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.replace("两", "二").rpartition("十")
    return (_DIGITS.find(tens or "一") + 1) * 10 * len(ten) + _DIGITS.find(ones or " ") + 1


def _held_to(weekday: str | None, day: date, cell: object) -> str:
    """Return a day as YYYY-MM-DD. Raises WeekdayDiffers."""
    named = _WEEKDAYS[day.weekday()]
    if weekday is not None and weekday.replace("天", "日") != named:
        raise WeekdayDiffers(str(cell), named)
    return str(day)
