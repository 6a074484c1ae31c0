"""What the district itself does: takes up towns, accepts what comes as a file, and looks after what it refused."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from zizhao_cli.domain.receipts import receipt_in
from zizhao_cli.store.district.errors import NoSuchRole, TownTaken
from zizhao_cli.store.district.keys import BASE, GROWING
from zizhao_cli.store.district.town import Answer

if TYPE_CHECKING:
    from collections.abc import Sequence

    import psycopg

    from zizhao_cli.domain.receipts import Receipt


_TOWN_MAY = (
    "standing(), held(bigint[]), given(bigint), lacking(text[]), keep_file(bytea), accept(text[])"
)
"""All that the role of a town is allowed."""
_PARTITION = (
    "CREATE TABLE {0}_of_{1} PARTITION OF {0} FOR VALUES FROM ({1} * {2}) TO (({1} + 1) * {2})"
)


class TownHeld(NamedTuple):
    """A town as the district holds it; see sql/towns.sql."""

    town: int
    name: str
    pushed_by: str
    identity: str | None
    entries: int
    head: str
    recorded_at: str
    refused: int
    """How many histories of it were refused."""


_TOWNS = (
    "SELECT town, name, pushed_by, identity, entries, head, recorded_at, "
    "(SELECT count(*) FROM refused AS r WHERE r.town = t.town) FROM town AS t ORDER BY town"
)


class Desk:
    """The district as its owner sees it."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection

    def towns(self) -> list[TownHeld]:
        """Return all towns, in the order in which they were taken up."""
        return [TownHeld(*row) for row in self._connection.execute(_TOWNS)]

    def add_town(self, name: str, role: str, identity: str | None) -> None:
        """Take up a town that `role` of the server pushes; `identity` is the hash of its ledger's first entry.

        Where none is said, the first push tells it. Raises TownTaken, NoSuchRole.
        """
        from psycopg import errors, sql

        may_log_in = "SELECT 1 FROM pg_roles WHERE rolname = %s AND rolcanlogin"
        if self._connection.execute(may_log_in, (role,)).fetchone() is None:
            raise NoSuchRole(role)
        query = "INSERT INTO town (town, name, pushed_by, identity) SELECT coalesce(max(town), 0) + 1, %s, %s, %s FROM town RETURNING town"
        try:
            row = self._connection.execute(query, (name, role, identity)).fetchone()
            assert row is not None  # noqa: S101 - RETURNING gives the row
            for table in GROWING:
                self._connection.execute(_PARTITION.format(table, int(row[0]), BASE).encode())
            may = sql.SQL(
                "GRANT USAGE ON SCHEMA zizhao TO {0}; GRANT EXECUTE ON FUNCTION "
                + _TOWN_MAY
                + " TO {0}"
            )
            self._connection.execute(may.format(sql.Identifier(role)))
        except errors.UniqueViolation as problem:
            raise TownTaken(name, role) from problem

    def accept(self, town: int, lines: Sequence[str]) -> Answer:
        """Accept the lines of whole entries of a town, as its role could hand them in."""
        query = "SELECT answer, seq, receipt FROM accept_of(%s, %s)"
        row = self._connection.execute(query, (town, [*lines])).fetchone()
        assert row is not None  # noqa: S101 - the function always answers
        return Answer(row[0], row[1], None if row[2] is None else receipt_in(row[2]))

    def receipt(self, town: int) -> Receipt | None:
        """Return the last receipt that was given to a town."""
        row = self._connection.execute("SELECT last_receipt(%s)", (town,)).fetchone()
        return receipt_in(row[0]) if row and row[0] else None

    def keep_file(self, town: int, content: bytes) -> bool:
        """Keep a file of evidence of a town, and say whether one of its entries names it: else it is not kept."""
        row = self._connection.execute("SELECT keep_file_of(%s, %s)", (town, content)).fetchone()
        return bool(row and row[0])

    def refused(self) -> list[dict[str, Any]]:
        """Return what was refused of which town: when, why, at which entry, and how many lines were kept."""
        query = (
            "SELECT t.name AS town, r.at, r.why, r.seq, cardinality(r.lines) AS lines, r.sha256 "
            "FROM refused AS r JOIN town AS t ON t.town = r.town ORDER BY r.at, r.sha256"
        )
        cursor = self._connection.execute(query)
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor]

    def refused_lines(self, sha256: str) -> list[str] | None:
        """Return the lines of what was refused, given the beginning of its hash; None where that names none, or several."""
        query = "SELECT lines FROM refused WHERE starts_with(sha256, %s)"
        found = self._connection.execute(query, (sha256,)).fetchmany(2)
        return [*found[0][0]] if len(found) == 1 else None

    def take_up_anew(self, town: int, after: int, decided: dict[str, str]) -> str:
        """Have a town go on from its entry `after`; what is held of it since is set aside. Returns the receipt of the decision."""
        query = "SELECT take_up_anew(%s, %s, %s)"
        row = self._connection.execute(query, (town, after, json.dumps(decided))).fetchone()
        assert row is not None  # noqa: S101 - the function always answers
        return str(row[0])
