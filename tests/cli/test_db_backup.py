"""`db backup`: a verified copy with its evidence, named by the time, its owner's alone, also while others write."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.cli.keeping import (
    HAZARD,
    NAMES,
    PICTURES,
    files,
    head,
    held,
    is_whole,
    titles,
    with_evidence,
    writer_on,
)
from tests.cli.ledgers import NOW, Morning
from tests.store.damage import query
from zizhao_cli.store.backup.backup import back_up

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FIRST = "ledger-20220715-090000.db"
MORNING = datetime.fromisoformat(NOW)


@pytest.fixture
def zizhao(evident: Morning, tmp_path: Path) -> Morning:
    """The program on a ledger with evidence, for one test."""
    return with_evidence(evident, tmp_path / "账")


@pytest.fixture
def open_umask() -> Iterator[None]:
    """The permissions of new files are what the program says, and nothing is taken away."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.usefixtures("open_umask")
def test_a_backup_beside_the_ledger(zizhao: Morning) -> None:
    before = files(zizhao.db.parent)
    run = zizhao("db", "backup")
    folder = zizhao.db.parent / "backups"
    made = folder / FIRST
    assert (run.code, run.out) == (0, f"{made}\n")
    count = head(zizhao.db).split(":")[0]
    assert run.err == f"zizhao: 已备份并核验：日志 {count} 条，新复制佐证 2 份\n"
    assert held(made) == held(zizhao.db)
    assert is_whole(made)
    evidence = {f"evidence/{name}": content for name, content in zip(NAMES, PICTURES, strict=True)}
    assert files(folder) == {FIRST: made.read_bytes(), **evidence}
    after = files(zizhao.db.parent)
    assert {name: after[name] for name in before} == before
    modes = {path.stat().st_mode & 0o777 for path in folder.rglob("*") if path.is_file()}
    assert modes == {0o600}
    assert [path.stat().st_mode & 0o777 for path in (folder, folder / "evidence")] == [0o700] * 2


def test_the_copy_is_one_file_without_a_log(zizhao: Morning) -> None:
    """So that it can be carried on a stick, and opened where nothing may be written."""
    made = back_up(zizhao.db, zizhao.db.parent / "backups", MORNING).path
    assert made.read_bytes()[18:20] == b"\x01\x01"
    assert query(made, "PRAGMA journal_mode") == [("delete",)]


def test_the_data_for_scripts(zizhao: Morning) -> None:
    zizhao.ok("db", "backup")
    told = zizhao("db", "backup", "--keep", "1", "--format", "json").json
    count, last = head(zizhao.db).split(":")
    folder = zizhao.db.parent / "backups"
    assert told == {
        "backup": str(folder / "ledger-20220715-090000-2.db"),
        "entries": int(count),
        "head": last,
        "evidence": 0,
        "damaged": False,
        "removed": [str(folder / FIRST)],
        "lacking": [],
    }
    assert [path.name for path in folder.glob("*.db")] == ["ledger-20220715-090000-2.db"]


def test_names_by_the_time_in_shanghai_and_a_number_within_a_second(zizhao: Morning) -> None:
    folder = zizhao.db.parent / "backups"
    moments = [MORNING, MORNING, MORNING, MORNING + timedelta(seconds=1)]
    made = [back_up(zizhao.db, folder, moment) for moment in moments]
    endings = ["090000", "090000-2", "090000-3", "090001"]
    assert [each.path.name for each in made] == [f"ledger-20220715-{end}.db" for end in endings]
    assert [each.evidence for each in made] == [2, 0, 0, 0]


def test_two_ledgers_in_one_folder_do_not_meet(zizhao: Morning) -> None:
    other = zizhao.db.with_name("镇级.v2.db")
    shutil.copy(zizhao.db, other)
    folder = zizhao.db.parent / "backups"
    assert back_up(other, folder, MORNING).path.name == "镇级.v2-20220715-090000.db"
    made = back_up(zizhao.db, folder, MORNING, keep=1)
    assert (made.path.name, made.removed) == (FIRST, [])


def test_into_a_folder_that_is_named_and_made(zizhao: Morning, tmp_path: Path) -> None:
    folder = tmp_path / "u 盘" / "安全"
    run = zizhao("db", "backup", str(folder))
    assert (run.code, run.out) == (0, f"{folder / FIRST}\n")
    assert is_whole(folder / FIRST)
    assert [path.stat().st_mode & 0o077 for path in (folder, folder / "evidence")] == [0, 0]
    assert not (zizhao.db.parent / "backups").exists()


def test_into_the_folder_of_the_ledger_itself(zizhao: Morning) -> None:
    """The copy then shares the evidence of the ledger."""
    made = back_up(zizhao.db, zizhao.db.parent, MORNING)
    assert (made.path, made.evidence) == (zizhao.db.with_name(FIRST), 0)
    assert is_whole(made.path)


def test_a_backup_while_another_holds_the_ledger(zizhao: Morning) -> None:
    """Neither waits for a writer, nor copies what is not committed."""
    before = head(zizhao.db)
    with closing(sqlite3.connect(zizhao.db, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE hazard SET title = '未提交'")
        run = zizhao("db", "backup", env={"ZIZHAO_BUSY_SECONDS": "0"})
        other.execute("ROLLBACK")
    assert run.code == 0, run.err
    made = zizhao.db.parent / "backups" / FIRST
    assert head(made) == before
    assert "未提交" not in titles(made)


def test_what_was_recorded_before_a_crash_is_in_the_backup(zizhao: Morning) -> None:
    """It stands in the write-ahead log alone."""
    killed = zizhao.db.parent / "killed"
    with closing(sqlite3.connect(zizhao.db)) as reader:
        reader.execute("SELECT * FROM hazard").fetchone()
        zizhao.ok(*HAZARD, "日志里的一条")
        shutil.copytree(zizhao.db.parent / "evidence", killed / "evidence")
        for ending in ("", "-wal"):
            shutil.copy(f"{zizhao.db}{ending}", killed / f"ledger.db{ending}")
    assert "日志里的一条".encode() not in (killed / "ledger.db").read_bytes()
    made = back_up(killed / "ledger.db", killed / "backups", MORNING)
    assert "日志里的一条" in titles(made.path)
    assert made.verified.findings == []


def test_backups_while_another_process_writes(zizhao: Morning) -> None:
    """Each is a moment of the ledger: whole, and holding all that was confirmed before it began."""
    folder = zizhao.db.parent / "backups"
    made = []
    with writer_on(zizhao) as writer:
        for second in range(5):
            confirmed = writer.confirmed()
            backup = back_up(zizhao.db, folder, MORNING + timedelta(seconds=second))
            assert set(confirmed) <= titles(backup.path)
            made.append(backup)
            writer.wait_for(2)
    assert writer.troubles.read_text(encoding="utf-8") == ""
    entries = [backup.verified.entries for backup in made]
    assert entries == sorted(set(entries))
    hashes = dict(query(zizhao.db, "SELECT seq, hash FROM journal"))
    for backup in made:
        assert backup.verified.findings == []
        assert hashes[backup.verified.entries] == backup.verified.head
