"""Verification: the file, the references, the chain, and the tables against a replay of the journal. Reads only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.numbering import HAZARDS
from zizhao_cli.store.file import APPEND_ONLY
from zizhao_cli.store.journal import GENESIS, entry_hash, rows_digest, stored_columns
from zizhao_cli.store.reading import reading

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it should be: the record, and what is wrong with it."""

    record: str
    problem: str


def verify(path: Path) -> tuple[list[Finding], int, str]:
    """Return all findings, the number of journal entries, and the hash of the last one.

    Raises the errors of store.errors where the ledger cannot be opened at all.
    """
    with reading(path) as connection:
        findings = list(_file(connection))
        if not findings:
            findings += [
                *_guards(connection),
                *_references(connection),
                *_chain(connection),
                *_projection(connection),
                *_replay(connection),
            ]
        last = connection.execute(
            "SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1"
        ).fetchone()
    return findings, (last["seq"] if last else 0), (last["hash"] if last else GENESIS)


def _file(connection: sqlite3.Connection) -> Iterator[Finding]:
    for (message,) in connection.execute("PRAGMA integrity_check"):
        if message != "ok":
            yield Finding("账本文件", f"数据库自检：{message}")


def _guards(connection: sqlite3.Connection) -> Iterator[Finding]:
    """The triggers that keep history as it was written must be there."""
    there = {
        name
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    }
    wanted = {f"{table}_is_not_changed" for table in APPEND_ONLY}
    wanted |= {f"{table}_is_not_deleted" for table in (*APPEND_ONLY, "unit", "hazard")}
    wanted |= {f"{table}_is_not_replaced" for table in APPEND_ONLY if table != "checks"}
    for name in sorted(wanted - there):
        yield Finding("账本文件", f"防改的触发器 {name} 不见了")


def _references(connection: sqlite3.Connection) -> Iterator[Finding]:
    for table, rowid, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield Finding(f"{table} {rowid}", f"指向 {parent} 里没有的记录")


def _chain(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Every entry's number, link, hash, and the digest of the rows it wrote."""
    expected_seq, previous = 1, GENESIS
    for row in connection.execute("SELECT * FROM journal ORDER BY seq").fetchall():
        entry = dict(row)
        name = f"日志 {entry['seq']}"
        if entry["seq"] != expected_seq:
            yield Finding(name, f"序号不连续，应是 {expected_seq}")
        if entry["prev_hash"] != previous:
            yield Finding(name, f"与上一条接不上，应是 {previous}")
        if entry_hash(entry) != entry["hash"]:
            yield Finding(name, "内容与自己的校验值不符，记录后被改过")
        if rows_digest(connection, entry["seq"]) != entry["digest"]:
            yield Finding(name, f"它写入的记录（{entry['subject']}）后来被改过或增减过")
        expected_seq, previous = entry["seq"] + 1, entry["hash"]


_PROJECTIONS = {
    "unit": ("unit_version", "unit_id", "version_no"),
    "hazard": ("hazard_version", "id", "step_no"),
}


def _projection(connection: sqlite3.Connection) -> Iterator[Finding]:
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
            yield from _compare(
                table, columns, tuple(row), should_be.pop(row["id"], None), row["id"]
            )
        for record_id in should_be:
            yield Finding(_name(table, record_id), "日志里有，表里没有")


def _name(table: str, record_id: int) -> str:
    return HAZARDS.no(record_id) if table == "hazard" else f"单位 {record_id}"


def _compare(
    table: str,
    columns: list[str],
    actual: tuple[Any, ...],
    expected: tuple[Any, ...] | None,
    record_id: int,
) -> Iterator[Finding]:
    if expected is None:
        yield Finding(_name(table, record_id), "表里有，日志里没有")
        return
    for column, is_now, should_be in zip(columns, actual, expected, strict=True):
        if (type(is_now), is_now) != (type(should_be), should_be):
            yield Finding(
                _name(table, record_id), f"{column} 是 {is_now!r}，按日志应是 {should_be!r}"
            )


def _replay(connection: sqlite3.Connection) -> Iterator[Finding]:
    """The steps of every hazard, applied again from its registration, must give the states that were written."""
    from pydantic import ValidationError

    from zizhao_cli.domain.hazard import HazardRecord
    from zizhao_cli.domain.steps import read_step
    from zizhao_cli.errors import ZizhaoError

    before: HazardRecord | None = None
    fields = list(HazardRecord.model_fields)
    for row in connection.execute("SELECT * FROM hazard_version ORDER BY id, step_no"):
        name = f"{HAZARDS.no(row['id'])} 第 {row['step_no']} 步"
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
