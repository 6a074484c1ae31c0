"""Which records are active: struck out neither alone nor with their batch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

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


def _kept(kind: Kind) -> str:
    """Return the SQL condition on the table of `kind` of a record that an import knows again.

    What was struck out by itself is known all the same; only the undoing of its batch frees a row.
    """
    if kind.written_once:
        return f"seq NOT IN ({_UNDONE})"
    undone = f"SELECT 1 FROM {kind.history} AS h WHERE h.{kind.key} = {kind.table}.id AND h.step = 'undo'"
    return f"NOT ({kind.voided} AND EXISTS ({undone}))"


class Known(NamedTuple):
    """What is known of a record that an import brought: what it said, its id, and whether it is active."""

    fingerprint: str
    id: int | None
    active: bool


def by_source(
    connection: sqlite3.Connection, kind: Kind, source_ids: list[str]
) -> dict[str, list[Known]]:
    """Return the records that have one of `source_ids`, those struck out by themselves, too, by their source ids."""
    query = (
        f"SELECT source_id, fingerprint, id, {active(kind)} FROM {kind.table} "
        f"WHERE source_id IN ({{}}) AND {_kept(kind)}"
    )
    known: dict[str, list[Known]] = {}
    for source_id, fingerprint, record_id, is_active in _in_pieces(connection, query, source_ids):
        known.setdefault(source_id, []).append(Known(fingerprint, record_id, bool(is_active)))
    return known


def by_fingerprint(
    connection: sqlite3.Connection, kind: Kind, fingerprints: list[str]
) -> list[tuple[str, int, bool]]:
    """Return the fingerprint and the id of each record without a source id that has one of these, and whether it is active."""
    query = (
        f"SELECT fingerprint, id, {active(kind)} FROM {kind.table} "
        f"WHERE source_id IS NULL AND fingerprint IN ({{}}) AND {_kept(kind)}"
    )
    return _in_pieces(connection, query, fingerprints)


def same_again(
    connection: sqlite3.Connection, kind: Kind, fingerprints: list[str], record_id: int
) -> str | None:
    """Return the number of the first other active record without a source id that says the same."""
    found = by_fingerprint(connection, kind, fingerprints)
    return min(
        (kind.no(other) for _, other, there in found if there and other != record_id), default=None
    )


def _in_pieces(
    connection: sqlite3.Connection, query: str, values: list[str]
) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = []
    for start in range(0, len(values), IN_ONE_QUERY):
        piece = values[start : start + IN_ONE_QUERY]
        found += connection.execute(query.format(",".join("?" * len(piece))), piece)
    return found
