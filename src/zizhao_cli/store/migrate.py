"""Creating a ledger, by the same migrations that bring older ones up to date."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from zizhao_cli.errors import MachineFault
from zizhao_cli.settings import program_folders
from zizhao_cli.store.engine import engine_for, faults
from zizhao_cli.store.file import APPLICATION_ID, REVISION

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
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f"{path.name}.", suffix=".new", dir=path.parent)
        os.close(handle)
        draft = Path(name)
        try:
            _build(draft)
            return _move_into_place(draft, path)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as problem:
        raise MachineFault(f"建立账本 {path} ", problem.strerror or str(problem)) from problem


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


def _move_into_place(draft: Path, path: Path) -> bool:
    """Give `draft` the name `path` unless that is taken, and say whether it was free."""
    try:
        os.link(draft, path)
    except FileExistsError:
        return False
    except OSError:  # a file system without hard links, such as a USB stick
        if path.exists():
            return False
        draft.rename(path)
    return True


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
