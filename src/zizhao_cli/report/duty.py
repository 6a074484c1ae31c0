"""What is worked out of duties for a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.domain.frequency import frequency_of
from zizhao_cli.report.validity import in_force

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from datetime import date

    from zizhao_cli.report.model import Row


def worked_out(_: sqlite3.Connection, rows: Sequence[Row], day: date) -> list[Row]:
    """Return how often each duty is to be done, whether it holds on `day`, how often it was done, and when last."""
    return [{**_often(row), "in_force": in_force(row, day), **_done(row)} for row in rows]


def _often(row: Row) -> Row:
    every, times = frequency_of(row["often"])
    return {"every": every, "times": times or None}


def _done(row: Row) -> Row:
    days = row["done_days"]
    return {"done": len(days), "last_done_on": max(days, default=None)}
