"""Doing to a ledger what somebody with a database browser might do."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

from zizhao_cli.store.journal.chain import GENESIS, entry_hash, rows_digest
from zizhao_cli.store.write_ahead import Mark, read_mark, set_mark

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


def rewrite(path: Path, *statements: str) -> None:
    """Change rows and compute all of the chain anew, as somebody who knows how would."""
    tamper(path, *statements)
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.row_factory = sqlite3.Row
        triggers = raw.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'journal'"
        ).fetchall()
        for name, _ in triggers:
            raw.execute(f"DROP TRIGGER {name}")
        previous = GENESIS
        for row in raw.execute("SELECT * FROM journal ORDER BY seq").fetchall():
            digest = rows_digest(raw, row["seq"])
            entry = {**row, "digest": digest, "prev_hash": previous}
            previous = entry_hash(entry)
            raw.execute(
                "UPDATE journal SET digest = ?, prev_hash = ?, hash = ? WHERE seq = ?",
                (digest, entry["prev_hash"], previous, row["seq"]),
            )
        for _, sql in triggers:
            raw.execute(sql)
        set_mark(raw, Mark(read_mark(raw).before, int(previous[:4], 16)))


def put_foreign_log(path: Path) -> None:
    """Put the write-ahead log of a ledger with another history beside the one at `path`."""
    other = path.with_name("other.db")
    shutil.copy(path, other)
    with closing(sqlite3.connect(other, isolation_level=None)) as raw:
        raw.execute("PRAGMA journal_mode=WAL")
        raw.execute(f"PRAGMA user_version={0x11112222}")
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        raw.execute(f"PRAGMA user_version={0x22223333}")
        shutil.copy(f"{other}-wal", f"{path}-wal")
    other.unlink()
