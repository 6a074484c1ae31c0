"""A record as its last step left it, read from history: what is recorded next never rests on a present row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.kinds.kind import EDIT_NO
from zizhao_cli.domain.rules import rules_of
from zizhao_cli.domain.rules.record import day
from zizhao_cli.domain.rules.told import Life

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from zizhao_cli.domain.kinds.kind import Kind


def last_record(connection: sqlite3.Connection, kind: Kind, record_id: int) -> Any:  # noqa: ANN401 - the kind's record
    """Return the record with `record_id`, or None where there is none."""
    if kind.mended and (mended := _last_mended(connection, kind, record_id)) is not None:
        return mended
    if kind.written_once:
        query = f"SELECT * FROM {kind.table} WHERE id = ?"
    else:
        query = (
            f"SELECT * FROM {kind.history} WHERE {kind.key} = ? ORDER BY {kind.number} DESC LIMIT 1"
        )
    cursor = connection.execute(query, (record_id,))
    row = cursor.fetchone()
    if row is None:
        return None
    return _record(kind, cursor, row)


def first_record(connection: sqlite3.Connection, kind: Kind, record_id: int) -> Any:  # noqa: ANN401 - the kind's record
    """Return the record with `record_id`, which must be there, as it was registered."""
    table, column = kind.registered
    query = f"SELECT * FROM {table} WHERE {column} = ? ORDER BY {kind.number or column} LIMIT 1"
    cursor = connection.execute(query, (record_id,))
    return _record(kind, cursor, cursor.fetchone())


def _last_mended(connection: sqlite3.Connection, kind: Kind, record_id: int) -> Any:  # noqa: ANN401 - the kind's record
    query = f"SELECT * FROM {kind.mended} WHERE {kind.key} = ? ORDER BY {EDIT_NO} DESC LIMIT 1"
    cursor = connection.execute(query, (record_id,))
    row = cursor.fetchone()
    return None if row is None else _record(kind, cursor, row)


def life_of(connection: sqlite3.Connection, kind: Kind, record_id: int) -> Life:
    """Return the life of a record that is there, of a kind that keeps its steps."""
    rules = rules_of(kind)
    query = f"SELECT * FROM {kind.history} WHERE {kind.key} = ? AND restates IS NULL ORDER BY {kind.number}"
    cursor = connection.execute(query, (record_id,))
    names = [column[0] for column in cursor.description]
    first, *steps = (dict(zip(names, row, strict=True)) for row in cursor.fetchall())
    life = Life(rules, rules.record.of_row(first), day(first["effective_on"]))
    for row in steps:
        life.take(row[kind.number or ""], rules.read(row["detail"], row["step"]))
    return life


def last_records(connection: sqlite3.Connection, kind: Kind) -> Iterator[Any]:
    """Yield all records of a kind that has a present table, as their last steps left them, in the order of their ids."""
    query = f"SELECT h.*, max({kind.number}) FROM {kind.history} AS h GROUP BY {kind.key} ORDER BY {kind.key}"
    cursor = connection.execute(query)
    for row in cursor:
        yield _record(kind, cursor, row)


def _record(kind: Kind, cursor: sqlite3.Cursor, row: tuple[Any, ...]) -> Any:  # noqa: ANN401 - the kind's record
    named = {column[0]: value for column, value in zip(cursor.description, row, strict=False)}
    record = rules_of(kind).record.of_row(named)
    if kind.number is None:
        return record
    return record.at_step(named[kind.number], named["effective_on"])
