"""What falls on which day: deadlines, re-inspections, and the office's own reports; a calendar is written of it."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING

from zizhao_cli import datafiles
from zizhao_cli.domain.kinds import fields
from zizhao_cli.domain.kinds.field import Field, Reads
from zizhao_cli.domain.kinds.hazard import HAZARD, LEVEL, LOCATION, RESPONSIBLE, STATE
from zizhao_cli.domain.periods import Period
from zizhao_cli.domain.values import RUNNING, Level, Occasion
from zizhao_cli.report.as_of import as_of_at
from zizhao_cli.report.filters import OF_DAYS
from zizhao_cli.report.frame import framed
from zizhao_cli.report.hazards import hazard_rows
from zizhao_cli.report.past_due import waiting
from zizhao_cli.report.question import Where, sort_keys, sorted_rows
from zizhao_cli.report.submissions_due import submissions_due
from zizhao_cli.store.anchors import identity
from zizhao_cli.store.called import id_called

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from zizhao_cli.report.as_of import AsOf
    from zizhao_cli.report.filters import Filters
    from zizhao_cli.report.frame import Asked
    from zizhao_cli.report.model import Report, Row

WITHIN = 31
"""Calendar days for which the office's own reports are told ahead, where nobody says otherwise."""
REMIND = "remind_days"
"""What the head of the report says of reminders: how many days before."""
COLUMNS = [
    Field("date", "日期", Reads.DAY),
    Field("what", "事项", words=Occasion),
    fields.NO,
    fields.UNIT,
    Field("title", "内容"),
    Field("days", "还有天数", numeric=True),
    fields.UNIT_CODE,
    fields.MEASURE,
    LOCATION,
    LEVEL,
    STATE,
    RESPONSIBLE,
    Field("hour", "时刻"),
    Field("uid", "日历标识"),
    Field("sequence", "改过次数", numeric=True),
    Field("changed_at", "最后记录时间"),
]
_BRIEF = ["date", "what", "days", "no", "unit", "title", "responsible"]


def calendar(
    connection: sqlite3.Connection,
    filters: Filters,
    asked: Asked,
    *,
    within: int = WITHIN,
    remind: int | None = None,
) -> Report:
    """Return what falls on which day, the earliest first, as of a day.

    That are the deadlines of what is to be put right, the re-inspections of what was, by the policy's review_within_days, the terms of other kinds of records, and the office's own reports that are not
    submitted and fall due `within` so many calendar days. Days that are asked for are those that it falls on, and reports are then those of these days. Where hazards
    are narrowed there are no reports, which belong to no unit. `days` are calendar days from the day asked to that day, negative where it is past; `uid` names the
    same thing in each calendar that is made of this ledger, and `sequence` grows with each step that is recorded of it. `remind` is kept for who writes a calendar.
    Raises BrokenDataFile, and what Filters raises.
    """
    at = as_of_at(connection, HAZARD, asked.as_of, asked.known_at)
    days = filters.days()
    rows = [*_of_hazards(connection, filters, at), *_of_matters(connection, filters, asked)]
    if alone := filters.given().keys() <= set(OF_DAYS):
        rows += _of_reports(connection, filters, asked, days or _ahead(asked, within), within)
    if days is not None:
        rows = [row for row in rows if str(days.first) <= row["date"] <= str(days.last)]
    rows.sort(key=lambda row: (row["date"], row["uid"]))
    rows = sorted_rows(rows, sort_keys(asked.sort, COLUMNS))
    totals = _totals(rows)
    sentences = [_said(totals, days)]
    if not alone:
        sentences.append("本办公室要报的报表不属于哪个单位，这里不列。")
    besides: Row = {} if remind is None else {REMIND: remind}
    frame = framed(connection, filters, asked, at.known_seq, "calendar", within=days, dated=True)
    return frame.around(COLUMNS, rows, _BRIEF, sentences, totals, title="安全生产日历", **besides)


def _of_hazards(connection: sqlite3.Connection, filters: Filters, at: AsOf) -> Iterator[Row]:
    """Yield the days of the hazards with which something is still to be done."""
    where = Where()
    filters.narrow_hazards(connection, where, at, found=False)
    found = hazard_rows(connection, "open", at, where, sort=None, default="id")
    within = timedelta(days=datafiles.policy(filters.ledger).review_within_days)
    steps = _steps_recorded(connection, at, [HAZARD.parse(row["no"]) for row in found])
    of = identity(connection)
    for row in found:
        running = row["state"] in RUNNING
        day = date.fromisoformat(row["due_on"] if running else row["rectified_on"])
        day = day if running else day + within
        sequence, changed_at = steps[HAZARD.parse(row["no"])]
        yield {
            **dict.fromkeys(column.key for column in COLUMNS),
            **{column.key: row[column.key] for column in COLUMNS if column.key in row},
            "date": str(day),
            "what": (Occasion.DEADLINE if running else Occasion.REVIEW).value,
            "days": (day - at.day).days,
            "uid": f"{row['no']}@{of}",
            "sequence": sequence,
            "changed_at": changed_at,
        }


def _of_matters(connection: sqlite3.Connection, filters: Filters, asked: Asked) -> Iterator[Row]:
    """Yield the terms of records of other kinds for which something still waits."""
    of = identity(connection)
    for at, row in waiting(connection, filters, asked):
        record_id = id_called(connection, at.kind, row["no"])
        sequence, changed_at = _steps_recorded(connection, at, [record_id])[record_id]
        yield {
            **{column.key: row.get(column.key) for column in COLUMNS},
            "date": row["due_on"],
            "what": Occasion.MATTER.value,
            "title": "：".join(filter(None, (row["what"], row["title"]))),
            "days": (date.fromisoformat(row["due_on"]) - asked.as_of).days,
            "state": None,
            "uid": f"{row['no']}@{of}",
            "sequence": sequence,
            "changed_at": changed_at,
        }


def _steps_recorded(
    connection: sqlite3.Connection, at: AsOf, ids: list[int]
) -> dict[int, tuple[int, str]]:
    """Return of each record how many steps were recorded since its registration, and when the last was."""
    asked = {"known_seq": at.known_seq, "ids": json.dumps(ids)}
    recorded = connection.execute(at.sql("steps_recorded"), asked)
    return {record_id: (steps, recorded_at) for record_id, steps, recorded_at in recorded}


def _ahead(asked: Asked, within: int) -> Period:
    return Period("", asked.as_of, asked.as_of + timedelta(days=within))


def _of_reports(
    connection: sqlite3.Connection, filters: Filters, asked: Asked, days: Period, within: int
) -> Iterator[Row]:
    """Yield the office's own reports that fall on one of `days` and are not submitted; where those have no end, `within` days from the day asked."""
    last = _ahead(asked, within).last if days.last == date.max else days.last
    ahead = max(0, (last - asked.as_of).days)
    due = submissions_due(
        connection, filters.ledger, asked.as_of, ahead, known_at=asked.known_at, everything=False
    )
    of = identity(connection)
    query = "SELECT recorded_at FROM journal ORDER BY seq LIMIT 1"
    (began,) = connection.execute(query).fetchone()
    for row in due.rows:
        if days.first <= date.fromisoformat(row["due_on"]) <= last:
            yield {
                **dict.fromkeys(column.key for column in COLUMNS),
                "date": row["due_on"],
                "what": Occasion.REPORT.value,
                "title": f"{row['title']}（{row['period']}）",
                "days": row["days_left"],
                "hour": row["hour"],
                "uid": f"{row['form']}-{row['period']}@{of}",
                "sequence": 0,
                "changed_at": began,
            }


def _totals(rows: list[Row]) -> Row:
    counts = {what: sum(row["what"] == what for row in rows) for what in Occasion}
    return {
        "hazards": counts[Occasion.DEADLINE] + counts[Occasion.REVIEW],
        "deadlines": counts[Occasion.DEADLINE],
        "reviews": counts[Occasion.REVIEW],
        "reports": counts[Occasion.REPORT],
        "major": sum(row["level"] == Level.MAJOR for row in rows),
        "past": sum(row["days"] < 0 for row in rows),
        "matters": counts[Occasion.MATTER],
    }


def _said(totals: Row, days: Period | None) -> str:
    when = "" if days is None else f"{days.described()}："
    others = f"，其他事项 {totals['matters']} 件" if totals["matters"] else ""
    return (
        f"{when}整改期限 {totals['deadlines']} 项，复查 {totals['reviews']} 项，要报的报表 {totals['reports']} 份{others}；"
        f"已过的 {totals['past']} 项。"
    )
