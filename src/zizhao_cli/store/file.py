"""The ledger as a file: what it must look like before anything opens it."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from zizhao_cli.store.errors import LedgerDamaged, LedgerNewer, LedgerOlder, NotALedger, unreadable

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

APPLICATION_ID = 0x5A495A48
"""`ZIZH`, in the file's header: which program the database belongs to."""
REVISION = "0001"
"""The newest migration; a test compares it with the files in migrations/versions."""

APPEND_ONLY = (
    "journal",
    "unit_version",
    "hazard_version",
    "checks",
    "check_void",
    "batch",
    "batch_undo",
)
"""Tables whose rows are never changed or deleted: triggers refuse both (migrations)."""

_HEADER = 100
_MAGIC = b"SQLite format 3\x00"
_LARGEST_PAGE = 65536


def check_file(path: Path) -> None:
    """Refuse what is no ledger before SQLite sees it, so that the file stays untouched.

    Raises LedgerMissing, NotALedger, LedgerDamaged (shorter than its own header says), or MachineFault.
    """
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER)
        size = path.stat().st_size
        write_ahead = path.with_name(path.name + "-wal")
        pending = write_ahead.exists() and write_ahead.stat().st_size > 0
    except OSError as problem:
        raise unreadable(path, problem) from problem
    if len(header) < _HEADER or not header.startswith(_MAGIC):
        raise NotALedger(path)
    if struct.unpack(">I", header[68:72])[0] != APPLICATION_ID:
        raise NotALedger(path)
    page_size = struct.unpack(">H", header[16:18])[0]
    pages = struct.unpack(">I", header[28:32])[0]
    # While a write-ahead log waits to be moved in, the file may rightly be shorter.
    expected = pages * (_LARGEST_PAGE if page_size == 1 else page_size)
    if size < expected and not pending:
        raise LedgerDamaged(path, f"应有 {expected} 字节，只有 {size} 字节")


def check_revision(path: Path, connection: sqlite3.Connection) -> None:
    """Refuse a ledger of another revision. Raises LedgerNewer or LedgerOlder."""
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    revision = row[0] if row else "0000"
    if revision > REVISION:
        raise LedgerNewer(path, revision, REVISION)
    if revision < REVISION:
        raise LedgerOlder(path, revision, REVISION)
