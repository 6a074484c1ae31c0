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
    # What was struck out is still told by its code, where nothing else has it; the last one, where several had it.
    query = (
        f"SELECT id, {kind.voided}, {kind.called}, {kind.named_by} FROM {kind.table} ORDER BY id"
    )
    rows = connection.execute(query).fetchall()
    asked = matching_key(code)
    for name, voided in ((2, 0), (3, 0), (2, 1)):
        found = [row[0] for row in rows if row[1] == voided and matching_key(row[name]) == asked]
        if len(found) == 1 or (found and voided):
            return int(found[-1])
    raise kind.unknown(text)
