"""What is worked out of violations for a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.report.waiting import days_since

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from datetime import date

    from zizhao_cli.report.model import Row


def worked_out(_: sqlite3.Connection, rows: Sequence[Row], day: date) -> list[Row]:
    """Return for how many calendar days each violation that goes on was neither stopped nor, with or without that, reported upward."""
    found = []
    for row in rows:
        goes_on = row["state"] in ("known", "under_way")
        days = days_since(row["found_on"], day)
        found.append(
            {
                "days_unstopped": days if goes_on and row["stopped_on"] is None else None,
                "days_unreported": days if goes_on and row["reported_on"] is None else None,
            }
        )
    return found
