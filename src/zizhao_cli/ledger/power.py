"""Whether the town has a power on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.domain.kinds.power import POWER
from zizhao_cli.domain.kinds.validity import ONLY_IN_FORCE
from zizhao_cli.store.called import id_called

if TYPE_CHECKING:
    import sqlite3
    from datetime import date


def covering(connection: sqlite3.Connection, number: str, day: date) -> bool:
    """Say whether the power `number` is on the list and in force on a day, both its ends within. Raises UnknownRecord."""
    query = f"SELECT 1 FROM {POWER.table} WHERE id = :id AND NOT ({POWER.voided}) AND {ONLY_IN_FORCE.where}"
    values = {"id": id_called(connection, POWER, number), "as_of": str(day)}
    return connection.execute(query, values).fetchone() is not None
