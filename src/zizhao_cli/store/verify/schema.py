"""The schema against what the migrations make, and every row against what the schema asks of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zizhao_cli.store.migration.schema import schema_at, schema_of
from zizhao_cli.store.verify.findings import FILE, Finding, row_name

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

_THINGS = {"table": "表", "index": "索引", "trigger": "触发器", "view": "视图"}
_TYPES = {
    "INTEGER": "integer",
    "BOOLEAN": "integer",
    "VARCHAR": "text",
    "DATE": "text",
    "BLOB": "blob",
}
"""How SQLite stores what the columns of a ledger are declared to be."""
_CHECK = re.compile(r"CONSTRAINT (\w+) CHECK \(")


def schema(connection: sqlite3.Connection, revision: str) -> Iterator[Finding]:
    """Tables, constraints, indexes and triggers must be those that the migrations make."""
    written = [str(row[0]) for row in connection.execute("SELECT version_num FROM alembic_version")]
    if written != [revision]:
        yield Finding(FILE, f"格式版本是 {'、'.join(written) or '空的'}，应是 {revision}")
    there, wanted = schema_of(connection), schema_at(revision)
    for name in sorted(wanted.keys() - there.keys()):
        yield Finding(FILE, f"{_thing(name)}不见了")
    for name in sorted(there.keys() - wanted.keys()):
        yield Finding(FILE, f"多出{_thing(name)}，不是本程序建的")
    for name in sorted(there.keys() & wanted.keys()):
        if there[name] != wanted[name]:
            yield Finding(FILE, f"{_thing(name)}被改过，应是：{' '.join(wanted[name].split())}")


def _thing(name: tuple[str, str]) -> str:
    return f"{_THINGS.get(name[0], name[0])} {name[1]} "


def values(connection: sqlite3.Connection, revision: str) -> Iterator[Finding]:
    """Every value must be of its column's type, and every row within its table's CHECK constraints.

    SQLite's own check says nothing of either: it takes any type, and forgets CHECK constraints where a file is
    opened for reading alone.
    """
    for (kind, table), sql in sorted(schema_at(revision).items()):
        if kind == "table":
            yield from _types(connection, table)
            yield from _constraints(connection, table, sql)


def _types(connection: sqlite3.Connection, table: str) -> Iterator[Finding]:
    wanted = {
        row[1]: _TYPES[row[2].partition("(")[0]]
        for row in connection.execute(f"PRAGMA table_info({table})")
    }
    wrong = [f"typeof(\"{name}\") NOT IN ('{type_}', 'null')" for name, type_ in wanted.items()]
    kinds = ", ".join(f'typeof("{name}")' for name in wanted)
    rows = connection.execute(
        f"SELECT rowid, {kinds} FROM {table} WHERE {' OR '.join(wrong)}"
    ).fetchall()
    for rowid, *stored in rows:
        for (name, type_), is_now in zip(wanted.items(), stored, strict=True):
            if is_now not in (type_, "null"):
                yield Finding(
                    row_name(connection, table, rowid),
                    f"{table}.{name} 存成了 {is_now}，应是 {type_}",
                )


def _constraints(connection: sqlite3.Connection, table: str, sql: str) -> Iterator[Finding]:
    for name, condition in checks_in(sql):
        broken = connection.execute(f"SELECT rowid FROM {table} WHERE NOT ({condition})").fetchall()
        for (rowid,) in broken:
            asked = " ".join(condition.split())
            yield Finding(
                row_name(connection, table, rowid), f"不合 {table} 的约束 {name}，应是：{asked}"
            )


def checks_in(sql: str) -> Iterator[tuple[str, str]]:
    """Yield the name and the condition of each CHECK constraint in the SQL that makes a table."""
    for found in _CHECK.finditer(sql):
        depth, end = 1, found.end()
        while depth:
            depth += {"(": 1, ")": -1}.get(sql[end], 0)
            end += 1
        yield found[1], sql[found.end() : end - 1]
