"""Batches of imports as a list and one by one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from zizhao_cli.domain.kinds import KINDS
from zizhao_cli.domain.kinds.batch import BATCH
from zizhao_cli.report.model import Report, Row
from zizhao_cli.report.question import Where, ask, ask_one, counted, order_by, sort_keys, sql

if TYPE_CHECKING:
    import sqlite3

COLUMNS = list(BATCH.fields.values())
SORTABLE = [BATCH.fields[key] for key in ("batch", "form", "recorded_at", "actor", "undone_on")]
_BRIEF = ["batch", "form", "recorded_at", "actor", "files", "rows", "new", "undone_on"]


def batch_list(connection: sqlite3.Connection, sort: str | None, limit: int | None) -> Report:
    """Return the batches in the order in which they were imported."""
    order = order_by(sort_keys(sort, SORTABLE), {"batch": "id"}, "id")
    rows = [_row(row) for row in ask(connection, "batches", Where(), order=order, limit=limit)]
    summary = [counted(len(rows), limit, "批", "还没有导入过。")]
    head = {"list": "batches", "count": len(rows)}
    return Report(head, COLUMNS, rows, _BRIEF, summary, "导入批次")


def batch_record(connection: sqlite3.Connection, no: str) -> tuple[Row, Row]:
    """Return the batch `no`, and its receipt. Raises UnknownRecord."""
    found = ask_one(connection, "batches", BATCH, no)
    return _row(found), json.loads(found["receipt"])


def undone_with(connection: sqlite3.Connection, no: str) -> str:
    """Return what went with the batch `no` when it was undone, as a sentence."""
    return f"已撤销：{goes_with(connection, no)}"


def goes_with(connection: sqlite3.Connection, no: str) -> str:
    """Return what becomes of all that the batch `no` wrote where it is undone."""
    content = connection.execute(sql("batch_content"), {"id": BATCH.parse(no)}).fetchone()
    struck = [("检查", content["checks"], "次"), ("隐患", content["hazards"], "项")]
    told = "、".join(f"{what} {count} {each}" for what, count, each in struck if count)
    said = [f"作废{told}"] if told else []
    if content["units"]:
        said.append(f"停用单位 {content['units']} 个")
    for kind in KINDS:
        if not kind.written_once and kind.counted not in content.keys():  # noqa: SIM118 - a row yields values
            found = f"SELECT count(*) FROM {kind.history} AS h JOIN batch AS b ON b.seq = h.seq WHERE b.id = ? AND h.{kind.number} = 1"
            (count,) = connection.execute(found, (BATCH.parse(no),)).fetchone()
            if count:
                said.append(f"作废{kind.label} {count} 项")
    return "，".join(said)


def _row(row: sqlite3.Row) -> Row:
    receipt = json.loads(row["receipt"])
    shown = {**receipt, **dict(row), "files": [file["file"] for file in receipt["files"]]}
    return {column.key: shown[column.key] for column in COLUMNS}
