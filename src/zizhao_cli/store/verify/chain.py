"""The chain of the journal: every entry's number, time, link and hash, and the digest of the rows that it wrote."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.people import Person, Spelling
from zizhao_cli.store.journal.by_entry import recorded_rows
from zizhao_cli.store.journal.chain import (
    GENESIS,
    add_rows,
    entry_hash,
    rows_digest,
)
from zizhao_cli.store.journal.clock import CLOCK_ACCEPTED
from zizhao_cli.store.progress import counted
from zizhao_cli.store.verify.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zizhao_cli.store.progress import Passed


def chain(connection: sqlite3.Connection, passed: Passed) -> Iterator[Finding]:
    """Yield what is wrong with the entries, and with the rows that they wrote; each of either is told as `passed`."""
    expected_seq, previous, last_time = 1, GENESIS, ""
    digests = _Digests(connection, passed)
    cursor = connection.execute("SELECT * FROM journal ORDER BY seq")
    names = [column[0] for column in cursor.description]
    cursor.row_factory = None
    for row in counted(cursor, passed):
        entry: dict[str, Any] = dict(zip(names, row, strict=True))
        seq, time = entry["seq"], str(entry["recorded_at"])
        name = f"日志 {seq}"
        if seq != expected_seq:
            yield Finding(name, f"序号不连续，应是 {expected_seq}")
        if entry["action"] == CLOCK_ACCEPTED:
            if (problem := _wrongly_accepted(entry, last_time)) is not None:
                yield Finding(name, f"认可时钟{problem}")
        elif time < last_time:
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


def _wrongly_accepted(entry: dict[str, Any], last_time: str) -> str | None:
    """Return what is wrong with an entry that accepts a clock, if anything."""
    detail = json.loads(entry["detail"])
    reason, approver = (str(detail.get(key) or "").strip() for key in ("reason", "approved_by"))
    if not reason or not approver:
        return "，没有理由或批准人"
    spelling = Spelling(detail.get("spelling", Spelling.TYPED))
    if Person(approver).may_be(Person(str(entry["actor"])), spelling):
        return "的批准人就是记账人"
    if detail.get("behind") != last_time or str(entry["recorded_at"]) >= last_time:
        return f"，而上一条记在 {last_time}"
    return None


class _Digests:
    """The digests of all entries in their order, each table read once from its beginning to its end."""

    def __init__(self, connection: sqlite3.Connection, passed: Passed) -> None:
        self._connection = connection
        self._tables = recorded_rows(connection)
        self._passed = passed
        self._readable = True

    def of(self, seq: int) -> str:
        """Return the digest of what entry `seq` wrote; entries are asked for in ascending order."""
        if self._readable:
            # A row that cannot be read ends the reading of its table; from here on each entry's are asked for apart.
            try:
                return self._next(seq)
            except sqlite3.Error:
                self._readable = False
        try:
            return rows_digest(self._connection, seq)
        except sqlite3.Error as problem:
            return str(problem)

    def _next(self, seq: int) -> str:
        digest = hashlib.sha256()
        for rows in self._tables:
            if rows.seq is None or rows.seq <= seq:
                while some := rows.some_of(seq):
                    add_rows(digest, rows.table, some)
                    self._passed(len(some))
        return digest.hexdigest()
