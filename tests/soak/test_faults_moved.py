"""A ledger that is moved, deleted or replaced while a write waits for it: the write is refused, and nothing is written anywhere."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import Zizhao
from zizhao_cli.store.verify.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Soak

ADD = ("hazard", "add", "--unit", "桂香村", "--measure", "6", "--title", "出口堵塞")
OPEN_FILES = Path("/proc")

pytestmark = pytest.mark.skipif(not OPEN_FILES.is_dir(), reason="needs /proc")


def folder_moved(db: Path) -> Path:
    """Move the folder away, and return where the ledger is now."""
    return db.parent.rename(db.parent.with_name("elsewhere")) / db.name


def file_moved(db: Path) -> Path:
    return db.rename(db.with_name("old.db"))


def replaced(db: Path) -> Path:
    """Put a copy in the ledger's place, as a program that synchronises folders does."""
    copy = Path(shutil.copy(db, db.with_name("copy.db")))
    aside = db.rename(db.with_name("old.db"))
    copy.rename(db)
    return aside


def deleted(db: Path) -> None:
    shutil.rmtree(db.parent)


def has_open(process: subprocess.Popen[bytes], db: Path) -> bool:
    """Say whether a process has the ledger open to write: with its log's index, and not for a look at its header."""
    folder = OPEN_FILES / str(process.pid) / "fd"
    try:
        return any(os.path.realpath(handle) == f"{db}-shm" for handle in folder.iterdir())
    except OSError:
        return False


def write_while(db: Path, harm: Callable[[Path], Path | None]) -> tuple[int, str, Path | None]:
    """Do `harm` while a write waits for the lock; return its code, its stderr and where the ledger is now."""
    around = {**os.environ, "ZIZHAO_DB": str(db), "ZIZHAO_BY": "陈科旭", "PYTHONUTF8": "1"}
    with closing(sqlite3.connect(db, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        write = subprocess.Popen(
            [sys.executable, "-m", "zizhao_cli", *ADD],
            env=around,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        while not has_open(write, db):
            assert write.poll() is None, write.stderr and write.stderr.read().decode()
            time.sleep(0.005)
        now_at = harm(db)
        other.execute("ROLLBACK")
    _, err = write.communicate()
    return write.returncode, err.decode(), now_at


@pytest.mark.parametrize("harm", [folder_moved, file_moved, replaced, deleted])
def test_nothing_is_written_to_a_ledger_that_went_away(
    zizhao: Zizhao, tmp_path: Path, soak: Soak, harm: Callable[[Path], Path | None]
) -> None:
    for number in range(soak.rounds(1, 10)):
        folder = tmp_path / str(number) / "office"
        folder.mkdir(parents=True)
        db = Path(shutil.copy(zizhao.db, folder)).resolve()
        code, err, now_at = write_while(db, harm)
        assert code == 1
        assert err == (
            f"zizhao: 错误: 记账失败：{db} 在办理途中被移走、删除或换掉了\n"
            "  什么也没有写入；账本回到原处后重试\n"
        )
        for ledger in filter(None, (now_at, db if db.exists() else None)):
            assert verify(ledger).findings == []
            assert verify(ledger).entries == 1
        if now_at is not None:
            # Back in its place it goes on as ever.
            home = now_at.parent.rename(folder) if harm is folder_moved else now_at.parent
            if harm is not folder_moved:
                (home / now_at.name).replace(db)
            assert Zizhao(db).ok(*ADD)
            assert Zizhao(db)("db", "verify").code == 0
    soak.figure(f"ledgers that went away amid a write ({harm.__name__})", soak.rounds(1, 10))
    soak.figure("writes lost", 0)
