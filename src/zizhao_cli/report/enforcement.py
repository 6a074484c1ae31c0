"""What is worked out of what is done about violations, for a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.report.waiting import days_over, days_since

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from datetime import date

    from zizhao_cli.report.model import Row

_OWN = "本镇"


def worked_out(_: sqlite3.Connection, rows: Sequence[Row], day: date) -> list[Row]:
    """Return who decided each, for how many calendar days its answer is late, and since when a decision waits until all is put right."""
    found = []
    for row in rows:
        decided = _OWN if row["power"] else row["body"]
        open_ = row["state"] in ("decided", "carried_out")
        late = days_over(row["reply_due_on"], day, row["state"] == "handed_on")
        found.append(
            {
                "decided_by": decided if row["decided_on"] else None,
                "days_reply_overdue": late,
                "days_not_followed_up": days_since(row["decided_on"], day) if open_ else None,
            }
        )
    return found
