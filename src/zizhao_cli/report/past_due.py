"""What else is to be done by a day: records of the kinds that say so (Kind.term), and those of them that are past it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.domain.kinds import KINDS
from zizhao_cli.domain.kinds.field import Field
from zizhao_cli.domain.kinds.fields import MEASURE, NO, UNIT, UNIT_CODE
from zizhao_cli.domain.private import without_numbers
from zizhao_cli.report.as_of import as_of_at
from zizhao_cli.report.covered import OF_PLACES, units_narrowed
from zizhao_cli.report.declared import rows_of
from zizhao_cli.report.filters import OF_DAYS
from zizhao_cli.report.frame import framed
from zizhao_cli.report.question import Where, sort_keys, sorted_rows

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from zizhao_cli.domain.kinds.kind import Kind
    from zizhao_cli.report.as_of import AsOf
    from zizhao_cli.report.filters import Filters
    from zizhao_cli.report.frame import Asked
    from zizhao_cli.report.model import Report, Row

COLUMNS = [
    Field("what", "事项"),
    NO,
    UNIT_CODE,
    UNIT,
    Field("title", "内容"),
    Field("due_on", "期限"),
    Field("days_overdue", "逾期天数", numeric=True),
    MEASURE,
    Field("state", "状态"),
]
_BRIEF = ["what", "no", "unit", "title", "due_on", "days_overdue"]
_NARROWED = (*OF_PLACES, MEASURE.key, *OF_DAYS)
"""The options that these records are narrowed by; what else is asked of hazards none of them has."""


def past_due(connection: sqlite3.Connection, filters: Filters, asked: Asked) -> Report:
    """Return the records of all kinds with a term that are past it at the end of the day, the longest first.

    Days that are asked for are those of the terms. Where hazards are narrowed by what these records have not, there are none. Raises UnknownSortKey, and what Filters raises.
    """
    rows = [row for _, row in waiting(connection, filters, asked, past=True)]
    rows.sort(key=lambda row: (-row["days_overdue"], row["no"]))
    rows = sorted_rows(rows, sort_keys(asked.sort, COLUMNS))
    longest = max((row["days_overdue"] for row in rows), default=None)
    kinds = {
        what: sum(row["what"] == what for row in rows) for what in [row["what"] for row in rows]
    }
    each = "、".join(f"{what} {count}" for what, count in kinds.items())
    said = f"其他事项逾期 {len(rows)} 件：{each}；最长逾期 {longest} 天。"
    sentences = [said if rows else "没有逾期的其他事项。"]
    if others := _others(filters):
        options = "、".join(f"--{option}" for option in others)
        sentences.append(f"这些事项不按 {options} 分，没有列。")
    known_seq = _known_seq(connection, asked)
    frame = framed(connection, filters, asked, known_seq, "past-due", dated=True)
    totals = {"records": len(rows), "longest_days": longest}
    return frame.around(COLUMNS, rows, _BRIEF, sentences, totals, title="其他逾期事项", each="件")


def waiting(
    connection: sqlite3.Connection, filters: Filters, asked: Asked, *, past: bool = False
) -> Iterator[tuple[AsOf, Row]]:
    """Yield the records with a term for which something still waits, or only those `past` it, each with how the records of its kind are come by."""
    if _others(filters):
        return
    for kind in KINDS:
        if kind.term is not None and not kind.apart:
            at = as_of_at(connection, kind, asked.as_of, asked.known_at)
            for row in _of_kind(connection, kind, filters, at, past=past):
                yield at, row


def _others(filters: Filters) -> list[str]:
    return [key for key in filters.given() if key not in _NARROWED]


def _of_kind(
    connection: sqlite3.Connection, kind: Kind, filters: Filters, at: AsOf, *, past: bool
) -> Iterator[Row]:
    assert kind.term is not None  # noqa: S101 - asked of kinds that have one
    due, over = kind.term
    where = Where({**at.values}, ["state <> 'voided'", kind.offered])
    if due in kind.fields:
        where.add(f"{due} < :as_of" if past else f"{due} IS NOT NULL")
        filters.narrow_days(where, due)
    if filters.given().keys() & set(OF_PLACES):
        if UNIT.key not in kind.fields:
            return
        places = [unit["unit_id"] for unit in units_narrowed(connection, filters, at)]
        where.among(kind.column(kind.fields[UNIT.key]), places)
    if measures := filters.measures_asked():
        if MEASURE.key not in kind.fields:
            return
        where.among(MEASURE.key, measures)
    days = filters.days()
    for row in rows_of(connection, kind, where, at):
        if days is not None and not str(days.first) <= row[due] <= str(days.last):
            continue
        if row[over] is not None and (row[over] or not past):
            yield {
                **{column.key: row.get(column.key) for column in COLUMNS},
                "what": kind.label,
                "no": row[kind.called],
                "title": without_numbers(kind.named(row.get(kind.named_by)) or "") or None,
                "due_on": row[due],
                "days_overdue": row[over],
                "state": kind.states(row["state"]).label,
            }


def _known_seq(connection: sqlite3.Connection, asked: Asked) -> int:
    """Return the last entry of the journal that is taken into account."""
    return as_of_at(connection, KINDS[0], asked.as_of, asked.known_at).known_seq
