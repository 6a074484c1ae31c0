"""The tables as they are now, against the versions in history and against the rules applied again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zizhao_cli.store.findings import Finding, record_name
from zizhao_cli.store.journal import stored_columns

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

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

    before: HazardRecord | None = None
    fields = list(HazardRecord.model_fields)
    for row in connection.execute("SELECT * FROM hazard_version ORDER BY id, step_no"):
        name = f"{record_name('hazard', row['id'])} 第 {row['step_no']} 步"
        try:
            after = HazardRecord(**{field: row[field] for field in fields})
            if row["step_no"] == 1:
                before = after
                continue
            if before is None or before.id != after.id:
                yield Finding(name, "缺少登记的一步")
                continue
            replayed = read_step(row["detail"]).apply(before)
        except (ZizhaoError, ValidationError, ValueError) as problem:
            yield Finding(name, f"按规则不能成立：{problem}")
            continue
        for field in fields:
            if getattr(replayed, field) != getattr(after, field):
                yield Finding(
                    name,
                    f"{field} 是 {getattr(after, field)!r}，按规则应是 {getattr(replayed, field)!r}",
                )
        before = after
