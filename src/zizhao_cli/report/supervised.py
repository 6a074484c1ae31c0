"""Which listed supervision is late on a day: its plan, its progress, or its term."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.domain.kinds.field import Field
from zizhao_cli.domain.kinds.fields import UNIT, UNIT_CODE
from zizhao_cli.domain.kinds.supervision import LEVEL, SUPERVISION
from zizhao_cli.domain.values import State
from zizhao_cli.report.as_of import as_of_at
from zizhao_cli.report.declared import rows_of
from zizhao_cli.report.filters import OF_DAYS
from zizhao_cli.report.frame import Asked, framed
from zizhao_cli.report.groups import named_columns
from zizhao_cli.report.question import Where, sort_keys, sorted_rows
from zizhao_cli.report.supervision import LATE

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from zizhao_cli.report.filters import Filters
    from zizhao_cli.report.model import Report, Row

_NARROWED = ("unit", "inside", "supervisor", "tag", *OF_DAYS)
_WORKED_OUT = {field.key: field for field in SUPERVISION.worked_out}
COLUMNS = [
    *(
        SUPERVISION.fields[key]
        for key in ("no", "hazard", "title", "unit_code", "unit", "level", "body", "person")
    ),
    *(SUPERVISION.fields[key] for key in ("listed_on", "due_on")),
    *_WORKED_OUT.values(),
]
_BRIEF = ["no", "hazard", "title", "unit", "level", "due_on", "days", *LATE]
_GROUPS = {LEVEL.key: [LEVEL], UNIT.key: [UNIT_CODE, UNIT]}
_COUNTS = {
    "supervisions": Field("supervisions", "件数", numeric=True),
    "plan": Field("plan", "方案迟报", numeric=True),
    "progress": Field("progress", "进展迟报", numeric=True),
    "overdue": Field("overdue", "逾期", numeric=True),
    "longest_days": Field("longest_days", "最长逾期天数", numeric=True),
}


_OPEN = ", ".join(f"'{state}'" for state in State if state not in (State.VOIDED, State.CLOSED))
_FLAGGED = f"SELECT count(*) FROM hazard WHERE supervised AND state IN ({_OPEN})"
"""Hazards with the flag of old, as they are now: no paper says since when; an index finds the states that are named."""


def supervised(connection: sqlite3.Connection, filters: Filters, asked: Asked) -> Report:
    """Return the listed supervision of which something is late at the end of the day, the longest past its term first, or how many by level or unit.

    Days of `filters` are those on which it was listed. Raises NarrowedOtherwise, UnknownGroup, UnknownSortKey.
    """
    filters.refuse_all_but("supervised", _NARROWED)
    by = [] if asked.group_by is None else named_columns(asked.group_by, _GROUPS)
    at = as_of_at(connection, SUPERVISION, asked.as_of, asked.known_at)
    where = Where({**at.values}, ["state IN ('listed', 'accepted')"])
    filters.narrow_units(connection, where, at.units())
    filters.narrow_days(where, SUPERVISION.begins)
    listed = rows_of(connection, SUPERVISION, where, at)
    late = [row for row in listed if any(row[key] for key in LATE)]
    late.sort(key=lambda row: -(row["days_overdue"] or 0))
    columns, rows, brief = COLUMNS, [_shown(row) for row in late], _BRIEF
    if by:
        columns = [*by, *_COUNTS.values()]
        rows, brief = _grouped(late, [field.key for field in by]), [one.key for one in columns]
    rows = sorted_rows(rows, sort_keys(asked.sort, columns))
    totals = {"listed": len(listed), **_counted(late)}
    said = (
        f"挂牌督办 {len(listed)} 件，迟的 {len(late)} 件：方案迟报 {totals['plan']} 件、"
        f"进展迟报 {totals['progress']} 件、逾期 {totals['overdue']} 件。"
    )
    nothing = f"挂牌督办 {len(listed)} 件，没有迟的。"
    flagged = connection.execute(_FLAGGED).fetchone()[0]
    old = (
        [f"另有 {flagged} 项隐患只打了旧标记，没有文书可查；用 supervision add 登记。"]
        if flagged
        else []
    )
    frame = framed(connection, filters, asked, at.known_seq, "supervised")
    besides = {"group_by": asked.group_by} if by else {}
    return frame.around(
        columns,
        rows,
        brief,
        [said if late else nothing, *old],
        totals,
        title="挂牌督办迟办",
        each="组" if by else "件",
        **besides,
    )


def _shown(row: Row) -> Row:
    return {column.key: row[column.key] for column in COLUMNS}


def _counted(rows: Sequence[Row]) -> Row:
    plan, progress, overdue = (sum(bool(row[key]) for row in rows) for key in LATE)
    longest = max((row["days_overdue"] for row in rows if row["days_overdue"]), default=None)
    counts = (len(rows), plan, progress, overdue, longest)
    return dict(zip(_COUNTS, counts, strict=True))


def _grouped(rows: Sequence[Row], keys: Sequence[str]) -> list[Row]:
    groups: dict[tuple[object, ...], list[Row]] = {}
    for row in rows:
        groups.setdefault(tuple(row[key] for key in keys), []).append(row)
    counted = [
        {**dict(zip(keys, group, strict=True)), **_counted(found)}
        for group, found in groups.items()
    ]
    return sorted(counted, key=lambda row: -row["supervisions"])
