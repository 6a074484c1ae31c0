"""How often a content has come in the file that is being imported, of those that the ledger knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3


class Met:
    """Counts contents by their fingerprints; on disk, for a file may hold millions."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        connection.execute(
            "CREATE TEMP TABLE met (fingerprint TEXT PRIMARY KEY, times INT) WITHOUT ROWID"
        )

    def begin(self) -> None:
        """Count anew."""
        self._connection.execute("DELETE FROM met")

    def again(self, fingerprint: str) -> int:
        """Count a content once more, and return how often it came."""
        query = (
            "INSERT INTO met VALUES (?, 1) ON CONFLICT (fingerprint) DO UPDATE SET times = times + 1 "
            "RETURNING times"
        )
        times: int = self._connection.execute(query, (fingerprint,)).fetchone()[0]
        return times
