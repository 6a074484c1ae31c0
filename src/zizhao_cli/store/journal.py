"""The journal: one entry for each change-set, chained by hashes."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sqlite3

GENESIS = "0" * 64
"""What stands for the hash before the first entry."""
CLOCK_TOLERANCE = timedelta(minutes=2)
"""How far the clock may be set back between two entries, as time servers do."""

_HISTORY = {
    "unit_version": "unit_id, version_no",
    "checks": "id",
    "check_void": "check_id",
    "batch": "id",
    "batch_undo": "batch_id",
    "hazard_version": "id, step_no",
    "evidence": "position",
}


def canonical(value: object) -> str:
    """Return `value` as JSON in the one form that hashes are taken of."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def entry_hash(entry: dict[str, Any]) -> str:
    """Return the hash of a journal entry given its columns, `hash` itself aside; `prev_hash` makes the chain."""
    content = {key: str(value) for key, value in entry.items() if key != "hash"}
    return hashlib.sha256(canonical(content).encode("utf-8", "surrogatepass")).hexdigest()


def rows_digest(connection: sqlite3.Connection, seq: int) -> str:
    """Return the digest of all rows that change-set `seq` wrote, as they stand in the tables now.

    Each row is a JSON array that SQLite makes, which is quicker than fetching its values.
    """
    digest = hashlib.sha256()
    for table, order in _HISTORY.items():
        if not has_table(connection, table):  # of a later revision than the ledger's
            continue
        names = ", ".join(f'"{name}"' for name in stored_columns(connection, table))
        query = f"SELECT json_array({names}) FROM {table} WHERE seq = ? ORDER BY {order}"
        cursor = connection.cursor()
        cursor.row_factory = None
        for (row,) in cursor.execute(query, (seq,)):
            digest.update(
                f"{table}{_without_trailing_nulls(row)}\n".encode("utf-8", "surrogatepass")
            )
    return digest.hexdigest()


def has_table(connection: sqlite3.Connection, table: str) -> bool:
    """Say whether the ledger has `table`, which a later revision may have brought."""
    found = connection.execute(
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)
    )
    return found.fetchone() is not None


def stored_columns(connection: sqlite3.Connection, table: str) -> list[str]:
    """Return the columns of `table` in their order, those that are computed left out."""
    return [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]


def _without_trailing_nulls(row: str) -> str:
    """Drop NULLs at the end, so that a column that a later migration appends changes no digest."""
    while row.endswith(",null]"):
        row = f"{row[: -len(',null]')]}]"
    return row


def recorded_at(now: datetime, last: str | None) -> str | None:
    """Return the time of recording for an entry after one of `last` (ISO 8601), never running backwards.

    None where the clock lies more than two minutes behind the last entry.
    """
    if last is None or now >= datetime.fromisoformat(last):
        return now.isoformat()
    return last if datetime.fromisoformat(last) - now <= CLOCK_TOLERANCE else None
