"""Which records a report looks at: as they are now, or as they were on a past day by what was known then."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING

from zizhao_cli.report.question import sql

if TYPE_CHECKING:
    import sqlite3

WAYS = ("now", "later", "known", "found")
"""How the relation `hazards` is come by: the present tables; they, and a replay of the hazards that later steps changed;
a replay of those that were known; of all that were found by the day."""
_SHARES = (512, 64, 8, 1)


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
        replayed = sql("hazards_replayed")
        if self.way != "found":
            replayed += f"AND p.id IN ({sql(f'hazards_{self.way}')})"
        arms = [sql("hazards_untouched"), replayed] if self.way == "later" else [replayed]
        return "UNION ALL\n".join(_of(f"({arm})", f"({sql('units_then')})") for arm in arms)


def _of(record: str, unit: str) -> str:
    """Return what the relation shows of records and units, which are a table or a query in brackets."""
    return sql("hazards_of").format(record=record, unit=unit)


def as_of_at(connection: sqlite3.Connection, day: date, known_at: date | None) -> AsOf:
    """Return how a report as of `day` is come by, with what was recorded up to the end of `known_at`.

    Where nothing in the journal is later than both, the present tables answer; else the way with the fewest records to
    replay is taken, as far as that can be told without counting them all.
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
    at = AsOf(day, known_seq or 0)
    if known_seq == last_seq and (last_day is None or last_day <= str(day)):
        return at
    half = connection.execute("SELECT count(*) FROM hazard").fetchone()[0] // 2
    for share, way in product(_SHARES, WAYS[1:]):
        counted = f"SELECT count(*) FROM (SELECT 1 FROM ({sql(f'hazards_{way}')}) LIMIT :most)"
        most = half // share + 1
        if connection.execute(counted, {**at.values, "most": most}).fetchone()[0] < most:
            return replace(at, way=way)
    return replace(at, way="found")
