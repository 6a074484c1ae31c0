"""What is worked out of lessons for a day, and the report of the units that are still to be looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.domain.kinds.field import Field
from zizhao_cli.domain.kinds.fields import NO, SECTOR, UNIT, UNIT_CODE
from zizhao_cli.domain.kinds.lesson import DUE_ON, LESSON, SINCE, TITLE
from zizhao_cli.report.alike import Alike
from zizhao_cli.report.as_of import as_of_at
from zizhao_cli.report.declared import rows_of
from zizhao_cli.report.frame import framed
from zizhao_cli.report.question import Where, sort_keys, sorted_rows
from zizhao_cli.report.waiting import days_over, days_since

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from datetime import date

    from zizhao_cli.report.filters import Filters
    from zizhao_cli.report.frame import Asked
    from zizhao_cli.report.model import Report, Row

COLUMNS = [
    NO,
    TITLE,
    SECTOR,
    UNIT_CODE,
    UNIT,
    SINCE,
    DUE_ON,
    Field("days_waiting", "等了天数", numeric=True),
    Field("days_overdue", "逾期天数", numeric=True),
]
_BRIEF = ["no", "title", "sector", "unit", "since_on", "due_on", "days_waiting", "days_overdue"]


def worked_out(connection: sqlite3.Connection, rows: Sequence[Row], day: date) -> list[Row]:
    """Return how many units are alike, how many of them nobody has checked since, and how many calendar days past its term each open lesson is."""
    alike = Alike.on(connection, day) if rows else None
    found: list[Row] = []
    for row in rows:
        goes_on = alike is not None and row["state"] == "open"
        units = len(alike.of(row["sector"])) if alike is not None else 0
        left = len(alike.left(row["sector"], row["since_on"])) if alike and goes_on else None
        late = days_over(row["due_on"], day, goes_on)
        found.append({"units": units, "units_left": left, "days_overdue": late})
    return found


def lessons(connection: sqlite3.Connection, filters: Filters, asked: Asked) -> Report:
    """Return for each open lesson the like units (of its sector) that nobody has checked since; those with the earliest term first.

    Raises UnknownSortKey, and what Filters raises.
    """
    at = as_of_at(connection, LESSON, asked.as_of, asked.known_at)
    alike = Alike.on(connection, asked.as_of, asked.known_at, filters)
    where = Where({**at.values}, ["state = 'open'"])
    open_ = rows_of(connection, LESSON, where, at, order="due_on IS NULL, due_on, id")
    rows: list[Row] = []
    of_all = 0
    for lesson in open_:
        of_all += len(alike.of(lesson["sector"]))
        own = {key: lesson[key] for key in ("no", "title", "sector", "since_on", "due_on")}
        own["days_waiting"] = days_since(lesson["since_on"], at.day)
        own["days_overdue"] = days_over(lesson["due_on"], at.day)
        rows += (
            {**own, "unit_code": unit["unit_code"], "unit": unit["unit"]}
            for unit in alike.left(lesson["sector"], lesson["since_on"])
        )
    totals = {"lessons": len(open_), "units": of_all, "left": len(rows)}
    said = (
        f"没有办结的举一反三 {len(open_)} 项，同类单位 {of_all} 家次，其中还没有查的 {len(rows)} 家次。"
        if open_
        else "没有未办结的举一反三。"
    )
    frame = framed(connection, filters, asked, at.known_seq, "lessons")
    ordered = [{field.key: row[field.key] for field in COLUMNS} for row in rows]
    ordered = sorted_rows(ordered, sort_keys(asked.sort, COLUMNS))
    title = "举一反三还没有查的单位"
    return frame.around(COLUMNS, ordered, _BRIEF, [said], totals, title=title, each="家次")
