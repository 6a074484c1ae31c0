"""Creating a ledger, by the same migrations that bring older ones up to date."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import create_engine

from zizhao_cli.errors import MachineFault, system_reason
from zizhao_cli.settings import program_folders
from zizhao_cli.store.copies import move_into_place, remove
from zizhao_cli.store.engine import engine_for, faults
from zizhao_cli.store.file import APPLICATION_ID, REVISION, make_folder

if TYPE_CHECKING:
    from sqlalchemy import Connection


PAGE_SIZE = 8192
"""Bytes; the default of 4096 makes a large import about a tenth slower."""


def create(path: Path) -> bool:
    """Create an empty ledger at `path`, readable by its owner alone; return False where one is there already.

    It is built beside its place and moved there whole, so that an interrupted start leaves no half ledger.
    Raises MachineFault.
    """
    try:
        make_folder(path.parent)
        handle, name = tempfile.mkstemp(prefix=f"{path.name}.", suffix=".new", dir=path.parent)
        os.close(handle)
        draft = Path(name)
        try:
            _build(draft)
            return move_into_place(draft, path)
        finally:
            remove(draft)
    except OSError as problem:
        raise MachineFault(f"建立账本 {path} ", system_reason(problem)) from problem


def _build(draft: Path) -> None:
    with faults(draft):
        engine = engine_for(draft)
        raw = engine.raw_connection()
        raw.cursor().execute(f"PRAGMA page_size={PAGE_SIZE}")
        raw.cursor().execute(f"PRAGMA application_id={APPLICATION_ID}")
        raw.cursor().execute("PRAGMA journal_mode=WAL")
        raw.close()
        with engine.begin() as connection:
            migrate(connection, REVISION)


Schema = dict[tuple[str, str], str]
"""The SQL that makes each table, index and trigger, by its type and name."""


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
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        migrate(connection, revision)
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)  # noqa: S101 - the only driver there is
        return schema_of(driver)


def migrate(connection: Connection, revision: str) -> None:
    """Run the migrations on `connection`, inside its transaction, up to `revision`."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    folder = next(
        folder for folder in program_folders("migrations") if (folder / "env.py").exists()
    )
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
