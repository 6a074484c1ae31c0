"""The machine's clock against that of the last entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.store.district.asked import district_of
from zizhao_cli.store.journal.clock import recorded_at

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime


def clock_behind(connection: sqlite3.Connection, now: datetime) -> str | None:
    """Return what is to be said where `now` lies before the last entry: what is told of today is no all-clear then."""
    last = _last_recorded(connection)
    if last is None or recorded_at(now, last) is not None:
        return None
    return (
        f"注意：本机时钟 {now.isoformat()} 早于账本最后一条记录 {last}，今天的逾期可能没有列全；"
        "先校正本机的日期和时间，或用 --as-of 写明是哪一天"
    )


def _last_recorded(connection: sqlite3.Connection) -> str | None:
    """Return when the last entry was recorded, in a district that of any town; None where there is none."""
    district = district_of(connection)
    if district is not None:
        return max((town.recorded_at for town in district.towns.values()), default="") or None
    row = connection.execute("SELECT recorded_at FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    return None if row is None else str(row[0])
