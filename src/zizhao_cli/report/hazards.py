"""Hazards as lists, reports and single records."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.deadlines import days_late, days_left, days_overdue
from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.domain.values import RUNNING
from zizhao_cli.report.as_of import AsOf
from zizhao_cli.report.model import Report, Row
from zizhao_cli.report.question import Where, ask, ask_one, counted, order_by

if TYPE_CHECKING:
    import sqlite3

    from zizhao_cli.domain.kinds.field import Field
    from zizhao_cli.report.filters import Filters

COLUMNS = [field for field in HAZARD.fields.values() if not field.alone]
KEYS = [column.key for column in COLUMNS]
BRIEF = ["no", "unit", "measure", "title", "level"]
"""What every table of hazards shows first."""
_STORED = ", ".join(["id", *(key for key in KEYS if not key.startswith("days_"))])
_MAY_LACK = {"location", "sector", "rectified_on", "closed_on", "responsible", "source", "check_no"}
_ALWAYS = set(KEYS) - _MAY_LACK

_RUNS = f"state IN ({', '.join(repr(state.value) for state in RUNNING)})"
_PAST, _TO_COME = f"{_RUNS} AND due_on < :as_of", f"{_RUNS} AND due_on >= :as_of"
_DAYS_LATE = "julianday(rectified_on) - julianday(due_on)"
_DAYS: dict[str, tuple[list[tuple[str, str]], str]] = {
    "days_overdue": ([(_TO_COME, ""), (_PAST, "due_on DESC")], f"NOT ({_RUNS})"),
    "days_left": ([(_TO_COME, "due_on")], f"NOT ({_TO_COME})"),
    "days_late": (
        [("rectified_on <= due_on", ""), ("rectified_on > due_on", _DAYS_LATE)],
        "rectified_on IS NULL",
    ),
}
"""What `--sort` makes of days: which hazards come first, from the least days up, by what; and which have none."""
_DOWN = {"due_on DESC": "due_on", "due_on": "due_on DESC", _DAYS_LATE: f"{_DAYS_LATE} DESC"}


def hazard_rows(
    connection: sqlite3.Connection,
    question: str,
    at: AsOf,
    where: Where,
    *,
    sort: str | None,
    default: str,
    limit: int | None = None,
) -> list[Row]:
    """Return the hazards that answer `question` as of a day, with the contract's keys in their order.

    Raises UnknownSortKey.
    """
    where.values.update(at.values)
    rows: list[sqlite3.Row] = []
    for conditions, order in _stretches(sort, default):
        rows += ask(
            connection,
            question,
            Where(where.values, where.clauses + conditions),
            order=order,
            limit=None if limit is None else limit - len(rows),
            at=at,
            columns=_STORED,
        )
        if len(rows) == limit:
            break
    return [hazard_row(row, at.day) for row in rows]


def _stretches(sort: str | None, default: str) -> list[tuple[list[str], str]]:
    """Return the parts of a sorted list in their order: which rows a part has, and what orders them.

    Days are sorted by the deadlines that they are counted from, so that indexes serve. Raises UnknownSortKey.
    """
    key = (sort or "").removeprefix("-")
    if key not in _DAYS:
        return [([], order_by(sort, KEYS, {"no": "id"}, default, always=_ALWAYS))]
    counted, missing = _DAYS[key]
    if sort != key:
        counted = [(part, column and _DOWN[column]) for part, column in reversed(counted)]
    ordered = [([part], f"{column}, id" if column else "id") for part, column in counted]
    return [*ordered, ([missing], "id")]


def hazard_row(row: sqlite3.Row, day: date) -> Row:
    """Return a row of `hazards` as the contract shows it on `day`."""
    shown: dict[str, Any] = dict(row)
    due_on = _day(shown["due_on"])
    rectified = shown["rectified_on"]
    shown["days_overdue"] = days_overdue(shown["state"], due_on, day)
    shown["days_left"] = days_left(shown["state"], due_on, day)
    shown["days_late"] = days_late(due_on, _day(rectified) if rectified else None)
    shown["supervised"] = bool(shown["supervised"])
    return {key: shown[key] for key in KEYS}


@cache
def _day(text: str) -> date:
    """Return the day that a DATE column holds; a ledger of many hazards has few different days."""
    return date.fromisoformat(text)


def hazard_list(
    connection: sqlite3.Connection, filters: Filters, sort: str | None, limit: int | None
) -> Report:
    """Return the list of hazards as they are now."""
    where = Where()
    filters.narrow_hazards(connection, where)
    at = AsOf(HAZARD, filters.today)
    rows = hazard_rows(connection, "hazards", at, where, sort=sort, default="id", limit=limit)
    brief = [*BRIEF, "state", "found_on", "due_on", "days_overdue"]
    summary = [counted(len(rows), limit, "项隐患") if rows else "没有符合条件的隐患。"]
    return Report({"list": "hazards", "count": len(rows)}, COLUMNS, rows, brief, summary)


def hazard_record(connection: sqlite3.Connection, no: str, day: date) -> tuple[Row, dict[str, Any]]:
    """Return the record of the hazard `no` on `day`, and all that the ledger holds of it.

    Raises UnknownRecord.
    """
    found = ask_one(connection, "hazards", HAZARD, no, AsOf(HAZARD, day))
    whole = {**dict(found), "due_basis": json.loads(found["due_basis"])}
    return hazard_row(found, day), whole


_EXTRA = [field for field in HAZARD.fields.values() if field.alone]
ALL_COLUMNS = COLUMNS + _EXTRA


def record_columns(whole: dict[str, Any]) -> tuple[list[Field], Row]:
    """Return the columns that a single record shows, and the fields it has beside those of a list."""
    extra = {column.key: whole.get(column.key) for column in _EXTRA}
    extra["provisional"] = bool(whole["due_basis"].get("provisional"))
    return ALL_COLUMNS, extra
