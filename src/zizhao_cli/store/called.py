"""Which record is meant by what people call it: a number, a code, the name of a unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.domain.text import matching_key
from zizhao_cli.store.district.asked import district_of
from zizhao_cli.store.district.keys import BASE
from zizhao_cli.store.roll import roll

if TYPE_CHECKING:
    import sqlite3

    from zizhao_cli.domain.kinds.kind import Kind
    from zizhao_cli.store.district.reading import District


def id_called(connection: sqlite3.Connection, kind: Kind, text: str) -> int:
    """Return the id of the record that `text` names; one that is there goes before those that were struck out, and of these the last. Raises UnknownRecord, of what is found by a unit UnknownUnit, AmbiguousUnit."""
    if kind.series is not None:
        district = district_of(connection)
        return kind.parse(text) if district is None else _in_district(district, kind, text)
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


def _in_district(district: District, kind: Kind, text: str) -> int:
    """Return the key of the record that a number means as the district writes it, TOWN/NO. Raises UnknownRecord."""
    name, _, no = text.rpartition("/")
    for town in district.towns.values():
        if town.name == name:
            return town.number * BASE + kind.parse(no)
    raise kind.unknown(text)
