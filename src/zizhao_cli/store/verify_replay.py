"""The tables as they are now, against the versions in history and against the rules applied again."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.values import State
from zizhao_cli.store.findings import Finding, record_name
from zizhao_cli.store.journal import stored_columns

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from zizhao_cli.domain.hazard import HazardRecord

_PROJECTIONS = {
    "unit": ("unit_version", "unit_id", "version_no"),
    "hazard": ("hazard_version", "id", "step_no"),
}


def projection(connection: sqlite3.Connection) -> Iterator[Finding]:
    """The present tables must equal the last version of each record."""
    for table, (history, key, number) in _PROJECTIONS.items():
        columns = stored_columns(connection, table)
        kept = ", ".join(
            f'v."{key if column == "id" else column}" AS "{column}"' for column in columns
        )
        last = connection.execute(
            f"SELECT {kept} FROM {history} AS v WHERE v.{number} = "
            f"(SELECT max({number}) FROM {history} WHERE {key} = v.{key})"
        )
        should_be = {row["id"]: tuple(row) for row in last}
        names = ", ".join(f'"{column}"' for column in columns)
        for row in connection.execute(f"SELECT {names} FROM {table}"):
            expected = should_be.pop(row["id"], None)
            yield from _compare(table, columns, tuple(row), expected, row["id"])
        for record_id in should_be:
            yield Finding(record_name(table, record_id), "日志里有，表里没有")


def _compare(
    table: str,
    columns: list[str],
    actual: tuple[Any, ...],
    expected: tuple[Any, ...] | None,
    record_id: object,
) -> Iterator[Finding]:
    name = record_name(table, record_id)
    if expected is None:
        yield Finding(name, "表里有，日志里没有")
        return
    for column, is_now, should_be in zip(columns, actual, expected, strict=True):
        if (type(is_now), is_now) != (type(should_be), should_be):
            yield Finding(name, f"{column} 是 {is_now!r}，按日志应是 {should_be!r}")


def replay(connection: sqlite3.Connection) -> Iterator[Finding]:
    """The steps of every hazard, applied again from its registration, must give the states that were written.

    So the rules of closing are asked again: who may re-inspect, and the plan of a major hazard.
    """
    from pydantic import ValidationError

    from zizhao_cli.domain.hazard import HazardRecord
    from zizhao_cli.domain.steps import read_step
    from zizhao_cli.errors import ZizhaoError

    imported, undone = (
        {row[0] for row in connection.execute(f"SELECT seq FROM {table}")}
        for table in ("batch", "batch_undo")
    )
    may_write = {"past_rectification": imported, "past_review": imported, "undo": undone}
    before: HazardRecord | None = None
    number, seq = 0, 0
    fields = list(HazardRecord.model_fields)
    for row in connection.execute("SELECT * FROM hazard_version ORDER BY id, step_no"):
        name = f"{record_name('hazard', row['id'])} 第 {row['step_no']} 步"
        if before is None or before.id != row["id"]:
            before, number, seq = None, 0, 0
        try:
            if (row["step_no"], True) != (number + 1, row["seq"] >= seq):
                yield Finding(name, f"次序不对：应是第 {number + 1} 步，记在日志 {seq} 之后")
            number, seq = row["step_no"], row["seq"]
            after = HazardRecord(**{field: row[field] for field in fields})
            if before is None:
                yield from _registration(name, row, after)
                before = after
                continue
            step = read_step(row["detail"])
            if (row["step"], row["effective_on"]) != (step.step, str(step.on)):
                yield Finding(
                    name,
                    f"步骤和日期是 {row['step']} {row['effective_on']}，应是 {step.step} {step.on}",
                )
            if row["seq"] not in may_write.get(step.step, {row["seq"]}):
                yield Finding(name, f"{step.name}只由导入和撤销写入，日志 {row['seq']} 不是")
            replayed = step.apply(before)
        except (ZizhaoError, ValidationError, ValueError) as problem:
            yield Finding(name, f"按规则不能成立：{problem}")
            continue
        for field in fields:
            is_now, should_be = getattr(after, field), getattr(replayed, field)
            if is_now != should_be:
                yield Finding(
                    name,
                    f"{field} 是 {_shown(is_now)}，从前一步按规则应是 {_shown(should_be)}；两步中有一步被改过",
                )
        before = after


def _registration(name: str, row: sqlite3.Row, hazard: HazardRecord) -> Iterator[Finding]:
    """A life begins with the registration, on the day it was found, with its first deadline."""
    should_be = {
        "state": State.REGISTERED.value,
        "original_due_on": hazard.due_on,
        "last_step_on": hazard.found_on,
        "extensions": 0,
        **dict.fromkeys(("rectified_on", "rectified_by", "reviewer", "closed_on")),
    }
    if (row["step"], row["effective_on"]) != ("register", str(hazard.found_on)):
        yield Finding(
            name, f"应是 {hazard.found_on} 的登记，是 {row['effective_on']} 的 {row['step']}"
        )
    for field, value in should_be.items():
        is_now = getattr(hazard, field)
        if is_now != value:
            yield Finding(name, f"{field} 是 {_shown(is_now)}，登记时应是 {_shown(value)}")


def _shown(value: object) -> str:
    """Return a value of a record as it stands in the ledger."""
    return str(value) if isinstance(value, date) else repr(value)
