"""What is worked out of settlements for a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.report.waiting import days_since

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from datetime import date

    from zizhao_cli.report.model import Row


def worked_out(_: sqlite3.Connection, rows: Sequence[Row], day: date) -> list[Row]:
    """Return for how many calendar days nobody leads in each matter that is still open on `day`."""
    return [
        {"days_open": days_since(row["entered_on"], day) if row["state"] == "open" else None}
        for row in rows
    ]
