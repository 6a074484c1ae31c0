"""The read-only way into a district's database: asked as a ledger is, with the same questions, of one moment."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple, Self, cast

from zizhao_cli.store.district.connection import connected, faults
from zizhao_cli.store.district.errors import DistrictOfOtherRevision, UnknownTown
from zizhao_cli.store.district.keys import BASE
from zizhao_cli.store.district.translation import translated
from zizhao_cli.store.file import REVISION

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator, Sequence

    import psycopg

    from zizhao_cli.district_address import Towns

_MOMENT = """BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
SET LOCAL work_mem = '64MB';
SET LOCAL jit = off"""
"""All questions see the same moment; what they gather stays in memory, and none of them is worth being compiled."""


class Town(NamedTuple):
    """A town of a district: its number, its name, and how far its journal is held there, `recorded_at` being the time of the last entry."""

    number: int
    name: str
    entries: int
    recorded_at: str


@contextmanager
def reading_district(towns: Towns) -> Iterator[sqlite3.Connection]:
    """Open a district for reading; all queries inside see the same moment.

    What comes has the ways of sqlite3's connection that questions use, and is a District. Raises UnknownTown and the errors of store.district.errors.
    """
    with connected(towns.address) as connection, faults():
        connection.execute(_MOMENT)
        # The questions of reports know no other connection than sqlite3's, and this one is asked the same way.
        yield cast("sqlite3.Connection", District(connection, towns.names))


class District:
    """A district's database in one read-only transaction: what is asked of it is SQL as a ledger takes it.

    `towns` are those that are looked at, by their numbers; `named` says whether they were asked for by name. `anchor` is `COUNT:HEAD` of its receipts.
    """

    row_factory: Any = None
    """As sqlite3 has it; rows are told by name and by place in any case."""

    def __init__(self, connection: psycopg.Connection[Any], names: Sequence[str] = ()) -> None:
        from psycopg import ClientCursor

        self._connection = connection
        # What is bound is written into the statement: a server cannot tell the type of a parameter that nothing but another is compared with.
        connection.cursor_factory = ClientCursor
        _take_as_sqlite_does(connection)
        identity, revision, receipts, head = self._one(
            "SELECT d.identity, d.revision, a.receipts, a.head FROM district AS d, anchor() AS a"
        )
        if revision != REVISION:
            raise DistrictOfOtherRevision(str(revision))
        self.identity = str(identity)
        self.anchor = f"{receipts}:{head}"
        known = connection.execute(
            "SELECT town, name, entries, recorded_at FROM town ORDER BY name"
        ).fetchall()
        self.towns = {row[0]: Town(*row) for row in known}
        self.named = bool(names)
        self._nested = True
        if names:
            by_name = {town.name: town for town in self.towns.values()}
            for name in names:
                if name not in by_name:
                    raise UnknownTown(name, [*by_name])
            self.towns = {town: one for town, one in self.towns.items() if one.name in names}

    def _one(self, statement: str) -> tuple[Any, ...]:
        found: tuple[Any, ...] | None = self._connection.execute(statement.encode()).fetchone()
        return found or ("", "", 0, "")

    def town(self, key: int) -> str:
        """Return the name of the town that a record belongs to, given its key."""
        return self.towns[key // BASE].name

    def last_before(self, moment: str) -> int:
        """Return the last entry before a moment: one number where all that is held was recorded by then, else what says which is the last of each town."""
        if all(town.recorded_at < moment for town in self.towns.values()):
            return int(self.execute("SELECT coalesce(max(seq), 0) FROM journal").fetchone()[0])
        # Times of a town never run back, so from its end on the first one is the last.
        query = (
            f"SELECT t.town, (SELECT j.seq FROM journal AS j WHERE j.seq > t.town * {BASE} AND j.seq <= t.town * {BASE} + t.entries "
            "AND j.recorded_at < ? ORDER BY j.seq DESC LIMIT 1) FROM town AS t"
        )
        last = dict(map(tuple, self.execute(query, (moment,))))
        return Ends({town: last[town] or 0 for town in self.towns})

    def execute(self, statement: str, values: Mapping[str, Any] | Sequence[Any] = ()) -> Any:  # noqa: ANN401 - psycopg's cursor in the place of sqlite3's
        """Ask one question; what comes back yields rows, or fetches them, and says its columns in `description`."""
        among = frozenset(self.towns) if self.named else None
        ends: dict[str, Any] = {}
        if isinstance(values, Mapping):
            ends = {name: one.array for name, one in values.items() if isinstance(one, Ends)}
            values = {**values, **ends}
        text = translated(statement, among, frozenset(ends))
        self._plan_for(statement)
        cursor = self._connection.cursor(row_factory=_rows)
        return cursor.execute(text.encode(), values)

    def _plan_for(self, statement: str) -> None:
        """Have lives that are replayed joined by hashing: the server takes them for a few, and would read whole towns again for each unit."""
        nested = _REPLAY not in statement
        if nested != self._nested:
            self._connection.execute(f"SET LOCAL enable_nestloop = {nested}".encode())
            self._nested = nested


_REPLAY = "max(step_no)"


class Ends(int):
    """The last entry of each town by some moment, as one number that grows with each of them; see translation."""

    of_towns: Mapping[int, int]

    def __new__(cls, of_towns: Mapping[int, int]) -> Self:
        """Take the last entry of each town, by its key, or 0 where it has none."""
        made = super().__new__(cls, sum(seq % BASE for seq in of_towns.values()))
        made.of_towns = of_towns
        return made

    @property
    def array(self) -> list[int]:
        """The same as an array of the server, which counts from 1 as towns do."""
        return [self.of_towns.get(town, 0) for town in range(1, max(self.of_towns) + 1)]


class Row(tuple[Any, ...]):
    """A row as sqlite3.Row is: told by place, by name, and in order."""

    __slots__ = ()
    _places: dict[str, int]

    def keys(self) -> list[str]:
        """Return the names of its columns."""
        return [*self._places]

    def __getitem__(self, key: Any) -> Any:  # noqa: ANN401 - a place or a name, and what stands there
        return super().__getitem__(self._places[key] if isinstance(key, str) else key)


def _rows(cursor: psycopg.Cursor[Any]) -> Callable[[Sequence[Any]], Row]:
    """Return what makes rows of an answer: of a class of their own, which knows their names."""
    columns = cursor.description or ()
    places = {column.name: place for place, column in reversed([*enumerate(columns)])}
    names = {name: places[name] for name in dict.fromkeys(column.name for column in columns)}
    return cast(
        "Callable[[Sequence[Any]], Row]", type("Row", (Row,), {"__slots__": (), "_places": names})
    )


def _take_as_sqlite_does(connection: psycopg.Connection[Any]) -> None:
    """Have conditions come as 1 and 0, and sums as whole numbers."""
    from psycopg.adapt import Loader

    class Condition(Loader):
        def load(self, data: Any) -> int:  # noqa: ANN401 - psycopg's buffers
            return int(bytes(data) == b"t")

    class Whole(Loader):
        def load(self, data: Any) -> int:  # noqa: ANN401 - psycopg's buffers
            return int(bytes(data))

    connection.adapters.register_loader("bool", Condition)
    connection.adapters.register_loader("numeric", Whole)
