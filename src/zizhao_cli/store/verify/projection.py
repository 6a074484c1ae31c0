"""The tables of what is so now against the last step of each record in history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.domain.kinds import KINDS
from zizhao_cli.store.errors import LedgerDamaged
from zizhao_cli.store.journal.chain import has_table, stored_columns
from zizhao_cli.store.verify.findings import Finding, record_name

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

    from zizhao_cli.domain.kinds.kind import Kind


def projection(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Every present row must equal the last step of its record, value and type, and every record must have one."""
    for kind in KINDS:
        if not kind.written_once and has_table(connection, kind.table):
            yield from _projection(connection, kind)


def refuse_altered(path: Path, connection: sqlite3.Connection) -> None:
    """Refuse to decide anything by looking through present tables that are not as history has them. Raises LedgerDamaged."""
    for finding in projection(connection):
        raise LedgerDamaged(path, f"{finding.record} 现在的样子和日志对不上")


def _projection(connection: sqlite3.Connection, kind: Kind) -> Iterator[Finding]:
    columns = stored_columns(connection, kind.table)
    named = [kind.key if column == "id" else column for column in columns]
    present = ", ".join(f'p."{column}"' for column in columns)
    last = ", ".join(f'h."{column}"' for column in named)
    differs = " OR ".join(
        f'p."{own}" IS NOT h."{past}" OR typeof(p."{own}") <> typeof(h."{past}")'
        for own, past in zip(columns, named, strict=True)
    )
    joined = (
        f"FROM {kind.table} AS p LEFT JOIN {kind.history} AS h ON h.{kind.key} = p.id AND h.{kind.number} = "
        f"(SELECT max({kind.number}) FROM {kind.history} WHERE {kind.key} = p.id)"
    )
    cursor = connection.cursor()
    cursor.row_factory = None
    query = f"SELECT p.id, h.{kind.key} IS NULL, {present}, {last} {joined} WHERE {differs} ORDER BY p.id"
    for record_id, unknown, *values in cursor.execute(query):
        name = record_name(kind, record_id)
        if unknown:
            yield Finding(name, "表里有，日志里没有")
            continue
        actual, expected = values[: len(columns)], values[len(columns) :]
        for column, is_now, should_be in zip(columns, actual, expected, strict=True):
            if (type(is_now), is_now) != (type(should_be), should_be):
                yield Finding(name, f"{column} 是 {is_now!r}，按日志应是 {should_be!r}")
    missing = (
        f"SELECT DISTINCT {kind.key} FROM {kind.history} WHERE {kind.key} NOT IN (SELECT id FROM {kind.table}) "
        "ORDER BY 1"
    )
    for (record_id,) in cursor.execute(missing):
        yield Finding(record_name(kind, record_id), "日志里有，表里没有")
