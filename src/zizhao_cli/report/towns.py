"""What answers of a district say beside those of a ledger: of which town each row is, and how far the journal of each town is held."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.domain.kinds.field import Field
from zizhao_cli.store.district.asked import district_of
from zizhao_cli.store.district.keys import BASE

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from zizhao_cli.report.model import Row

TOWN = Field("town", "镇")


def with_town(connection: sqlite3.Connection, columns: Sequence[Field]) -> list[Field]:
    """Return columns, with the town as the first where a district is asked."""
    return [*columns] if district_of(connection) is None else [TOWN, *columns]


def town_of(connection: sqlite3.Connection, key: int) -> Row:
    """Return what a row says of its town, given a key of its record: nothing where a ledger is asked."""
    district = district_of(connection)
    return {} if district is None else {TOWN.key: district.town(key)}


def of_several_towns(connection: sqlite3.Connection) -> bool:
    """Say whether a district is asked of more than one town."""
    district = district_of(connection)
    return district is not None and len(district.towns) > 1


def brief_with_town(connection: sqlite3.Connection, brief: Sequence[str]) -> list[str]:
    """Return the keys of the columns that a table shows, with the town as the first where several are asked."""
    return [TOWN.key, *brief] if of_several_towns(connection) else [*brief]


def in_town(connection: sqlite3.Connection, key: int, no: str | None) -> str | None:
    """Return a number that a record tells of another of its town, as the district writes it."""
    district = district_of(connection)
    return no if no is None or district is None else f"{district.town(key)}/{no}"


def own_entry(connection: sqlite3.Connection, row: Row) -> Row:
    """Return an entry by its number in the journal of its town, and where a district is asked with the town."""
    return {**town_of(connection, row["seq"]), **row, "seq": row["seq"] % BASE}


def held_until(connection: sqlite3.Connection) -> list[Row] | None:
    """Return how far the journal of each town is held that is asked, or None where a ledger is."""
    district = district_of(connection)
    if district is None:
        return None
    return [
        {"town": town.name, "entries": town.entries, "recorded_at": town.recorded_at or None}
        for town in district.towns.values()
    ]


def keys_of(connection: sqlite3.Connection, own: int) -> list[int]:
    """Return the keys that records have whose key in their own ledger is `own`: of a district one in each town."""
    district = district_of(connection)
    return [own] if district is None else [town * BASE + own for town in district.towns]
