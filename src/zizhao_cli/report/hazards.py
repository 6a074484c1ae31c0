"""Hazards as lists, reports and single records."""

from __future__ import annotations

import json
import sqlite3
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.deadlines import days_late, days_left, days_overdue
from zizhao_cli.domain.kinds.hazard import DUE_ON, HAZARD, PROVISIONAL
from zizhao_cli.report.as_of import NOW, AsOf
from zizhao_cli.report.filters import OVERDUE, RUNS
from zizhao_cli.report.model import Report, Row
from zizhao_cli.report.question import Where, ask, ask_one, counted, order_by, sort_keys
from zizhao_cli.report.towns import brief_with_town, town_of, with_town
from zizhao_cli.store.district.keys import BASE

if TYPE_CHECKING:
    from zizhao_cli.domain.kinds.field import Field
    from zizhao_cli.report.as_of import Then
    from zizhao_cli.report.filters import Filters

COLUMNS = [field for field in HAZARD.fields.values() if not field.alone]
SORTABLE = COLUMNS
KEYS = [column.key for column in COLUMNS]
BRIEF = ["no", "unit", "measure", "title", "level"]
"""What every table of hazards shows first."""
STORED = ", ".join(["id", *(key for key in KEYS if not key.startswith("days_"))])
_MAY_LACK = {
    *("location", "sector", "rectified_on", "closed_on", "responsible"),
    *("source", "check_no", "leader"),
}
ALWAYS = {"town", *(key for key in KEYS if not key.startswith("days_"))} - _MAY_LACK

_PAST, _TO_COME = OVERDUE[True], f"{RUNS} AND due_on >= :as_of"
_DAYS_LATE = "julianday(rectified_on) - julianday(due_on)"
_DAYS: dict[str, tuple[list[tuple[str, str]], str]] = {
    "days_overdue": ([(_TO_COME, ""), (_PAST, "due_on DESC")], f"NOT ({RUNS})"),
    "days_left": ([(_TO_COME, "due_on")], f"NOT ({_TO_COME})"),
    "days_late": (
        [("rectified_on <= due_on", ""), ("rectified_on > due_on", _DAYS_LATE)],
        "rectified_on IS NULL",
    ),
}
"""What `--sort` makes of days: which hazards come first, from the least days up, by what; and which have none."""
_DOWN = {"due_on DESC": "due_on", "due_on": "due_on DESC", _DAYS_LATE: f"{_DAYS_LATE} DESC"}
STORED_AS = {
    "no": "id",
    "town": f"(SELECT name FROM town WHERE town.town = id / {BASE})",
    "days_overdue": f"CASE WHEN {_PAST} THEN julianday(:as_of) - julianday(due_on) WHEN {_TO_COME} THEN 0 END",
    "days_left": f"CASE WHEN {_TO_COME} THEN julianday(due_on) END",
    "days_late": f"CASE WHEN rectified_on > due_on THEN {_DAYS_LATE} WHEN rectified_on IS NOT NULL THEN 0 END",
}
"""What other columns `--sort` goes by; by days only where it has sorted by something else before."""


def hazard_rows(
    connection: sqlite3.Connection,
    question: str,
    at: AsOf,
    where: Where,
    *,
    sort: str | None,
    default: str,
    limit: int | None = None,
    skip: int = 0,
) -> list[Row]:
    """Return the hazards that answer `question` as of a day, with the contract's keys in their order.

    Of a list in its default order with a limit, those after the first `skip`. Raises UnknownSortKey.
    """
    where.values.update(at.values)
    rows: list[sqlite3.Row] = []
    for conditions, order in _stretches(sort, default, with_town(connection, COLUMNS)):
        rows += ask(
            connection,
            question,
            Where(where.values, where.clauses + conditions),
            order=order,
            limit=None if limit is None else limit - len(rows),
            at=at,
            columns=STORED,
            skip=skip,
        )
        if len(rows) == limit:
            break
    return [{**town_of(connection, row["id"]), **hazard_row(row, at.day)} for row in rows]


def _stretches(sort: str | None, default: str, columns: list[Field]) -> list[tuple[list[str], str]]:
    """Return the parts of a sorted list in their order: which rows a part has, and what orders them.

    Days are sorted by the deadlines that they are counted from, so that indexes serve. Raises UnknownSortKey.
    """
    keys = sort_keys(sort, columns)
    first = keys[0] if keys else None
    if first is None or first.key not in _DAYS:
        return [([], order_by(keys, STORED_AS, default, always=ALWAYS))]
    counted, missing = _DAYS[first.key]
    if first.down:
        counted = [(part, column and _DOWN[column]) for part, column in reversed(counted)]
    equals = order_by(keys[1:], STORED_AS, "id", always=ALWAYS)
    ordered = [([part], f"{column}, {equals}" if column else equals) for part, column in counted]
    return [*ordered, ([missing], equals)]


def hazard_row(row: sqlite3.Row, day: date) -> Row:
    """Return a row of `hazards` as the contract shows it on `day`."""
    shown: dict[str, Any] = dict(row)
    if shown["title"] is None:
        raise sqlite3.DatabaseError(f"malformed: {shown['no']} has no title")
    due_on = _day(shown["due_on"])
    rectified = shown["rectified_on"]
    shown["days_overdue"] = days_overdue(shown["state"], due_on, day)
    shown["days_left"] = days_left(shown["state"], due_on, day)
    shown["days_late"] = days_late(due_on, _day(rectified) if rectified else None)
    for flag in ("supervised", "provisional"):
        shown[flag] = bool(shown[flag])
    return {key: shown[key] for key in KEYS}


@cache
def _day(text: str) -> date:
    """Return the day that a DATE column holds; a ledger of many hazards has few different days."""
    return date.fromisoformat(text)


def hazard_list(
    connection: sqlite3.Connection,
    filters: Filters,
    sort: str | None,
    limit: int | None,
    then: Then = NOW,
) -> Report:
    """Return the list of hazards as they are now, or as they were then."""
    at = then.at(connection, HAZARD, filters.today)
    where = Where()
    filters.narrow_hazards(connection, where, at)
    rows = hazard_rows(connection, "hazards", at, where, sort=sort, default="id", limit=limit)
    brief = marked(
        brief_with_town(connection, [*BRIEF, "state", "found_on", "due_on", "days_overdue"]), rows
    )
    summary = [counted(len(rows), limit, "项隐患", "没有符合条件的隐患。", then.said)]
    head = {"list": "hazards", **then.head, "count": len(rows)}
    return Report(head, with_town(connection, COLUMNS), rows, brief, summary, "隐患清单")


def marked(brief: list[str], rows: list[Row]) -> list[str]:
    """Return the columns of a table with one that marks provisional deadlines, where it shows deadlines and one is."""
    if DUE_ON.key not in brief or not any(row[PROVISIONAL.key] for row in rows):
        return brief
    place = brief.index(DUE_ON.key) + 1
    return [*brief[:place], PROVISIONAL.key, *brief[place:]]


def hazard_record(connection: sqlite3.Connection, no: str, day: date) -> tuple[Row, dict[str, Any]]:
    """Return the record of the hazard `no` on `day`, and all that the ledger holds of it.

    Raises UnknownRecord.
    """
    found = ask_one(connection, "hazards", HAZARD, no, AsOf(HAZARD, day))
    whole = {**dict(found), "due_basis": json.loads(found["due_basis"])}
    return {**town_of(connection, found["id"]), **hazard_row(found, day)}, whole


_EXTRA = [field for field in HAZARD.fields.values() if field.alone]
ALL_COLUMNS = list(HAZARD.fields.values())


def record_columns(whole: dict[str, Any], steps: list[Row]) -> tuple[list[Field], Row]:
    """Return the columns that a single record shows, and the fields it has beside those of a list; `steps` is its timeline."""
    extra = {column.key: whole.get(column.key) for column in _EXTRA}
    stand = [step["detail"] for step in steps if step["retracted_by"] is None]
    here = [
        said for said in stand if extra["reviewer"] and said.get("reviewer") == extra["reviewer"]
    ]
    extra["reviewer_unit"] = here[-1].get("reviewer_unit") if here else None
    return ALL_COLUMNS, extra
