"""The clocks of accidents that run, in hours: reports of a unit or of the town that were not made yet, and what is to be told further (国务院令第493号 art. 9, 11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli import settings
from zizhao_cli.domain.accidents import running, unreckoned
from zizhao_cli.domain.kinds.accident import ACCIDENT, HAPPENED_ON
from zizhao_cli.domain.kinds.field import Field, Reads
from zizhao_cli.domain.kinds.fields import NO, UNIT, UNIT_CODE
from zizhao_cli.domain.moments import in_words, kept
from zizhao_cli.domain.private import without_numbers
from zizhao_cli.report.accident import as_recorded
from zizhao_cli.report.as_of import as_of_at
from zizhao_cli.report.covered import OF_PLACES, units_narrowed
from zizhao_cli.report.declared import rows_of
from zizhao_cli.report.filters import OF_DAYS
from zizhao_cli.report.frame import framed
from zizhao_cli.report.question import Where, sort_keys, sorted_rows

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from datetime import datetime

    from zizhao_cli.report.filters import Filters
    from zizhao_cli.report.frame import Asked
    from zizhao_cli.report.model import Report, Row

COLUMNS = [
    Field("what", "时限"),
    NO,
    UNIT_CODE,
    UNIT,
    Field("title", "事故"),
    HAPPENED_ON,
    Field("since", "从何时起", Reads.MOMENT),
    Field("due_at", "应在何时以前", Reads.MOMENT),
    Field("has_run", "已走"),
    Field("is_over", "超过"),
    Field("minutes", "已走分钟", numeric=True),
    Field("minutes_over", "超过分钟", numeric=True),
]
_UNRECKONED = "时限算不出"
_BRIEF = ["what", "no", "unit", "title", "since", "due_at", "has_run", "is_over"]
_NARROWED = (*OF_PLACES, *OF_DAYS)


def clocks(connection: sqlite3.Connection, filters: Filters, asked: Asked) -> Report:
    """Return the clocks that run at this moment, or at the end of a day gone by, those that are over for longest first; last those of open accidents of which nobody knows since when they run.

    Days that are asked for are those on which an accident happened. Where hazards are narrowed by what accidents have not, there are none. Raises UnknownSortKey, and what Filters raises.
    """
    at = as_of_at(connection, ACCIDENT, asked.as_of, asked.known_at)
    now = settings.now_on(asked.as_of)
    others = [key for key in filters.given() if key not in _NARROWED]
    found: list[Row] = []
    afterwards: list[str] = []
    if not others:
        where = Where({**at.values}, [ACCIDENT.offered])
        if filters.given().keys() & set(OF_PLACES):
            places = [unit["unit_id"] for unit in units_narrowed(connection, filters, at)]
            where.among("unit_id", places)
        filters.narrow_days(where, ACCIDENT.begins)
        for row in rows_of(connection, ACCIDENT, where, at):
            found += _of_accident(row, now)
            afterwards += [f"{row['no']} {one}。" for one in row["afterwards"]]
    found.sort(
        key=lambda row: (
            row["due_at"] is None,
            -(row["minutes_over"] or 0),
            row["due_at"] or "",
            row["no"],
        )
    )
    rows = sorted_rows(found, sort_keys(asked.sort, COLUMNS))
    over = sum(bool(row["minutes_over"]) for row in rows)
    unknown = sum(row["due_at"] is None for row in rows)
    run = len(rows) - unknown
    said = f"事故的时限在走的 {run} 个，超过的 {over} 个。" if run else "没有在走的事故时限。"
    sentences = [said]
    if unknown:
        sentences.append(f"时限算不出的 {unknown} 个：起算的时刻没有记。")
    sentences += afterwards
    if others:
        options = "、".join(f"--{option}" for option in others)
        sentences.append(f"事故的时限不按 {options} 分，没有列。")
    frame = framed(connection, filters, asked, at.known_seq, "clocks")
    totals = {"clocks": run, "over": over, "unreckoned": unknown}
    return frame.around(COLUMNS, rows, _BRIEF, sentences, totals, title="事故的时限", each="个")


def clock_in_words(row: Row) -> str:
    """Return what a row says, in a few words."""
    if row["since"] is None:
        return f"{row['what']}{row['has_run']}"
    over = f"，超 {row['is_over']}" if row["is_over"] else ""
    return f"{row['what']}已走 {row['has_run']}{over}"


def _of_accident(row: Row, now: datetime) -> Iterator[Row]:
    said = as_recorded(row)
    shown = {column.key: row.get(column.key) for column in COLUMNS}
    shown["title"] = without_numbers(row["title"])
    for clock in running(said, now):
        yield {
            **shown,
            "what": clock.label,
            "since": clock.since,
            "due_at": kept(clock.due_at),
            "has_run": in_words(clock.minutes),
            "is_over": in_words(clock.over) if clock.over else None,
            "minutes": clock.minutes,
            "minutes_over": clock.over,
        }
    for begins_never in unreckoned(said):
        yield {**shown, "what": begins_never.label, "has_run": _UNRECKONED}
