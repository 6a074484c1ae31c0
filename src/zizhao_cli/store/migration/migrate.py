"""Creating a ledger, by the same migrations that bring older ones up to date."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

from zizhao_cli.ending import ENDING
from zizhao_cli.errors import MachineFault, system_reason
from zizhao_cli.store.backup.copies import draft_of, move_into_place, remove, sweep
from zizhao_cli.store.file import APPLICATION_ID, REVISION, make_folder
from zizhao_cli.store.migration.schema import migrations
from zizhao_cli.store.writing import connect, faults, transaction

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


PAGE_SIZE = 8192
"""Bytes; the default of 4096 makes a large import about a tenth slower."""


def create(path: Path, fill: Callable[[Path], object] | None = None) -> bool:
    """Create a ledger at `path`, readable by its owner alone; return False where one is there already.

    It is built beside its place, with all that `fill` writes into it, and moved there whole, so that a start that is
    interrupted or has no room leaves no half ledger. Raises MachineFault, and what `fill` raises.
    """
    draft = draft_of(path, path.parent)
    try:
        make_folder(path.parent)
        sweep(path.parent)
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        try:
            with ENDING.drafting():
                _build(draft)
                if fill is not None:
                    fill(draft)
                _gather(draft)
            with ENDING.last_act():
                return move_into_place(draft, path)
        finally:
            remove(draft)
    except OSError as problem:
        raise MachineFault(f"建立账本 {path} ", system_reason(problem)) from problem


def _gather(draft: Path) -> None:
    """Move the log into the draft, which takes its place without one; as its last user goes, SQLite does so, but says nothing where there is no room."""
    with faults(draft), closing(connect(draft)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _build(draft: Path) -> None:
    with faults(draft), closing(connect(draft)) as connection:
        connection.execute(f"PRAGMA page_size={PAGE_SIZE}")
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute("PRAGMA journal_mode=WAL")
        with transaction(connection):
            migrate(connection, REVISION)


def migrate(connection: sqlite3.Connection, revision: str) -> None:
    """Run the migrations on `connection`, inside its transaction, up to `revision`; it neither commits nor rolls back.

    Raises sqlite3.Error.
    """
    from alembic import command
    from alembic.config import Config
    from sqlalchemy.exc import DBAPIError

    config = Config()
    config.set_main_option("script_location", str(migrations()).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    with _lent_to_alembic(connection) as lent:
        config.attributes["connection"] = lent
        try:
            command.upgrade(config, revision)
        except DBAPIError as problem:
            if isinstance(problem.orig, sqlite3.Error):
                raise problem.orig from problem
            raise


@contextmanager
def _lent_to_alembic(connection: sqlite3.Connection) -> Iterator[Any]:
    """Give Alembic the connection of the transaction that is under way, whose end stays with its owner."""
    from sqlalchemy import create_engine
    from sqlalchemy.pool import StaticPool

    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
    for what in ("do_begin", "do_commit", "do_rollback", "do_close"):
        setattr(engine.dialect, what, lambda *_: None)
    with engine.connect() as lent:
        yield lent
