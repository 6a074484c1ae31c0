"""The roll of units, by the names that people use."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from zizhao_cli.domain.units import Roll, UnitNames

if TYPE_CHECKING:
    import sqlite3


def roll(connection: sqlite3.Connection) -> Roll:
    """Return the roll of units with all their names."""
    rows = connection.execute("SELECT id, code, name, aliases, active FROM unit")
    return Roll(
        UnitNames(unit_id, code, name, json.loads(aliases), bool(active))
        for unit_id, code, name, aliases, active in rows
    )
