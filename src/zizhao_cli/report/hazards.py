"""Hazards as lists, reports and single records."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.deadlines import days_late, days_left, days_overdue
from zizhao_cli.domain.numbering import HAZARDS
from zizhao_cli.domain.values import Handling, Level, State, UnitKind
from zizhao_cli.report.model import Column, Report, Row
from zizhao_cli.report.question import Where, ask, counted, order_by, sorted_rows

if TYPE_CHECKING:
    import sqlite3

    from zizhao_cli.report.filters import Filters

COLUMNS = [
    Column("no", "编号"),
    Column("unit_code", "单位代码"),
    Column("unit", "单位"),
    Column("unit_kind", "单位类别", UnitKind),
    Column("measure", "条款", numeric=True),
    Column("title", "隐患"),
    Column("location", "部位"),
    Column("sector", "行业领域"),
    Column("level", "等级", Level),
    Column("handling", "处理方式", Handling),
    Column("found_on", "发现日期"),
    Column("due_on", "期限"),
    Column("original_due_on", "原期限"),
    Column("state", "状态", State),
    Column("rectified_on", "整改日期"),
    Column("closed_on", "销号日期"),
    Column("days_overdue", "逾期天数", numeric=True),
    Column("days_left", "剩余天数", numeric=True),
    Column("days_late", "迟改天数", numeric=True),
    Column("responsible", "责任人"),
    Column("source", "来源"),
    Column("check_no", "检查编号"),
    Column("extensions", "延期次数", numeric=True),
    Column("supervised", "挂牌督办"),
]
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
    where.add("id = :id", id=HAZARDS.parse(no))
    found = ask(connection, "hazards", where, order="id", hazards="hazards_now")
    if not found:
        raise HAZARDS.unknown(no)
    whole = dict(found[0])
    whole["due_basis"] = json.loads(whole["due_basis"])
    return hazard_row(found[0], day), whole


_EXTRA = [
    Column("rectified_by", "整改人"),
    Column("reviewer", "复查人"),
    Column("plan_responsible", "方案责任人"),
    Column("plan_measures", "方案措施"),
    Column("plan_funds", "方案资金"),
    Column("plan_due_on", "方案时限"),
    Column("plan_contingency", "应急预案"),
    Column("source_id", "来源编号"),
    Column("provisional", "期限暂定"),
]


ALL_COLUMNS = COLUMNS + _EXTRA


def record_columns(whole: dict[str, Any]) -> tuple[list[Column], Row]:
    """Return the columns that a single record shows, and the fields it has beside those of a list."""
    extra = {column.key: whole.get(column.key) for column in _EXTRA}
    extra["provisional"] = bool(whole["due_basis"].get("provisional"))
    return ALL_COLUMNS, extra
