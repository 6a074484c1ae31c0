"""Which records a report looks at: as they are now, or as they were on a past day by what was known then."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from zizhao_cli.domain.kinds import KINDS
from zizhao_cli.domain.kinds.supervision import SUPERVISION
from zizhao_cli.report.of_kind import relation_of, sql_of
from zizhao_cli.report.question import sql
from zizhao_cli.store.district.asked import district_of

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
    day: date = date.max
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
        return "\nUNION ALL\n".join(self.arms())

    def arms(self) -> list[str]:
        """Return the SQL of the relations that make up `relation`: asked apart, SQLite need not put their rows together first."""
        if self.way == "now":
            return [self._shown(self.kind.table, self.units())]
        replayed = self.sql("replayed")
        if self.way != "begun":
            replayed += f"AND p.id IN ({self.sql(self.way)})"
        arms = [self.sql("untouched"), replayed] if self.way == "later" else [replayed]
        return [self._shown(f"({arm})", self.units()) for arm in arms]

    def lives(self) -> list[str]:
        """Return the SQL of what `relation` shows from the day :since on, each record once for each stretch of its life, with the days `began` and `until` between which it was so.

        The first relation is of the records that nothing changed since then, the second of the others, as `arms` has them.
        Units are as they were on the day.
        """
        untouched, changed = (
            self.sql(question).replace(":as_of", ":since") for question in ("untouched", "later")
        )
        same = f"SELECT *, '' AS began, NULL AS until FROM ({untouched}) AS same"
        lives = self.sql("lives").format(changed=changed)
        return [self._shown(f"({arm})", self.units(), "h.began, h.until,") for arm in (same, lives)]

    def units(self) -> str:
        """Return the SQL of the units as they were: a table, or a query in brackets."""
        return "unit" if self.way == "now" else f"({sql('units_then')})"

    def recorded(self, table: str) -> str:
        """Return the SQL of what a table held by then of what is only added to: its name, or a query in brackets."""
        return table if self.way == "now" else f"(SELECT * FROM {table} WHERE seq <= :known_seq)"

    def begun(self, kind: Kind) -> str:
        """Return the SQL condition on a row `asked` that its record of `kind` had begun by the day, as far as was known."""
        if self.way == "now":
            return "true"
        begun = f"{kind.key} = asked.id AND effective_on <= :as_of AND seq <= :known_seq"
        return f"EXISTS (SELECT 1 FROM {kind.history} WHERE {begun})"

    def asked(self, question: str) -> str:
        """Return the text of a question, its tables as they were; see tables."""
        return self.tables(sql(question, self.kind.package))

    def tables(self, text: str) -> str:
        """Return SQL that names in braces the table of units, and those that are only added to, with all of them as they were."""
        tables = {table: self.recorded(table) for kind in KINDS for table in kind.recorded}
        return text.format(unit=self.units(), **tables)

    def sql(self, question: str) -> str:
        """Return the text of a question about the records of the kind."""
        return sql_of(self.kind, question)

    def _shown(self, record: str, unit: str, besides: str = "") -> str:
        """Return what the relation shows of records and units, which are a table or a query in brackets, with columns `besides`."""
        shown = relation_of(self.kind)
        listed = SUPERVISION.table if self.way == "now" else f"({sql_of(SUPERVISION, 'replayed')})"
        return shown.format(record=record, unit=unit, besides=besides, supervision=listed)


def as_of_at(connection: sqlite3.Connection, kind: Kind, day: date, known_at: date | None) -> AsOf:
    """Return how the records of `kind` as of `day` are come by, with what was recorded up to the end of `known_at`.

    Where nothing in the journal is later than both, the present tables answer; else the way with the fewest records to
    replay is taken, as far as that can be told without counting them all. Of kinds that are not replayed nothing is weighed.
    """
    last_seq, last_day = connection.execute(
        "SELECT (SELECT max(seq) FROM journal), (SELECT max(effective_on) FROM journal)"
    ).fetchone()
    known_seq = last_seq
    if known_at is not None:
        known_seq = _last_before(connection, str(known_at + timedelta(days=1)))
    at = AsOf(kind, day, known_seq or 0)
    if known_seq == last_seq and (last_day is None or last_day <= str(day)):
        return at
    if not kind.begins:
        return at._replace(way="begun")
    half = connection.execute(f"SELECT count(*) FROM {kind.table}").fetchone()[0] // 2
    for share, way in product(_SHARES, WAYS[1:]):
        counted = f"SELECT count(*) FROM (SELECT 1 FROM ({at.sql(way)}) AS one LIMIT :most) AS few"
        most = half // share + 1
        if connection.execute(counted, {**at.values, "most": most}).fetchone()[0] < most:
            return at._replace(way=way)
    return at._replace(way="begun")


def _last_before(connection: sqlite3.Connection, moment: str) -> int:
    """Return the last entry before a moment, 0 where there is none; in a district each town has its own."""
    district = district_of(connection)
    if district is not None:
        return district.last_before(moment)
    query = "SELECT coalesce(max(seq), 0) FROM journal WHERE recorded_at < ?"
    return int(connection.execute(query, (moment,)).fetchone()[0])


class Then(NamedTuple):
    """The day that a list is asked for, and by when what it tells was known; neither where it is asked for as it is now."""

    as_of: date | None = None
    known_at: date | None = None

    @property
    def head(self) -> dict[str, str]:
        """What JSON says of it."""
        return {key: str(day) for key, day in self._asdict().items() if day is not None}

    @property
    def said(self) -> str:
        """What a sentence begins with."""
        if self.as_of is None:
            return ""
        known = f"（只算到 {self.known_at} 为止记入的）" if self.known_at is not None else ""
        return f"截至 {self.as_of}{known}"

    def at(self, connection: sqlite3.Connection, kind: Kind, today: date = date.max) -> AsOf:
        """Return how the records of `kind` are come by; see as_of_at."""
        if self.as_of is None:
            return AsOf(kind, today)
        return as_of_at(connection, kind, self.as_of, self.known_at)


NOW = Then()
