"""Hazards that are with another authority: since when, whether it has answered, and whether its result came back."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.kinds.field import Field
from zizhao_cli.domain.kinds.hazard import TRANSFER
from zizhao_cli.report.deadlines import Listed, report_of, totals
from zizhao_cli.report.hazards import BRIEF, COLUMNS, STORED, hazard_row
from zizhao_cli.report.question import Where, ask, sort_keys, sorted_rows
from zizhao_cli.report.towns import town_of, with_town

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from zizhao_cli.report.as_of import AsOf
    from zizhao_cli.report.filters import Filters
    from zizhao_cli.report.frame import Asked
    from zizhao_cli.report.model import Report, Row

OVER = "days_reply_overdue"
_SINCE = [field._replace(alone=False) for field in TRANSFER]
_DAYS = [
    Field("days_transferred", "移送天数", numeric=True),
    Field(OVER, "回复逾期天数", numeric=True),
]
_KEYS = [field.key for field in _SINCE]


def transfers(connection: sqlite3.Connection, filters: Filters, asked: Asked) -> Report:
    """Return the hazards whose result has not come back from another authority, those first whose answer was due first, with the calendar days by which it was, or is, late.

    Transfers recorded before they had a clock of their own have no day by which they are to be answered.
    """

    def summary(counted: Row) -> str:
        return (
            f"移送后没有反馈结果的 {counted['hazards']} 项，其中没有按时回复的 {counted['overdue']} 项，"
            f"最长逾期 {counted['longest_days'] or 0} 天。"
        )

    nothing = "没有移送后还没有反馈结果的隐患。"
    return _report(connection, filters, asked, "移送未结的隐患", summary, nothing, _rows)


def late_transfers(connection: sqlite3.Connection, filters: Filters, asked: Asked) -> Report:
    """Return those of transfers() whose answer did not come by its day, with the longest first."""

    def summary(counted: Row) -> str:
        return f"移送后没有按时回复、没有反馈结果的 {counted['hazards']} 项，最长逾期 {counted['longest_days']} 天。"

    nothing = "没有回复逾期的移送。"
    return _report(connection, filters, asked, "回复逾期的移送", summary, nothing, _late_rows)


def _report(  # a report is what it is called, shows and says
    connection: sqlite3.Connection,
    filters: Filters,
    asked: Asked,
    title: str,
    summary: Callable[[Row], str],
    nothing: str,
    rows: Callable[..., list[Row]],
) -> Report:
    brief = [*BRIEF, "transferred_to", "transferred_on", "reply_due_on", "answered_on", OVER]
    listed = Listed(rows, [*COLUMNS, *_SINCE, *_DAYS], partial(totals, days=OVER))
    return report_of(
        connection, filters, asked, "transfers", title, brief, summary, nothing, listed
    )


def _late_rows(*asked: Any, **how: Any) -> list[Row]:  # noqa: ANN401 - as _rows is asked
    return [row for row in _rows(*asked, **how) if row[OVER]]


def _rows(
    connection: sqlite3.Connection,
    question: str,
    at: AsOf,
    where: Where,
    *,
    sort: str | None,
    default: str,
) -> list[Row]:
    del default
    keys = sort_keys(sort, with_town(connection, [*COLUMNS, *_SINCE, *_DAYS]))
    where.values.update(at.values)
    stored = f"{STORED}, {', '.join(_KEYS)}"
    found = ask(
        connection,
        question,
        where,
        order="reply_due_on IS NULL, reply_due_on, id",
        at=at,
        columns=stored,
    )
    rows = [{**town_of(connection, row["id"]), **_row(row, at.day)} for row in found]
    return sorted_rows(rows, keys)


def _row(found: sqlite3.Row, day: date) -> Row:
    since, due = found["transferred_on"], found["reply_due_on"]
    until = date.fromisoformat(found["answered_on"]) if found["answered_on"] else day
    over = (until - date.fromisoformat(due)).days if due else 0
    return {
        **hazard_row(found, day),
        **{key: found[key] for key in _KEYS},
        "days_transferred": (day - date.fromisoformat(since)).days if since else None,
        OVER: max(0, over),
    }
