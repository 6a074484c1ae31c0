"""One look at the ledger: what a page is given to ask."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.report.as_of import AsOf, as_of_at
from zizhao_cli.report.filters import Filters
from zizhao_cli.report.frame import Asked, anchor_at

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Mapping
    from datetime import date, datetime

    from zizhao_cli.board.kept import Kept
    from zizhao_cli.district_address import Books
    from zizhao_cli.report.model import Report

PAGE = 100
"""Rows of a list that are shown at once."""
_LAST_PAGE = 6
"""Digits of the number of a page at most."""


@dataclass(frozen=True)
class Moment:
    """The ledger as one reading sees it, on the day of `now`, and what the address asks of it."""

    connection: sqlite3.Connection
    ledger: Books
    now: datetime
    query: Mapping[str, str]
    kept: Kept

    @property
    def today(self) -> date:
        """The day that all pages tell of."""
        return self.now.date()

    @property
    def asked(self) -> Asked:
        """What reports are asked."""
        return Asked(self.today)

    @cached_property
    def at(self) -> AsOf:
        """How the hazards of the day are come by."""
        return as_of_at(self.connection, HAZARD, self.today, None)

    @cached_property
    def anchor(self) -> str | None:
        """The anchor of what is seen."""
        return anchor_at(self.connection, self.at.known_seq)

    @property
    def page(self) -> int:
        """Which page of a list is asked for, from 1; the first, where that is no number."""
        text = self.query.get("page", "")
        return max(int(text), 1) if text.isdecimal() and len(text) <= _LAST_PAGE else 1

    def filters(self, **narrowed: Any) -> Filters:  # noqa: ANN401 - of any filter
        """Return filters of reports."""
        return Filters(self.ledger, self.today, **narrowed)

    def costly(self, *asked: str | None, work_out: Callable[[], Report]) -> Report:
        """Return a report that reads all of the ledger, from what is kept where nothing was recorded since."""
        return self.kept.get((self.anchor, self.today), asked, work_out)
