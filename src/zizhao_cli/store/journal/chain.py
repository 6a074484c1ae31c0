"""The journal: one entry for each change-set, chained by hashes."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.kinds import KINDS
from zizhao_cli.store.district.asked import district_of
from zizhao_cli.store.statements import COLUMNS

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from hashlib import _Hash as Digest

GENESIS = "0" * 64
"""What stands for the hash before the first entry."""
EVIDENCE, REMARK = "evidence", "remark"
SEAL_KEY, SEAL = "seal_key", "seal"
MANY = 1000
"""Rows that are digested at a time."""


def recorded_tables() -> dict[str, tuple[str, ...]]:
    """Return the tables that digests go over, in that order: each with the columns by which its rows are ordered.

    Those of the kinds come first, in the order of KINDS; evidence, remarks and seals belong to all of them.
    """
    tables: dict[str, tuple[str, ...]] = {}
    for kind in KINDS:
        tables |= kind.recorded
    return {**tables, **dict.fromkeys((EVIDENCE, REMARK, SEAL_KEY, SEAL), ("position",))}


_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical(value: object) -> str:
    """Return `value` as JSON in the one form that hashes are taken of."""
    return _CANONICAL.encode(value)


def entry_hash(entry: dict[str, Any]) -> str:
    """Return the hash of a journal entry given its columns, `hash` itself aside; `prev_hash` makes the chain."""
    return hashlib.sha256(entry_text(entry).encode("utf-8", "surrogatepass")).hexdigest()


def entry_text(entry: dict[str, Any]) -> str:
    """Return what the hash of a journal entry goes over."""
    return canonical({key: str(value) for key, value in entry.items() if key != "hash"})


def rows_digest(connection: sqlite3.Connection, seq: int) -> str:
    """Return the digest of all rows that change-set `seq` wrote, as they stand in the tables now.

    Each row is a JSON array that SQLite makes, which is quicker than fetching its values.
    """
    digest = hashlib.sha256()
    for table, order in _written(connection, seq).items():
        query = f"SELECT {as_json(connection, table)} FROM {table} WHERE seq = ? ORDER BY {', '.join(order)}"
        cursor = _plain(connection).execute(query, (seq,))
        while rows := cursor.fetchmany(MANY):
            add_rows(digest, table, (row for (row,) in rows))
    return digest.hexdigest()


def _written(connection: sqlite3.Connection, seq: int) -> dict[str, tuple[str, ...]]:
    """Return those of the recorded tables that have rows of change-set `seq`, in their order.

    All are asked at once: most entries write to one or two, and to look at the columns of the others is lost time.
    """
    found = _plain(connection).execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    there = {name for (name,) in found}
    tables = {table: order for table, order in recorded_tables().items() if table in there}
    query = " UNION ALL ".join(
        f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {table} WHERE seq = :seq)"
        for table in tables
    )
    written = {table for (table,) in _plain(connection).execute(query, {"seq": seq})}
    return {table: order for table, order in tables.items() if table in written}


def _plain(connection: sqlite3.Connection) -> sqlite3.Cursor:
    """Return a cursor whose rows are tuples, whatever those of its connection are."""
    cursor = connection.cursor()
    cursor.row_factory = None
    return cursor


def as_json(connection: sqlite3.Connection, table: str) -> str:
    """Return the SQL expression of a row of `table` as the JSON array that its digest goes over."""
    names = ", ".join(f'"{name}"' for name in stored_columns(connection, table))
    return f"json_array({names})"


def add_rows(digest: Digest, table: str, rows: Iterable[str]) -> None:
    """Take rows of `table`, as JSON, into `digest`."""
    text = "".join(f"{as_digested(table, row)}\n" for row in rows)
    digest.update(text.encode("utf-8", "surrogatepass"))


def as_digested(table: str, row: str) -> str:
    """Return a row of `table`, as JSON, in the one form that digests go over.

    NULLs at the end of a row do not count, so that a column that a later migration appends changes no digest.
    """
    row = row[:-1]
    while row.endswith(",null"):
        row = row[:-5]
    return f"{table}{row}]"


def has_table(connection: sqlite3.Connection, table: str) -> bool:
    """Say whether the ledger has `table`, which a later revision may have brought."""
    found = connection.execute(
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)
    )
    return found.fetchone() is not None


def stored_columns(connection: sqlite3.Connection, table: str) -> list[str]:
    """Return the columns of `table` in their order, those that are computed left out; a district has those of this revision."""
    if district_of(connection) is not None:
        return COLUMNS[table]
    return [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
