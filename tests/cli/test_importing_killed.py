"""kill -9 at any moment of an import leaves the ledger whole, with none of the batch or all of it."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from zizhao_cli.store.verify import verify

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Zizhao

ROWS = 20_000
MOMENTS = 15


@pytest.fixture(scope="module")
def list_of_checks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of many checks, each tenth with a hazard."""
    file = tmp_path_factory.mktemp("killed") / "list.csv"
    hazards = ("堵塞", *[""] * 9)
    lines = (
        f"甲{number},桂香村,{number % 15 + 1},2022-05-01,{hazards[number % 10]}\n"
        for number in range(ROWS)
    )
    file.write_text("编号,单位,条款,检查日期,隐患\n" + "".join(lines), encoding="utf-8")
    return file


def start(db: Path, file: Path) -> subprocess.Popen[bytes]:
    """Start an import."""
    around = {**os.environ, "ZIZHAO_DB": str(db), "ZIZHAO_BY": "陈科旭", "PYTHONUTF8": "1"}
    return subprocess.Popen(
        [sys.executable, "-m", "zizhao_cli", "check", "import", str(file)],
        env=around,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def test_none_or_all(zizhao: Zizhao, list_of_checks: Path, tmp_path: Path) -> None:
    whole = tmp_path / "whole.db"
    shutil.copy(zizhao.db, whole)
    begun = time.monotonic()
    assert start(whole, list_of_checks).wait() == 0
    took = time.monotonic() - begun
    chance = random.Random(9)  # noqa: S311 - nothing is secret here
    killed = 0
    for moment in range(MOMENTS):
        folder = tmp_path / str(moment)
        folder.mkdir()
        db = folder / "ledger.db"
        shutil.copy(zizhao.db, db)
        process = start(db, list_of_checks)
        time.sleep(took * chance.uniform(0.2, 1))
        process.send_signal(signal.SIGKILL)
        killed += process.wait() == -signal.SIGKILL
        connection = sqlite3.connect(db)
        found = [
            connection.execute(f"SELECT count(*) FROM {t}").fetchone()[0]
            for t in ("checks", "hazard", "batch")
        ]
        connection.close()
        assert found in ([0, 0, 0], [ROWS, ROWS // 10, 1])
        assert verify(db)[0] == []
    assert killed > MOMENTS // 2
    assert start(db, list_of_checks).wait() == 0
    assert verify(db)[0] == []
