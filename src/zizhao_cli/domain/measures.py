"""The fifteen measures: how people write them, and whom each binds."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from zizhao_cli.domain.errors.records import BadMeasure
from zizhao_cli.domain.text import matching_key
from zizhao_cli.domain.values import UnitKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

MEASURES = 15
NUMERALS = [*"一二三四五六七八九十", *(f"十{numeral}" for numeral in "一二三四五")]
_BY_NUMERAL = {numeral: number for number, numeral in enumerate(NUMERALS, start=1)}
_ROLL = {UnitKind.VILLAGE, UnitKind.COMMUNITY, UnitKind.DEPARTMENT}
_TRADE = {UnitKind.DEPARTMENT, UnitKind.ENTERPRISE}
AS_DELIVERED = {
    **dict.fromkeys((1, 4, 14, 15), _ROLL),
    **dict.fromkeys((6, 7, 10), frozenset(UnitKind)),
    **dict.fromkeys((3, 11, 12, 13), frozenset({UnitKind.DEPARTMENT})),
    **dict.fromkeys((8, 9), _TRADE),
    2: {UnitKind.VILLAGE, UnitKind.COMMUNITY},
    5: {UnitKind.ENTERPRISE},
}
"""The kinds of units that each measure binds or is looked for at, by data/measures.yaml as it is delivered."""
# 6, （六）, 第六条, 六、…: brackets, 第 and 条 are dressing; after 、 or a dot a title may follow.
_WRITTEN = re.compile(
    r"[(\[]?第?[(\[]?(?P<number>\d{1,3}|[一二三四五六七八九十]{1,3})[)\]]?(?:条|项)?[)\]]?(?:[、.:,](?P<title>.*))?"
)
_QUOTES = str.maketrans("", "", "“”\"'‘’「」《》")


class Measure(NamedTuple):
    """One of the measures (data/measures.yaml)."""

    number: int
    title: str
    national_title: str
    binds: list[str]
    binds_note: str | None
    look_for: list[str]
    also_at: list[str]
    """Kinds of units that it does not bind, but where what it is about is found: 大检查 is made of shops."""

    def not_meant_for(self, unit: str, kind: str) -> str | None:
        """Return a sentence where `unit`, of a kind, is neither bound by it nor looked at for it, else None."""
        if kind in self.binds or kind in self.also_at:
            return None
        bound = "、".join(UnitKind(kind).label for kind in self.binds)
        return f"第 {self.number} 条的检查对象是{bound}，{unit}是{UnitKind(kind).label}，请核对条款"


def measure_number(text: str, measures: Callable[[], Sequence[Measure]]) -> int:
    """Return the number 1–15 of the measure that `text` names.

    `measures` is called only where `text` is not a number, to compare titles, the plan's and the national
    ones. Raises BadMeasure.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    found = _WRITTEN.fullmatch("".join(plain.split()))
    if found:
        written = found["number"]
        number = int(written) if written.isdecimal() else _BY_NUMERAL.get(written, 0)
        if 1 <= number <= MEASURES and _agrees(number, found["title"], measures):
            return number
        raise BadMeasure(text)
    key = _title_key(plain)
    for measure in measures() if key else ():
        if key in (_title_key(measure.title), _title_key(measure.national_title)):
            return measure.number
    raise BadMeasure(text)


def _agrees(number: int, title: str | None, measures: Callable[[], Sequence[Measure]]) -> bool:
    """Say whether what is written behind a number may stand there: no second number, no other measure's title."""
    if not title:
        return True
    if _WRITTEN.fullmatch(title):
        return False
    key = _title_key(title)
    named = [
        m.number for m in measures() if key in (_title_key(m.title), _title_key(m.national_title))
    ]
    return not named or number in named


def _title_key(title: str) -> str:
    return matching_key(title).translate(_QUOTES)
