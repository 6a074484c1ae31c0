"""Which records are active: struck out neither alone nor with their batch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.kinds import KINDS

if TYPE_CHECKING:
    import sqlite3

    from zizhao_cli.domain.kinds.kind import Kind

IN_ONE_QUERY = 500
_UNDONE = "SELECT b.seq FROM batch AS b JOIN batch_undo AS u ON u.batch_id = b.id"


def active(kind: Kind) -> str:
    """Return the SQL condition on the table of `kind` of a record that is active."""
    if kind.written_once:
        return f"id NOT IN (SELECT {kind.key} FROM {kind.history}) AND seq NOT IN ({_UNDONE})"
    return f"NOT ({kind.voided})"


def is_active(connection: sqlite3.Connection, kind: Kind, record_id: int) -> bool:
    """Say whether a record is there and active."""
    query = f"SELECT EXISTS (SELECT 1 FROM {kind.table} WHERE id = ? AND {active(kind)})"
    return bool(connection.execute(query, (record_id,)).fetchone()[0])


def is_referred_to(connection: sqlite3.Connection, kind: Kind, record_id: int) -> bool:
    """Say whether an active record of another kind refers to a record of `kind`."""
    asked = [
        f"SELECT 1 FROM {other.table} WHERE {column} = :id AND {active(other)}"
        for other in KINDS
        for column, reference in other.references.items()
        if reference.kind == kind.name and other is not kind
    ]
    query = f"SELECT EXISTS ({' UNION ALL '.join(asked)})"
    return bool(connection.execute(query, {"id": record_id}).fetchone()[0])


def by_source(
    connection: sqlite3.Connection, kind: Kind, source_ids: list[str]
) -> dict[str, tuple[str, int]]:
    """Return the fingerprint and the id of each active record that has one of `source_ids`."""
    query = f"SELECT source_id, fingerprint, id FROM {kind.table} WHERE source_id IN ({{}}) AND {active(kind)}"
    return {row[0]: (row[1], row[2]) for row in _in_pieces(connection, query, source_ids)}


def by_fingerprint(
    connection: sqlite3.Connection, kind: Kind, fingerprints: list[str]
) -> list[tuple[str, int]]:
    """Return the fingerprint and the id of each active record without a source id that has one of these."""
    query = (
        f"SELECT fingerprint, id FROM {kind.table} "
        f"WHERE source_id IS NULL AND fingerprint IN ({{}}) AND {active(kind)}"
    )
    return _in_pieces(connection, query, fingerprints)


def _in_pieces(
    connection: sqlite3.Connection, query: str, values: list[str]
) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = []
    for start in range(0, len(values), IN_ONE_QUERY):
        piece = values[start : start + IN_ONE_QUERY]
        found += connection.execute(query.format(",".join("?" * len(piece))), piece)
    return found
