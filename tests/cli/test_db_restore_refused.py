"""A restore that is refused, or cannot be done, touches neither the ledger nor the backup."""

from __future__ import annotations

import os
import resource
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.cli.keeping import NAMES, Past, files, head
from tests.cli.ledgers import environment
from tests.store.damage import put_foreign_log, query, tamper
from zizhao_cli.errors import ExitCode, ZizhaoError

if TYPE_CHECKING:
    from collections.abc import Callable

CHANGED = "UPDATE hazard SET title = '改过' WHERE id % 1000 = 1"


def changed(past: Past) -> None:
    tamper(past.backup, CHANGED)


def without_evidence(past: Past) -> None:
    for folder in (past.folder, past.backup.parent):
        (folder / "evidence" / NAMES[0]).unlink()


def spoilt_evidence(past: Past) -> None:
    for folder in (past.folder, past.backup.parent):
        (folder / "evidence" / NAMES[1]).write_bytes(b"spoilt")


def broken_page(past: Past) -> None:
    ((page,),) = query(past.backup, "SELECT rootpage FROM sqlite_master WHERE name = 'hazard'")
    with past.backup.open("r+b") as file:
        file.seek((page - 1) * 8192)
        file.write(b"\xee" * 8192)


def without_a_guard(past: Past) -> None:
    with closing(sqlite3.connect(past.backup)) as raw:
        raw.execute("DROP TRIGGER journal_is_not_changed")


def missing(past: Past) -> None:
    past.backup.unlink()


def a_folder(past: Past) -> None:
    past.backup.unlink()
    past.backup.mkdir()


def a_list(past: Past) -> None:
    past.backup.write_text("编号,单位\n" * 999, encoding="utf-8")


def cut_short(past: Past) -> None:
    past.backup.write_bytes(past.backup.read_bytes()[: 3 * 8192])


def another_program(past: Past) -> None:
    past.backup.unlink()
    with closing(sqlite3.connect(past.backup)) as raw:
        raw.execute("CREATE TABLE journal (seq INTEGER, hash TEXT)")


def newer(past: Past) -> None:
    tamper(past.backup, "UPDATE alembic_version SET version_num = '9999'")


def itself(past: Past) -> None:
    past.backup.unlink()
    past.backup.symlink_to(past.db)


def itself_under_another_name(past: Past) -> None:
    past.backup.unlink()
    os.link(past.db, past.backup)


REFUSED = {
    **dict.fromkeys((changed, without_evidence, spoilt_evidence, broken_page, without_a_guard), 4),
    **dict.fromkeys((missing, a_folder, a_list, cut_short, another_program), 6),
    **dict.fromkeys((itself, itself_under_another_name), 2),
}


@pytest.mark.parametrize(
    ("spoil", "code"), REFUSED.items(), ids=[spoil.__name__ for spoil in REFUSED]
)
def test_a_backup_that_will_not_do(past: Past, spoil: Callable[[Past], None], code: int) -> None:
    spoil(past)
    before = files(past.folder)
    with pytest.raises(ZizhaoError) as refused:
        past.restore()
    assert refused.value.code == code
    assert files(past.folder) == before


@pytest.mark.parametrize("spoil", [changed, newer, a_list])
def test_nor_does_it_touch_a_ledger_that_cannot_be_read(
    past: Past, spoil: Callable[[Past], None]
) -> None:
    """However bad the ledger is, a bad backup is no better."""
    past.db.write_bytes(past.db.read_bytes()[: 3 * 8192])
    spoil(past)
    before = files(past.folder)
    with pytest.raises(ZizhaoError):
        past.restore()
    assert files(past.folder) == before


def test_what_is_said_of_a_damaged_backup(past: Past) -> None:
    changed(past)
    before = files(past.folder)
    run = past.zizhao("db", "restore", str(past.backup))
    assert (run.code, run.out) == (4, "")
    first, second = run.err.splitlines()
    assert first.startswith(f"zizhao: 错误: {past.backup} 核验发现 ")
    assert "没有恢复：YH-2022-0001" in first
    assert second.startswith("  原来的文件未动；用 zizhao db verify 看全部")
    assert files(past.folder) == before


def test_evidence_that_nobody_has_is_named_with_the_way_out(past: Past) -> None:
    without_evidence(past)
    run = past.zizhao("db", "restore", str(past.backup))
    first, second = run.err.splitlines()
    assert (run.code, run.out) == (4, "")
    assert "缺 1 份佐证，没有恢复：JC-2022-00002 的佐证 前.jpg" in first
    assert NAMES[0] in first
    assert "--lacking-evidence" in second


def test_what_is_wrong_with_a_backup_does_not_lead_to_the_ledger(past: Past) -> None:
    for spoil in (a_list, cut_short):
        spoil(past)
        run = past.zizhao("db", "restore", str(past.backup))
        assert run.code == 6
        assert run.err.splitlines()[1] == "  这份备份用不了，换一份再试；现在的账本没有动过"
        past.backup.write_bytes(past.db.read_bytes())


def test_the_backup_of_a_damaged_ledger_is_refused(past: Past) -> None:
    tamper(past.db, CHANGED)
    made = past.zizhao("db", "backup").out.rstrip("\n")
    assert made.endswith(".damaged.db")
    before = files(past.folder)
    assert past.zizhao("db", "restore", made).code == 4
    assert files(past.folder) == before


def test_a_backup_of_a_newer_program(past: Past) -> None:
    """The program that wrote it is wanted; nothing is damaged."""
    newer(past)
    before = files(past.folder)
    with pytest.raises(ZizhaoError) as refused:
        past.restore()
    assert refused.value.code == ExitCode.UNUSABLE
    assert "较新版本" in refused.value.sentence
    assert files(past.folder) == before


def test_a_busy_ledger(past: Past) -> None:
    before = files(past.folder)
    with closing(sqlite3.connect(past.db, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        run = past.zizhao("db", "restore", str(past.backup), env={"ZIZHAO_BUSY_SECONDS": "0.3"})
        assert (run.code, run.out) == (5, "")
        other.execute("ROLLBACK")
    assert files(past.folder) == before
    past.restore()


@pytest.mark.parametrize("pages", [0, 12])
def test_a_full_disk(past: Past, pages: int) -> None:
    before = files(past.folder)

    def full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (pages * 8192, pages * 8192))

    done = subprocess.run(
        [sys.executable, "-m", "zizhao_cli", "db", "restore", str(past.backup)],
        env=environment(past.zizhao),
        capture_output=True,
        check=False,
        preexec_fn=full,
    )
    assert (done.returncode, done.stdout) == (1, b"")
    assert files(past.folder) == before


def test_a_clock_that_runs_behind_the_backup(past: Past) -> None:
    before = files(past.folder)
    run = past.zizhao(
        *("db", "restore", str(past.backup)), env={"ZIZHAO_TEST_NOW": "2022-07-15T08:00:00+08:00"}
    )
    assert (run.code, run.out) == (1, "")
    assert "时钟" in run.err
    assert files(past.folder) == before


def test_a_log_of_another_ledger_beside_the_backup(past: Past) -> None:
    """SQLite would move it into the backup."""
    put_foreign_log(past.backup)
    before, replaced = files(past.folder), head(past.db)
    with pytest.raises(ZizhaoError) as refused:
        past.restore()
    assert refused.value.code == ExitCode.UNUSABLE
    assert files(past.folder) == before
    assert head(past.db) == replaced


@pytest.mark.parametrize("name", ["长" * 300, "长/" * 3000, "ledger.db/backup.db"])
def test_a_name_that_no_file_can_have(past: Past, name: str) -> None:
    run = past.zizhao("db", "restore", str(past.folder / name))
    assert run.code == 6
    assert "没有备份文件" in run.err
    assert len(run.err) < 500
