"""Which units are alike by their sector, and which of them nobody has checked since an accident or a violation that is to be learnt from."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from zizhao_cli.domain.errors import few
from zizhao_cli.domain.kinds.check import CHECK
from zizhao_cli.domain.kinds.field import Field
from zizhao_cli.domain.kinds.fields import NO, SECTOR, UNIT, UNIT_CODE
from zizhao_cli.domain.kinds.lesson import DUE_ON, LESSON, SINCE, TITLE
from zizhao_cli.domain.text import matching_key
from zizhao_cli.report.as_of import as_of_at
from zizhao_cli.report.checks import BY_OTHERS
from zizhao_cli.report.declared import record_shown, rows_of
from zizhao_cli.report.frame import framed
from zizhao_cli.report.question import Where, ask, sort_keys, sorted_rows
from zizhao_cli.report.waiting import days_over, days_since

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping, Sequence

    from zizhao_cli.report.filters import Filters
    from zizhao_cli.report.frame import Asked
    from zizhao_cli.report.model import Report, Row

COLUMNS = [
    NO,
    TITLE,
    SECTOR,
    UNIT_CODE,
    UNIT,
    SINCE,
    DUE_ON,
    Field("days_waiting", "等了天数", numeric=True),
    Field("days_overdue", "逾期天数", numeric=True),
]
_BRIEF = ["no", "title", "sector", "unit", "since_on", "due_on", "days_waiting", "days_overdue"]


class Alike(NamedTuple):
    """The units of each sector, by what tells sectors apart, as they were on a day; those that are asked for alone."""

    connection: sqlite3.Connection
    day: date
    known_at: date | None
    units: Mapping[str, Sequence[sqlite3.Row]]

    @classmethod
    def on(
        cls,
        connection: sqlite3.Connection,
        day: date,
        known_at: date | None = None,
        filters: Filters | None = None,
    ) -> Alike:
        """Return the units of a day by their sectors; `filters` narrow them by kind, place and supervisor."""
        at = as_of_at(connection, CHECK, day, known_at)
        where = Where({**at.values})
        if filters is not None:
            filters.narrow_units(connection, where, at.units())
        found: dict[str, list[sqlite3.Row]] = defaultdict(list)
        for row in ask(connection, "alike", where, order="unit_code", at=at):
            found[matching_key(row["sector"])].append(row)
        return cls(connection, day, known_at, found)

    def of(self, sector: str) -> Sequence[sqlite3.Row]:
        """Return the units of a sector; width and blanks do not matter."""
        return self.units.get(matching_key(sector), ())

    def left(self, sector: str, since: str) -> list[sqlite3.Row]:
        """Return those of a sector that nobody else checked from the day `since` to the end of this day: self-checks, those that are not applicable and those that were voided do not count."""
        units = self.of(sector)
        if not units:
            return []
        at = as_of_at(self.connection, CHECK, self.day, self.known_at)
        ids = json.dumps([row["unit_id"] for row in units])
        where = Where({**at.values, "since": since, "ids": ids}, [BY_OTHERS])
        where.add("checked_on BETWEEN :since AND :as_of")
        where.add("unit_id IN (SELECT value FROM json_each(:ids))")
        found = ask(self.connection, "checks", where, order="unit_id", at=at, columns="DISTINCT unit_id")  # fmt: skip
        seen = {row["unit_id"] for row in found}
        return [row for row in units if row["unit_id"] not in seen]


def left_at_close(connection: sqlite3.Connection, no: str, today: date) -> Iterator[str]:
    """Yield a sentence on the like units that nobody had checked by the day on which the lesson `no` was closed; none where all were. Raises UnknownRecord."""
    lesson = record_shown(connection, LESSON, no, today)
    alike = Alike.on(connection, date.fromisoformat(lesson["closed_on"]))
    if left := alike.left(lesson["sector"], lesson["since_on"]):
        names = few([unit["unit"] for unit in left])
        units = len(alike.of(lesson["sector"]))
        yield f"{no} 办结了，同类单位 {units} 个里还有 {len(left)} 个没有人来查过：{names}；没有查完的，用 lesson retract {no} 撤回办结"


def lessons(connection: sqlite3.Connection, filters: Filters, asked: Asked) -> Report:
    """Return for each open lesson the like units (of its sector) that nobody has checked since; those with the earliest term first.

    Raises UnknownSortKey, and what Filters raises.
    """
    at = as_of_at(connection, LESSON, asked.as_of, asked.known_at)
    alike = Alike.on(connection, asked.as_of, asked.known_at, filters)
    where = Where({**at.values}, ["state = 'open'"])
    open_ = rows_of(connection, LESSON, where, at, order="due_on IS NULL, due_on, id")
    rows: list[Row] = []
    of_all = 0
    for lesson in open_:
        of_all += len(alike.of(lesson["sector"]))
        own = {key: lesson[key] for key in ("no", "title", "sector", "since_on", "due_on")}
        own["days_waiting"] = days_since(lesson["since_on"], at.day)
        own["days_overdue"] = days_over(lesson["due_on"], at.day)
        rows += (
            {**own, "unit_code": unit["unit_code"], "unit": unit["unit"]}
            for unit in alike.left(lesson["sector"], lesson["since_on"])
        )
    totals = {"lessons": len(open_), "units": of_all, "left": len(rows)}
    said = (
        f"没有办结的举一反三 {len(open_)} 项，同类单位 {of_all} 家次，其中还没有人来查的 {len(rows)} 家次；自查和不适用的不算查过。"
        if open_
        else "没有未办结的举一反三。"
    )
    frame = framed(connection, filters, asked, at.known_seq, "lessons")
    ordered = [{field.key: row[field.key] for field in COLUMNS} for row in rows]
    ordered = sorted_rows(ordered, sort_keys(asked.sort, COLUMNS))
    title = "举一反三还没有查的单位"
    return frame.around(COLUMNS, ordered, _BRIEF, [said], totals, title=title, each="家次")
