"""The journal as a list and entry by entry."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.dates import parse_day
from zizhao_cli.domain.errors import UnknownRecord
from zizhao_cli.domain.numbering import BATCHES, CHECKS, HAZARDS
from zizhao_cli.domain.values import Action
from zizhao_cli.report.filters import roll
from zizhao_cli.report.life import detail_lines, heading_of, worded
from zizhao_cli.report.model import Column, Report, Row
from zizhao_cli.report.question import Where, ask, counted, order_by, sql

if TYPE_CHECKING:
    import sqlite3
    from datetime import date

COLUMNS = [
    Column("seq", "序号", numeric=True),
    Column("recorded_at", "记录时间"),
    Column("effective_on", "生效日期"),
    Column("actor", "记账人"),
    Column("action", "动作", Action),
    Column("subject", "对象"),
    Column("hash", "校验值"),
]
KEYS = [column.key for column in COLUMNS]
_BRIEF = ["seq", "recorded_at", "effective_on", "actor", "action", "subject"]


def journal_list(
    connection: sqlite3.Connection,
    *,
    today: date,
    subject: str | None,
    first: str | None,
    last: str | None,
    sort: str | None,
    limit: int | None,
) -> Report:
    """Return the entries of the journal; `first` and `last` bound the day they took effect."""
    where = Where()
    if subject is not None:
        where.add(f"seq IN ({_ABOUT})", **_record(connection, subject))
    if first is not None:
        where.add("effective_on >= :first", first=str(parse_day("--from", first, today)))
    if last is not None:
        where.add("effective_on <= :last", last=str(parse_day("--to", last, today)))
    order = order_by(sort, KEYS, {}, "seq", tie="seq")
    rows = [
        {key: row[key] for key in KEYS}
        for row in ask(connection, "journal", where, order=order, limit=limit)
    ]
    summary = [counted(len(rows), limit, "条") if rows else "没有符合条件的记录。"]
    return Report({"list": "journal", "count": len(rows)}, COLUMNS, rows, _BRIEF, summary)


# What is about a record: entries that name it, and those that wrote one of its rows.
_ABOUT = """
    SELECT seq FROM journal WHERE subject = :subject
    UNION SELECT seq FROM hazard_version WHERE id = :record_id
    UNION SELECT seq FROM unit_version WHERE unit_id = :unit_id
    UNION SELECT seq FROM checks WHERE id = :check_id
    UNION SELECT seq FROM check_void WHERE check_id = :check_id
    UNION SELECT u.seq FROM batch_undo AS u JOIN batch AS b ON b.id = u.batch_id
          JOIN checks AS c ON c.seq = b.seq WHERE c.id = :check_id
"""


def _record(connection: sqlite3.Connection, text: str) -> dict[str, Any]:
    """Return how the journal knows the record that `text` names: a number of any series, else a unit.

    Raises UnknownRecord, UnknownUnit, AmbiguousUnit.
    """
    for series in (HAZARDS, CHECKS, BATCHES):
        try:
            record_id = series.parse(text)
        except UnknownRecord:
            continue
        there = f"SELECT 1 FROM {series.table} WHERE id = ?"
        if connection.execute(there, (record_id,)).fetchone() is None:
            raise series.unknown(text)
        about = {
            "record_id": record_id if series is HAZARDS else None,
            "check_id": record_id if series is CHECKS else None,
        }
        return {"subject": series.no(record_id), "unit_id": None, **about}
    unit = roll(connection).find(text)
    return {"subject": unit.code, "record_id": None, "check_id": None, "unit_id": unit.id}


SHOWN = [
    *COLUMNS[:-1],
    Column("detail", "附注"),
    Column("digest", "内容摘要"),
    Column("prev_hash", "上一条校验值"),
    COLUMNS[-1],
]


def journal_entry(connection: sqlite3.Connection, text: str) -> tuple[Row, list[dict[str, Any]]]:
    """Return the entry with the number `text`, and what it changed: for each record the fields before and after.

    Raises UnknownRecord.
    """
    where = Where()
    where.add("seq = :seq", seq=int(text) if text.isdecimal() and len(text) < 16 else -1)  # noqa: PLR2004 - fits
    found = ask(connection, "journal", where, order="seq")
    if not found:
        raise UnknownRecord("日志序号", text, "journal list")
    entry = dict(found[0])
    entry["detail"] = json.loads(entry["detail"])
    changes = [
        *_changes(connection, "unit_changes", entry["seq"], record="code", key="unit_id"),
        *_changes(connection, "check_changes", entry["seq"], record="no", key="id"),
        *_changes(connection, "hazard_changes", entry["seq"], record="no", key="id"),
    ]
    return {column.key: entry[column.key] for column in SHOWN}, changes


_HOUSEKEEPING = {
    "seq",
    "step",
    "detail",
    "due_basis",
    "effective_on",
    "version_no",
    "step_no",
    "id",
    "unit_id",
    "check_id",
    "parent_id",
    "supervisor_id",
    "no",
    "fingerprint",
    "last_step_on",
}


def _changes(
    connection: sqlite3.Connection, question: str, seq: int, *, record: str, key: str
) -> list[dict[str, Any]]:
    """Return each record's fields that change-set `seq` set, as [before, after]."""
    before: dict[Any, sqlite3.Row] = {}
    changes = []
    for row in connection.execute(sql(question), {"seq": seq}):
        old = before.get(row[key])
        before[row[key]] = row
        if row["seq"] != seq:
            continue
        fields = {
            field: [old[field] if old else None, row[field]]
            for field in row.keys()  # noqa: SIM118 - a Row iterates over values
            if field not in _HOUSEKEEPING and row[field] != (old[field] if old else None)
        }
        told = json.loads(row["detail"]) if "detail" in row.keys() else {}  # noqa: SIM118 - a Row
        changes.append({"record": row[record], "detail": told, "fields": fields})
    return changes


_NOTES = {
    "reason": "理由",
    "changed": "改动",
    "rows": "行数",
    "new": "新记",
    "hazards": "隐患",
    "units": "单位",
    "restored": "恢复到的锚点",
    "replaced": "换下的账本的锚点",
}


def note_lines(detail: dict[str, Any]) -> list[str]:
    """Return what an entry notes of its command, each as `name：value` in Chinese."""
    return [f"{_NOTES.get(key, key)}：{_note(value)}" for key, value in detail.items()]


def _note(value: object) -> str:
    if isinstance(value, list):
        # The ledger stores the parent of a unit as its parent_id.
        return "、".join(heading_of(item.removesuffix("_id")) for item in value) or "没有"
    return "没有" if value is None else str(value)


def change_lines(changes: list[dict[str, Any]]) -> list[str]:
    """Return what an entry changed as one line a field, in Chinese; and what its step says besides."""
    lines = []
    for change in changes:
        lines += [f"{change['record']}  {told}" for told in detail_lines(_besides(change))]
        lines += [
            f"{change['record']}  {heading_of(field)}：{'' if before is None else f'{worded(field, before)} → '}{worded(field, after)}"
            for field, (before, after) in change["fields"].items()
        ]
    return lines


def _besides(change: dict[str, Any]) -> dict[str, Any]:
    """Return the detail of a step without what the changed fields tell, with the value before."""
    fields = {field.removeprefix("plan_"): after for field, (_, after) in change["fields"].items()}
    detail = {key: value for key, value in change["detail"].items() if fields.get(key) != value}
    if isinstance(detail.get("to"), dict):
        detail["to"] = {key: value for key, value in detail["to"].items() if key not in fields}
    return detail
