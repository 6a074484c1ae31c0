"""The read-only way in: the standard sqlite3, one snapshot, no ORM."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from zizhao_cli.settings import busy_seconds
from zizhao_cli.store.errors import explained
from zizhao_cli.store.file import check_file, check_revision

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the ledger at `path` for reading; all queries inside see the same moment.

    Rows come as sqlite3.Row. Raises the errors of store.errors.
    """
    with snapshot(path) as connection:
        check_revision(path, connection)
        yield connection


@contextmanager
def snapshot(path: Path) -> Iterator[sqlite3.Connection]:
    """Do the same for a ledger of any revision."""
    check_file(path)
    seconds = busy_seconds()
    try:
        connection = _open(path, seconds)
        try:
            connection.row_factory = sqlite3.Row
            connection.execute("BEGIN")
            yield connection
        finally:
            connection.close()
    except (sqlite3.Error, UnicodeDecodeError) as problem:
        raise explained(path, problem, seconds) from problem


_NO_ROOM = (
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR_SHMOPEN,
    sqlite3.SQLITE_IOERR_SHMSIZE,
    sqlite3.SQLITE_IOERR_SHMMAP,
)


def _open(path: Path, seconds: float) -> sqlite3.Connection:
    uri = path.absolute().as_uri()
    connection = sqlite3.connect(f"{uri}?mode=ro", uri=True, timeout=seconds, isolation_level=None)
    try:
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as problem:
        connection.close()
        # A folder that is full or cannot be written has no room for the log's index; without a log none is needed.
        if not _has_no_room(problem) or _has_log(path):
            raise
        return sqlite3.connect(f"{uri}?mode=ro&immutable=1", uri=True, isolation_level=None)
    return connection


def _has_no_room(problem: sqlite3.OperationalError) -> bool:
    code = problem.sqlite_errorcode
    return code in _NO_ROOM or code & 0xFF in _NO_ROOM


def _has_log(path: Path) -> bool:
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0
