"""The rows that each entry of the journal wrote, in the order of the entries."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from zizhao_cli.store.journal.chain import (
    MANY,
    as_digested,
    as_json,
    entry_text,
    has_table,
    recorded_tables,
)

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator


class RowsByEntry:
    """The rows of one table by their entries, given each with its entry in the order in which they are digested."""

    def __init__(self, table: str, rows: Iterator[tuple[Any, str]]) -> None:
        self.table = table
        self._rows = rows
        self.seq: float | None = None
        """That of the next row; None before the first one is read."""
        self._row = ""

    def some_of(self, seq: int) -> list[str]:
        """Return the next rows of entry `seq`, as JSON, or none where it has no more; what belongs to no entry is passed over."""
        while self.seq is None or self.seq < seq:
            self._advance()
        some: list[str] = []
        while self.seq == seq and len(some) < MANY:
            some.append(self._row)
            self._advance()
        return some

    def _advance(self) -> None:
        """Read the next row; NULL and numbers come before all else in SQLite's order, and what is no number, after all entries."""
        found, self._row = next(self._rows, (math.inf, ""))
        self.seq = found if found is None or isinstance(found, int | float) else math.inf


def recorded_rows(connection: sqlite3.Connection, after: int = 0) -> list[RowsByEntry]:
    """Return the rows of all tables that digests go over, those of entries after `after`, each table read from its beginning to its end."""
    return [
        RowsByEntry(table, _rows_of(connection, table, order, after))
        for table, order in recorded_tables().items()
        if has_table(connection, table)
    ]


def _rows_of(
    connection: sqlite3.Connection, table: str, order: tuple[str, ...], after: int
) -> Iterator[tuple[Any, str]]:
    cursor = connection.cursor()
    cursor.row_factory = None
    # All rows are asked for without a condition, so that one whose entry is no number is met, too.
    since = f"WHERE seq > {after}" if after else ""
    yield from cursor.execute(
        f"SELECT seq, {as_json(connection, table)} FROM {table} {since} ORDER BY seq, {', '.join(order)}"
    )


def entries_after(connection: sqlite3.Connection, seq: int) -> Iterator[list[str]]:
    """Yield each entry after `seq` as its lines: `journal HASH TEXT`, the text that its hash goes over, and its rows as its digest goes over them."""
    tables = recorded_rows(connection, seq)
    cursor = connection.execute("SELECT * FROM journal WHERE seq > ? ORDER BY seq", (seq,))
    names = [column[0] for column in cursor.description]
    for row in cursor:
        entry = dict(zip(names, row, strict=True))
        lines = [f"journal {entry['hash']} {entry_text(entry)}"]
        for rows in tables:
            while some := rows.some_of(entry["seq"]):
                lines += [as_digested(rows.table, each) for each in some]
        yield lines


LARGE = 4 << 20
"""Characters from which on a parcel of entries is handed on."""


def parcels(entries: Iterable[list[str]]) -> Iterator[list[str]]:
    """Yield the lines of entries together, some megabytes at a time; an entry that is larger comes whole."""
    lines: list[str] = []
    size = 0
    for entry in entries:
        lines += entry
        size += sum(map(len, entry))
        if size >= LARGE:
            yield lines
            lines, size = [], 0
    if lines:
        yield lines
