"""Which records of other kinds are about a record: those that refer to it, and those that name its number in a list."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from zizhao_cli.domain.kinds import KINDS
from zizhao_cli.store.active import active
from zizhao_cli.store.called import id_called
from zizhao_cli.store.district.keys import BASE

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from zizhao_cli.domain.kinds.kind import Kind
    from zizhao_cli.report.model import Row


def related(connection: sqlite3.Connection, kind: Kind, no: str) -> list[Row]:
    """Return the records of kinds that are declared whole which are about the record `no`, with their states now; none that was struck out, and of those that stand apart only others of the same kind."""
    record_id = id_called(connection, kind, no)
    return [
        row
        for other in KINDS
        if other.given and (other is kind or not other.apart)
        for row in _about(connection, other, kind, record_id)
    ]


def _about(
    connection: sqlite3.Connection, other: Kind, kind: Kind, record_id: int
) -> Iterator[Row]:
    no = kind.no(record_id % BASE) if kind.series else None
    asked = [
        f"{column} = :id"
        for column, reference in other.references.items()
        if reference.kind == kind.name
    ]
    asked += [
        f"instr('\"' || {column} || '\"', :named) > 0"
        for column in other.mentions
        if no is not None
    ]
    if not asked or other.found_by:
        return
    query = (
        f"SELECT {other.called} AS no, state, {other.named_by} AS title FROM {other.table} "
        f"WHERE ({' OR '.join(asked)}) AND id / {BASE} = :town AND {active(other)} ORDER BY id"
    )
    town = record_id // BASE
    for row in connection.execute(query, {"id": record_id, "named": json.dumps(no), "town": town}):
        told = {"no": row["no"], "kind": other.name, "state": row["state"]}
        yield {**told, "title": other.named(row["title"])}


def related_lines(rows: list[Row]) -> list[str]:
    """Return a line for each of these records: what it is, its number, its state."""
    kinds = {kind.name: kind for kind in KINDS}
    return [
        f"{kinds[row['kind']].label} {row['no']}  {kinds[row['kind']].states(row['state']).label}  {row['title']}"
        for row in rows
    ]
