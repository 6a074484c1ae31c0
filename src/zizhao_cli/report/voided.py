"""What was struck out: by whom, why, who approved it, and what state it had."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.deadlines import days_past
from zizhao_cli.domain.kinds.field import Field
from zizhao_cli.domain.kinds.fields import APPROVED_BY
from zizhao_cli.domain.kinds.hazard import HAZARD, REPLACED_BY
from zizhao_cli.domain.values import State
from zizhao_cli.report.deadlines import Listed, report_of, totals
from zizhao_cli.report.filters import OVERDUE
from zizhao_cli.report.hazards import BRIEF, COLUMNS, hazard_row
from zizhao_cli.report.question import Where, ask, sort_keys, sorted_rows
from zizhao_cli.report.towns import in_town, town_of, with_town

if TYPE_CHECKING:
    import sqlite3

    from zizhao_cli.report.as_of import AsOf
    from zizhao_cli.report.filters import Filters
    from zizhao_cli.report.frame import Asked
    from zizhao_cli.report.model import Report, Row

OVERDUE_THEN = "days_overdue_before"
_HOW = [
    Field("voided_on", "作废日期"),
    Field("voided_at", "记录时间"),
    Field("voided_by", "记账人"),
    Field("void_step", "怎样作废", says=HAZARD.label_of),
    Field("void_reason", "理由"),
    APPROVED_BY,
    REPLACED_BY,
    Field("state_before", "原状态", words=State),
    Field(OVERDUE_THEN, "记账时已逾期", numeric=True),
    Field("was_major", "曾为重大", flag=True),
]
_COLUMNS = [*COLUMNS, *_HOW]


_ASKED_OF = {
    "state": "state_before",
    "level": "CASE WHEN was_major THEN 'major' ELSE level END",
}
"""What is asked for is what they were: now all of them are voided, and some no longer major."""


def voided(connection: sqlite3.Connection, filters: Filters, asked: Asked) -> Report:
    """Return the hazards that were struck out by the end of the day, whatever the day that they were found."""
    brief = [*BRIEF, "state_before", OVERDUE_THEN, "voided_on", "voided_by", "approved_by"]
    brief += ["void_reason", "replaced_by"]

    def summary(counted: Row) -> str:
        return (
            f"作废 {counted['hazards']} 项，其中曾为重大 {counted['major']} 项、当时已逾期 {counted['overdue']} 项，"
            f"最长逾期 {counted['longest_days'] or 0} 天。"
        )

    def count(rows: list[Row]) -> Row:
        major = sum(row["was_major"] for row in rows)
        return {**totals(rows, OVERDUE_THEN), "major": major}

    listed = Listed(_rows, _COLUMNS, count)
    title, nothing = "作废的隐患", "没有作废的隐患。"
    return report_of(connection, filters, asked, "voided", title, brief, summary, nothing, listed)


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
    # What is voided is voided on all days, also one that was found, by a clock that was ahead, on a day to come.
    at = at._replace(way="now")
    where.values.update(at.values)
    overdue = [was for was, clause in OVERDUE.items() if clause in where.clauses]
    where.clauses = [
        _of_what_they_were(clause) for clause in where.clauses if clause not in OVERDUE.values()
    ]
    keys = sort_keys(sort, with_town(connection, _COLUMNS))
    found = ask(connection, question, where, order="id" if keys else "voided_on, id", at=at)
    rows = [
        {
            **town_of(connection, row["id"]),
            **(told := _row(row, at.day)),
            "replaced_by": in_town(connection, row["id"], told["replaced_by"]),
        }
        for row in found
    ]
    if overdue:
        rows = [row for row in rows if bool(row[OVERDUE_THEN]) in overdue]
    return sorted_rows(rows, keys)


def _of_what_they_were(clause: str) -> str:
    column, among, values = clause.partition(" IN ")
    return f"{_ASKED_OF.get(column, column)}{among}{values}"


def _row(row: sqlite3.Row, day: date) -> Row:
    detail: dict[str, Any] = json.loads(row["void_detail"])
    struck_on = max(row["voided_on"], detail.get("acted_on") or "")
    due_on, stopped_on, then = (
        date.fromisoformat(text)
        for text in (row["due_on"], row["rectified_on"] or row["stopped_on"], struck_on)
    )
    return {
        **hazard_row(row, day),
        **{key: row[key] for key in ("voided_on", "voided_at", "voided_by", "void_step")},
        "void_reason": detail.get("reason"),
        "approved_by": detail.get("approved_by")
        or json.loads(row["entry_detail"]).get("approved_by"),
        "replaced_by": detail.get("replaced_by"),
        "state_before": row["state_before"],
        OVERDUE_THEN: days_past(row["state_before"], due_on, stopped_on, then),
        "was_major": bool(row["was_major"]),
    }
