"""Submissions as a list and as single records, with the file that was sent."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from zizhao_cli.domain.kinds.field import Field
from zizhao_cli.domain.kinds.submit import SUBMIT
from zizhao_cli.domain.text import matching_key
from zizhao_cli.domain.values import SubmissionState
from zizhao_cli.report.as_of import AsOf, as_of_at
from zizhao_cli.report.model import Report, Row
from zizhao_cli.report.question import Where, ask, ask_one, counted, order_by, sort_keys

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from datetime import date

_STORED = [field for field in SUBMIT.fields.values() if not field.alone]
_AGAIN = [Field("submitted_again_as", "退回后重报为"), Field("submitted_again_for", "重报的是")]
COLUMNS = [*_STORED, *_AGAIN]
_BRIEF = ["no", "form", "period", "as_of", "receiver", "submitted_on", "state", _AGAIN[0].key]


def submission_list(
    connection: sqlite3.Connection,
    day: date,
    forms: Sequence[str],
    period: str | None,
    sort: str | None,
    limit: int | None,
    *,
    with_voided: bool,
    text: Sequence[str] = (),
) -> Report:
    """Return the submissions as they were at the end of a day, voided ones only where asked for."""
    at = as_of_at(connection, SUBMIT, day, None)
    where = Where(dict(at.values))
    if forms:
        where.among("form", [*forms])
    if period is not None:
        where.add("period = :period", period=period)
    if not with_voided:
        where.add("state <> :voided", voided=SubmissionState.VOIDED.value)
    where.written(SUBMIT.worded, text)
    order = order_by(sort_keys(sort, _STORED), {"no": "id"}, "id")
    found = ask(connection, "submissions", where, order=order, limit=limit, at=at)
    again = _again(connection, at)
    rows = [_row(row, again) for row in found]
    head = {"list": "submissions", "as_of": str(day), "count": len(rows)}
    summary = [counted(len(rows), limit, "次上报", "还没有上报过。")]
    return Report(head, COLUMNS, rows, _BRIEF, summary)


def submission_record(connection: sqlite3.Connection, no: str, day: date) -> tuple[Row, Row]:
    """Return the submission `no` as it is now, and the values that were sent. Raises UnknownRecord."""
    at = AsOf(SUBMIT, day)
    found = ask_one(connection, "submissions", SUBMIT, no, at)
    return _row(found, _again(connection, at)), json.loads(found["sent"])


def _row(found: sqlite3.Row, again: dict[str, str]) -> Row:
    no = found["no"]
    before = {later: earlier for earlier, later in again.items()}
    links = (again.get(no), before.get(no))
    return {
        **{column.key: found[column.key] for column in _STORED},
        **{column.key: link for column, link in zip(_AGAIN, links, strict=True)},
    }


def _again(connection: sqlite3.Connection, at: AsOf) -> dict[str, str]:
    """Return for the number of each submission that was sent back that of the next one of the same form and period to the same receiver."""
    where = Where({**at.values})
    where.add("state <> :voided", voided=SubmissionState.VOIDED.value)
    last: dict[tuple[str, str, str], sqlite3.Row] = {}
    found: dict[str, str] = {}
    for row in ask(connection, "submissions", where, order="id", at=at):
        before = last.get(place := (row["form"], row["period"], matching_key(row["receiver"])))
        if before is not None and before["state"] == SubmissionState.RETURNED.value:
            found[before["no"]] = row["no"]
        last[place] = row
    return found


def sent_lines(values: Row) -> list[str]:
    """Return the values that were sent, a line for each row; what was left blank is left out."""
    return [
        f"{sheet} {row}："
        + "、".join(f"{key} {value}" for key, value in cells.items() if value is not None)
        for sheet, rows in values.items()
        for row, cells in rows.items()
    ]
