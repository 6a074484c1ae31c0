"""What strikes out or corrects records that are written once, against those records, by the rules of their kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.kinds.kind import EDIT_NO, REPLACE
from zizhao_cli.domain.rules import rules_of
from zizhao_cli.domain.rules.record import day
from zizhao_cli.store.journal.chain import has_table, stored_columns
from zizhao_cli.store.verify.findings import NOT_AS_WRITTEN, Finding, record_name

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from zizhao_cli.domain.kinds.kind import Kind


def written_once(connection: sqlite3.Connection, kind: Kind) -> Iterator[Finding]:
    """What strikes out or corrects a record that was written once must follow from it."""
    yield from _strikes(connection, kind)
    if kind.mended and has_table(connection, kind.mended):
        yield from _corrections(connection, kind)


def _strikes(connection: sqlite3.Connection, kind: Kind) -> Iterator[Finding]:
    rules = rules_of(kind)
    # Where one may be replaced, a column says by which.
    by = "s.replaced_by" if "replaced_by" in stored_columns(connection, kind.history) else "NULL"
    query = (
        f"SELECT t.*, s.seq AS struck_seq, s.effective_on AS struck_on, s.reason AS why, {by} AS struck_by, "
        f"(SELECT o.seq FROM {kind.table} AS o WHERE o.id = {by}) AS other_seq "
        f"FROM {kind.history} AS s JOIN {kind.table} AS t ON t.id = s.{kind.key} ORDER BY t.id"
    )
    first = next(iter(rules.steps))
    for found in connection.execute(query):
        row = dict(found)
        name = record_name(kind, row["id"])
        replaced = row["struck_by"] is not None
        strike: Any = rules.steps[REPLACE if replaced else first]
        try:
            if row["struck_seq"] <= row["seq"]:
                yield Finding(name, f"次序不对：{strike.label()}应记在日志 {row['seq']} 之后")
            if replaced and row["other_seq"] != row["struck_seq"]:
                yield Finding(name, f"换成的那一条不是在日志 {row['struck_seq']} 登记的")
            by_which = {"replaced_by": row["struck_by"]} if replaced else {}
            step = strike(on=day(row["struck_on"]), reason=row["why"], **by_which)
            step.apply(rules.record.of_row(row))
        except NOT_AS_WRITTEN as problem:
            yield Finding(name, f"按规则不能成立：{problem}")


def _corrections(connection: sqlite3.Connection, kind: Kind) -> Iterator[Finding]:
    rules = rules_of(kind)
    query = (
        f"SELECT t.seq AS first_seq, e.* FROM {kind.mended} AS e JOIN {kind.table} AS t ON t.id = e.{kind.key} "
        f"ORDER BY e.{kind.key}, e.{EDIT_NO}"
    )
    before: Any = None
    number = last_seq = 0
    for found in connection.execute(query):
        row = dict(found)
        record_id = row[kind.key]
        name = f"{record_name(kind, record_id)} 第 {row[EDIT_NO]} 次更正"
        try:
            if before is None or vars(before)["id"] != record_id:
                registered = f"SELECT * FROM {kind.table} WHERE id = ?"
                first = dict(connection.execute(registered, (record_id,)).fetchone())
                before, number, last_seq = rules.record.of_row(first), 0, row["first_seq"]
            number += 1
            if row[EDIT_NO] != number or row["seq"] <= last_seq:
                yield Finding(name, f"次序不对：应是第 {number} 次，记在日志 {last_seq} 之后")
            last_seq = row["seq"]
            step = rules.read(row["detail"], row["step"])
            if row["effective_on"] != str(step.on):
                yield Finding(name, f"日期是 {row['effective_on']}，应是 {step.on}")
            expected, before = step.apply(before), rules.record.of_row(row)
            if vars(expected) != vars(before):
                yield Finding(name, "与更正的内容对不上")
        except NOT_AS_WRITTEN as problem:
            yield Finding(name, f"按规则不能成立：{problem}")
