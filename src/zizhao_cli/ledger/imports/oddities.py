"""What is to be looked at in rows that are taken, though nothing forbids it: said once, however many rows are so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from zizhao_cli import datafiles
from zizhao_cli.domain.kinds.hazard import ROW_DAY
from zizhao_cli.domain.sense import far_on, long_ago

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from zizhao_cli.domain.deadlines import Deadline
    from zizhao_cli.ledger.session import LedgerSession

Warn = Callable[[int, str], None]
"""Notes a sentence about a line in the receipt."""


class Oddities:
    """Looks at each day, deadline, and pair of unit and measure when it first comes."""

    def __init__(self, session: LedgerSession, connection: sqlite3.Connection, warn: Warn) -> None:
        self._session = session
        self._connection = connection
        self._warn = warn
        self._seen: set[object] = set()

    def look_at(
        self,
        lines: Iterable[int],
        unit_ids: Sequence[int],
        measures: Sequence[int],
        days: Sequence[str],
    ) -> None:
        """Look at rows that are taken, given as columns."""
        fresh = {*days, *zip(unit_ids, measures, strict=True)} - self._seen
        if not fresh:
            return
        for line, day, pair in zip(lines, days, zip(unit_ids, measures, strict=True), strict=True):
            if self._is_first(day):
                self._say(
                    line, long_ago(ROW_DAY.name, date.fromisoformat(day), self._session.today)
                )
            if self._is_first(pair):
                self._measure(line, *pair)

    def deadline(self, line: int, deadline: Deadline, found_on: str) -> None:
        """Look at the deadline of a row that is taken."""
        if self._is_first((deadline.due_on, found_on, deadline.provisional)):
            self._say(line, far_on(deadline.due_on, date.fromisoformat(found_on)))
            if deadline.provisional:
                self._say(line, f"期限 {deadline.due_on} 是暂定的：有年份的放假安排尚未公布")

    def _is_first(self, thing: object) -> bool:
        first = thing not in self._seen
        self._seen.add(thing)
        return first

    def _say(self, line: int, sentence: str | None) -> None:
        if sentence is not None:
            self._warn(line, sentence)

    def _measure(self, line: int, unit_id: int, number: int) -> None:
        query = "SELECT name, kind FROM unit WHERE id = ?"
        name, kind = self._connection.execute(query, (unit_id,)).fetchone()
        if datafiles.surely_meant_for(self._session.path, number, kind):
            return
        sentence = self._session.measures[number - 1].not_meant_for(name, kind)
        if sentence is not None and self._is_first((kind, number)):
            self._warn(line, f"{sentence}（这类单位的这一条只提一次）")
