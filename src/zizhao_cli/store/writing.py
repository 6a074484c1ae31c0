"""The writing way in: the standard sqlite3, one transaction that locks at once, no ORM."""

from __future__ import annotations

import random
import sqlite3
import time
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING

from zizhao_cli.ending import ENDING
from zizhao_cli.errors import MachineFault
from zizhao_cli.settings import busy_seconds
from zizhao_cli.store.errors import explained, unreadable
from zizhao_cli.store.file import check_file, check_revision, refuse_moved, refuse_second_name
from zizhao_cli.store.held import HELD, part_of
from zizhao_cli.store.reading import reading
from zizhao_cli.store.write_ahead import begin_log, keeps_log, read_mark

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


# 64 MiB of cache: a large import would else write pages out and read them in again.
PRAGMAS = ("foreign_keys=ON", "synchronous=FULL", "recursive_triggers=ON", "cache_size=-65536")


BETWEEN_TRIES = (0.005, 0.05)
"""Seconds between two tries to get the write lock."""


@contextmanager
def writing(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the ledger at `path` for one transaction, which commits at the end or leaves nothing.

    It takes the write lock at its beginning, so that two commands follow each other instead of failing
    half-way. Where one transaction is held for several, this is a part of it. Raises the errors of store.errors.
    """
    held = HELD.connection_to(path)
    if held is not None:
        with faults(path), part_of(held):
            yield held
        return
    opened = check_file(path)
    refuse_second_name(path)
    _keep_a_log(path)
    try:
        with faults(path), closing(connect(path)) as connection, transaction(connection):
            # SQLite goes on writing to a file that was moved or deleted, and says that all is well.
            refuse_moved(path, opened, written=False)
            check_revision(path, connection)
            yield connection
            refuse_moved(path, opened, written=False)
    except MachineFault:
        # Or it says that the disk is at fault.
        refuse_moved(path, opened, written=False)
        raise
    refuse_moved(path, opened, written=True)


@contextmanager
def all_or_nothing(path: Path) -> Iterator[None]:
    """Hold one transaction for all that is written to the ledger at `path` meanwhile: it commits at the end, whole, or leaves nothing.

    What is read meanwhile sees it. Nobody else writes until it is over. Raises the errors of store.errors.
    """
    with writing(path) as connection, HELD.holding(path, connection, read_mark(connection)):
        yield


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Hold the write lock until the end, then commit, or take back what was written where anything went wrong.

    Raises sqlite3.Error.
    """
    _begin(connection)
    committing = False
    try:
        yield
        committing = True
        with ENDING.last_act():
            connection.execute("COMMIT")
    except BaseException as stopped:
        # A second Ctrl-C may come on either side of the commit; SQLite knows on which.
        committed = committing and not connection.in_transaction
        ENDING.stands(committed and isinstance(stopped, KeyboardInterrupt))
        # Where SQLite took it back by itself, there is nothing left to take back.
        if connection.in_transaction:
            with suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
        raise


def _keep_a_log(path: Path) -> None:
    """Have the ledger keep a write-ahead log; that changes the file, so only after a look at whose tables it has."""
    try:
        if keeps_log(path):
            return
    except OSError as problem:
        raise unreadable(path, problem) from problem
    with reading(path):
        pass
    keep_log(path)


def keep_log(path: Path) -> None:
    """Have a ledger of any revision keep a write-ahead log. Raises the errors of store.errors."""
    try:
        with faults(path):
            begin_log(path, busy_seconds())
    except OSError as problem:
        raise unreadable(path, problem) from problem


@contextmanager
def faults(path: Path) -> Iterator[None]:
    """Turn what SQLite says into the errors of store.errors."""
    try:
        yield
    except (sqlite3.Error, UnicodeDecodeError) as problem:
        raise explained(path, problem, busy_seconds()) from problem


def connect(path: Path, mode: str = "rw") -> sqlite3.Connection:
    """Open the file at `path`; `mode` is SQLite's: `rw`, or `rwc` to create it. Raises sqlite3.Error."""
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    connection = sqlite3.connect(uri, uri=True, timeout=busy_seconds(), isolation_level=None)
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _begin(connection: sqlite3.Connection) -> None:
    """Begin with the write lock; a transaction that starts by reading could not be given it later.

    SQLite's own waiting would not hear Ctrl-C, so each try waits but a moment. Raises sqlite3.OperationalError.
    """
    until = time.monotonic() + busy_seconds()
    # What the transaction begins with holds for what a statement with a trigger notes to take itself back by: else a
    # file of its own, written at every row. Temporary tables and large sorts stay on disk.
    connection.execute("PRAGMA temp_store=MEMORY")
    while True:
        try:
            connection.execute("PRAGMA busy_timeout=0")
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(f"PRAGMA busy_timeout={int(busy_seconds() * 1000)}")
            connection.execute("PRAGMA temp_store=DEFAULT")
        except sqlite3.OperationalError as problem:
            if problem.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(random.uniform(*BETWEEN_TRIES))  # noqa: S311 - spreads those who wait
        else:
            return
