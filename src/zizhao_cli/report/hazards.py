"""Hazards as lists, reports and single records."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.deadlines import days_late, days_left, days_overdue
from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.report.model import Report, Row
from zizhao_cli.report.question import Where, ask, counted, order_by, sorted_rows

if TYPE_CHECKING:
    import sqlite3

    from zizhao_cli.domain.kinds.field import Field
    from zizhao_cli.report.filters import Filters

COLUMNS = [field for field in HAZARD.fields.values() if not field.alone]
KEYS = [column.key for column in COLUMNS]
_STORED = ", ".join(key for key in KEYS if not key.startswith("days_"))
_COMPUTED = ("days_overdue", "days_left", "days_late")


@dataclass(frozen=True)
class Moment:
    """The day a report looks at, and the last journal entry it takes into account."""

    as_of: date
    known_seq: int
    relation: str
    """The .sql file that says what hazards were then."""


def moment(connection: sqlite3.Connection, as_of: date, known_at: date | None) -> Moment:
    """Return the moment of a report as of `as_of`, by what was recorded up to the end of `known_at`.

    Where nothing in the journal is later than both, the present tables give the same answer sooner.
    """
    last_seq, last_day = connection.execute(
        "SELECT (SELECT max(seq) FROM journal), (SELECT max(effective_on) FROM journal)"
    ).fetchone()
    known_seq = last_seq
    if known_at is not None:
        end = str(known_at + timedelta(days=1))
        known_seq = connection.execute(
            "SELECT coalesce(max(seq), 0) FROM journal WHERE recorded_at < ?", (end,)
        ).fetchone()[0]
    present = known_seq == last_seq and (last_day is None or last_day <= str(as_of))
    return Moment(as_of, known_seq or 0, "hazards_now" if present else "hazards_as_of")


def hazard_rows(
    connection: sqlite3.Connection,
    question: str,
    at: Moment,
    where: Where,
    *,
    sort: str | None,
    default: str,
    limit: int | None = None,
) -> list[Row]:
    """Return the hazards that answer `question` at a moment, with the contract's keys in their order.

    Raises UnknownSortKey.
    """
    where.values.update(as_of=str(at.as_of), known_seq=at.known_seq)
    order = order_by(sort, KEYS, {"no": "id"}, default)
    computed = sort is not None and sort.lstrip("-") in _COMPUTED
    found = ask(
        connection,
        question,
        where,
        order="id" if computed else order,
        limit=None if computed else limit,
        hazards=at.relation,
        columns=_STORED,
    )
    rows = [hazard_row(row, at.as_of) for row in found]
    return sorted_rows(rows, sort)[:limit] if computed and sort else rows


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
    at = Moment(filters.today, 0, "hazards_now")
    rows = hazard_rows(connection, "hazards", at, where, sort=sort, default="id", limit=limit)
    brief = [
        "no",
        "unit",
        "measure",
        "title",
        "level",
        "state",
        "found_on",
        "due_on",
        "days_overdue",
    ]
    summary = [counted(len(rows), limit, "项隐患") if rows else "没有符合条件的隐患。"]
    return Report({"list": "hazards", "count": len(rows)}, COLUMNS, rows, brief, summary)


def hazard_record(connection: sqlite3.Connection, no: str, day: date) -> tuple[Row, dict[str, Any]]:
    """Return the record of the hazard `no` on `day`, and all that the ledger holds of it.

    Raises UnknownRecord.
    """
    where = Where()
    where.add("id = :id", id=HAZARD.parse(no))
    found = ask(connection, "hazards", where, order="id", hazards="hazards_now")
    if not found:
        raise HAZARD.unknown(no)
    whole = dict(found[0])
    whole["due_basis"] = json.loads(whole["due_basis"])
    return hazard_row(found[0], day), whole


_EXTRA = [field for field in HAZARD.fields.values() if field.alone]
ALL_COLUMNS = COLUMNS + _EXTRA


def record_columns(whole: dict[str, Any]) -> tuple[list[Field], Row]:
    """Return the columns that a single record shows, and the fields it has beside those of a list."""
    extra = {column.key: whole.get(column.key) for column in _EXTRA}
    extra["provisional"] = bool(whole["due_basis"].get("provisional"))
    return ALL_COLUMNS, extra
