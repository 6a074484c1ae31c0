"""What was noted of records: each remark is of a record that was there by then, and says something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.domain.kinds import KINDS, kind_named
from zizhao_cli.domain.kinds.kind import NOTE, REPLACE
from zizhao_cli.store.journal.chain import REMARK, has_table
from zizhao_cli.store.verify.findings import Finding, record_name

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator


def remarks(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Yield the remarks that are of no record that is known, or of a step that it had not taken by then."""
    if not has_table(connection, REMARK):
        return
    yield from _unlike_their_entries(connection)
    known = {kind.name for kind in KINDS}
    kinds = connection.execute("SELECT DISTINCT kind_of_record FROM remark").fetchall()
    for (name,) in kinds:
        if name not in known:
            yield Finding(f"备注 {name!r}", "不是哪一种记录的备注")
            continue
        kind = kind_named(name)
        rows, key = kind.registered
        there = (
            f"SELECT 1 FROM {rows} AS h WHERE h.{key} = remark.record_id AND h.seq <= remark.seq"
        )
        if kind.number is not None:
            there += f" AND h.{kind.number} = remark.step_no"
        query = (
            f"SELECT record_id, seq FROM remark WHERE kind_of_record = ? AND NOT EXISTS ({there})"
        )
        for record_id, seq in connection.execute(query, (name,)).fetchall():
            yield Finding(
                f"{record_name(kind, record_id)} 的备注（日志 {seq}）", "那时还没有这条记录或这一步"
            )


def _unlike_their_entries(connection: sqlite3.Connection) -> Iterator[Finding]:
    """An entry that notes something has a remark that says so; others have none, but that a replacement takes its along."""
    noting = f"j.action LIKE '%.{NOTE}'"
    asked = {
        f"SELECT j.seq FROM journal AS j WHERE {noting} AND NOT EXISTS "
        "(SELECT 1 FROM remark AS r WHERE r.seq = j.seq)": "是备注，却没有记下什么",
        f"SELECT j.seq FROM journal AS j JOIN remark AS r ON r.seq = j.seq WHERE NOT {noting} "
        f"AND j.action NOT LIKE '%.{REPLACE}'": "不是备注，却记着备注",
        "SELECT seq FROM remark WHERE trim(text) = ''": "的备注是空的",
    }
    for query, problem in asked.items():
        for (seq,) in connection.execute(query).fetchall():
            yield Finding(f"日志 {seq}", problem)
