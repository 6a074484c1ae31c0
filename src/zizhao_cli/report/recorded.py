"""What the journal recorded after an entry that bears on an earlier day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.errors import few
from zizhao_cli.domain.kinds import action_name
from zizhao_cli.report.of_kind import sql_of
from zizhao_cli.report.question import Where, ask

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from datetime import date

    from zizhao_cli.domain.kinds.kind import Kind
    from zizhao_cli.report.model import Row


def recorded_since(
    connection: sqlite3.Connection, seq: int, day: date, until: int | None = None
) -> list[Any]:
    """Return what was recorded after the entry `seq`, up to `until`, and bears on a day up to `day`: a row of the question for each record, sector and village."""
    where = Where({"anchor": seq, "as_of": str(day)})
    if until is not None:
        where.add("seq <= :until", until=until)
    return ask(connection, "recorded_since", where, order="seq, record")


def recorded_since_of(connection: sqlite3.Connection, kind: Kind, seq: int, day: date) -> list[Any]:
    """Return what was recorded of a declared kind after the entry `seq` and bears on a day up to `day`: a row for each entry and record."""
    values = {"anchor": seq, "as_of": str(day)}
    return connection.execute(sql_of(kind, "recorded_since_of"), values).fetchall()


def told_once(entries: Iterable[Any]) -> list[Row]:
    """Return each entry once, with the numbers of what it touched."""
    told: dict[int, Row] = {}
    for entry in entries:
        row = told.setdefault(
            entry["seq"],
            {key: entry[key] for key in ("seq", "recorded_at", "effective_on", "actor", "action")}
            | {"records": []},
        )
        if entry["record"] not in row["records"]:
            row["records"].append(entry["record"])
    return [*told.values()]


def in_lines(entries: Iterable[Row]) -> list[str]:
    """Return a line for each entry."""
    return [
        f"{e.get('town', '')}日志第 {e['seq']} 条  {e['recorded_at'][:10]}  {e['actor']}  {action_name(e['action'])}  {few(e['records'])}（{e['effective_on']}）"
        for e in entries
    ]
