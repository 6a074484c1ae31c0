"""A ledger that another program holds for a moment is waited for; tests/soak has many writers at once."""

from __future__ import annotations

import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Zizhao


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
