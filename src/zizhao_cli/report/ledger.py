"""The ledger itself: what it holds, and what its verification found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.domain.kinds import KINDS
from zizhao_cli.domain.kinds.field import Field
from zizhao_cli.errors import visible
from zizhao_cli.report.model import Report, Row
from zizhao_cli.store.evidence.files import folder_of
from zizhao_cli.store.evidence.unnamed import unnamed
from zizhao_cli.store.synchronised import unsafe_place
from zizhao_cli.store.verify.findings import ANCHOR, EVIDENCE, NO_DAMAGE, REUSE, UNNAMED, WITHHELD

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from zizhao_cli.store.verify.verify import Verified

COLUMNS = [
    Field("path", "位置"),
    Field("size", "大小（字节）", numeric=True),
    Field("revision", "格式版本"),
    *(Field(kind.counted, kind.label, numeric=True) for kind in KINDS),
    Field("entries", "日志条数", numeric=True),
    Field("last_recorded_at", "最后记录时间"),
    Field("head", "最后一条的校验值"),
    Field("unsafe_place", "存放位置"),
    Field("unnamed_evidence", "没有记录的佐证文件", numeric=True),
]


def ledger_info(connection: sqlite3.Connection, path: Path) -> Row:
    """Return what the ledger at `path` holds; `entries` and `head` together vouch for all before them."""
    counts = {
        kind.counted: connection.execute(f"SELECT count(*) FROM {kind.table}").fetchone()[0]
        for kind in KINDS
    }
    (entries,) = connection.execute("SELECT count(*) FROM journal").fetchone()
    last = connection.execute(
        "SELECT recorded_at, hash FROM journal ORDER BY seq DESC LIMIT 1"
    ).fetchone()
    return {
        "path": str(path.absolute()),
        "size": path.stat().st_size,
        "revision": connection.execute("SELECT version_num FROM alembic_version").fetchone()[0],
        **counts,
        "entries": entries,
        "last_recorded_at": last["recorded_at"] if last else None,
        "head": last["hash"] if last else None,
        "unsafe_place": unsafe_place(path),
        "unnamed_evidence": len(unnamed(connection, folder_of(path))),
    }


def findings_report(verified: Verified, anchors: int = 0) -> Report:
    """Return what a verification found, reuse of pictures and files that no record names counted apart; `anchors` is how many it was asked to hold to."""
    findings, count, head = verified
    rows = [
        {"record": visible(found.record), "problem": visible(found.problem), "kind": found.kind}
        for found in findings
    ]
    reused = sum(found.kind == REUSE for found in findings)
    unnamed_files = sum(found.kind == UNNAMED for found in findings)
    damaged = sum(found.kind not in NO_DAMAGE for found in findings)
    lost = sum(found.kind == EVIDENCE for found in findings)
    parts = [
        _verdict(damaged, lost),
        f"套用照片 {reused} 处" if reused else "",
        f"没有记录的佐证文件 {unnamed_files} 个" if unnamed_files else "",
        "不带密封件" if any(found.kind == WITHHELD for found in findings) else "",
        _of_anchors(anchors, sum(found.kind == ANCHOR for found in findings)),
    ]
    summary = [f"{'；'.join(filter(None, parts))}：日志 {count} 条，末条校验值 {head}。"]
    columns = [Field("record", "记录"), Field("problem", "问题"), Field("kind", "种类")]
    totals = {
        "entries": count,
        "head": head,
        "damaged": damaged,
        "reused": reused,
        "unnamed": unnamed_files,
    }
    return Report(
        {"report": "verify", **totals, "count": len(rows)},
        columns,
        rows,
        ["record", "problem"],
        summary,
    )


def _verdict(damaged: int, lost: int) -> str:
    if not damaged:
        return "核验通过"
    if damaged == lost:
        return f"账本完好，佐证有 {lost} 处缺失或改动"
    return f"核验发现 {damaged} 处损坏或改动"


def _of_anchors(given: int, unlike: int) -> str:
    if not given:
        return ""
    return f"锚点 {given} 个，{unlike} 个不符" if unlike else f"锚点 {given} 个，都相符"
