"""What is worked out of tip-offs for a day: how long there is left, and by how much something is late."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from zizhao_cli.report.waiting import days_over

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from zizhao_cli.report.model import Row

RUNNING = ("received", "assigned")
"""The states in which the clock of a tip-off runs."""
OPEN = (*RUNNING, "verified")
"""The states in which something is still to be done about it."""


def worked_out(_: sqlite3.Connection, rows: Sequence[Row], day: date) -> list[Row]:
    """Return in calendar days what each has left at the end of `day`, by how much it is past its term, and how late the reply to a named informant is; None where nothing waits."""
    return [_of(row, day) for row in rows]


def _of(row: Row, day: date) -> Row:
    runs = row["state"] in RUNNING and row["due_on"] is not None
    left = (date.fromisoformat(row["due_on"]) - day).days if runs else None
    return {
        "days_left": None if left is None else max(0, left),
        "days_overdue": days_over(row["due_on"], day, runs),
        "reply_overdue": days_over(row["reply_due_on"], day, awaits_reply(row)),
    }


def awaits_reply(row: Row) -> bool:
    """Say whether who told is still to be answered: the tip-off was named, and the town looked into it."""
    known = row["state"] in ("verified", "closed")
    return known and bool(row["named"]) and row["replied_on"] is None
