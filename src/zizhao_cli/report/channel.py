"""What is worked out of channels for a day: for how long nobody saw that they work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.report.waiting import days_since

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from datetime import date

    from zizhao_cli.report.model import Row


def worked_out(_: sqlite3.Connection, rows: Sequence[Row], day: date) -> list[Row]:
    """Return for how many calendar days at the end of `day` nobody looked at each that is in use, since it was set up where nobody ever did."""
    return [
        {
            "days_unchecked": days_since(row["checked_on"] or row["since_on"], day)
            if row["state"] == "open"
            else None
        }
        for row in rows
    ]
