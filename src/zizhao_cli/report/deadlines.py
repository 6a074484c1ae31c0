"""The nightly reports: what is overdue, what is open, what falls due."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from zizhao_cli.domain.kinds.field import Field
from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.domain.values import Level
from zizhao_cli.report.as_of import as_of_at
from zizhao_cli.report.frame import Asked, framed
from zizhao_cli.report.groups import columns_of_group
from zizhao_cli.report.hazards import BRIEF, COLUMNS, hazard_rows, marked
from zizhao_cli.report.question import SortKey, Where, sort_keys, sorted_rows
from zizhao_cli.report.towns import brief_with_town, with_town

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from zizhao_cli.report.filters import Filters
    from zizhao_cli.report.model import Report, Row

_FIRST_DUE_FIRST = "due_on, id"


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

    return report_of(
        connection, filters, asked, "overdue", "逾期隐患", brief, summary, "没有逾期隐患。"
    )


def still_open(connection: sqlite3.Connection, filters: Filters, asked: Asked) -> Report:
    """Return the hazards that are not closed, transferred or voided at the end of the day."""
    brief = [*BRIEF, "state", "due_on", "days_overdue", "responsible"]

    def summary(totals: Row) -> str:
        return (
            f"未销号 {totals['hazards']} 项，其中重大 {totals['major']} 项、逾期 {totals['overdue']} 项，"
            f"最长逾期 {totals['longest_days'] or 0} 天。"
        )

    return report_of(
        connection, filters, asked, "open", "未销号隐患", brief, summary, "没有未销号的隐患。"
    )


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
    return report_of(
        connection, filters, asked, "due", "将到期隐患", brief, summary, nothing, until=str(until)
    )


def report_of(  # a report is what it is called, shows and says
    connection: sqlite3.Connection,
    filters: Filters,
    asked: Asked,
    name: str,
    title: str,
    brief: list[str],
    summary: Callable[[Row], str],
    nothing: str,
    listed: Listed = OF_HAZARDS,
    **values: str,
) -> Report:
    """Return the report `name`, called `title` in Chinese, of the hazards that `listed` gives, with its totals, or by groups; `values` join its head."""
    by = columns_of_group(connection, asked.group_by) if asked.group_by is not None else []
    at = as_of_at(connection, HAZARD, asked.as_of, asked.known_at)
    where = Where(values=dict(values))
    filters.narrow_hazards(connection, where, at)
    sort = None if by else asked.sort
    rows = listed.rows(connection, name, at, where, sort=sort, default=_FIRST_DUE_FIRST)
    totals = listed.totals(rows)
    frame = framed(connection, filters, asked, at.known_seq, name, values)
    columns, shown, grouped = with_town(connection, listed.columns), rows, {}
    if by:
        grouped["group_by"] = asked.group_by
        columns = by + _COUNTED
        groups = _grouped(rows, [column.key for column in by], listed)
        shown = _sorted_groups(groups, asked.sort, columns, by)
        brief = [column.key for column in columns]
    else:
        brief = marked(brief_with_town(connection, brief), shown[: asked.limit])
    sentence = summary(totals) if rows else nothing
    each = "组" if grouped else "项"
    return frame.around(
        columns, shown, brief, [sentence], totals, title=title, each=each, **grouped
    )


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


def _sorted_groups(
    groups: list[Row], sort: str | None, columns: list[Field], by: list[Field]
) -> list[Row]:
    """Return groups sorted by `sort`, else the most hazards first. Raises UnknownSortKey."""
    keys = sort_keys(sort, columns) or [SortKey("hazards", down=True)]
    return sorted_rows(groups, [*keys, *(SortKey(column.key) for column in by)])
