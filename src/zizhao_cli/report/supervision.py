"""What is worked out of listed supervision for a day: for how long it is listed, and what of it is late."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from zizhao_cli.report.waiting import days_over, days_since

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from zizhao_cli.report.model import Row

LATE = ("plan_late", "progress_late", "days_overdue")
"""The columns of days by which something is late, None where nothing is waited for."""


def worked_out(_: sqlite3.Connection, rows: Sequence[Row], day: date) -> list[Row]:
    """Return in calendar days for how long each is listed, and by how much its plan, its progress and its term are late at the end of `day`."""
    return [_of(row, day) for row in rows]


def _of(row: Row, day: date) -> Row:
    waits = row["state"] == "listed"
    listed = waits or row["state"] == "accepted"
    return {
        "days": days_since(row["listed_on"], day) if listed else None,
        "plan_late": days_over(row["plan_due_on"], day, waits and row["plan_filed_on"] is None),
        "progress_late": days_over(_next_progress(row), day, waits),
        "days_overdue": days_over(row["due_on"], day, waits),
    }


def _next_progress(row: Row) -> str | None:
    """Return the day by which progress is to be told next; None where it is not asked for."""
    if row["progress_days"] is None:
        return None
    days = (row[key] for key in ("listed_on", "progress_on", "relisted_on") if row[key])
    return str(date.fromisoformat(max(days)) + timedelta(days=row["progress_days"]))
