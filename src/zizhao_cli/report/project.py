"""What is worked out of projects for a day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from zizhao_cli.report.waiting import days_over, days_since

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from zizhao_cli.report.model import Row


def worked_out(_: sqlite3.Connection, rows: Sequence[Row], day: date) -> list[Row]:
    """Return of each project what it was begun before, for how many calendar days (until `day` where it is still not there), and how late a removal is."""
    return [{**_early(row, day), "days_overdue": _late(row, day)} for row in rows]


def _early(row: Row, day: date) -> Row:
    """Return what was lacking when a project was begun: its permit, and where it is of high risk a design review that passed."""
    started = row["started_on"]
    if started is None or row["kind"] == "obsolete":
        return {"early_start": None, "days_early": None}
    asked = {"未批先建": row["permit_on"]}
    if row["high_risk"]:
        asked["未审先建"] = row["reviewed_on"] if row["design_review"] == "passed" else None
    lacking = {name: at for name, at in asked.items() if at is None or at > started}
    if not lacking:
        return {"early_start": None, "days_early": None}
    days = [days_since(started, day if at is None else date.fromisoformat(at)) or 0 for at in lacking.values()]  # fmt: skip
    return {"early_start": "、".join(lacking), "days_early": max(days)}


def _late(row: Row, day: date) -> int | None:
    return days_over(row["remove_by"], day, row["state"] in ("planned", "running"))
