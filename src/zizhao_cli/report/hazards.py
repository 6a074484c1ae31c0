"""Hazards as lists, reports and single records."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.deadlines import days_late, days_left, days_overdue
from zizhao_cli.domain.numbering import HAZARDS
from zizhao_cli.domain.values import RUNNING, Handling, Level, State, UnitKind
from zizhao_cli.report.as_of import AsOf
from zizhao_cli.report.model import Column, Report, Row
from zizhao_cli.report.question import Where, ask, counted, order_by

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
            Where(where.clauses + conditions, where.values),
            order=order,
            limit=None if limit is None else limit - len(rows),
            hazards=at.relation(),
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
    at = AsOf(filters.today, 0)
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
    found = ask(connection, "hazards", where, order="id", hazards=AsOf(day, 0).relation())
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
