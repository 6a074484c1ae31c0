"""Cells into values. What repeats down a column (units, days, kinds) is understood once."""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.dates import parse_past_day
from zizhao_cli.domain.deadlines import is_relative, named_day
from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.measures import measure_number
from zizhao_cli.domain.placeholders import (
    DITTO_WORDS,
    is_placeholder,
    names_nobody,
    says_no_hazard,
)
from zizhao_cli.domain.text import (
    LONG_TEXT,
    SHORT_TEXT,
    formula_unmarked,
    is_blank,
    matching_key,
    typed,
)
from zizhao_cli.domain.values import Handling, Level, Result, Word
from zizhao_cli.intake.errors import ErrorValue, NotADeadline, NothingAbove, RuinedNumber
from zizhao_cli.intake.table.table import ErrorCell

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from zizhao_cli.domain.measures import Measure
    from zizhao_cli.domain.units import UnitNames

REMEMBERED = 20_000
"""How many different cells of one column are kept in mind."""
_RUINED = re.compile(r"\d(?:\.\d+)?E\+\d{2,3}", re.IGNORECASE)
_EXACT = 10**15
_NO_ID = frozenset(("无", "暂无", "没有", "暂缺", "一", "/", "-", "—", "——", "n/a", "N/A"))
"""Cells that may say that there is no id, and need a closer look."""
_FORMULA_ERRORS = {"#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"}
_FORMULA_ERRORS |= {"#公式错误", "#没有算过"}
"""The last two are what a file of rejects says of a formula that the reader knows no more of."""
_TIME = re.compile(r"[ T]\s*\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?$")
_SERIALS = range(20_000, 80_000)
_EPOCH, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
_AT_ONCE = {"立即整改", "立行立改", "立即", "当场整改"}
_LONG_TERM = {"长期坚持", "长期", "持续"}
_PASSED = {"合格", "通过", "已整改", "已销号", "复查合格", "整改合格", "pass"}
_FAILED = {
    "不合格",
    "不通过",
    "未通过",
    "整改中",
    "fail",
    "未合格",
    "没有通过",
    "没通过",
    "不同意销号",
    "不予销号",
    "复查不合格",
    "整改不合格",
    "验收不合格",
}
_NOT_DONE = (
    "未整改",
    "暂未",
    "未完成",
    "未落实",
    "未到位",
    "整改不到位",
    "尚未",
    "仍未",
    "正在",
    "部分",
)
"""How a result begins that says the hazard is still there."""


def as_text(cell: object) -> str:
    """Return a cell as its text: numbers as a spreadsheet shows them, days as YYYY-MM-DD, blanks as "".

    Raises ErrorValue, or RuinedNumber for a long number whose last digits Excel has dropped.
    """
    if isinstance(cell, str):
        if cell[:1] == "#" and cell.strip() in _FORMULA_ERRORS:
            raise ErrorValue(cell.strip())
        if "+" in cell and _RUINED.fullmatch(cell.strip()):
            raise RuinedNumber(cell.strip())
        return formula_unmarked(cell)
    if cell is None:
        return ""
    if isinstance(cell, ErrorCell):
        raise ErrorValue(cell.text)
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float | int):
        return _number_as_text(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return str(cell)


def _number_as_text(number: float) -> str:
    if not math.isfinite(number):
        raise ErrorValue(str(number))
    if abs(number) >= _EXACT and isinstance(number, float):
        raise RuinedNumber(f"{number:.5E}")
    # A spreadsheet shows 15 digits; what stands behind them comes of counting in twos.
    return str(int(number)) if number == int(number) else f"{number:.15g}"


def shown(cell: object) -> str | None:
    """Return a cell as a problem shows it; never raises."""
    try:
        return as_text(cell) or None
    except Refused:
        return cell.text if isinstance(cell, ErrorCell) else str(cell)


class PendingUnit(str):
    """The name of a unit that joins the roll once a row that names it is taken."""

    __slots__ = ()


class Column:
    """One column's way of understanding cells; `known` holds those it has met."""

    def __init__(
        self,
        convert: Callable[[Any], Any],
        plain: Callable[[tuple[Any, ...]], list[Any] | None] | None = None,
    ) -> None:
        self.known: dict[Any, Any] = {}
        self.plain = plain
        """Understands many cells of a column in which little repeats, or returns None where one is refused."""
        self._convert = convert
        self._refused: dict[Any, Refused] = {}

    def learn(self, cell: Any) -> Any:  # noqa: ANN401 - cells are of any kind
        """Return the value of a cell not met before, or refused before. Raises Refused."""
        if cell in self._refused:
            raise self._refused[cell]
        try:
            value = self._convert(cell)
        except Refused as refused:
            if self.plain is None:
                self._refused[cell] = refused
            raise
        if self.plain is None:
            self.known[cell] = value
        return value

    def forget_if_full(self) -> None:
        """Forget what was met where that has grown too much; to be called between rows."""
        if len(self.known) + len(self._refused) > REMEMBERED:
            self.known.clear()
            self._refused.clear()


class Cells:
    """Builds the columns of one table."""

    def __init__(
        self,
        today: date,
        measures: Callable[[], Sequence[Measure]],
        unit: Callable[[str], UnitNames | PendingUnit],
        kinds: type[Word],
        *,
        date_1904: bool,
    ) -> None:
        self._today = today
        self._measures = measures
        self._unit = unit
        self._words: dict[str, type[Word]] = {
            "kind": kinds,
            "result": Result,
            "level": Level,
            "handling": Handling,
        }
        self._epoch = _EPOCH_1904 if date_1904 else _EPOCH

    def column(self, key: str, heading: str) -> Column:
        """Return the column for `key`; `heading` is what messages call it."""
        if key == "note":
            return _texts(heading, LONG_TEXT, lines=True)
        if key in _PLACED:
            return Column(lambda cell: _said(_optional(heading, cell, LONG_TEXT, lines=True)))
        if key in ("source_id", "code"):
            return _texts(heading, SHORT_TEXT, lines=False, trimmed=True)
        words = self._words.get(key)
        if words is not None:
            # What a check found must be said; that a hazard has no level or handling of its own may be.
            read = _word_or_placeholder if key in ("level", "handling") else _word
            return Column(lambda cell: read(words, heading, cell))
        special: dict[str, Callable[[Any], Any]] = {
            "unit": self._unit_id,
            "measure": self._measure,
            "checked_on": lambda cell: self._day(heading, cell),
            "rectified_on": lambda cell: self._day(heading, cell),
            "reviewed_on": lambda cell: self._day(heading, cell),
            "due_on": self._due,
            "review_result": _review_result,
            "hazard": lambda cell: _hazard(heading, cell),
        }
        if key in special:
            return Column(special[key])
        return Column(lambda cell: _name(heading, cell))

    def _unit_id(self, cell: object) -> int | PendingUnit | None:
        text = as_text(cell)
        if is_blank(text):
            return None
        unit = self._unit(text)
        return unit if isinstance(unit, PendingUnit) else unit.id

    def _measure(self, cell: object) -> int | None:
        text = as_text(cell)
        return None if is_blank(text) else measure_number(text, self._measures)

    def _day(self, heading: str, cell: object) -> str | None:
        text = self.day_text(cell)
        return None if is_placeholder(text) else str(parse_past_day(heading, text, self._today))

    def day_text(self, cell: object) -> str:
        """Return what a cell says of a day as text that parse_day reads."""
        if (
            isinstance(cell, float | int)
            and not isinstance(cell, bool)
            and math.isfinite(cell)
            and int(cell) in _SERIALS
        ):
            return str(self._epoch + timedelta(days=int(cell)))
        return _TIME.sub("", unicodedata.normalize("NFKC", as_text(cell)).strip())

    def _due(self, cell: object) -> tuple[bool, str | None] | None:
        """Return whether the cell says “at once”, and the deadline it names."""
        text = self.day_text(cell)
        key = matching_key(text)
        if is_placeholder(text):
            return None
        if key in _AT_ONCE:
            return True, None
        if key in _LONG_TERM:
            raise NotADeadline(text)
        if is_relative(text):
            return False, text
        return False, str(named_day(text, self._today))


_PLACED = {"location", "measures"}


def _texts(heading: str, limit: int, *, lines: bool, trimmed: bool = False) -> Column:
    """Return a column of texts that differ from row to row; `trimmed` where spaces around them do not count."""

    def convert(cell: Any) -> str | None:  # noqa: ANN401 - cells are of any kind
        return _optional(heading, cell, limit, lines=lines, trimmed=trimmed)

    def plain(cells: tuple[Any, ...]) -> list[Any] | None:
        # Nearly all cells are plain texts, which need no closer look.
        try:
            if not "".join(cells).isprintable() or max(map(len, cells)) > limit:
                return None
            if trimmed:
                cells = tuple(map(str.strip, cells))
                if not _NO_ID.isdisjoint(cells):
                    return None
            return [
                cell if "@" < cell[:1] < "\u2000" or cell[:1] > "\u3000" else convert(cell)
                for cell in cells
            ]
        except (TypeError, Refused):
            return None

    return Column(convert, plain)


def _optional(
    heading: str, cell: object, limit: int, *, lines: bool, trimmed: bool = False
) -> str | None:
    text = as_text(cell.strip() if trimmed and isinstance(cell, str) else cell)
    if trimmed:
        return (
            None if text in _NO_ID or is_blank(text) else typed(heading, text, limit, lines=lines)
        )
    if not lines:
        # By a tab behind a number, exports keep a spreadsheet from counting.
        text = text.rstrip("\t")
    if text and text.isprintable() and not text.isspace() and len(text) <= limit:
        return text
    return None if is_blank(text) else typed(heading, text, limit, lines=lines)


def _hazard(heading: str, cell: object) -> str | None:
    text = _optional(heading, cell, LONG_TEXT, lines=True)
    if text is not None and text.strip() in DITTO_WORDS:
        raise NothingAbove(text)
    return None if text is None or says_no_hazard(text) else text


def _name(heading: str, cell: object) -> str | None:
    """Return a name or another short text, or None for a stroke or 无, which names nobody."""
    text = _said(_optional(heading, cell, SHORT_TEXT, lines=False))
    if text is not None and text.strip() in DITTO_WORDS:
        raise NothingAbove(text)
    return text


def _said(text: str | None) -> str | None:
    """Return a text, or None for a stroke or 无, which says nothing."""
    return None if text is None or names_nobody(text) else text


def _word(words: type[Word], heading: str, cell: object) -> str | None:
    text = as_text(cell)
    return None if is_blank(text) else words.parse(heading, text).value


def _word_or_placeholder(words: type[Word], heading: str, cell: object) -> str | None:
    return None if is_placeholder(as_text(cell)) else _word(words, heading, cell)


def _review_result(cell: object) -> bool | str | None:
    """Return whether the re-inspection passed, or the text where it does not say so: √, 是 or 已完成 close nothing."""
    text = as_text(cell)
    key = matching_key(text)
    if key in _PASSED:
        return True
    if key in _FAILED or key.startswith(_NOT_DONE):
        return False
    return None if is_placeholder(text) else text.strip()
