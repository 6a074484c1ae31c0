"""The totals of a list of hazards, counted by the database: how many there are is known before any of them is read."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from zizhao_cli.domain.values import Level
from zizhao_cli.report.filters import OVERDUE
from zizhao_cli.report.question import Where, asking

if TYPE_CHECKING:
    import sqlite3

    from zizhao_cli.report.as_of import AsOf
    from zizhao_cli.report.model import Row

_COLUMNS = (
    f"count(*) AS hazards, coalesce(sum(level = '{Level.MAJOR.value}'), 0) AS major, "
    f"coalesce(sum({OVERDUE[True]}), 0) AS overdue, min(CASE WHEN {OVERDUE[True]} THEN due_on END) AS first_due_on"
)


def tally(connection: sqlite3.Connection, question: str, at: AsOf, where: Where) -> Row:
    """Return what `deadlines.totals` says of the hazards that answer `question` as of a day; `longest_days` are those overdue."""
    asked = Where({**where.values, **at.values}, where.clauses)
    row = asking(connection, question, asked, order="1", at=at, columns=_COLUMNS).fetchone()
    first = row["first_due_on"]
    return {
        **{key: row[key] for key in ("hazards", "major", "overdue")},
        "longest_days": None if first is None else (at.day - date.fromisoformat(first)).days,
    }
