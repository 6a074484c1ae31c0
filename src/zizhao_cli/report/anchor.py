"""The anchor that a report carries, so that a printed page can vouch for the ledger it was made from."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3


def anchor_at(connection: sqlite3.Connection, seq: int) -> str | None:
    """Return `COUNT:HEAD` of the journal up to entry `seq`, or None before the first one.

    `db verify --anchor` tells from it whether anything that was recorded by then was changed since.
    """
    row = connection.execute("SELECT hash FROM journal WHERE seq = ?", (seq,)).fetchone()
    return f"{seq}:{row['hash']}" if row else None
