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
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.conftest import Zizhao
from zizhao_cli.store.verify.verify import verify

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Soak

ROWS = 20_000
NOTHING, ALL = [0, 0, 0], [ROWS, ROWS // 10, 1]
"""Checks, hazards and batches."""
COMMITTING = 0.04
"""Seconds after the first byte of the write-ahead log within which every other kill comes."""


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


def counts(db: Path) -> list[int]:
    """Return how many checks, hazards and batches are there."""
    with closing(sqlite3.connect(db)) as connection:
        return [
            connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("checks", "hazard", "batch")
        ]


def wait_for_commit(db: Path, process: subprocess.Popen[bytes]) -> None:
    """Wait until an import begins to write out what it has."""
    log = db.with_name(f"{db.name}-wal")
    while process.poll() is None:
        if log.exists() and log.stat().st_size:
            return
        time.sleep(0.001)


def test_none_or_all(zizhao: Zizhao, soak: Soak, list_of_checks: Path, tmp_path: Path) -> None:
    whole = tmp_path / "whole.db"
    shutil.copy(zizhao.db, whole)
    begun = time.monotonic()
    assert start(whole, list_of_checks).wait() == 0
    took = time.monotonic() - begun
    assert counts(whole) == ALL
    chance = random.Random(9)  # noqa: S311 - nothing is secret here
    hits = all_there = 0
    kills = soak.rounds(4, 200)
    for moment in range(kills):
        folder = tmp_path / str(moment)
        folder.mkdir()
        office = Zizhao(folder / "ledger.db")
        shutil.copy(zizhao.db, office.db)
        process = start(office.db, list_of_checks)
        if moment % 2:
            wait_for_commit(office.db, process)
            time.sleep(chance.uniform(0, COMMITTING))
        else:
            time.sleep(took * chance.uniform(0.2, 1))
        process.send_signal(signal.SIGKILL)
        hit = process.wait() == -signal.SIGKILL
        hits += hit
        found = counts(office.db)
        assert found in (NOTHING, ALL)
        assert hit or found == ALL
        all_there += hit and found == ALL
        assert verify(office.db)[0] == []
        number = office.ok(
            "hazard",
            "add",
            "--unit",
            "桂香村",
            "--measure",
            "6",
            "--title",
            "堵塞",
            "--found",
            "2022-05-02",
        )
        assert number == f"YH-2022-{found[1] + 1:04d}"
        assert office("report", "overdue", "--format", "json").code == 0
        if moment < kills - 1:
            shutil.rmtree(folder)
    assert hits > kills // 8
    # The same file once more: what the last kill left out is taken, what it left in is known.
    assert start(office.db, list_of_checks).wait() == 0
    assert counts(office.db) == [ROWS, ROWS // 10 + 1, 1]
    assert verify(office.db)[0] == []
    soak.figure(f"kills in imports of {ROWS} rows", kills)
    soak.figure("kills that hit a running import", hits)
    soak.figure("of these imports there, whole", all_there)
    soak.figure("of these imports absent, wholly", hits - all_there)
    soak.figure("rows lost or half there", 0)
