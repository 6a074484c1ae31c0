"""Enterprises with many dispatched and flexible workers, and the sectors that have them: where to check first (plan, 四（九）)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli import datafiles
from zizhao_cli.domain.kinds.enterprise import DISPATCHED, ENTERPRISE, FLEXIBLE, SIGNED, WORKERS
from zizhao_cli.domain.kinds.field import Field
from zizhao_cli.domain.kinds.fields import SECTOR, UNIT, UNIT_CODE
from zizhao_cli.domain.kinds.unit import SUPERVISOR
from zizhao_cli.errors import UsageProblem, quoted
from zizhao_cli.report.as_of import as_of_at
from zizhao_cli.report.covered import OF_PLACES, NotOfUnits, units_narrowed
from zizhao_cli.report.declared import rows_of
from zizhao_cli.report.frame import framed
from zizhao_cli.report.lacking import less
from zizhao_cli.report.question import SortKey, Where, sort_keys, sorted_rows, sql
from zizhao_cli.report.waiting import days_since

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from zizhao_cli.report.as_of import AsOf
    from zizhao_cli.report.filters import Filters
    from zizhao_cli.report.frame import Asked
    from zizhao_cli.report.model import Report, Row

_SUMS = [
    Field("workers", "派遣和灵活用工", numeric=True),
    Field("dangerous", "其中在危险岗位", numeric=True),
    Field("untrained", "没有培训合格", numeric=True),
]
COLUMNS = [
    UNIT_CODE,
    UNIT,
    SECTOR,
    SUPERVISOR,
    DISPATCHED,
    FLEXIBLE,
    *_SUMS,
    SIGNED,
    Field("last_check_no", "最近一次检查"),
    Field("last_checked_on", "最近检查日期"),
    Field("days_since", "距今天数", numeric=True),
]
_BRIEF = ["unit", "sector", "workers", "dangerous", "untrained", "last_checked_on", "days_since"]
_BY = {"sector": SECTOR, "supervisor": SUPERVISOR}
_COUNTED = [
    Field("enterprises", "企业数", numeric=True),
    *_SUMS,
    Field("never_checked", "从来没有查过", numeric=True),
]


class NotGroupedBy(UsageProblem):
    def __init__(self, key: str) -> None:
        known = "、".join(f"{field.key} {field.heading}" for field in _BY.values())
        super().__init__(f"--group-by 不认识 {quoted(key)}", f"可写：{known}")


def dispatched(
    connection: sqlite3.Connection, filters: Filters, asked: Asked, *, least: int | None = None
) -> Report:
    """Return the enterprises with at least so many dispatched and flexible workers, by default the policy's dispatched_many: those first that nobody ever checked, then the longest unchecked.

    Checks that an enterprise made itself do not count. With `group_by` the sums of each sector or supervisor, of all that have such workers.
    Raises NotOfUnits, NotGroupedBy, and what Filters raises.
    """
    others = [key for key in filters.given() if key not in OF_PLACES]
    if others:
        raise NotOfUnits("dispatched", others, OF_PLACES)
    by = _BY.get(asked.group_by) if asked.group_by is not None else None
    if by is None and asked.group_by is not None:
        raise NotGroupedBy(asked.group_by)
    many = datafiles.policy(filters.ledger).dispatched_many
    from_on = least if least is not None else many if by is None else 1
    at = as_of_at(connection, ENTERPRISE, asked.as_of, asked.known_at)
    rows = _rows(connection, filters, at, from_on)
    totals = _totals(rows)
    workers, dangerous, untrained = (
        "-" if (number := totals[field.key]) is None else number for field in _SUMS
    )
    said = (
        f"派遣和灵活用工 {from_on} 人以上的企业 {totals['enterprises']} 个，共 {workers} 人，"
        f"其中在危险岗位 {dangerous} 人、没有培训合格 {untrained} 人；"
        f"从来没有查过的企业 {totals['never_checked']} 个。"
    )
    sentences = [said if rows else f"没有派遣和灵活用工 {from_on} 人以上的企业。"]
    columns, brief, besides = COLUMNS, _BRIEF, {"at_least": from_on}
    frame = framed(connection, filters, asked, at.known_seq, "dispatched")
    each = "个企业"
    if by is not None:
        columns = [by, *_COUNTED]
        rows, each = _grouped(rows, by.key), "组"
        brief = [column.key for column in columns]
        frame.head["group_by"] = by.key
    rows = sorted_rows(rows, sort_keys(asked.sort, columns))
    title = "派遣和灵活用工较多的企业"
    return frame.around(columns, rows, brief, sentences, totals, title=title, each=each, **besides)


def _rows(connection: sqlite3.Connection, filters: Filters, at: AsOf, least: int) -> list[Row]:
    where = Where({**at.values, "least": least}, ["state <> 'voided'"])
    workers = " + ".join(f"coalesce({field.key}, 0)" for field, _ in WORKERS)
    where.add(f"{workers} >= :least")
    units = {row["unit_code"]: row for row in units_narrowed(connection, filters, at)}
    found = [row for row in rows_of(connection, ENTERPRISE, where, at) if row["unit_code"] in units]
    checked = _checked(connection, at, [units[row["unit_code"]]["unit_id"] for row in found])
    named = dict(connection.execute(f"SELECT id, name FROM {at.units()} AS u", at.values))
    rows = [
        _row(row, unit := units[row["unit_code"]], named, checked.get(unit["unit_id"], {}), at)
        for row in found
    ]
    first = [SortKey("last_checked_on"), SortKey("workers", down=True)]
    rows = sorted_rows(rows, first)
    return [
        *(row for row in rows if row["last_checked_on"] is None),
        *(row for row in rows if row["last_checked_on"] is not None),
    ]


def _checked(connection: sqlite3.Connection, at: AsOf, units: list[int]) -> dict[int, Row]:
    """Return the last check of each of some units."""
    asked = sql("last_checked").format(
        units=", ".join(map(str, units)), by_itself=f"({sql('by_itself')})"
    )
    return {row["unit_id"]: dict(row) for row in connection.execute(asked, at.values)}


def _row(row: Row, unit: Row, named: dict[int, str], checked: Row, at: AsOf) -> Row:
    last = checked.get("last_checked_on")
    return {
        **{column.key: row.get(column.key) for column in COLUMNS},
        "sector": unit["sector"],
        "supervisor": named.get(unit["supervisor_id"]),
        "workers": _sum_of(row[key] for key in ("dispatched", "flexible")),
        "dangerous": _sum_of(row[key] for key in ("dispatched_dangerous", "flexible_dangerous")),
        "untrained": _sum_of(less(row[all_of.key], row[passed.key]) for all_of, passed in WORKERS),
        "last_check_no": checked.get("last_check_no"),
        "last_checked_on": last,
        "days_since": days_since(last, at.day),
    }


def _sum_of(numbers: Iterable[int | None]) -> int | None:
    """Return the sum of the numbers that are said, None where none is."""
    said = [number for number in numbers if number is not None]
    return sum(said) if said else None


def _totals(rows: list[Row]) -> Row:
    return {
        "enterprises": len(rows),
        **{field.key: _sum_of(row[field.key] for row in rows) for field in _SUMS},
        "never_checked": sum(row["last_checked_on"] is None for row in rows),
    }


def _grouped(rows: list[Row], key: str) -> list[Row]:
    groups: dict[str | None, list[Row]] = {}
    for row in rows:
        groups.setdefault(row[key], []).append(row)
    found: list[Row] = [{key: name, **_totals(of)} for name, of in groups.items()]
    return sorted_rows(found, [SortKey("workers", down=True)])
