"""Which records a report looks at: as they are now, or as they were on a past day by what was known then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from zizhao_cli.report.question import sql

if TYPE_CHECKING:
    import sqlite3

WAYS = ("now", "all")
"""How the relation `hazards` is come by: from the present tables, or by a replay of all hazards."""


@dataclass(frozen=True)
class AsOf:
    """The day a report looks at, and the last journal entry it takes into account."""

    day: date
    known_seq: int
    way: str = "now"

    @property
    def values(self) -> dict[str, str | int]:
        """What the SQL of `relation` has as named parameters."""
        return {"as_of": str(self.day), "known_seq": self.known_seq}

    def relation(self) -> str:
        """Return the SQL of the relation `hazards`."""
        if self.way == "now":
            return _of("hazard", "unit")
        return _of(f"({sql('hazards_replayed')})", f"({sql('units_then')})")


def _of(record: str, unit: str) -> str:
    """Return what the relation shows of records and units, which are a table or a query in brackets."""
    return sql("hazards_of").format(record=record, unit=unit)


def as_of_at(connection: sqlite3.Connection, day: date, known_at: date | None) -> AsOf:
    """Return how a report as of `day` is come by, with what was recorded up to the end of `known_at`.

    Where nothing in the journal is later than both, the present tables give the same answer sooner.
    """
    last_seq, last_day = connection.execute(
        "SELECT (SELECT max(seq) FROM journal), (SELECT max(effective_on) FROM journal)"
    ).fetchone()
    known_seq = last_seq
    if known_at is not None:
        end = str(known_at + timedelta(days=1))
        known_seq = connection.execute(
            "SELECT coalesce(max(seq), 0) FROM journal WHERE recorded_at < ?", (end,)
        ).fetchone()[0]
    present = known_seq == last_seq and (last_day is None or last_day <= str(day))
    return AsOf(day, known_seq or 0, "now" if present else "all")
