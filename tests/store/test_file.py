"""What is no ledger, or not this program's, is refused by its own name and left as it was."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.store.damage import tamper
from zizhao_cli.ledger.session import LedgerSession
from zizhao_cli.store.errors import (
    LedgerDamaged,
    LedgerMissing,
    LedgerNewer,
    LedgerOlder,
    LedgerUnusable,
    NotALedger,
)
from zizhao_cli.store.reading import reading
from zizhao_cli.store.verify.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def read(path: Path) -> None:
    with reading(path):
        pytest.fail("it was read")


def write(path: Path) -> None:
    with LedgerSession(path, "陈科旭", date(2022, 12, 31)).change():
        pytest.fail("it was written")


def check(path: Path) -> None:
    verify(path)


OTHER_WAYS = pytest.mark.parametrize("way", [read, write])
WAYS = pytest.mark.parametrize("way", [read, write, check])


def refused(way: Callable[[Path], None], path: Path, error: type[LedgerUnusable]) -> str:
    """Go one way in, which must raise `error` and leave every file of the folder as it is."""
    before = {each: each.read_bytes() for each in path.parent.iterdir() if each.is_file()}
    with pytest.raises(LedgerUnusable) as refusal:
        way(path)
    assert type(refusal.value) is error
    assert path.name in refusal.value.sentence
    after = {each: each.read_bytes() for each in path.parent.iterdir() if each.is_file()}
    assert {each: after.get(each) for each in before} == before
    assert all(each.name.endswith(("-wal", "-shm")) for each in after.keys() - before.keys())
    return refusal.value.sentence


@WAYS
def test_missing(way: Callable[[Path], None], tmp_path: Path) -> None:
    refused(way, tmp_path / "ledger.db", LedgerMissing)
    assert list(tmp_path.iterdir()) == []


@WAYS
def test_in_a_folder_that_is_missing(way: Callable[[Path], None], tmp_path: Path) -> None:
    with pytest.raises(LedgerMissing):
        way(tmp_path / "no" / "ledger.db")
    (tmp_path / "file").write_text("x")
    with pytest.raises(LedgerMissing):
        way(tmp_path / "file" / "ledger.db")


@WAYS
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"x",
        "隐患台账\n".encode() * 100,
        b"SQLite format 3\x00",
        b"SQLite format 3\x00" + b"\x00" * 200,
        b"PK\x03\x04" + b"\x00" * 5000,
    ],
)
def test_other_files(way: Callable[[Path], None], tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "ledger.db"
    path.write_bytes(content)
    refused(way, path, NotALedger)
    assert list(tmp_path.iterdir()) == [path]


@WAYS
def test_a_folder(way: Callable[[Path], None], tmp_path: Path) -> None:
    (tmp_path / "ledger.db").mkdir()
    refused(way, tmp_path / "ledger.db", NotALedger)


@WAYS
def test_a_pipe(way: Callable[[Path], None], tmp_path: Path) -> None:
    """Whoever opens it would wait for somebody to write."""
    os.mkfifo(tmp_path / "ledger.db")
    refused(way, tmp_path / "ledger.db", NotALedger)


@WAYS
def test_the_database_of_another_program(way: Callable[[Path], None], tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("CREATE TABLE hazard (id INTEGER)")
    refused(way, path, NotALedger)
    assert list(tmp_path.iterdir()) == [path]


@WAYS
@pytest.mark.parametrize("keep", [100, 4096, 20_000, -1, -4096])
def test_truncated(way: Callable[[Path], None], kept: Path, keep: int) -> None:
    whole = kept.read_bytes()
    kept.write_bytes(whole[:keep])
    sentence = refused(way, kept, LedgerDamaged)
    assert str(len(whole)) in sentence


@OTHER_WAYS
@pytest.mark.parametrize("lost", ["NULL", "''", "x'0000'"])
def test_of_a_revision_that_cannot_be_read(
    way: Callable[[Path], None], kept: Path, lost: str
) -> None:
    """As on pages that are zeroed; no newer program helps there."""
    tamper(
        kept,
        "PRAGMA writable_schema=ON",
        "UPDATE sqlite_master SET sql = replace(sql, 'NOT NULL', '') WHERE name = 'alembic_version'",
    )
    tamper(kept, f"UPDATE alembic_version SET version_num = {lost}")
    refused(way, kept, LedgerDamaged)


@OTHER_WAYS
def test_of_a_newer_program(way: Callable[[Path], None], kept: Path) -> None:
    tamper(kept, "UPDATE alembic_version SET version_num = '0999'")
    assert "0999" in refused(way, kept, LedgerNewer)


@OTHER_WAYS
def test_of_an_older_program(way: Callable[[Path], None], kept: Path) -> None:
    tamper(kept, "UPDATE alembic_version SET version_num = '0000'")
    assert "0000" in refused(way, kept, LedgerOlder)


@OTHER_WAYS
@pytest.mark.parametrize(("revision", "error"), [("0001", LedgerOlder), ("0999", LedgerNewer)])
def test_a_backup_of_another_program_put_in_place_by_hand(
    way: Callable[[Path], None], kept: Path, revision: str, error: type[LedgerUnusable]
) -> None:
    """A backup keeps no log; that it gets one must not be the first thing that happens to it."""
    tamper(kept, f"UPDATE alembic_version SET version_num = '{revision}'")
    with closing(sqlite3.connect(kept)) as raw:
        assert raw.execute("PRAGMA journal_mode=DELETE").fetchone() == ("delete",)
    refused(way, kept, error)


@OTHER_WAYS
def test_of_no_revision(way: Callable[[Path], None], kept: Path) -> None:
    tamper(kept, "DELETE FROM alembic_version")
    refused(way, kept, LedgerOlder)


@pytest.mark.parametrize(
    "change",
    ["UPDATE alembic_version SET version_num = '0999'", "DELETE FROM alembic_version"],
)
def test_a_changed_revision_is_found(kept: Path, change: str) -> None:
    """The tables are still those of this program, so it is a change and no other program's ledger."""
    tamper(kept, change)
    assert "格式版本" in verify(kept).findings[0].problem


def test_a_ledger_that_is_truly_newer_is_not_verified(kept: Path) -> None:
    tamper(kept, "UPDATE alembic_version SET version_num = '0999'", "CREATE TABLE photo (id)")
    refused(check, kept, LedgerNewer)


@WAYS
def test_our_mark_but_not_our_tables(way: Callable[[Path], None], tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA application_id = 0x5A495A48")
        raw.execute("CREATE TABLE hazard (id INTEGER)")
    refused(way, path, LedgerDamaged)


@WAYS
def test_a_schema_that_sqlite_speaks_of_in_no_text(way: Callable[[Path], None], kept: Path) -> None:
    content = kept.read_bytes()
    assert content.count(b"CREATE TABLE hazard (") == 1
    kept.write_bytes(content.replace(b"CREATE TABLE hazard (", b"CREATE TABLE hazard \xff"))
    assert "表结构里有读不懂的内容" in refused(way, kept, LedgerDamaged)


@pytest.mark.parametrize("way", [read, write])
def test_a_schema_page_of_rubbish(way: Callable[[Path], None], kept: Path) -> None:
    content = bytearray(kept.read_bytes())
    content[100:200] = b"\xff" * 100
    kept.write_bytes(content)
    refused(way, kept, LedgerDamaged)


def test_reading_cannot_write(kept: Path) -> None:
    before = kept.read_bytes()
    with reading(kept) as connection, pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute("DELETE FROM hazard")
    assert kept.read_bytes() == before
