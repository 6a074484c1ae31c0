"""Putting another ledger in the place of one, with the one that was there kept aside."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from itertools import chain, count
from typing import TYPE_CHECKING

from zizhao_cli.errors import MachineFault, system_reason
from zizhao_cli.settings import busy_seconds
from zizhao_cli.store.anchors import head_of
from zizhao_cli.store.backup.copies import (
    copy_ledger,
    draft_of,
    move_into_place,
    name_freely,
    remove,
)
from zizhao_cli.store.errors import LedgerBusy
from zizhao_cli.store.progress import PAGES, quiet
from zizhao_cli.store.write_ahead import Mark, begin_log, read_mark, set_mark
from zizhao_cli.store.writing import faults

if TYPE_CHECKING:
    from pathlib import Path

    from zizhao_cli.store.progress import Tell

HELD = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


class ChangedMeanwhile(Exception):
    """Somebody wrote to the ledger after it was copied aside. Never shown: whoever catches it begins anew."""


def set_aside(path: Path, name: str, expected_head: str | None, tell: Tell = quiet) -> Path | None:
    """Keep the ledger at `path` under a name beside it that begins with `name`, and return that.

    One that can be read, and so has a head, is copied, and stays; one that cannot is moved as it is, with its
    log, and so is a log whose ledger is gone. None where there was no ledger. Raises ChangedMeanwhile, MachineFault, LedgerBusy.
    """
    if expected_head is None:
        if head_of(path) is not None:
            raise ChangedMeanwhile
        return _move(path, name)
    draft = draft_of(path, path.parent)
    try:
        copy_ledger(path, draft, tell)
        aside = name_freely(draft, path.with_name(name).name)
    finally:
        remove(draft)
    if head_of(aside) != expected_head:
        remove(aside)
        raise ChangedMeanwhile
    return aside


def _move(path: Path, name: str) -> Path | None:
    names = chain([name], (f"{name}-{number}" for number in count(2)))
    aside = next(
        path.with_name(f"{each}.db") for each in names if not path.with_name(f"{each}.db").exists()
    )
    try:
        for ending in ("", "-wal", "-shm", "-journal"):
            source = path.with_name(path.name + ending)
            if source.exists():
                source.rename(aside.with_name(aside.name + ending))
    except OSError as problem:
        raise MachineFault(f"移开账本 {path} ", system_reason(problem)) from problem
    return aside if aside.exists() else None


def put_in_place(draft: Path, path: Path, expected_head: str | None, tell: Tell = quiet) -> None:
    """Make the ledger at `path` what `draft` is; `expected_head` is its anchor as it was set aside, if it is there.

    Those who have it open see all of the new one or all of the old. Raises ChangedMeanwhile, LedgerBusy,
    MachineFault.
    """
    if expected_head is None:
        with closing(sqlite3.connect(draft, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode=WAL")
        try:
            if not move_into_place(draft, path):
                raise ChangedMeanwhile
        except OSError as problem:
            raise MachineFault(f"写入 {path} ", system_reason(problem)) from problem
        return
    with faults(path):
        begin_log(path, busy_seconds())
        _pour(draft, path, expected_head, tell)


def _pour(draft: Path, path: Path, expected_head: str, tell: Tell) -> None:
    """Write every page of `draft` over the ledger at `path`, in one transaction of SQLite's."""
    until = time.monotonic() + busy_seconds()
    compared = False

    def compare_once(status: int, remaining: int, pages: int) -> None:
        nonlocal compared
        if status in HELD and time.monotonic() > until:
            raise LedgerBusy(path, busy_seconds())
        # From its first page on this holds the write lock, so nobody writes after the comparison.
        if status not in HELD and not compared:
            compared = True
            if head_of(path) != expected_head:
                raise ChangedMeanwhile
        tell("换上账本", pages - remaining, (pages - remaining) / max(pages, 1), PAGES)

    with (
        closing(sqlite3.connect(draft, isolation_level=None)) as source,
        # SQLite's own waiting would not hear Ctrl-C; `compare_once` does the waiting.
        closing(sqlite3.connect(path, isolation_level=None, timeout=0)) as target,
    ):
        target.execute("PRAGMA synchronous=FULL")
        _give_pages_of_one_size(source, target)
        # The log must be seen to go on from the ledger that is there now (store.write_ahead).
        set_mark(source, Mark(read_mark(target).own, read_mark(source).own))
        source.backup(target, pages=1, progress=compare_once, sleep=0.05)
        target.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _give_pages_of_one_size(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """Have `source` built of pages as large as those of `target`; SQLite copies no others over a log."""
    there, wanted = (
        connection.execute("PRAGMA page_size").fetchone()[0] for connection in (source, target)
    )
    if there != wanted:
        source.execute("PRAGMA journal_mode=DELETE")
        source.execute(f"PRAGMA page_size={wanted}")
        source.execute("VACUUM")
