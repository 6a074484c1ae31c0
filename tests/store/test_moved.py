"""A ledger that goes away amid a write is looked for at every moment of it, and each answer is true."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.store.damage import query
from zizhao_cli.errors import MachineFault
from zizhao_cli.store.errors import LedgerMoved
from zizhao_cli.store.writing import writing

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from pathlib import Path

CHANGE = "UPDATE hazard SET title = '改过'"
TITLES = "SELECT DISTINCT title FROM hazard"
NOTHING = "什么也没有写入；账本回到原处后重试"
THERE = "这一笔已写进被移走的那个文件；找到它核对，不要直接重复登记"


def write(path: Path, amid: Callable[[sqlite3.Connection], None]) -> None:
    """Change a record, and do something before the commit."""
    with writing(path) as connection:
        connection.execute(CHANGE)
        amid(connection)


def fail(_: sqlite3.Connection) -> None:
    raise MachineFault("使用账本", "磁盘读写出错")


def test_before_the_commit(kept: Path) -> None:
    titles, away = query(kept, TITLES), kept.with_name("away.db")
    with pytest.raises(LedgerMoved) as told:
        write(kept, lambda _: kept.rename(away) and None)
    assert told.value.way_out == NOTHING
    assert query(away, TITLES) == titles


def test_amid_the_commit(kept: Path) -> None:
    away = kept.with_name("away.db")

    def move(statement: str) -> None:
        if statement == "COMMIT":
            kept.rename(away)

    with pytest.raises(LedgerMoved) as told:
        write(kept, lambda connection: connection.set_trace_callback(move))
    assert told.value.way_out == THERE
    kept.with_name(f"{kept.name}-wal").rename(f"{away}-wal")
    assert query(away, TITLES) == [("改过",)]


def test_where_the_disk_is_said_to_be_at_fault(kept: Path) -> None:
    def move_and_fail(connection: sqlite3.Connection) -> None:
        kept.rename(kept.with_name("away.db"))
        fail(connection)

    with pytest.raises(LedgerMoved) as told:
        write(kept, move_and_fail)
    assert told.value.way_out == NOTHING


def test_a_fault_of_the_disk_alone_is_told_as_such(kept: Path) -> None:
    with pytest.raises(MachineFault, match="磁盘读写出错") as told:
        write(kept, fail)
    assert not isinstance(told.value, LedgerMoved)
