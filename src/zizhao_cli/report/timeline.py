"""The life of a record of any kind that keeps its steps, step by step."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from zizhao_cli.report.of_kind import sql_of
from zizhao_cli.report.worded import detail_lines

if TYPE_CHECKING:
    import sqlite3

    from zizhao_cli.domain.kinds.kind import Kind
    from zizhao_cli.report.model import Row


def timeline(connection: sqlite3.Connection, kind: Kind, no: str) -> list[Row]:
    """Return the steps of the record `no` in their order, each with what was recorded of it."""
    rows = connection.execute(sql_of(kind, "steps"), {"id": kind.parse(no)})
    return [_step(kind, dict(row)) for row in rows]


def _step(kind: Kind, row: Row) -> Row:
    clock = kind.clock
    return {
        "step_no": row[kind.number or ""],
        "step": row["step"],
        "effective_on": row["effective_on"],
        "state": row["state"],
        **({} if clock is None else {clock.due: row[clock.due]}),
        "recorded_at": row["recorded_at"],
        "recorded_by": row["actor"],
        "journal_seq": row["seq"],
        "detail": json.loads(row["detail"]),
        **({} if clock is None else {clock.basis: json.loads(row[clock.basis])}),
    }


def timeline_lines(kind: Kind, steps: list[Row]) -> list[str]:
    """Return a timeline as one sentence a step."""
    return [
        f"{step['effective_on']}  {_what(kind, step)}（{step['recorded_by']} 记于 {step['recorded_at'][:16].replace('T', ' ')}）"
        for step in steps
    ]


def _what(kind: Kind, step: Row) -> str:
    parts = [kind.steps[step["step"]].label]
    if kind.clock is not None and step["step_no"] == 1:
        parts.append(f"期限 {step[kind.clock.due]}")
    parts += _outcome(kind, step)
    if kind.clock is not None and "due" in step["detail"]:
        parts.append(f"期限改为 {step[kind.clock.due]}")
    return "，".join(parts + detail_lines(kind, step["step"], step["detail"]))


def _outcome(kind: Kind, step: Row) -> list[str]:
    """Return what came of a step that may come out one way or the other."""
    outcomes = kind.steps[step["step"]].outcomes
    return [
        parts[0] if step["detail"][key] else parts[1]
        for key, parts in outcomes.items()
        if key in step["detail"]
    ]
