"""What is worked out of topics for a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.report.waiting import days_over

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from datetime import date

    from zizhao_cli.report.model import Row


def worked_out(_: sqlite3.Connection, rows: Sequence[Row], day: date) -> list[Row]:
    """Return for how many calendar days each topic that is not solved is past its term on `day`."""
    return [
        {"days_overdue": days_over(row["due_on"], day, row["state"] in ("raised", "studied"))}
        for row in rows
    ]
