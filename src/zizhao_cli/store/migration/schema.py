"""The schema of a ledger of each revision, as the migrations make it; kept beside them, so that nothing has to run them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import cache
from typing import TYPE_CHECKING

from zizhao_cli.settings import program_folders

if TYPE_CHECKING:
    from pathlib import Path

Schema = dict[tuple[str, str], str]
"""The SQL that makes each table, index and trigger, by its type and name."""


def migrations() -> Path:
    """Return the folder of the migrations: in the wheel, or in the checkout."""
    return next(folder for folder in program_folders("migrations") if (folder / "env.py").exists())


def schema_of(connection: sqlite3.Connection) -> Schema:
    """Return the schema of a ledger, whole but for the indexes that SQLite makes of keys."""
    rows = connection.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE type <> 'index' OR sql IS NOT NULL"
    )
    # Alembic lays its own table out as it likes; releases may differ in that.
    return {
        (kind, name): " ".join(str(sql).split()) if name == "alembic_version" else sql
        for kind, name, sql in rows
    }


@cache
def schema_at(revision: str) -> Schema:
    """Return the schema that the migrations up to `revision` make."""
    kept = migrations() / "schemas" / f"{revision}.sql"
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(kept.read_text(encoding="utf-8"))
        return schema_of(connection)
