"""The write-ahead log beside a ledger (`-wal`): does it belong there?

SQLite moves into a ledger whatever valid log lies beside it, also that of another ledger, and so destroys it.
Each change-set therefore leaves a mark in the database header (`user_version`): 16 bits of the hash before it,
and 16 bits of its own. A log goes on from its ledger where the first mark in it follows the ledger's own, or
where the ledger's own mark is among those in it, because part of it has been moved in.
"""

from __future__ import annotations

import os
import sqlite3
import struct
import time
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import IO

_LOG_HEADER = struct.Struct(">8I")
_FRAME_HEADER = struct.Struct(">6I")
_MARK_AT = 60
"""Where the header of page 1 holds `user_version`."""
_VERSIONS_AT, _WITH_A_LOG = 18, b"\x02\x02"
"""Where the header says by which means a database is read and written."""
_MARK = struct.Struct(">HH")
_MAGIC = 0x377F0682
_BIG_ENDIAN_SUMS = 0x377F0683
_TRIES = 5
MOMENTS = 1.0
"""Seconds within which a change by way of a rollback journal is done."""


class Mark(NamedTuple):
    """The mark of a change-set: 16 bits of the hash before it, and of its own."""

    before: int
    own: int


UNMARKED = Mark(0, 0)


def mark_change(
    connection: sqlite3.Connection, entry_hash: str, before: Mark | None = None
) -> None:
    """Leave the mark of the journal entry with `entry_hash` in the header, inside its transaction.

    `before` is the mark that the ledger has outside of it, by default the one in the header: of several entries the log tells the last one alone.
    """
    own = (before or read_mark(connection)).own
    set_mark(connection, Mark(own, int(entry_hash[:4], 16)))


def set_mark(connection: sqlite3.Connection, mark: Mark) -> None:
    """Write `mark` into the header."""
    (signed,) = struct.unpack(">i", _MARK.pack(*mark))
    connection.execute(f"PRAGMA user_version={signed}")


def read_mark(connection: sqlite3.Connection) -> Mark:
    """Return the mark of the last change-set that `connection` sees."""
    (signed,) = connection.execute("PRAGMA user_version").fetchone()
    return Mark(*_MARK.unpack(struct.pack(">i", signed)))


def log_of(ledger: Path) -> Path:
    """Return where SQLite keeps the write-ahead log of `ledger`."""
    return ledger.with_name(ledger.name + "-wal")


def unfinished_journal(ledger: Path) -> Path | None:
    """Return the rollback journal beside `ledger` that SQLite would write back into it, if there is one. Raises OSError.

    Only a database without a write-ahead log has one, for the moments of a change.
    """
    journal = ledger.with_name(ledger.name + "-journal")
    until = time.monotonic() + MOMENTS
    while _is_hot(journal):
        if time.monotonic() > until:
            return journal
        time.sleep(0.02)
    return None


def _is_hot(journal: Path) -> bool:
    try:
        with journal.open("rb") as file:
            return file.read(1) not in (b"", b"\0")
    except FileNotFoundError:
        return False


def size_of(beside: Path) -> int:
    """Return how many bytes a file beside a ledger has, which may be taken away at any moment. Raises OSError."""
    try:
        return beside.stat().st_size
    except FileNotFoundError:
        return 0


def keeps_log(ledger: Path) -> bool:
    """Say whether `ledger` is written by way of a write-ahead log, as its header says. Raises OSError."""
    with ledger.open("rb") as file:
        file.seek(_VERSIONS_AT)
        return file.read(len(_WITH_A_LOG)) == _WITH_A_LOG


def begin_log(ledger: Path, seconds: float) -> None:
    """Have `ledger` keep a write-ahead log where it does not, as a backup that was copied into its place by hand.

    Waits `seconds` for whoever has it open. Raises OSError, sqlite3.Error.
    """
    # Where a stray log lies beside it, SQLite takes it for logged already, and clears that away: then once more.
    for _ in range(2):
        if keeps_log(ledger):
            return
        with closing(sqlite3.connect(ledger, timeout=seconds, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode=WAL")


def is_foreign(ledger: Path) -> bool:
    """Say whether the log beside `ledger` is another ledger's. Raises OSError.

    Others may be writing meanwhile, so a verdict counts only where nothing moved while it was reached.
    """
    for _ in range(_TRIES):
        before = _state(ledger)
        if not _does_not_follow(ledger):
            return False
        if _state(ledger) == before:
            return True
    return False


def _state(ledger: Path) -> tuple[bytes, bytes, int]:
    log = log_of(ledger)
    with ledger.open("rb") as file:
        head = file.read(100)
    try:
        with log.open("rb") as file:
            return head, file.read(_LOG_HEADER.size), size_of(log)
    except FileNotFoundError:
        return head, b"", 0


def _does_not_follow(ledger: Path) -> bool:
    with ledger.open("rb") as file:
        file.seek(_MARK_AT)
        here = Mark(*_MARK.unpack(file.read(_MARK.size)))
    try:
        with log_of(ledger).open("rb") as log:
            # The sums cost a second for each 20 MB: they are asked only before a log is refused.
            return _starts_elsewhere(here, _marks(log)) and _starts_elsewhere(
                here, _marks(log, summed=True)
            )
    except FileNotFoundError:
        return False


def _starts_elsewhere(here: Mark, marks: Iterator[Mark]) -> bool:
    first = next(marks, None)
    if first is None or first.before == here.own:
        return False
    return first != here and here not in marks


def _marks(log: IO[bytes], *, summed: bool = False) -> Iterator[Mark]:
    """Yield the marks in a log, in its order; `summed` stops where SQLite would take no further frame."""
    log.seek(0)
    head = log.read(_LOG_HEADER.size)
    if len(head) < _LOG_HEADER.size:
        return
    magic, _, page_size, _, *salts, _, _ = _LOG_HEADER.unpack(head)
    if magic not in (_MAGIC, _BIG_ENDIAN_SUMS):
        return
    order = ">" if magic == _BIG_ENDIAN_SUMS else "<"
    sums = _checksum(order, head[:-8], (0, 0))
    while len(frame := log.read(_FRAME_HEADER.size)) == _FRAME_HEADER.size:
        page, _, *rest = _FRAME_HEADER.unpack(frame)
        if rest[:2] != salts:
            return
        content = log.read(page_size) if summed or page == 1 else b""
        if summed:
            sums = _checksum(order, content, _checksum(order, frame[:8], sums))
            if rest[2:] != [*sums] or len(content) < page_size:
                return
        elif page != 1:
            log.seek(page_size, os.SEEK_CUR)
        if page == 1 and len(content) == page_size:
            yield Mark(*_MARK.unpack_from(content, _MARK_AT))


def _checksum(order: str, data: bytes, sums: tuple[int, int]) -> tuple[int, int]:
    """Return SQLite's running checksum over `data` (https://sqlite.org/fileformat2.html#checksum_algorithm)."""
    first, second = sums
    words = struct.unpack(f"{order}{len(data) // 4}I", data[: len(data) // 4 * 4])
    for odd, even in zip(words[::2], words[1::2], strict=False):
        first = (first + odd + second) & 0xFFFFFFFF
        second = (second + even + first) & 0xFFFFFFFF
    return first, second
