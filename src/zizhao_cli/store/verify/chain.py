"""The chain of the journal: every entry's number, time, link and hash, and the digest of the rows that it wrote."""

from __future__ import annotations

import hashlib
import sqlite3
from typing import TYPE_CHECKING, Any

from zizhao_cli.store.journal.chain import (
    GENESIS,
    add_row,
    as_json,
    entry_hash,
    has_table,
    recorded_tables,
)
from zizhao_cli.store.verify.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator


def chain(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Yield what is wrong with the entries, and with the rows that they wrote."""
    expected_seq, previous, last_time = 1, GENESIS, ""
    digests = _Digests(connection)
    cursor = connection.execute("SELECT * FROM journal ORDER BY seq")
    names = [column[0] for column in cursor.description]
    cursor.row_factory = None
    for row in cursor:
        entry: dict[str, Any] = dict(zip(names, row, strict=True))
        seq, time = entry["seq"], str(entry["recorded_at"])
        name = f"日志 {seq}"
        if seq != expected_seq:
            yield Finding(name, f"序号不连续，应是 {expected_seq}")
        if time < last_time:
            yield Finding(name, f"记录时间是 {time}，应不早于上一条的 {last_time}")
        if entry["prev_hash"] != previous:
            yield Finding(name, f"与上一条接不上，prev_hash 应是 {previous}")
        should_be = entry_hash(entry)
        if should_be != entry["hash"]:
            yield Finding(name, f"记录后被改过：按现在的内容，校验值应是 {should_be}")
        digest = digests.of(seq)
        if digest != entry["digest"]:
            yield Finding(
                name,
                f"它写入的记录（{entry['subject']}）后来被改过或增减过：摘要应是 {entry['digest']}，现在是 {digest}",
            )
        expected_seq, previous, last_time = seq + 1, entry["hash"], time


class _Digests:
    """The digests of all entries in their order, each table read once from its beginning to its end."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._tables = [
            _Rows(connection, table, order)
            for table, order in recorded_tables().items()
            if has_table(connection, table)
        ]

    def of(self, seq: int) -> str:
        """Return the digest of what entry `seq` wrote; entries are asked for in ascending order."""
        digest = hashlib.sha256()
        try:
            for rows in self._tables:
                for row in rows.of(seq):
                    add_row(digest, rows.table, row)
        except sqlite3.Error as problem:
            return str(problem)
        return digest.hexdigest()


class _Rows:
    """The rows of one table by their entries, read in one go."""

    def __init__(self, connection: sqlite3.Connection, table: str, order: tuple[str, ...]) -> None:
        self.table = table
        columns = as_json(connection, table)
        cursor = connection.cursor()
        cursor.row_factory = None
        self._cursor = cursor.execute(
            f"SELECT seq, {columns} FROM {table} ORDER BY seq, {', '.join(order)}"
        )
        self._next: tuple[Any, str] | None = None
        self._begun = False

    def of(self, seq: int) -> Iterator[str]:
        """Yield the rows of entry `seq`; what belongs to no entry is passed over, and found as a reference to none."""
        if not self._begun:
            self._begun = True
            self._next = self._cursor.fetchone()
        while self._next is not None and _before(self._next[0], seq):
            self._next = self._cursor.fetchone()
        while self._next is not None and self._next[0] == seq:
            yield self._next[1]
            self._next = self._cursor.fetchone()


def _before(seq: object, entry: int) -> bool:
    """Say whether the `seq` of a row lies before `entry`; NULL and numbers come before all else in SQLite's order."""
    return seq is None or (isinstance(seq, int | float) and seq < entry)
