"""An upgraded ledger holds what the old one held, under the schema of a new one."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.ledger.officer import Officer
from tests.store.damage import query
from tests.store.older import KEPT, LEDGERS, Written, content, older, rows, tables, with_evidence
from tests.store.schema import schema
from zizhao_cli.ledger.session import LedgerSession
from zizhao_cli.ledger.upkeep import Upgraded, bring_up_to_date
from zizhao_cli.store.file import REVISION, REVISIONS
from zizhao_cli.store.migration.migrate import create
from zizhao_cli.store.migration.upgrade import upgrade
from zizhao_cli.store.verify.verify import Verified, verify

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 11, 25)


def book(path: Path) -> LedgerSession:
    return LedgerSession(path, "陈科旭", TODAY)


def done(path: Path) -> Upgraded:
    """Upgrade the ledger at `path` and return what was done; nothing to do is an error of the test."""
    upgraded = bring_up_to_date(book(path))
    assert upgraded is not None
    return upgraded


@pytest.fixture(scope="module", params=REVISIONS[:-1])
def revision(request: pytest.FixtureRequest) -> str:
    """Each revision before this one."""
    return str(request.param)


@pytest.fixture(scope="module")
def written(revision: str) -> Written:
    """What the kept ledger of that revision holds."""
    return LEDGERS[revision]


@pytest.fixture(scope="module")
def whole(written: Written) -> Verified:
    """What the verification of that ledger says."""
    return Verified([], written.entries, written.head)


@pytest.fixture(scope="module")
def old(revision: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The kept ledger of that revision; tests copy it."""
    return older(tmp_path_factory.mktemp("old"), revision)


@pytest.fixture(scope="module")
def upgraded(old: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same ledger, upgraded; with its backup beside it."""
    path = with_evidence(old, tmp_path_factory.mktemp("upgraded"))
    done(path)
    return path


def backup_of(path: Path) -> Path:
    (backup,) = (path.parent / "backups").glob("*.db")
    return backup


def test_a_ledger_of_each_earlier_revision_is_kept() -> None:
    """That of this revision may be kept already."""
    kept = sorted(file.name for file in KEPT.glob("ledger_*.db.gz"))
    assert kept == [f"ledger_{revision}.db.gz" for revision in LEDGERS]
    assert [*LEDGERS] in ([*REVISIONS], [*REVISIONS[:-1]])


def test_the_old_ledger_is_the_one_that_was_kept(
    old: Path, revision: str, written: Written
) -> None:
    held = rows(old)
    assert {table: len(held[table]) for table in written.rows} == written.rows
    assert query(old, "SELECT version_num FROM alembic_version") == [(revision,)]


def test_verification_of_an_old_ledger_finds_nothing(old: Path, whole: Verified) -> None:
    assert verify(old) == whole


def test_every_row_is_what_it_was(old: Path, upgraded: Path, written: Written) -> None:
    assert rows(upgraded, tables(old)) == rows(old)
    assert query(upgraded, "SELECT count(*) FROM evidence") == [(written.rows.get("evidence", 0),)]


def test_the_head_is_what_it_was_and_nothing_is_found(upgraded: Path, whole: Verified) -> None:
    assert verify(upgraded) == whole
    assert query(upgraded, "SELECT version_num FROM alembic_version") == [(REVISION,)]


def test_the_schema_is_that_of_a_new_ledger(upgraded: Path, tmp_path: Path) -> None:
    new = tmp_path / "new.db"
    create(new)
    assert schema(upgraded) == schema(new)
    for pragma in ("application_id", "page_size", "journal_mode", "encoding"):
        assert query(upgraded, f"PRAGMA {pragma}") == query(new, f"PRAGMA {pragma}")


def test_the_mark_in_the_header_is_that_of_the_last_entry(upgraded: Path, written: Written) -> None:
    ((mark,),) = query(upgraded, "PRAGMA user_version")
    assert mark & 0xFFFF == int(written.head[:4], 16)


def test_the_backup_holds_the_old_ledger_and_verifies(
    old: Path, upgraded: Path, whole: Verified
) -> None:
    backup = backup_of(upgraded)
    assert content(backup) == content(old)
    assert verify(backup) == whole


def test_the_backup_can_itself_be_upgraded(upgraded: Path, revision: str, tmp_path: Path) -> None:
    again = with_evidence(backup_of(upgraded), tmp_path)
    made = done(again)
    assert (made.before, made.after) == (revision, REVISION)
    assert rows(again) == rows(upgraded)


def test_upgrading_twice_does_nothing_the_second_time(
    upgraded: Path, whole: Verified, tmp_path: Path
) -> None:
    path = with_evidence(upgraded, tmp_path)
    before = path.read_bytes()
    assert bring_up_to_date(book(path)) is None
    assert upgrade(path) == whole
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir() if file.suffix == ".db"] == ["ledger.db"]
    assert not (tmp_path / "backups").exists()


def test_writing_goes_on_after_the_upgrade(
    upgraded: Path, written: Written, tmp_path: Path
) -> None:
    officer = Officer(with_evidence(upgraded, tmp_path), TODAY)
    assert officer.hazard(found_on="2022-06-01", due="2022-06-20") == written.next_hazard
    officer.rectify("YH-2022-0001", "2022-06-05")
    findings, entries, _ = verify(officer.path)
    assert (findings, entries) == ([], written.entries + 2)
    next_entry = f"SELECT prev_hash FROM journal WHERE seq = {written.entries + 1}"
    assert officer.known(next_entry) == [(written.head,)]


def test_what_was_append_only_still_is(old: Path, upgraded: Path) -> None:
    """The triggers came through."""
    for table in tables(old):
        sql = f"SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{table}'"
        assert query(upgraded, sql) == query(old, sql) != []


def test_an_old_ledger_whose_last_writes_are_in_its_log_is_upgraded_with_them(
    old: Path, whole: Verified, tmp_path: Path
) -> None:
    """Such is a ledger whose last writer was killed: the file alone lacks what was recorded last."""
    path = with_evidence(old, tmp_path)
    with_log = tmp_path / "killed"
    with_log.mkdir()
    with_evidence(old, with_log)
    leave_last_entry_in_the_log(path, with_log)
    killed = with_log / "ledger.db"
    done(killed)
    assert verify(killed) == whole
    assert rows(killed, tables(old)) == rows(old)


def leave_last_entry_in_the_log(path: Path, folder: Path) -> None:
    """Copy the ledger at `path` to `folder` with its last entry in the write-ahead log alone."""
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        guard = "journal_is_not_deleted"
        (sql,) = raw.execute("SELECT sql FROM sqlite_master WHERE name = ?", (guard,)).fetchone()
        last = raw.execute("SELECT * FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
        raw.execute("PRAGMA foreign_keys=OFF")
        raw.execute(f"DROP TRIGGER {guard}")
        raw.execute("DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)")
        raw.execute(sql)
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        raw.execute(f"INSERT INTO journal VALUES ({','.join('?' * len(last))})", last)
        for ending in ("", "-wal"):
            shutil.copy(f"{path}{ending}", folder / f"ledger.db{ending}")
    assert (folder / "ledger.db-wal").stat().st_size > 0
