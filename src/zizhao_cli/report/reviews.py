"""Re-inspections that are late: what was put right, and not looked at within the days that the office allows."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from zizhao_cli.domain.kinds.field import Field
from zizhao_cli.report.deadlines import Listed, report_of, totals
from zizhao_cli.report.hazards import BRIEF, COLUMNS, hazard_rows
from zizhao_cli.report.question import sort_keys, sorted_rows
from zizhao_cli.report.towns import with_town

if TYPE_CHECKING:
    import sqlite3

    from zizhao_cli.report.as_of import AsOf
    from zizhao_cli.report.filters import Filters
    from zizhao_cli.report.frame import Asked
    from zizhao_cli.report.model import Report, Row
    from zizhao_cli.report.question import Where

LATE = "days_review_late"
_REVIEW = [Field("review_due_on", "应复查日期"), Field(LATE, "复查迟了天数", numeric=True)]


def reviews(connection: sqlite3.Connection, filters: Filters, asked: Asked) -> Report:
    """Return the hazards that await their re-inspection for more calendar days than the policy's review_within_days, the longest first."""
    from zizhao_cli import datafiles

    within = datafiles.policy(filters.ledger).review_within_days
    brief = [*BRIEF, "rectified_on", "review_due_on", LATE, "responsible"]
    before = asked.as_of - timedelta(days=within)

    def summary(counted: Row) -> str:
        return (
            f"整改后 {within} 天内没有复查的 {counted['hazards']} 项，其中重大 {counted['major']} 项，"
            f"最长迟了 {counted['longest_days']} 天。"
        )

    nothing = f"没有整改后 {within} 天内未复查的隐患。"
    rows = partial(_rows, within=within)
    listed = Listed(rows, [*COLUMNS, *_REVIEW], partial(totals, days=LATE))
    return report_of(
        connection,
        filters,
        asked,
        "reviews",
        "迟迟没有复查的隐患",
        brief,
        summary,
        nothing,
        listed,
        rectified_before=str(before),
    )


def _rows(
    connection: sqlite3.Connection,
    question: str,
    at: AsOf,
    where: Where,
    *,
    sort: str | None,
    default: str,
    within: int,
) -> list[Row]:
    del default
    keys = sort_keys(sort, with_town(connection, [*COLUMNS, *_REVIEW]))
    found = hazard_rows(
        connection, question, at, where, sort=None, default="id" if keys else "rectified_on, id"
    )
    return sorted_rows([_row(row, at.day, within) for row in found], keys)


def _row(row: Row, day: date, within: int) -> Row:
    due_on = date.fromisoformat(row["rectified_on"]) + timedelta(days=within)
    return {**row, "review_due_on": str(due_on), LATE: (day - due_on).days}
