"""The life of a record of any kind that keeps its steps, step by step."""

from __future__ import annotations

import json
from operator import itemgetter
from typing import TYPE_CHECKING

from zizhao_cli.domain.kinds.kind import REGISTER, REPLACED_BY, REPLACES
from zizhao_cli.report.of_kind import sql_of
from zizhao_cli.report.question import sql
from zizhao_cli.report.worded import detail_lines
from zizhao_cli.store.called import id_called
from zizhao_cli.store.district.keys import BASE
from zizhao_cli.store.roll import with_units

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from zizhao_cli.domain.kinds.kind import Kind
    from zizhao_cli.report.model import Row


def timeline(connection: sqlite3.Connection, kind: Kind, no: str) -> list[Row]:
    """Return the steps of the record `no` in the order in which they were recorded, each with what was recorded of it.

    Steps that were taken back are there, with the number of the retraction.
    """
    record = id_called(connection, kind, no)
    rows = connection.execute(sql_of(kind, "steps"), {"id": record})
    steps = [_step(kind, dict(row)) for row in rows if row["restates"] is None]
    back = {step["detail"].get("retracts"): step["step_no"] for step in steps}
    return [
        {
            **step,
            "detail": with_units(connection, kind, step["step"], step["detail"], record),
            "retracted_by": back.get(step["step_no"]),
        }
        for step in steps
    ]


def told_now(connection: sqlite3.Connection, kind: Kind, no: str) -> list[Row]:
    """Return the steps of the record `no` that stand, in the order of their days, as they are told now."""
    rows = connection.execute(sql_of(kind, "steps"), {"id": id_called(connection, kind, no)})
    return [_step(kind, row) for row in standing(kind, map(dict, rows))]


def standing(kind: Kind, rows: Iterable[Row]) -> list[Row]:
    """Return of the rows of one record's history, in the order in which they were recorded, those of the steps that stand, in the order of their days, as they are told now."""
    told: list[Row] = []
    by_step: list[list[Row]] = []
    for row in rows:
        if row["restates"] is None:
            by_step.append([])
        by_step[-1].append(row)
    for own, *anew in by_step:
        detail = json.loads(own["detail"])
        if "retracts" in detail:
            numbers = [line["restates"] or line[kind.number or ""] for line in told]
            told[numbers.index(detail["retracts"]) :] = anew
        elif detail.get("whole_life"):
            told = [{**own, "step": REGISTER, "detail": told[0]["detail"]}, *anew]
        else:
            told[len(told) - len(anew) :] = [own, *anew]
    return told


def struck_out(steps: list[Row], no: str) -> Row:
    """Return of the timeline of the record `no` why it was struck out, which one is there instead of it, and instead of which it is."""
    town = no.rpartition("/")[0]
    first, last = steps[0], steps[-1]
    voided = last["state"] == "voided"
    return {
        "void_reason": last["detail"].get("reason") if voided else None,
        REPLACED_BY: _in(town, last["detail"].get(REPLACED_BY)),
        REPLACES: _in(town, first["detail"].get(REPLACES)),
    }


def _in(town: str, no: str | None) -> str | None:
    """Return a number that a record tells of another of its town, as the district writes it."""
    return f"{town}/{no}" if town and no is not None else no


def remarks(connection: sqlite3.Connection, kind: Kind, no: str) -> list[Row]:
    """Return what was noted of the record `no`."""
    asked = {"kind": kind.name, "id": id_called(connection, kind, no)}
    keys = ("effective_on", "text", "recorded_at", "step_no")
    return [
        {
            **{key: row[key] for key in keys},
            "recorded_by": row["actor"],
            "journal_seq": row["seq"] % BASE,
        }
        for row in connection.execute(sql("remarks"), asked)
    ]


def corrections(connection: sqlite3.Connection, kind: Kind, no: str) -> list[Row]:
    """Return the corrections of the record `no`, of a kind that is written once."""
    rows = connection.execute(sql_of(kind, "corrections"), {"id": id_called(connection, kind, no)})
    return [_noted(dict(row)) for row in rows]


def _step(kind: Kind, row: Row) -> Row:
    clock = kind.clock
    return {
        "step_no": row[kind.number or ""],
        "step": row["step"],
        "effective_on": row["effective_on"],
        "state": row["state"],
        **({} if clock is None else {clock.due: row[clock.due]}),
        **_noted(row),
        **({} if clock is None else {clock.basis: json.loads(row[clock.basis])}),
    }


def _noted(row: Row) -> Row:
    return {
        "step": row["step"],
        "effective_on": row["effective_on"],
        "recorded_at": row["recorded_at"],
        "recorded_by": row["actor"],
        "journal_seq": row["seq"] % BASE,
        "detail": json.loads(row["detail"]),
    }


def timeline_lines(
    kind: Kind, steps: list[Row], noted: list[Row], besides: Sequence[tuple[int, str]] = ()
) -> list[str]:
    """Return a timeline as one sentence a step, and what was noted in its place, in the order of recording; `besides` are lines of other records, with their entries."""
    lines = [
        (step["journal_seq"], f"{_day(step)}  {what(kind, step)}（{_by(step)}{_number(step)}）")
        for step in steps
    ]
    lines += [
        (row["journal_seq"], f"{row['effective_on']}  备注：{row['text']}（{_by(row)}）")
        for row in noted
    ]
    return [line for _, line in sorted([*lines, *besides], key=itemgetter(0))]


def _day(step: Row) -> str:
    """Return the day of a step; of what changes what is told of earlier days, that on which it was recorded."""
    corrects = "retracts" in step["detail"] or step["detail"].get("whole_life")
    return str(step["recorded_at"][:10] if corrects else step["effective_on"])


def _by(step: Row) -> str:
    return f"{step['recorded_by']} 记于 {step['recorded_at'][:16].replace('T', ' ')}"


def _number(step: Row) -> str:
    """Return which step it is, where a record takes steps, and whether it was taken back."""
    if "step_no" not in step:
        return ""
    back = step["retracted_by"]
    return f"，第 {step['step_no']} 步" + ("" if back is None else f"；已由第 {back} 步撤回")


def what(kind: Kind, step: Row) -> str:
    """Return in words what a step did, from its name (`step`), its `detail`, its number and the deadline that it left."""
    parts = [kind.steps[step["step"]].label]
    if "retracts" in step["detail"]:
        parts[0] += f"第 {step['detail']['retracts']} 步"
    if step["detail"].get("whole_life") and not kind.written_once:
        parts.append("各日都改")
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
