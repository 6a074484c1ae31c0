"""The office's own reports that fall due, by the rules of the forms, and whether they were submitted."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from zizhao_cli.domain.kinds.field import Field
from zizhao_cli.domain.kinds.submit import SUBMIT
from zizhao_cli.domain.periods import Each, Period
from zizhao_cli.report.as_of import as_of_at
from zizhao_cli.report.campaigns import campaign
from zizhao_cli.report.forms import form, form_keys
from zizhao_cli.report.model import Report, Row
from zizhao_cli.report.question import Where, ask

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from zizhao_cli.district_address import Books
    from zizhao_cli.report.forms import Due

_COLUMNS = [
    Field("form", "报表"),
    Field("title", "名称"),
    Field("period", "期间"),
    Field("due_on", "应报日期"),
    Field("hour", "时刻"),
    Field("days_left", "还有天数", numeric=True),
    Field("submission", "已报"),
]
_BRIEF = ["form", "title", "period", "due_on", "hour", "days_left", "submission"]


def submissions_due(
    connection: sqlite3.Connection,
    ledger: Books,
    day: date,
    within: int,
    *,
    everything: bool,
    known_at: date | None = None,
) -> Report:
    """Return the reports that fell due since the campaign began and were not submitted by the end of `day`, and those due within so many calendar days after it, the earliest first; with `everything` those that were submitted, too.

    Raises BrokenDataFile.
    """
    began = campaign(ledger, day).first
    at = as_of_at(connection, SUBMIT, day, known_at)
    submitted = Where(dict(at.values), ["state = 'submitted'", "submitted_on <= :as_of"])
    found = ask(connection, "submissions", submitted, order="id", at=at)
    sent = {(row["form"], row["period"]): row["no"] for row in found}
    rows: list[Row] = []
    for key in form_keys(ledger):
        one = form(ledger, key)
        for period in _periods(one.due.every, began, day + timedelta(days=within)):
            due_on = due_day(one.due, period)
            no = sent.get((key, period.text))
            if due_on > day + timedelta(days=within) or (no is not None and not everything):
                continue
            told = {"form": key, "title": one.title, "period": period.text, "due_on": str(due_on)}
            left = (due_on - day).days
            rows.append({**told, "hour": one.due.hour or None, "days_left": left, "submission": no})
    rows.sort(key=lambda row: (row["due_on"], row["form"]))
    late = sum(row["days_left"] < 0 and row["submission"] is None for row in rows)
    said = f"截至 {day}，到期未报的 {late} 份，{within} 天内要报的 {sum(row['days_left'] >= 0 and row['submission'] is None for row in rows)} 份。"
    head = {"report": "submissions_due", "as_of": str(day), "within": within, "count": len(rows)}
    return Report({**head, "late": late}, _COLUMNS, rows, _BRIEF, [said])


def due_day(due: Due, period: Period) -> date:
    """Return the day on which the form of a period falls due; a month that is too short ends it."""
    if due.every == "week":
        return period.first + timedelta(days=due.day - 1)
    month = period.last.replace(day=1) if due.same else period.last + timedelta(days=1)
    following = (month + timedelta(days=31)).replace(day=1)
    return min(month + timedelta(days=due.day - 1), following - timedelta(days=1))


def _periods(every: str, first: date, last: date) -> Iterator[Period]:
    """Yield the weeks, months, quarters or years from the one with `first` to the one with `last`."""
    while first <= last:
        period = Each(every).around(first)
        yield period
        first = period.last + timedelta(days=1)
