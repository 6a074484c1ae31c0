"""How much there is to verify, part by part, for those who wait for it."""

from __future__ import annotations

import sqlite3
from contextlib import suppress

from zizhao_cli.domain.kinds import KINDS
from zizhao_cli.store.journal.chain import has_table, recorded_tables
from zizhao_cli.store.progress import Part, Tell, Work, quiet

FILE, VALUES, CHAIN, PRESENT, REPLAY, FILES = (
    "数据库自检",
    "类型与约束",
    "日志链",
    "各表与日志",
    "逐步重演",
    "佐证",
)
"""The parts that take long where there is much."""
_EACH = {FILE: 2, VALUES: 1, CHAIN: 5, PRESENT: 5, REPLAY: 30}
"""Microseconds for a row, as measured; only what they are to each other counts."""
_BYTE = 0.002
"""Microseconds for a byte of a file of evidence."""


def extent(connection: sqlite3.Connection, tell: Tell) -> Work:
    """Return the work of verifying what `connection` sees; where nobody is told or it cannot be counted, of unknown size."""
    if tell is not quiet:
        with suppress(sqlite3.Error):
            return _counted(connection, tell)
    return Work("", 0, {}, quiet)


def _counted(connection: sqlite3.Connection, tell: Tell) -> Work:
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    rows = {
        name: int(connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])
        for (name,) in tables
    }

    def of(names: set[str]) -> int:
        return sum(rows.get(name, 0) for name in names)

    living = [kind for kind in KINDS if not kind.written_once]
    passed_over = {
        FILE: of(set(rows)),
        VALUES: of(set(rows)),
        CHAIN: of({"journal", *recorded_tables()}),
        PRESENT: of({kind.table for kind in living}),
        REPLAY: of({kind.history for kind in living}),
    }
    parts = {name: Part(passed_over[name], each) for name, each in _EACH.items()}
    parts[FILES] = _files(connection)
    return Work("核验", of(set(rows)), parts, tell)


def _files(connection: sqlite3.Connection) -> Part:
    """Return the files of evidence as a part; each counts as one of middle size."""
    if not has_table(connection, "evidence"):
        return Part(0, 0)
    files, size = connection.execute(
        "SELECT count(*), coalesce(sum(size), 0) FROM (SELECT max(size) AS size FROM evidence GROUP BY sha256, kind)"
    ).fetchone()
    return Part(files, size * _BYTE / max(files, 1))
