"""The nightly reports: what is overdue, what is open, what falls due."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from zizhao_cli.domain.kinds.field import Field
from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.domain.values import Level
from zizhao_cli.report.as_of import as_of_at
from zizhao_cli.report.hazards import BRIEF, COLUMNS, hazard_rows, marked
from zizhao_cli.report.model import Report, Row
from zizhao_cli.report.question import SortKey, Where, sort_keys, sorted_rows

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from zizhao_cli.report.filters import Filters

_FIRST_DUE_FIRST = "due_on, id"


class Asked(NamedTuple):
    """What a report is asked: the day, what was known by when, and how to group, sort and limit.

    `verified` says whether the ledger was verified in the same read, which an anchor alone does not say.
    """

    as_of: date
    known_at: date | None = None
    group_by: str | None = None
    sort: str | None = None
    limit: int | None = None
    verified: bool = False


def totals(rows: list[Row], days: str = "days_overdue") -> Row:
    """Return how many hazards `rows` are, how many are major and overdue, and for how long at most, by their `days`."""
    overdue_days = [row[days] for row in rows if row[days]]
    return {
        "hazards": len(rows),
        "major": sum(row["level"] == Level.MAJOR for row in rows),
        "overdue": len(overdue_days),
        "longest_days": max(overdue_days, default=None),
    }


class Listed(NamedTuple):
    """What a report lists: what gives its rows, with which columns, and what counts them."""

    rows: Callable[..., list[Row]]
    columns: list[Field]
    totals: Callable[[list[Row]], Row]


OF_HAZARDS = Listed(hazard_rows, COLUMNS, totals)


def overdue(connection: sqlite3.Connection, filters: Filters, asked: Asked) -> Report:
    """Return the hazards that are overdue at the end of the day, the longest first."""
    brief = [*BRIEF, "due_on", "days_overdue", "responsible"]

    def summary(totals: Row) -> str:
        return f"逾期 {totals['hazards']} 项，其中重大 {totals['major']} 项，最长逾期 {totals['longest_days']} 天。"

    return report_of(connection, filters, asked, "overdue", brief, summary, "没有逾期隐患。")


def still_open(connection: sqlite3.Connection, filters: Filters, asked: Asked) -> Report:
    """Return the hazards that are not closed, transferred or voided at the end of the day."""
    brief = [*BRIEF, "state", "due_on", "days_overdue", "responsible"]

    def summary(totals: Row) -> str:
        return (
            f"未销号 {totals['hazards']} 项，其中重大 {totals['major']} 项、逾期 {totals['overdue']} 项，"
            f"最长逾期 {totals['longest_days'] or 0} 天。"
        )

    return report_of(connection, filters, asked, "open", brief, summary, "没有未销号的隐患。")


def due(
    connection: sqlite3.Connection, filters: Filters, asked: Asked, within: int | None
) -> Report:
    """Return the hazards that fall due within so many calendar days, the day itself included.

    Without `within` the policy's due_soon_days.
    """
    from zizhao_cli import datafiles

    days = datafiles.policy(filters.ledger).due_soon_days if within is None else within
    until = asked.as_of + timedelta(days=days)
    brief = [*BRIEF, "due_on", "days_left", "responsible"]

    def summary(totals: Row) -> str:
        return f"到 {until} 为止将到期 {totals['hazards']} 项，其中重大 {totals['major']} 项。"

    nothing = f"到 {until} 为止没有将到期的隐患。"
    return report_of(connection, filters, asked, "due", brief, summary, nothing, until=str(until))


def report_of(  # a report is what it is called, shows and says
    connection: sqlite3.Connection,
    filters: Filters,
    asked: Asked,
    name: str,
    brief: list[str],
    summary: Callable[[Row], str],
    nothing: str,
    listed: Listed = OF_HAZARDS,
    **values: str,
) -> Report:
    """Return the report `name` of the hazards that `listed` gives, with its totals, or by groups; `values` join its head."""
    where = Where(values=dict(values))
    filters.narrow_hazards(connection, where)
    at = as_of_at(connection, HAZARD, asked.as_of, asked.known_at)
    sort = None if asked.group_by else asked.sort
    rows = listed.rows(connection, name, at, where, sort=sort, default=_FIRST_DUE_FIRST)
    totals = listed.totals(rows)
    head: dict[str, Any] = {"report": name, "as_of": str(asked.as_of)}
    anchor = _anchor_at(connection, at.known_seq)
    if asked.known_at is not None:
        head["known_at"] = str(asked.known_at)
    head.update(values)
    if given := filters.given():
        head["filters"] = given
    columns, shown = listed.columns, rows
    if asked.group_by is not None:
        head["group_by"] = asked.group_by
        columns = _GROUPED[asked.group_by] + _COUNTED
        groups = _grouped(rows, [column.key for column in _GROUPED[asked.group_by]], listed)
        shown = _sorted_groups(groups, asked.sort, columns)
        brief = [column.key for column in columns]
    found, shown = len(shown), shown[: asked.limit]
    brief = marked(brief, shown)
    head.update(count=len(shown), totals=totals, anchor=anchor, verified=asked.verified)
    known = f"（只算到 {asked.known_at} 为止记入的）" if asked.known_at is not None else ""
    only = f"（只列 {described}）" if (described := filters.described()) else ""
    lines = [f"截至 {asked.as_of}{known}{only}，{summary(totals) if rows else nothing}"]
    if len(shown) < found:
        lines.append(f"只显示前 {len(shown)} {'组' if asked.group_by else '项'}（--limit）。")
    if anchor is not None:
        lines.append(f"账本锚点 {anchor}（{'已核验' if asked.verified else '未核验'}）")
    return Report(head, columns, shown, brief, lines)


def _anchor_at(connection: sqlite3.Connection, seq: int) -> str | None:
    """Return `COUNT:HEAD` of the journal up to entry `seq`, or None before the first one.

    `db verify --anchor` tells from it whether anything that was recorded by then was changed since.
    """
    row = connection.execute("SELECT hash FROM journal WHERE seq = ?", (seq,)).fetchone()
    return f"{seq}:{row['hash']}" if row else None


_GROUPED = {
    "unit": [HAZARD.fields[key] for key in ("unit_code", "unit", "unit_kind")],
    "measure": [HAZARD.fields["measure"]],
}
GROUPS = list(_GROUPED)
_COUNTED = [
    Field("hazards", "项数", numeric=True),
    Field("major", "其中重大", numeric=True),
    Field("overdue", "其中逾期", numeric=True),
    Field("longest_days", "最长逾期天数", numeric=True),
]


def _grouped(rows: list[Row], keys: list[str], listed: Listed) -> list[Row]:
    groups: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        groups.setdefault(tuple(row[key] for key in keys), []).append(row)
    return [
        {**dict(zip(keys, group, strict=True)), **listed.totals(found)}
        for group, found in groups.items()
    ]


def _sorted_groups(groups: list[Row], sort: str | None, columns: list[Field]) -> list[Row]:
    """Return groups sorted by `sort`, else the most hazards first. Raises UnknownSortKey."""
    keys = sort_keys(sort, columns) or [SortKey("hazards", down=True)]
    return sorted_rows(groups, [*keys, SortKey(columns[0].key)])
