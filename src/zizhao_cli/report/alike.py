"""Which units are alike by their sector, and which of them nobody has checked since a day."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from zizhao_cli.domain.kinds.check import CHECK
from zizhao_cli.domain.text import matching_key
from zizhao_cli.report.as_of import as_of_at
from zizhao_cli.report.question import Where, ask

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence
    from datetime import date

    from zizhao_cli.report.filters import Filters


class Alike(NamedTuple):
    """The units of each sector, by what tells sectors apart, as they were on a day; those that are asked for alone."""

    connection: sqlite3.Connection
    day: date
    known_at: date | None
    units: Mapping[str, Sequence[sqlite3.Row]]

    @classmethod
    def on(
        cls,
        connection: sqlite3.Connection,
        day: date,
        known_at: date | None = None,
        filters: Filters | None = None,
    ) -> Alike:
        """Return the units of a day by their sectors; `filters` narrow them by kind, place and supervisor."""
        at = as_of_at(connection, CHECK, day, known_at)
        where = Where({**at.values})
        if filters is not None:
            filters.narrow_units(connection, where, at.units())
        found: dict[str, list[sqlite3.Row]] = defaultdict(list)
        for row in ask(connection, "alike", where, order="unit_code", at=at):
            found[matching_key(row["sector"])].append(row)
        return cls(connection, day, known_at, found)

    def of(self, sector: str) -> Sequence[sqlite3.Row]:
        """Return the units of a sector; width and blanks do not matter."""
        return self.units.get(matching_key(sector), ())

    def left(self, sector: str, since: str) -> list[sqlite3.Row]:
        """Return those of a sector that nobody checked from the day `since` to the end of this day; checks that were voided do not count."""
        units = self.of(sector)
        if not units:
            return []
        at = as_of_at(self.connection, CHECK, self.day, self.known_at)
        ids = json.dumps([row["unit_id"] for row in units])
        where = Where({**at.values, "since": since, "ids": ids}, ["voided_on IS NULL"])
        where.add("checked_on BETWEEN :since AND :as_of")
        where.add("unit_id IN (SELECT value FROM json_each(:ids))")
        found = ask(self.connection, "checks", where, order="unit_id", at=at, columns="DISTINCT unit_id")  # fmt: skip
        seen = {row["unit_id"] for row in found}
        return [row for row in units if row["unit_id"] not in seen]
