"""The roll of units, by the names that people use."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.amounts import in_yuan
from zizhao_cli.domain.kinds.field import Reads
from zizhao_cli.domain.kinds.unit import UNIT
from zizhao_cli.domain.units import Roll, UnitNames
from zizhao_cli.store.district.asked import district_of
from zizhao_cli.store.district.keys import BASE

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from zizhao_cli.domain.kinds.kind import Kind


def roll(connection: sqlite3.Connection) -> Roll:
    """Return the roll of units with all their names; in a district each code begins with the town (TOWN/CODE), and so may each name."""
    district = district_of(connection)
    if district is None:
        return Roll(_names(connection))
    return Roll(_in_town(unit, district.town(unit.id)) for unit in _names(connection))


def _in_town(unit: UnitNames, town: str) -> UnitNames:
    names = [*unit.aliases, unit.code, f"{town}/{unit.name}"]
    return unit._replace(code=f"{town}/{unit.code}", aliases=names)


def units_called(connection: sqlite3.Connection, text: str) -> list[int]:
    """Return the ids of the units that `text` names: one, or of a district one in each town that has it. Raises UnknownUnit, AmbiguousUnit."""
    of_towns: dict[int, list[UnitNames]] = defaultdict(list)
    for unit in _names(connection):
        of_towns[unit.id // BASE].append(unit)
    found = [Roll(units).get(text) for units in of_towns.values()]
    return [unit.id for unit in found if unit is not None] or [roll(connection).find(text).id]


def retired(connection: sqlite3.Connection) -> dict[int, UnitNames]:
    """Return the names of the units that nothing is recorded of any more, by their ids."""
    return {unit.id: unit for unit in _names(connection) if not unit.active}


def undone(connection: sqlite3.Connection) -> set[int]:
    """Return the ids of the units whose batch was undone: what it registered may be registered anew."""
    query = (
        f"SELECT {UNIT.key} FROM (SELECT {UNIT.key}, step, max({UNIT.number}) FROM {UNIT.history} "
        f"GROUP BY {UNIT.key}) WHERE step = 'undo'"
    )
    return {unit_id for (unit_id,) in connection.execute(query)}


def _names(connection: sqlite3.Connection) -> Iterator[UnitNames]:
    """Yield what units are called, as history has it: by that is decided whom a record is about."""
    query = (
        f"SELECT {UNIT.key}, code, name, aliases, active FROM {UNIT.history} AS v "
        f"WHERE {UNIT.number} = (SELECT max({UNIT.number}) FROM {UNIT.history} WHERE {UNIT.key} = v.{UNIT.key}) "
        f"ORDER BY {UNIT.key}"
    )
    for unit_id, code, name, aliases, active in connection.execute(query):
        yield UnitNames(unit_id, code, name, json.loads(aliases), bool(active))


def with_units(
    connection: sqlite3.Connection,
    kind: Kind,
    step: str,
    detail: dict[str, Any],
    of: int = 0,
) -> dict[str, Any]:
    """Return what a step of a kind says, sums in yuan, and what the units are called now whose ids it holds, such as that of a re-inspector; in a district they are of the town that the key `of` is of."""
    ids = {key.removesuffix("_id"): key for key in detail if key.endswith("_unit_id")}
    sums: dict[str, int | float] = {}
    for field in kind.steps[step].details if step in kind.steps else ():
        if field.reads is Reads.UNIT and kind.column(field) in detail:
            ids[field.key] = kind.column(field)
        if field.reads is Reads.AMOUNT and field.key in detail:
            sums[field.key] = in_yuan(detail[field.key])
    query = "SELECT name FROM unit WHERE id = ?"
    town = of // BASE * BASE
    names = {
        key: connection.execute(query, (town + detail[own],)).fetchone() for key, own in ids.items()
    }
    return {**detail, **sums, **{key: name[0] for key, name in names.items() if name}}
