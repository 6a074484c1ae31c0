"""Papers that were issued, as a list and as single records: what is undelivered or unanswered, and for how many days."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

from zizhao_cli.domain.kinds.field import Field
from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.domain.kinds.notice import NOTICE
from zizhao_cli.domain.values import OPEN, RUNNING, NoticeState, Paper, State
from zizhao_cli.report.as_of import NOW, AsOf
from zizhao_cli.report.model import Report, Row
from zizhao_cli.report.question import (
    Where,
    ask,
    ask_one,
    counted,
    sort_keys,
    sorted_rows,
)
from zizhao_cli.report.timeline import timeline, timeline_lines
from zizhao_cli.store.roll import roll

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from zizhao_cli.report.as_of import Then

WAITS = [
    Field("days_undelivered", "未送达天数", numeric=True),
    Field("reply_due_on", "应回复日期"),
    Field("days_unanswered", "未回复天数", numeric=True),
    Field("days_reply_overdue", "回复逾期天数", numeric=True),
]
ALL_COLUMNS = [*NOTICE.fields.values(), *WAITS]
COLUMNS = [field for field in ALL_COLUMNS if not field.alone]
_BRIEF = [
    *("no", "paper_no", "paper", "unit", "receiver", "issued_on", "state"),
    *("days_undelivered", "days_unanswered", "days_reply_overdue"),
]
_AWAITED: dict[str, tuple[str, ...]] = {
    Paper.RECTIFY: RUNNING,
    Paper.SUPERVISE: OPEN,
    Paper.TRANSFER: (State.TRANSFERRED,),
}
"""An answer is awaited as long as a hazard of the paper is in one of these states; a re-inspection's paper asks for none."""
_AT_ONCE = 500


def notice_list(
    connection: sqlite3.Connection,
    today: date,
    then: Then = NOW,
    *,
    papers: Sequence[Paper] = (),
    units: Sequence[str] = (),
    undelivered: bool = False,
    unanswered: bool = False,
    with_voided: bool = False,
    text: Sequence[str] = (),
    sort: str | None = None,
    limit: int | None = None,
) -> Report:
    """Return the papers as they are now, or as they were then, with the calendar days that they wait; voided ones only where asked for.

    Both `undelivered` and `unanswered` list what waits for either. Raises UnknownUnit, UnknownSortKey.
    """
    at = then.at(connection, NOTICE, today)
    where = Where({**at.values})
    if papers:
        where.among("paper", [paper.value for paper in papers])
    if units:
        known = roll(connection)
        where.among("unit_id", [known.find(name).id for name in units])
    if not with_voided:
        where.add("state <> :voided", voided=NoticeState.VOIDED.value)
    where.written([*NOTICE.worded, "paper_no", "hazards"], text)
    rows = _rows(connection, ask(connection, "notices", where, order="id", at=at), then, at.day)
    waits = [
        key
        for key, asked in (("days_undelivered", undelivered), ("days_unanswered", unanswered))
        if asked
    ]
    if waits:
        rows = [row for row in rows if any(row[key] is not None for key in waits)]
    rows = sorted_rows(rows, sort_keys(sort, COLUMNS))[:limit]
    head = {"list": "notices", **then.head, "count": len(rows)}
    summary = [counted(len(rows), limit, "份文书", "没有符合条件的文书。", then.said)]
    return Report(head, COLUMNS, rows, _BRIEF, summary, "文书清单")


def notice_record(connection: sqlite3.Connection, no: str, today: date) -> Row:
    """Return the paper `no` as it is now. Raises UnknownRecord."""
    found = ask_one(connection, "notices", NOTICE, no, AsOf(NOTICE, today))
    return _rows(connection, [found], NOW, today)[0]


def of_hazard(connection: sqlite3.Connection, no: str, unit_code: str) -> list[Row]:
    """Return the papers that name the hazard `no`, in the order of their numbers; voided ones, too."""
    where = Where({"code": unit_code}, ["unit_code = :code"])
    found = ask(connection, "notices", where, order="id", at=AsOf(NOTICE))
    keys = ("no", "paper", "paper_no", "issued_on", "state", "delivered_on", "answered_on")
    town, _, own = no.rpartition("/")
    return [
        {key: row[key] for key in keys}
        for row in found
        if own in json.loads(row["hazards"]) and row["no"].rpartition("/")[0] == town
    ]


def steps_of(connection: sqlite3.Connection, notices: Sequence[Row]) -> list[tuple[int, str]]:
    """Return the steps of papers as lines for the timeline of a hazard, each with its entry."""
    lines: list[tuple[int, str]] = []
    for notice in notices:
        named = f"{Paper(notice['paper']).label} {notice['paper_no']}（{notice['no']}）"
        for step in timeline(connection, NOTICE, notice["no"]):
            # Which step of the paper it is, is no matter of the hazard's.
            own = {key: value for key, value in step.items() if key != "step_no"}
            day, said = timeline_lines(NOTICE, [own], [])[0].split("  ", 1)
            back = "（已撤回）" if step["retracted_by"] else ""
            lines.append((step["journal_seq"], f"{day}  {named}{back}{said}"))
    return lines


def _rows(
    connection: sqlite3.Connection, found: Sequence[sqlite3.Row], then: Then, day: date
) -> list[Row]:
    notices = [
        {
            **dict(row),
            "hazards": json.loads(row["hazards"]),
            "inspectors": json.loads(row["inspectors"] or "[]"),
        }
        for row in found
    ]
    of_these = {no for row in notices for no in row["hazards"]}
    hazards = _hazards(connection, [*of_these], then, day)
    rows = []
    for row in notices:
        told = {**row, **_waits(row, [hazards[no] for no in row["hazards"] if no in hazards], day)}
        rows.append({column.key: told[column.key] for column in ALL_COLUMNS})
    return rows


def _hazards(
    connection: sqlite3.Connection, numbers: list[str], then: Then, day: date
) -> dict[str, sqlite3.Row]:
    """Return the hazards that papers name, as they were then, by their numbers."""
    at = then.at(connection, HAZARD, day)
    found: dict[str, sqlite3.Row] = {}
    for start in range(0, len(numbers), _AT_ONCE):
        where = Where({**at.values})
        where.among("id", [HAZARD.parse(no) for no in numbers[start : start + _AT_ONCE]])
        found |= {row["no"]: row for row in ask(connection, "hazards", where, order="id", at=at)}
    return found


def _waits(notice: Row, hazards: Sequence[sqlite3.Row], day: date) -> Row:
    """Return for how many calendar days a paper waits on `day`: undelivered since it was issued, unanswered since it was delivered.

    Of a transfer the hazards say whether it is answered, and by when that is due.
    """
    awaiting = [
        row
        for row in hazards
        if row["state"] in _AWAITED.get(notice["paper"], ())
        and (
            notice["paper"] != Paper.TRANSFER
            # One that was sent on before counts no more where the hazard was handed on anew.
            or (row["answered_on"] is None and (row["transferred_on"] or "") <= notice["issued_on"])
        )
    ]
    closed = (NoticeState.ANSWERED, NoticeState.VOIDED)
    waiting = bool(awaiting) and notice["state"] not in closed
    dues = [row["reply_due_on"] for row in awaiting if row["reply_due_on"]]
    due_on = (min(dues) if dues else notice["report_by"]) if waiting else None
    sent = notice["issued_on"] if notice["paper"] == Paper.TRANSFER else None
    since = notice["delivered_on"] or sent
    return {
        "days_undelivered": _days(notice["issued_on"], day)
        if notice["state"] == NoticeState.ISSUED
        else None,
        "reply_due_on": due_on,
        "days_unanswered": _days(since, day) if waiting and since else None,
        "days_reply_overdue": max(0, _days(due_on, day)) if due_on else None,
    }


def _days(since: str, day: date) -> int:
    return (day - date.fromisoformat(since)).days
