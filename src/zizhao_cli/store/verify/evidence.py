"""The files of evidence against what the ledger says of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from zizhao_cli.domain.kinds import KINDS, kind_named
from zizhao_cli.errors import system_reason
from zizhao_cli.store.evidence.files import place_of, sha256_of
from zizhao_cli.store.evidence.owner import OF_A_REMARK, owner
from zizhao_cli.store.evidence.reuse import reused
from zizhao_cli.store.evidence.unnamed import unnamed
from zizhao_cli.store.journal.chain import REMARK, has_table
from zizhao_cli.store.verify.findings import EVIDENCE, REUSE, UNNAMED, Finding, record_name

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from zizhao_cli.store.progress import Passed


def evidence_files(
    connection: sqlite3.Connection, *folders: Path, passed: Passed | None = None
) -> Iterator[Finding]:
    """Every file must be in one of `folders` with the content that was recorded; each content is read once, and told as `passed`."""
    if not has_table(connection, "evidence"):
        return
    own = owner(connection)
    rows = connection.execute(
        f"SELECT sha256, kind, max(size) AS size, name, {own.kind} AS of_kind, {own.id} AS of_id, min(seq) "
        "FROM evidence GROUP BY sha256, kind"
    )
    for row in rows:
        name = f"{_owner_name(row['of_kind'], row['of_id'])} 的佐证 {row['name']}"
        if place_of(Path(), row["sha256"], row["kind"]) is None:
            yield Finding(name, f"文件名 {row['sha256']!r}.{row['kind']!r} 不是内容的 SHA-256")
            continue
        problems = [_problem(folder, row) for folder in folders]
        if passed is not None:
            passed(1)
        if all(problems):
            yield Finding(name, str(problems[0]), EVIDENCE)


def evidence_records(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Every piece of evidence must show something of a step that its own change-set wrote, or of what that noted."""
    if not has_table(connection, "evidence"):
        return
    own = owner(connection)
    known = {kind.name for kind in KINDS}
    for (name,) in connection.execute(f"SELECT DISTINCT {own.kind} FROM evidence").fetchall():
        if name not in known:
            yield Finding(f"佐证 {name!r}", "不是哪一种记录的佐证")
            continue
        kind = kind_named(name)
        rows, key = kind.registered
        steps = f"SELECT 1 FROM {rows} AS h WHERE h.{key} = {own.id} AND h.seq = evidence.seq"
        if kind.number is not None:
            steps += f" AND h.{kind.number} = coalesce({own.step}, h.{kind.number})"
        if has_table(connection, REMARK):
            steps += (
                f" UNION ALL SELECT 1 FROM remark AS r WHERE {own.step} = {OF_A_REMARK} AND r.seq = evidence.seq "
                f"AND r.kind_of_record = {own.kind} AND r.record_id = {own.id}"
            )
        lost = f"SELECT {own.id}, name FROM evidence WHERE {own.kind} = ? AND NOT EXISTS ({steps})"
        for record_id, file in connection.execute(lost, (name,)).fetchall():
            yield Finding(
                f"{record_name(kind, record_id)} 的佐证 {file}", "不是同一次操作里记下的步骤的"
            )


def _owner_name(kind: object, record_id: object) -> str:
    """Return what people call the record that evidence belongs to; a kind that there is not is shown as it is."""
    for known in KINDS:
        if known.name == kind:
            return record_name(known, record_id)
    return f"{kind!r} {record_id!r}"


def _problem(folder: Path, row: sqlite3.Row) -> str | None:
    """Return what is wrong with a file of evidence in `folder`, or None."""
    file = folder / f"{row['sha256']}.{row['kind']}"
    try:
        sha256, size = sha256_of(file)
    except OSError as problem:
        return f"{file} 读不了（{system_reason(problem)}），应是 {row['size']} 字节"
    if (sha256, size) != (row["sha256"], row["size"]):
        return f"{file} 的内容变了：有 {size} 字节，SHA-256 是 {sha256}；应有 {row['size']} 字节"
    return None


def evidence_reuse(connection: sqlite3.Connection) -> Iterator[Finding]:
    """The same picture used twice is for somebody to look into; the ledger itself is whole."""
    if not has_table(connection, "evidence"):
        return
    for uses in reused(connection):
        others = "、".join(str(use) for use in uses[:-1])
        last = uses[-1]
        yield Finding(
            last.record,
            f"套用照片：{last.taken_on} 的佐证 {last.name} 与 {others} 是同一个文件，应各有各的",
            REUSE,
        )


def evidence_unnamed(connection: sqlite3.Connection, folder: Path) -> Iterator[Finding]:
    """A file that no record names is for somebody to look at; the ledger itself is whole."""
    for file in unnamed(connection, folder):
        yield Finding(f"{folder.name}/{file.name}", "没有一条记录写到这个文件", UNNAMED)
