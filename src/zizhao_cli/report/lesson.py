"""What is worked out of lessons for a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.report.lessons import Alike
from zizhao_cli.report.waiting import days_over

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from datetime import date

    from zizhao_cli.report.model import Row


def worked_out(connection: sqlite3.Connection, rows: Sequence[Row], day: date) -> list[Row]:
    """Return how many units are alike, how many of them nobody has checked since, and how many calendar days past its term each open lesson is."""
    alike = Alike.on(connection, day) if rows else None
    found: list[Row] = []
    for row in rows:
        goes_on = alike is not None and row["state"] == "open"
        units = len(alike.of(row["sector"])) if alike is not None else 0
        left = len(alike.left(row["sector"], row["since_on"])) if alike and goes_on else None
        late = days_over(row["due_on"], day, goes_on)
        found.append({"units": units, "units_left": left, "days_overdue": late})
    return found
