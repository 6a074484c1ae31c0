"""Which record is meant by what people call it: a number, a code, the name of a unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.domain.text import matching_key
from zizhao_cli.store.roll import roll

if TYPE_CHECKING:
    import sqlite3

    from zizhao_cli.domain.kinds.kind import Kind


def id_called(connection: sqlite3.Connection, kind: Kind, text: str) -> int:
    """Return the id of the record that `text` names; one that is there goes before those that were struck out, and of these the last. Raises UnknownRecord, of what is found by a unit UnknownUnit, AmbiguousUnit."""
    if kind.series is not None:
        return kind.parse(text)
    code = text
    if kind.found_by is not None:
        unit = roll(connection).find(text)
        if kind.found_by == kind.name:
            return unit.id
        code = unit.code
    rows = connection.execute(
        f"SELECT id, {kind.called}, {kind.named_by}, {kind.voided} FROM {kind.table} ORDER BY id"
    ).fetchall()
    asked = matching_key(code)
    for names in (1, 2):
        found = [row for row in rows if matching_key(row[names]) == asked]
        there = [row[0] for row in found if not row[3]]
        if len(there) == 1 or (found and not there):
            return int(there[0] if there else found[-1][0])
    raise kind.unknown(text)
