"""The checks and hazards that stand: struck out neither alone nor with their batch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sqlite3

IN_ONE_QUERY = 500
_STANDING = (
    "id NOT IN (SELECT check_id FROM check_void) AND seq NOT IN "
    "(SELECT b.seq FROM batch AS b JOIN batch_undo AS u ON u.batch_id = b.id)"
)
"""Neither voided nor undone with its batch."""


def check_stands(connection: sqlite3.Connection, check_id: int) -> bool:
    """Say whether a check that is on record still stands."""
    query = f"SELECT EXISTS (SELECT 1 FROM checks WHERE id = ? AND {_STANDING})"
    return bool(connection.execute(query, (check_id,)).fetchone()[0])


def has_records(connection: sqlite3.Connection, unit_id: int) -> bool:
    """Say whether a check or a hazard of a unit stands."""
    query = (
        f"SELECT EXISTS (SELECT 1 FROM checks WHERE unit_id = ?1 AND {_STANDING}) "
        "OR EXISTS (SELECT 1 FROM hazard WHERE unit_id = ?1 AND state != 'voided')"
    )
    return bool(connection.execute(query, (unit_id,)).fetchone()[0])


def checks_by_source(
    connection: sqlite3.Connection, source_ids: list[str]
) -> dict[str, tuple[str, int]]:
    """Return the fingerprint and the id of each standing check that has one of `source_ids`."""
    query = "SELECT source_id, fingerprint, id FROM checks WHERE source_id IN ({}) AND " + _STANDING
    return {row[0]: (row[1], row[2]) for row in _in_pieces(connection, query, source_ids)}


def checks_by_fingerprint(
    connection: sqlite3.Connection, fingerprints: list[str]
) -> list[tuple[str, int]]:
    """Return the fingerprint and the id of each standing check without a source id that has one of these."""
    query = (
        "SELECT fingerprint, id FROM checks WHERE source_id IS NULL AND fingerprint IN ({}) AND "
        + _STANDING
    )
    return _in_pieces(connection, query, fingerprints)


def hazards_by_source(
    connection: sqlite3.Connection, source_ids: list[str]
) -> dict[str, tuple[str, int]]:
    """Return the fingerprint and the id of each hazard, voided ones aside, that has one of `source_ids`."""
    query = "SELECT source_id, fingerprint, id FROM hazard WHERE source_id IN ({}) AND state != 'voided'"
    return {row[0]: (row[1], row[2]) for row in _in_pieces(connection, query, source_ids)}


def hazards_by_fingerprint(
    connection: sqlite3.Connection, fingerprints: list[str]
) -> list[tuple[str, int]]:
    """Return the fingerprint and the id of each hazard, voided ones aside, without a source id that has one of these."""
    query = (
        "SELECT fingerprint, id FROM hazard "
        "WHERE source_id IS NULL AND fingerprint IN ({}) AND state != 'voided'"
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
