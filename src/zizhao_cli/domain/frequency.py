"""How often a duty is to be done, as lists of duties write it (每月 1 次、每季度不少于 2 次、一次性、常年), and how often that makes within some days."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.measures import NUMERALS
from zizhao_cli.domain.periods import Each, Period
from zizhao_cli.domain.values import Word
from zizhao_cli.errors import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator


class FrequencyUnclear(Refused):
    def __init__(self, text: str) -> None:
        super().__init__(
            f"频次 {quoted(text)} 看不懂",
            "写成 每月1次、每季度不少于2次、每半年1次、每年12次、一次性，没有次数的写 常年",
        )


class Every(Word):
    """For how long a number of times counts."""

    STANDING = "standing", "常年"
    ONCE = "once", "一次性"
    DAY = "day", "每日"
    WEEK = "week", "每周"
    MONTH = "month", "每月"
    QUARTER = "quarter", "每季度"
    HALF_YEAR = "half_year", "每半年"
    YEAR = "year", "每年"

    def around(self, day: date) -> Period:
        """Return the whole period that `day` lies in; only of what comes again. Weeks run from Monday to Sunday, all others as the calendar's."""
        if self is not Every.HALF_YEAR:
            return Each(self.value).around(day)
        if day.month <= _JUNE:
            return Period("", date(day.year, 1, 1), date(day.year, 6, 30))
        return Period("", date(day.year, 7, 1), date(day.year, 12, 31))


class Frequency(NamedTuple):
    """How many times in each period; `times` is 1 of what is done once, 0 of what is always to be done."""

    every: Every
    times: int

    @property
    def comes_again(self) -> bool:
        """Whether it is so many times in each period."""
        return self.every not in (Every.STANDING, Every.ONCE)

    def periods(self, first: date, last: date) -> Iterator[Period]:
        """Yield the whole periods that have a day within `first` to `last`, both within; only of what comes again."""
        while first <= last:
            around = self.every.around(first)
            yield around
            first = around.last + timedelta(days=1)


_JUNE = 6
_PERIODS = {
    Every.DAY: "日|天",
    Every.WEEK: "周|星期|个星期",
    Every.MONTH: "月|个月",
    Every.QUARTER: "季|季度|个季度",
    Every.HALF_YEAR: "半年|半年度",
    Every.YEAR: "年|年度",
}
_NAMED = "|".join(f"(?P<{every.value}>{words})" for every, words in _PERIODS.items())
_TIMES = rf"(?P<times>\d{{1,3}}|{'|'.join(sorted(NUMERALS, key=len, reverse=True))}|两)"
_AT_LEAST = "(?:[,:]|不少于|不低于|至少|各|开展|组织|召开|学习|检查)*"
_WRITTEN = (
    re.compile(rf"(?:每|全|一)?(?:{_NAMED})(?:内)?(?:{_AT_LEAST}{_TIMES}(?:次|场|期)(?:以上)?)?"),
    re.compile(rf"{_AT_LEAST}{_TIMES}(?:次|场|期)?/每?(?:{_NAMED})"),
)
_ONCE = ("once", "一次性", "一次", "1次")
_STANDING = ("standing", "常年", "长期", "日常", "经常", "随时", "及时", "常态化", "不定期")


def frequency_of(text: str | None) -> Frequency:
    """Return what `text` says; nothing said is a standing duty. It may learn to read more, never to read otherwise what it read before: replay asks it.

    Raises FrequencyUnclear.
    """
    if text is None:
        return Frequency(Every.STANDING, 0)
    plain = "".join(unicodedata.normalize("NFKC", text).split()).lower()
    if plain in _STANDING:
        return Frequency(Every.STANDING, 0)
    if plain in _ONCE:
        return Frequency(Every.ONCE, 1)
    for form in _WRITTEN:
        if found := form.fullmatch(plain):
            named = found.groupdict()
            every = next(each for each in _PERIODS if named[each.value])
            times = _number(named["times"] or "1")
            if times:
                return Frequency(every, times)
    raise FrequencyUnclear(text)


def _number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    return 2 if text == "两" else NUMERALS.index(text) + 1
