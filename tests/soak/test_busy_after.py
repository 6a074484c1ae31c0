"""A write that is done is said to be done, even where the ledger cannot be read just after it."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from zizhao_cli.store.verify.verify import verify

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Soak, Zizhao

WRITES = (
    ("check", "add", "--unit", "桂香村", "--measure", "6", "--result", "pass"),
    ("hazard", "add", "--unit", "桂香村", "--measure", "6", "--title", "堵塞", "--format", "json"),
)


def entries(connection: sqlite3.Connection) -> int:
    """Return how many entries the journal has."""
    count: int = connection.execute("SELECT count(*) FROM journal").fetchone()[0]
    return count


def hold_whole_after(write: subprocess.Popen[bytes], db: Path) -> tuple[int, bytes]:
    """Hold the ledger whole once `write` has committed, until it ends; return its code and stderr."""
    with closing(sqlite3.connect(db)) as watch:
        before = entries(watch)
        while write.poll() is None and entries(watch) == before:
            time.sleep(0.001)
    with closing(sqlite3.connect(db, isolation_level=None, timeout=0)) as other:
        other.execute("PRAGMA locking_mode=EXCLUSIVE")
        while write.poll() is None:
            try:
                other.execute("BEGIN EXCLUSIVE")
            except sqlite3.OperationalError:
                continue
            break
        _, err = write.communicate()
    return write.returncode, err


@pytest.mark.parametrize("args", WRITES, ids=lambda args: args[0])
def test_done_is_said_to_be_done(zizhao: Zizhao, soak: Soak, args: tuple[str, ...]) -> None:
    around = {**os.environ, "ZIZHAO_DB": str(zizhao.db), "ZIZHAO_BUSY_SECONDS": "0.3"}
    said = []
    for _ in range(soak.rounds(3, 10)):
        write = subprocess.Popen(
            [sys.executable, "-m", "zizhao_cli", *args],
            env=around,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        said.append(hold_whole_after(write, zizhao.db))
    assert verify(zizhao.db)[0] == []
    for code, err in said:
        assert code == 0 or "已记入账本" in err.decode()
        assert "什么也没有写入" not in err.decode()


def test_a_broken_data_file_does_not_make_a_recorded_check_look_refused(zizhao: Zizhao) -> None:
    own = zizhao.db.parent / "data"
    own.mkdir()
    (own / "measures.yaml").write_text("- : [", "utf-8")
    run = zizhao(*WRITES[0])
    with closing(sqlite3.connect(zizhao.db)) as connection:
        assert (run.code == 0) == (entries(connection) > 1), run.err
    assert "已记入账本，只是没能核对有没有要提醒的" in run.err
