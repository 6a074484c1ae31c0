"""Doing to a ledger what somebody with a database browser might do."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path


def tamper(path: Path, *statements: str, guards: bool = False) -> None:
    """Run statements on the file; unless `guards` stay, its triggers are taken away and put back."""
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA foreign_keys=OFF")
        raw.execute("BEGIN")
        triggers = raw.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall()
        for name, _ in () if guards else triggers:
            raw.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            raw.execute(statement)
        for _, sql in () if guards else triggers:
            raw.execute(sql)
        raw.execute("COMMIT")


def query(path: Path, sql: str) -> list[tuple[Any, ...]]:
    """Return what a query finds in the file."""
    with closing(sqlite3.connect(path)) as raw:
        return raw.execute(sql).fetchall()
