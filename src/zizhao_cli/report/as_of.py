"""Which records a report looks at: as they are now, or as they were on a past day by what was known then."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from zizhao_cli.report.of_kind import sql_of
from zizhao_cli.report.question import sql

if TYPE_CHECKING:
    import sqlite3

    from zizhao_cli.domain.kinds.kind import Kind

WAYS = ("now", "later", "known", "begun")
"""How a relation is come by: the present tables; they, and a replay of the records that later steps changed;
a replay of those that were known; of all that had begun by the day. Beside these, `changed` is a replay of what may be otherwise on another day."""
_SHARES = (512, 64, 8, 1)


class AsOf(NamedTuple):
    """The day a report looks at the records of a kind, and the last journal entry it takes into account.

    `between` are the days and entries of two such, where only what changed between them is shown.
    """

    kind: Kind
    day: date
    known_seq: int = 0
    way: str = "now"
    between: tuple[date, int, date, int] | None = None

    @property
    def values(self) -> dict[str, str | int]:
        """What the SQL of `relation` has as named parameters."""
        values: dict[str, str | int] = {"as_of": str(self.day), "known_seq": self.known_seq}
        if self.between is None:
            return values
        first, known_first, second, known_second = self.between
        values |= {"first_day": str(first), "known_first": known_first}
        return values | {"second": str(second), "known_second": known_second}

    def changed(self, first: AsOf, second: AsOf) -> AsOf:
        """Return what shows of the hazards of the day those alone that may stand otherwise at `second` than at `first`."""
        between = (first.day, first.known_seq, second.day, second.known_seq)
        return self._replace(way="changed", between=between)

    def relation(self) -> str:
        """Return the SQL of the relation that shows the records, named as the kind is counted (`hazards`)."""
        if self.way == "now":
            return self._shown(self.kind.table, self.units())
        replayed = self.sql("replayed")
        if self.way != "begun":
            replayed += f"AND p.id IN ({self.sql(self.way)})"
        arms = [self.sql("untouched"), replayed] if self.way == "later" else [replayed]
        return "UNION ALL\n".join(self._shown(f"({arm})", self.units()) for arm in arms)

    def units(self) -> str:
        """Return the SQL of the units as they were: a table, or a query in brackets."""
        return "unit" if self.way == "now" else f"({sql('units_then')})"

    def sql(self, question: str) -> str:
        """Return the text of a question about the records of the kind."""
        return sql_of(self.kind, question)

    def _shown(self, record: str, unit: str) -> str:
        """Return what the relation shows of records and units, which are a table or a query in brackets."""
        shown = sql(f"{self.kind.counted}_of", self.kind.package)
        return shown.format(record=record, unit=unit)


def as_of_at(connection: sqlite3.Connection, kind: Kind, day: date, known_at: date | None) -> AsOf:
    """Return how the records of `kind` as of `day` are come by, with what was recorded up to the end of `known_at`.

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
    at = AsOf(kind, day, known_seq or 0)
    if known_seq == last_seq and (last_day is None or last_day <= str(day)):
        return at
    half = connection.execute(f"SELECT count(*) FROM {kind.table}").fetchone()[0] // 2
    for share, way in product(_SHARES, WAYS[1:]):
        counted = f"SELECT count(*) FROM (SELECT 1 FROM ({at.sql(way)}) LIMIT :most)"
        most = half // share + 1
        if connection.execute(counted, {**at.values, "most": most}).fetchone()[0] < most:
            return at._replace(way=way)
    return at._replace(way="begun")
