"""A rollback journal beside a ledger is never written back unasked, and never into what a restore puts in its place."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest

from tests.ledger.officer import Officer
from tests.store.damage import query
from tests.store.older import older
from zizhao_cli.ledger.session import LedgerSession
from zizhao_cli.ledger.upkeep import bring_up_to_date, restore
from zizhao_cli.store.backup.backup import back_up
from zizhao_cli.store.errors import UnfinishedJournal
from zizhao_cli.store.reading import reading
from zizhao_cli.store.verify.verify import verify

if TYPE_CHECKING:
    from pathlib import Path

KILLED = """
import os, signal, sqlite3, sys
raw = sqlite3.connect(sys.argv[1], isolation_level=None)
raw.execute("PRAGMA journal_mode=DELETE")
raw.execute("PRAGMA cache_size=1")
raw.execute("PRAGMA cache_spill=1")
raw.execute("BEGIN")
raw.execute("CREATE TABLE half AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) SELECT i, hex(randomblob(50)) FROM n")
raw.execute("UPDATE hazard SET title = '改过'")
os.kill(os.getpid(), signal.SIGKILL)
"""


def journal_of(path: Path) -> Path:
    return path.with_name(f"{path.name}-journal")


@pytest.fixture
def cut_off(kept: Path) -> Path:
    """A ledger that another program was changing when it was killed."""
    back_up(kept, kept.parent / "backups", datetime(2022, 12, 31, 20))  # noqa: DTZ001 - gives a name only
    assert subprocess.run([sys.executable, "-c", KILLED, str(kept)], check=False).returncode == -9
    assert journal_of(kept).stat().st_size > 0
    return kept


def test_it_is_named_and_nothing_is_touched(cut_off: Path) -> None:
    before = {file: file.read_bytes() for file in cut_off.parent.glob("ledger.db*")}
    with pytest.raises(UnfinishedJournal, match="没有完成"), reading(cut_off):
        pytest.fail("it was read")
    with pytest.raises(UnfinishedJournal):
        Officer(cut_off).hazard()
    assert {file: file.read_bytes() for file in cut_off.parent.glob("ledger.db*")} == before


def test_a_restore_takes_it_away_with_the_ledger_that_it_belongs_to(cut_off: Path) -> None:
    (backup,) = (cut_off.parent / "backups").glob("*.db")
    entries = query(backup, "SELECT count(*) FROM journal")[0][0]
    done = restore(LedgerSession(cut_off, "陈科旭", date(2022, 12, 31)), backup)
    assert done.aside is not None
    assert journal_of(done.aside).exists()
    assert not journal_of(cut_off).exists()
    Officer(cut_off).hazard()
    assert verify(cut_off) == ([], entries + 2, verify(cut_off).head)
    # SQLite itself puts the ledger that was set aside right again.
    with sqlite3.connect(done.aside) as raw:
        assert raw.execute("SELECT count(*) FROM journal").fetchone() == (entries,)
    assert verify(done.aside).findings == []


@pytest.mark.parametrize("content", [b"", b"\0" * 512])
def test_one_that_is_done_with_stands_in_nobodys_way(kept: Path, content: bytes) -> None:
    journal_of(kept).write_bytes(content)
    with reading(kept) as connection:
        assert connection.execute("SELECT count(*) FROM journal").fetchone()[0] > 0


def test_an_upgrade_goes_through_a_log(tmp_path: Path) -> None:
    """Also of a ledger that was copied into its place and keeps none."""
    old = older(tmp_path)
    with sqlite3.connect(old) as raw:
        raw.execute("PRAGMA journal_mode=DELETE")
    assert bring_up_to_date(LedgerSession(old, "陈科旭", date(2026, 11, 25))) is not None
    assert query(old, "PRAGMA journal_mode") == [("wal",)]
