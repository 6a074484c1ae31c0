"""Several officers at once: everybody's hazard is recorded, each with a number of its own."""

from __future__ import annotations

import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Run, Zizhao

OFFICERS, EACH = 6, 5


def test_a_ledger_that_is_held_whole_for_a_moment_is_waited_for(zizhao: Zizhao) -> None:
    """As the last one to close it holds it, who moves the write-ahead log in."""
    add = ("hazard", "add", "--unit", "桂香村", "--measure", "6", "--title", "堵塞")
    with closing(sqlite3.connect(zizhao.db, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode=EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        with ThreadPoolExecutor(1) as pool:
            run = pool.submit(zizhao, *add)
            time.sleep(3)
            other.execute("ROLLBACK")
            other.close()
    assert (run.result().code, run.result().err) == (0, "")


def test_thirty_adds_by_six_processes_at_once(zizhao: Zizhao) -> None:
    def officer(number: int) -> list[Run]:
        args = ("hazard", "add", "--unit", "桂香村", "--measure", "6", "--found", "2022-04-20")
        return [
            zizhao("--by", f"记账人{number}", *args, "--title", f"第{number}人第{turn}项")
            for turn in range(EACH)
        ]

    with ThreadPoolExecutor(OFFICERS) as pool:
        runs = [run for each in pool.map(officer, range(OFFICERS)) for run in each]
    assert [(run.code, run.err) for run in runs] == [(0, "")] * OFFICERS * EACH
    numbers = sorted(run.out for run in runs)
    assert numbers == [f"YH-2022-{serial:04d}\n" for serial in range(1, OFFICERS * EACH + 1)]
    assert zizhao("db", "verify").code == 0
    entries = zizhao("journal", "list", "--format", "json").json["rows"]
    assert [entry["seq"] for entry in entries] == list(range(1, OFFICERS * EACH + 2))
    listed = zizhao("hazard", "list", "--format", "json").json["rows"]
    assert len({row["title"] for row in listed}) == OFFICERS * EACH
