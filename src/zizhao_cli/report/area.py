"""What is worked out of areas of concentrated action for a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.report.waiting import days_over

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from datetime import date

    from zizhao_cli.report.model import Row


def worked_out(_: sqlite3.Connection, rows: Sequence[Row], day: date) -> list[Row]:
    """Return for how many calendar days the action in each area that is not concluded is past its last on `day`."""
    return [
        {"days_overdue": days_over(row["last_on"], day, row["state"] == "open")} for row in rows
    ]
