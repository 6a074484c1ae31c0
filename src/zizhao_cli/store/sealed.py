"""Sealed parts as the ledger has them: the key in use, the part of a record, and what a copy without them leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from zizhao_cli.store.journal.chain import SEAL, has_table

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from zizhao_cli.domain.kinds.kind import Kind


class Key(NamedTuple):
    """A key: what seals to it, who keeps the half that opens, since which entry and day it is in use, and how many parts are sealed to it."""

    recipient: str
    custodian: str
    seq: int
    since: str
    parts: int


class Part(NamedTuple):
    """What is sealed of a record: the hash of its part and to which key, None where nothing is; and the hash of the code word that was given for it."""

    kind: str
    record_id: int
    sha256: str | None
    recipient: str | None
    code: str | None


_LATEST = "s.sha256 IS NULL OR NOT EXISTS (SELECT 1 FROM seal AS n WHERE n.replaces = s.sha256)"
"""Holds of a seal that no other one replaces."""


def keys(connection: sqlite3.Connection) -> list[Key]:
    """Return all keys in the order in which they were taken into use; the last one is that in use."""
    query = (
        "SELECT k.recipient, k.custodian, k.seq, j.effective_on, "
        f"(SELECT count(*) FROM seal AS s WHERE s.recipient = k.recipient AND ({_LATEST})) "
        "FROM seal_key AS k JOIN journal AS j ON j.seq = k.seq ORDER BY k.seq, k.position"
    )
    cursor = connection.cursor()
    cursor.row_factory = None
    return [Key(*row) for row in cursor.execute(query)]


def recipient_in_use(connection: sqlite3.Connection) -> str | None:
    """Return the key that new parts are sealed to, None where there is none yet."""
    query = "SELECT recipient FROM seal_key ORDER BY seq DESC, position DESC LIMIT 1"
    row = connection.execute(query).fetchone()
    return None if row is None else str(row[0])


def part_of(connection: sqlite3.Connection, kind: Kind, record_id: int) -> Part | None:
    """Return what is sealed of a record, None where it has no seal."""
    where = "s.kind_of_record = ? AND s.record_id = ?"
    return next(_parts(connection, where, (kind.name, record_id)), None)


def parts_of_other_keys(connection: sqlite3.Connection, recipient: str) -> list[Part]:
    """Return the parts that are sealed to other keys than `recipient`."""
    return [*_parts(connection, "s.recipient <> ?", (recipient,))]


def _parts(
    connection: sqlite3.Connection, where: str, values: tuple[object, ...]
) -> Iterator[Part]:
    query = (
        "SELECT s.kind_of_record, s.record_id, s.sha256, s.recipient, "
        "(SELECT code FROM seal AS c WHERE c.kind_of_record = s.kind_of_record AND c.record_id = s.record_id AND c.code IS NOT NULL) "
        f"FROM seal AS s WHERE {where} AND ({_LATEST}) ORDER BY s.seq, s.position"
    )
    cursor = connection.cursor()
    cursor.row_factory = None
    for row in cursor.execute(query, values):
        yield Part(*row)


def content_of(connection: sqlite3.Connection, sha256: str) -> bytes | None:
    """Return a sealed part, None where it is not there."""
    row = connection.execute("SELECT content FROM sealed WHERE sha256 = ?", (sha256,)).fetchone()
    return None if row is None else bytes(row[0])


def withheld_since(connection: sqlite3.Connection) -> str | None:
    """Return when this copy was made without the sealed parts, None where it is none."""
    if not has_table(connection, "withheld"):
        return None
    row = connection.execute("SELECT at FROM withheld").fetchone()
    return None if row is None else str(row[0])


def withhold(connection: sqlite3.Connection, at: str) -> None:
    """Take the sealed parts out of a copy, mark it as one without them, and leave no trace of them in its pages.

    Raises sqlite3.Error.
    """
    if not has_table(connection, SEAL):
        return
    query = "SELECT sql FROM sqlite_master WHERE name = 'sealed_is_not_deleted'"
    (guard,) = connection.execute(query).fetchone()
    connection.execute("BEGIN")
    connection.execute("DROP TRIGGER sealed_is_not_deleted")
    connection.execute("DELETE FROM sealed")
    connection.execute(guard)
    connection.execute("INSERT INTO withheld (at) VALUES (?)", (at,))
    connection.execute("COMMIT")
    connection.execute("VACUUM")
