"""The journal as a list and entry by entry."""

from __future__ import annotations

import json
from contextlib import suppress
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.dates import parse_day
from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.errors.records import UnknownRecord
from zizhao_cli.domain.kinds import KINDS, action_name, kind_named, record_of
from zizhao_cli.domain.kinds.field import Field
from zizhao_cli.domain.kinds.fields import NO
from zizhao_cli.domain.kinds.kind import EDIT_NO, NOTE, REGISTER
from zizhao_cli.domain.kinds.unit import UNIT
from zizhao_cli.domain.numbering import SERIALS
from zizhao_cli.domain.policy import decided_by
from zizhao_cli.errors import quoted
from zizhao_cli.report.model import Report, Row
from zizhao_cli.report.of_kind import sql_of
from zizhao_cli.report.question import Where, ask, counted, order_by, sort_keys
from zizhao_cli.report.worded import detail_lines, heading_of, worded
from zizhao_cli.store.called import id_called
from zizhao_cli.store.roll import roll, with_units

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from datetime import date

    from zizhao_cli.domain.kinds.kind import Kind


class SerialOfWhichKind(Refused):
    """A serial alone, where each kind has its own."""

    def __init__(self, text: str) -> None:
        numbered = [kind for kind in KINDS if kind.series is not None]
        example = "、".join(f"{kind.no(2022 * SERIALS + 1)}（{kind.label}）" for kind in numbered)
        super().__init__(
            f"{quoted(text)} 只是序号，看不出是哪一类的编号", f"写完整的编号，如 {example}"
        )


COLUMNS = [
    Field("seq", "序号", numeric=True),
    Field("recorded_at", "记录时间"),
    Field("effective_on", "生效日期"),
    Field("actor", "记账人"),
    Field("action", "动作", says=action_name),
    Field("subject", "对象"),
    Field("hash", "校验值"),
]
SORTABLE = COLUMNS
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
        about, values = _about(connection, subject)
        where.add(f"seq IN ({about})", **values)
    if first is not None:
        where.add("effective_on >= :first", first=str(parse_day("--from", first, today)))
    if last is not None:
        where.add("effective_on <= :last", last=str(parse_day("--to", last, today)))
    order = order_by(sort_keys(sort, COLUMNS), {}, "seq", tie="seq")
    rows = [
        {key: row[key] for key in KEYS}
        for row in ask(connection, "journal", where, order=order, limit=limit)
    ]
    summary = [counted(len(rows), limit, "条", "没有符合条件的记录。")]
    head = {"list": "journal", "count": len(rows)}
    return Report(head, COLUMNS, rows, _BRIEF, summary, "日志")


def _about(connection: sqlite3.Connection, text: str) -> tuple[str, dict[str, Any]]:
    """Return the query of the entries about the record that `text` names: those that name it, or wrote one of its rows.

    It is a number of any kind, else a unit. Raises UnknownRecord, UnknownUnit, AmbiguousUnit, SerialOfWhichKind.
    """
    kind, record_id, subject = _named(connection, text)
    asked = ["SELECT seq FROM journal WHERE subject = :subject"]
    asked += (
        f"SELECT seq FROM {table} WHERE {order[0]} = :record_id"
        for table, order in kind.recorded.items()
    )
    asked.append("SELECT seq FROM remark WHERE kind_of_record = :kind AND record_id = :record_id")
    if kind.written_once:  # the undoing of its batch struck it out without a row of its own
        asked.append(
            "SELECT u.seq FROM batch_undo AS u JOIN batch AS b ON b.id = u.batch_id "
            f"WHERE b.seq = (SELECT seq FROM {kind.table} WHERE id = :record_id)"
        )
    values = {"subject": subject, "record_id": record_id, "kind": kind.name}
    return " UNION ".join(asked), values


def _named(connection: sqlite3.Connection, text: str) -> tuple[Kind, int, str]:
    """Return the kind and the id of the record that `text` names, and what the journal calls it. Raises as _about does."""
    found = record_of(text)
    if found is not None:
        kind, record_id = found
        there = f"SELECT 1 FROM {kind.table} WHERE id = ?"
        if connection.execute(there, (record_id,)).fetchone() is None:
            raise kind.unknown(text)
        return kind, record_id, kind.no(record_id)
    units = roll(connection)
    if units.get(text) is None:
        for kind in KINDS:
            if kind.given and kind.series is None:
                with suppress(Refused):
                    record_id = id_called(connection, kind, text)
                    query = f"SELECT code FROM {kind.table} WHERE id = ?"
                    (code,) = connection.execute(query, (record_id,)).fetchone()
                    return kind, record_id, str(code)
        if text.strip().isdecimal():
            raise SerialOfWhichKind(text)
    unit = units.find(text)
    return UNIT, unit.id, unit.code


SHOWN = [
    *COLUMNS[:-1],
    Field("detail", "附注"),
    Field("digest", "内容摘要"),
    Field("prev_hash", "上一条校验值"),
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
    seq = entry["seq"]
    changes = [change for kind in KINDS for change in _changes(connection, kind, seq)]
    changes += [change for kind in KINDS for change in _corrections(connection, kind, seq)]
    changes += _remarks(connection, seq)
    return {column.key: entry[column.key] for column in SHOWN}, changes


def _changes(connection: sqlite3.Connection, kind: Kind, seq: int) -> Iterator[dict[str, Any]]:
    """Yield of each record of a kind the fields that change-set `seq` set, as [before, after], and its step.

    A kind without a step of registration is its entry's own: there is nothing to tell beside the entry.
    """
    if kind.written_once and REGISTER not in kind.steps:
        return
    _, key = kind.registered
    question = sql_of(kind, "registered" if kind.written_once else "changes")
    found = connection.execute(question, {"seq": seq})
    for _, rows in groupby(map(dict, found), itemgetter(key)):
        before: Row = {}
        steps: list[list[Row]] = []
        for row in rows:
            if row["seq"] != seq:
                before = row
            elif row.get("restates") is None:
                steps.append([row])
            else:
                steps[-1].append(row)
        for own, *anew in steps:
            after = anew[-1] if anew else own
            change = _change(kind, own, before, after)
            said = with_units(connection, kind, change["step"], change["detail"])
            said |= _policy(kind, own, before)
            yield {**change, "detail": said}
            before = after


def _policy(kind: Kind, own: Row, before: Row) -> dict[str, Any]:
    """Return by which terms of the office the deadline was decided that a step set."""
    basis = None if kind.clock is None else own.get(kind.clock.basis)
    if kind.clock is None or basis is None or basis == before.get(kind.clock.basis):
        return {}
    return {key: terms for key, terms in json.loads(basis).items() if key == "policy"}


def _change(kind: Kind, own: Row, before: Row, after: Row) -> dict[str, Any]:
    """Return what a step made of a record: `own` is its row, `after` the last that it wrote."""
    fields = {
        kind.told_as.get(field, field): [before.get(field), value]
        for field, value in after.items()
        if field in kind.fields and field != NO.key and value != before.get(field)
    }
    return {
        "record": own["record"],
        "detail": json.loads(own.get("detail") or "{}"),
        "fields": fields,
        "kind": kind.name,
        "step": own.get("step") or REGISTER,
    }


def _corrections(connection: sqlite3.Connection, kind: Kind, seq: int) -> Iterator[dict[str, Any]]:
    """Yield what change-set `seq` corrected of records that are written once."""
    if not kind.mended:
        return
    own = f"SELECT t.{kind.called} AS record, e.* FROM {kind.mended} AS e JOIN {kind.table} AS t ON t.id = e.{kind.key}"
    for row in map(dict, connection.execute(f"{own} WHERE e.seq = ?", (seq,))):
        earlier = f"SELECT * FROM {kind.mended} WHERE {kind.key} = ? AND {EDIT_NO} = ?"
        before = connection.execute(earlier, (row[kind.key], row[EDIT_NO] - 1)).fetchone()
        if before is None:
            first = f"SELECT * FROM {kind.table} WHERE id = ?"
            before = connection.execute(first, (row[kind.key],)).fetchone()
        yield _change(kind, row, dict(before), row)


def _remarks(connection: sqlite3.Connection, seq: int) -> list[dict[str, Any]]:
    """Return what change-set `seq` noted of records."""
    query = "SELECT kind_of_record, record_id, text FROM remark WHERE seq = ? ORDER BY position"
    return [
        {
            "record": kind_named(name).no(record_id),
            "detail": {NOTE: text},
            "fields": {},
            "kind": name,
            "step": NOTE,
        }
        for name, record_id, text in connection.execute(query, (seq,))
    ]


_NOTES = {
    "reason": "理由",
    "changed": "改动",
    "rows": "行数",
    "new": "新记",
    **{kind.counted: kind.label for kind in KINDS},
    "replaced_by": "换成",
    "records": "各项",
    "approved_by": "批准人",
    "asked_by": "申请人",
    "why": "为什么没有开封",
    "recipient": "钥匙",
    "custodian": "保管人",
    "from": "原来的钥匙",
    "parts": "份数",
    "behind": "原来的最后记录时间",
    "restored": "恢复到的锚点",
    "replaced": "换下的账本的锚点",
    "replaced_before": "以前的恢复换下的账本的锚点",
}


def note_lines(detail: dict[str, Any]) -> list[str]:
    """Return what an entry notes of its command, each as `name：value` in Chinese."""
    return [f"{_NOTES.get(key, key)}：{_note(value)}" for key, value in detail.items()]


def _note(value: object) -> str:
    if isinstance(value, list):
        return "、".join(heading_of(UNIT, item) for item in value) or "没有"
    return "没有" if value is None else str(value)


def change_lines(changes: list[dict[str, Any]]) -> list[str]:
    """Return what an entry changed as one line a field, in Chinese; and what its step says besides."""
    lines = []
    for change in changes:
        kind = kind_named(change["kind"])
        parts = detail_lines(kind, change["step"], _besides(kind, change))
        if (decided := decided_by(change["detail"])) is not None:
            parts.append(f"依据：{decided}")
        parts += [
            f"{heading_of(kind, field)}：{'' if before is None else f'{worded(kind, field, before)} → '}{worded(kind, field, after)}"
            for field, (before, after) in change["fields"].items()
        ]
        lines += [f"{change['record']}  {line}" for line in parts]
    return lines


def _besides(kind: Kind, change: dict[str, Any]) -> dict[str, Any]:
    """Return the detail of a step without what the changed fields tell, with the value before."""
    fields = {field.removeprefix("plan_"): after for field, (_, after) in change["fields"].items()}
    detail = {key: value for key, value in change["detail"].items() if fields.get(key) != value}
    if isinstance(detail.get("to"), dict):
        shown = {key: reference.shown_as for key, reference in kind.references.items()}
        detail["to"] = {
            key: value for key, value in detail["to"].items() if shown.get(key, key) not in fields
        }
    return detail
