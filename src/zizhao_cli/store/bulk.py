"""Many rows at once: the statements come from the tables' models, the rows go straight to the driver."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert
from sqlalchemy.dialects import sqlite

from zizhao_cli.store.tables import Check, Hazard, HazardVersion

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from sqlmodel import SQLModel


def trust_rows(connection: sqlite3.Connection) -> None:
    """Leave out the CHECK constraints on this connection: the intake has just held every row to the same rules.

    They cost a third of an insert. `db verify` checks them again over all rows (PRAGMA integrity_check).
    """
    connection.execute("PRAGMA ignore_check_constraints=ON")


class Inserts:
    """The statements for one table, with the order of its values."""

    def __init__(self, table: type[SQLModel]) -> None:
        model: Any = table
        stored = [column for column in model.__table__.columns if column.computed is None]
        self.columns = [column.name for column in stored]
        names = [column.name for column in stored]
        self.sql = str(
            insert(model.__table__).values(dict.fromkeys(names)).compile(dialect=sqlite.dialect())
        )

    def values(self, record: dict[str, Any]) -> tuple[Any, ...]:
        """Return the values of `record` in the order of `columns`, days as text."""
        return tuple(
            str(value) if isinstance(value, date) else value
            for value in (record.get(column) for column in self.columns)
        )

    def write(self, connection: sqlite3.Connection, rows: Iterable[Sequence[Any]]) -> None:
        """Insert `rows`, whose values stand in the order of `columns`."""
        connection.executemany(self.sql, rows)


CHECKS = Inserts(Check)
HAZARDS = Inserts(Hazard)
VERSIONS = Inserts(HazardVersion)
