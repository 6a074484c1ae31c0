"""What is worked out of actions for a day: for how long a written answer is waited for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.report.waiting import days_over, days_since

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from datetime import date

    from zizhao_cli.report.model import Row


def worked_out(_: sqlite3.Connection, rows: Sequence[Row], day: date) -> list[Row]:
    """Return for how many calendar days each that is to be answered waits at the end of `day`, and by how many it is past its term."""
    return [_of(row, day) for row in rows]


def _of(row: Row, day: date) -> Row:
    waits = row["state"] == "taken" and row["answer_due_on"] is not None
    return {
        "days_waiting": days_since(row["done_on"], day) if waits else None,
        "days_overdue": days_over(row["answer_due_on"], day, waits),
    }
