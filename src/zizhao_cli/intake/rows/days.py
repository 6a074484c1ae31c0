"""Cells that name a day or a deadline."""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import date, timedelta

from zizhao_cli.domain.dates import parse_past_day
from zizhao_cli.domain.deadlines import is_relative, named_day
from zizhao_cli.domain.placeholders import is_placeholder
from zizhao_cli.domain.text import matching_key, trimmed
from zizhao_cli.intake.errors import NotADeadline
from zizhao_cli.intake.rows.cell_text import as_text

_TIME = re.compile(r"[ T]\s*\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?$")
_SERIALS = range(20_000, 80_000)
_EPOCH, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
_AT_ONCE = {"立即整改", "立行立改", "立即", "当场整改"}
_LONG_TERM = {"长期坚持", "长期", "持续"}


class Days:
    """Reads the days of one table."""

    def __init__(self, today: date, *, date_1904: bool) -> None:
        self._today = today
        self._epoch = _EPOCH_1904 if date_1904 else _EPOCH

    def past(self, heading: str, cell: object) -> str | None:
        """Return the day that a cell names as YYYY-MM-DD, or None for a placeholder.

        Raises what parse_past_day refuses, or what as_text does.
        """
        text = self.text(cell)
        return None if is_placeholder(text) else str(parse_past_day(heading, text, self._today))

    def due(self, cell: object) -> tuple[bool, str | None] | None:
        """Return whether the cell says “at once”, and the deadline it names, or None for a placeholder.

        Raises NotADeadline, what named_day refuses, or what as_text does.
        """
        text = self.text(cell)
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

    def text(self, cell: object) -> str:
        """Return what a cell says of a day as text that parse_day reads. Raises as as_text does."""
        if (
            isinstance(cell, float | int)
            and not isinstance(cell, bool)
            and math.isfinite(cell)
            and int(cell) in _SERIALS
        ):
            return str(self._epoch + timedelta(days=int(cell)))
        return _TIME.sub("", trimmed(unicodedata.normalize("NFKC", as_text(cell))))
