"""Which units have no record of a kind of which one is kept of each, or of which each should have one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.domain.errors import few
from zizhao_cli.domain.kinds.fields import UNIT, UNIT_CODE, UNIT_KIND
from zizhao_cli.report.as_of import NOW, AsOf
from zizhao_cli.report.model import Report, Row
from zizhao_cli.report.question import sort_keys, sorted_rows

if TYPE_CHECKING:
    import sqlite3
    from datetime import date

    from zizhao_cli.domain.kinds.kind import Kind
    from zizhao_cli.report.as_of import Then

COLUMNS = [UNIT_CODE, UNIT, UNIT_KIND]


def units_without(
    connection: sqlite3.Connection,
    kind: Kind,
    today: date,
    then: Then = NOW,
    *,
    sort: str | None = None,
    limit: int | None = None,
) -> Report:
    """Return the units that have no record of `kind` in use, now or then, in the order of the roll. Raises UnknownSortKey."""
    found = without(connection, kind, then.at(connection, kind, today))
    rows = sorted_rows(found, sort_keys(sort, COLUMNS))[:limit]
    head = {"list": kind.counted, **then.head, "missing": True, "count": len(rows)}
    said = _said(kind, found) or f"名册上该有的都有{kind.label}。"
    brief = [column.key for column in COLUMNS]
    return Report(head, COLUMNS, rows, brief, [said], f"没有{kind.label}的单位")


def who_has_none(kind: Kind, rows: list[Row]) -> list[str]:
    """Return a sentence that names the units `rows` of which there is no record of `kind`, or nothing where there are none."""
    said = _said(kind, rows)
    return [said] if said else []


def without(connection: sqlite3.Connection, kind: Kind, at: AsOf) -> list[Row]:
    """Return the units of which there is no record of `kind` in use, in the order of the roll."""
    kinds = ", ".join(f"'{one.value}'" for one in (*kind.of_units, *kind.expected_of))
    query = (
        f"WITH {kind.counted} AS ({at.relation()})\n"
        f"SELECT u.code AS unit_code, u.name AS unit, u.kind AS unit_kind FROM {at.units()} AS u "
        f"WHERE u.active AND u.kind IN ({kinds}) AND u.id NOT IN "
        f"(SELECT unit_id FROM {kind.counted} WHERE state <> 'voided' AND {kind.offered}) ORDER BY u.id"
    )
    return [dict(row) for row in connection.execute(query, at.values)]


def _said(kind: Kind, rows: list[Row]) -> str:
    if not rows:
        return ""
    labels = "、".join(one.label for one in (*kind.of_units, *kind.expected_of))
    lacking = f"没有{kind.label}" if kind.expected_of else "没有登记"
    names = few([row[UNIT.key] for row in rows])
    return f"名册上的{labels}还有 {len(rows)} 个{lacking}：{names}。"
