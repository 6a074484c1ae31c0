"""Where the journal of a ledger begins and ends, by which one ledger is told from another."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from zizhao_cli.store.errors import LedgerUnusable
from zizhao_cli.store.journal.chain import GENESIS
from zizhao_cli.store.reading import snapshot

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path


def head_of(path: Path) -> str | None:
    """Return the anchor `COUNT:HEAD` of the ledger at `path`, or None where it cannot be read, or is not there.

    Raises MachineFault, LedgerBusy.
    """
    try:
        with snapshot(path) as connection:
            connection.text_factory = lambda text: text.decode(errors="backslashreplace")
            row = connection.execute(
                "SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1"
            ).fetchone()
    except LedgerUnusable:
        return None
    return f"{row['seq']}:{row['hash']}" if row else NO_ENTRY


NO_ENTRY = "0:"


def holds(path: Path, head: str) -> bool:
    """Say whether the entry that the anchor `head` names stands in the ledger at `path`. Raises MachineFault, LedgerBusy."""
    seq, _, own = head.partition(":")
    try:
        with snapshot(path) as connection:
            row = connection.execute("SELECT hash FROM journal WHERE seq = ?", (seq,)).fetchone()
    except LedgerUnusable:
        return False
    return row is not None and row["hash"] == own


def identity(connection: sqlite3.Connection) -> str:
    """Return what tells this ledger from any other, wherever it lies: the hash of its first entry."""
    row = connection.execute("SELECT hash FROM journal ORDER BY seq LIMIT 1").fetchone()
    return str(row[0]) if row else GENESIS


def recorded_after(path: Path, seq: int) -> int:
    """Return how many entries after `seq` the ledger at `path` has that record something; a restore records nothing new.

    Raises MachineFault, LedgerBusy.
    """
    query = "SELECT count(*) FROM journal WHERE seq > ? AND action <> 'db.restore'"
    try:
        with snapshot(path) as connection:
            return int(connection.execute(query, (seq,)).fetchone()[0])
    except LedgerUnusable:
        return 0


def replaced_after(path: Path, seq: int) -> list[str]:
    """Return the anchors of what restores after entry `seq` of the ledger at `path` replaced, and those that they carried on.

    Raises MachineFault, LedgerBusy.
    """
    query = "SELECT detail FROM journal WHERE seq > ? AND action = 'db.restore' AND json_type(iif(json_valid(detail), detail, 0)) = 'object' ORDER BY seq"
    try:
        with snapshot(path) as connection:
            details = [row[0] for row in connection.execute(query, (seq,))]
    except LedgerUnusable:
        return []
    return [anchor for detail in details for anchor in replaced_by(detail)]


def replaced_by(detail: str) -> list[str]:
    """Return the anchors of the ledgers that are gone by a restore, given the `detail` of its entry: its own last."""
    said = json.loads(detail)
    return [*said.get("replaced_before", ()), *filter(None, [said.get("replaced")])]


def parting(path: Path, other: Path) -> int | None:
    """Return the number of the first entry that stands otherwise in two ledgers; None where one goes on from the other.

    Raises the errors of store.errors.
    """
    query = "SELECT hash FROM journal ORDER BY seq"
    with snapshot(path) as own, snapshot(other) as others:
        both = zip(own.execute(query), others.execute(query), strict=False)
        return next((seq for seq, (here, there) in enumerate(both, 1) if here[0] != there[0]), None)
