"""The read-only way in: the standard sqlite3, one snapshot, no ORM."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from zizhao_cli.settings import busy_seconds
from zizhao_cli.store.errors import LedgerBusy, explained
from zizhao_cli.store.file import check_file, check_revision
from zizhao_cli.store.held import HELD, only_read
from zizhao_cli.store.write_ahead import size_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the ledger at `path` for reading; all queries inside see the same moment.

    Rows come as sqlite3.Row. Where one transaction is held for several, they see what it wrote. Raises the errors of store.errors.
    """
    with snapshot(path) as connection:
        check_revision(path, connection)
        yield connection


@contextmanager
def snapshot(path: Path) -> Iterator[sqlite3.Connection]:
    """Do the same for a ledger of any revision."""
    held = HELD.connection_to(path)
    if held is not None:
        with only_read(held) as connection:
            yield connection
        return
    check_file(path)
    seconds = busy_seconds()
    try:
        connection, frozen = _open(path, seconds)
        try:
            connection.row_factory = sqlite3.Row
            connection.execute("BEGIN")
            yield connection
        except KeyboardInterrupt:
            frozen = None
            raise
        finally:
            connection.close()
            # Without locks nobody is kept from writing meanwhile: what was read may then be of two moments.
            if frozen is not None and _state(path) != frozen:
                raise LedgerBusy(path, 0)
    except (sqlite3.Error, UnicodeDecodeError) as problem:
        raise explained(path, problem, seconds) from problem


_NO_ROOM = (
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR_SHMOPEN,
    sqlite3.SQLITE_IOERR_SHMSIZE,
    sqlite3.SQLITE_IOERR_SHMMAP,
)


def _open(path: Path, seconds: float) -> tuple[sqlite3.Connection, State | None]:
    """Open a ledger, and return with it what the file was like if it had to be opened without locks."""
    frozen = _state(path)
    uri = path.absolute().as_uri()
    connection = sqlite3.connect(f"{uri}?mode=ro", uri=True, timeout=seconds, isolation_level=None)
    try:
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as problem:
        connection.close()
        # A folder that is full or cannot be written has no room for the log's index; without a log none is needed.
        if not _has_no_room(problem) or frozen is None:
            raise
        unlocked = sqlite3.connect(f"{uri}?mode=ro&immutable=1", uri=True, isolation_level=None)
        return unlocked, frozen
    return connection, None


def _has_no_room(problem: sqlite3.OperationalError) -> bool:
    code = problem.sqlite_errorcode
    return code != sqlite3.SQLITE_READONLY_ROLLBACK and (
        code in _NO_ROOM or code & 0xFF in _NO_ROOM
    )


State = tuple[int, int, int, int]
"""Device, inode, size and time of change (nanoseconds) of a file that no log stands beside."""


def _state(path: Path) -> State | None:
    """Return what a ledger's file is like, or None where a log or journal stands beside it. Raises MachineFault."""
    try:
        for ending in ("-wal", "-journal"):
            if size_of(path.with_name(path.name + ending)) > 0:
                return None
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns
