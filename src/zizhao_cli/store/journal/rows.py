"""Rows into tables: statements from the columns that the tables declare (store.statements)."""

from __future__ import annotations

from datetime import date
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from zizhao_cli.store.statements import COLUMNS

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Mapping, Sequence


@cache
def _insert(table: str) -> str:
    columns = COLUMNS[table]
    names = ", ".join(f'"{column}"' for column in columns)
    return f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(columns))})"


def values_of(table: str, record: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return the values of `record` in the order of the columns of `table`, days as text; what it lacks is NULL."""
    return tuple(
        str(value) if isinstance(value, date) else value
        for value in map(record.get, COLUMNS[table])
    )


@cache
def in_order(table: str) -> Callable[[Mapping[str, Any]], tuple[Any, ...]]:
    """Return what gives the values of a record, which has all columns of `table` and its days as text, in their order."""
    return itemgetter(*COLUMNS[table])


def insert(connection: sqlite3.Connection, table: str, record: Mapping[str, Any]) -> None:
    """Insert one row."""
    connection.execute(_insert(table), values_of(table, record))


def insert_all(connection: sqlite3.Connection, table: str, rows: Iterable[Sequence[Any]]) -> None:
    """Insert `rows`, whose values stand in the order of the columns of `table`."""
    connection.executemany(_insert(table), rows)


def update(connection: sqlite3.Connection, table: str, record: Mapping[str, Any]) -> None:
    """Give the row with the id of `record` its values."""
    names = [column for column in COLUMNS[table] if column in record and column != "id"]
    assigned = ", ".join(f'"{name}" = :{name}' for name in names)
    connection.execute(f"UPDATE {table} SET {assigned} WHERE id = :id", dict(record))


def trust_rows(connection: sqlite3.Connection) -> None:
    """Leave out the CHECK constraints on this connection: the intake has just held every row to the same rules.

    They cost a third of an insert. `db verify` checks them again over all rows.
    """
    connection.execute("PRAGMA ignore_check_constraints=ON")
