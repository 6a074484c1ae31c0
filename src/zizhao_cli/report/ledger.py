"""The ledger itself: what it holds, and what its verification found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.report.model import Column, Report, Row

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

COLUMNS = [
    Column("path", "位置"),
    Column("size", "大小（字节）", numeric=True),
    Column("revision", "格式版本"),
    Column("units", "单位", numeric=True),
    Column("checks", "检查", numeric=True),
    Column("hazards", "隐患", numeric=True),
    Column("entries", "日志条数", numeric=True),
    Column("last_recorded_at", "最后记录时间"),
    Column("head", "最后一条的校验值"),
]


def ledger_info(connection: sqlite3.Connection, path: Path) -> Row:
    """Return what the ledger at `path` holds; `entries` and `head` together vouch for all before them."""
    count = {
        table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for table in ("unit", "checks", "hazard", "journal")
    }
    last = connection.execute(
        "SELECT recorded_at, hash FROM journal ORDER BY seq DESC LIMIT 1"
    ).fetchone()
    return {
        "path": str(path.absolute()),
        "size": path.stat().st_size,
        "revision": connection.execute("SELECT version_num FROM alembic_version").fetchone()[0],
        "units": count["unit"],
        "checks": count["checks"],
        "hazards": count["hazard"],
        "entries": count["journal"],
        "last_recorded_at": last["recorded_at"] if last else None,
        "head": last["hash"] if last else None,
    }


def findings_report(findings: list[tuple[str, str]], count: int, head: str) -> Report:
    """Return what a verification found: the record and the problem, each; `count` entries end in `head`."""
    rows = [{"record": record, "problem": problem} for record, problem in findings]
    summary = [
        f"核验发现 {len(rows)} 处问题。"
        if rows
        else f"核验通过：日志 {count} 条，末条校验值 {head}。"
    ]
    columns = [Column("record", "记录"), Column("problem", "问题")]
    anchor = {"entries": count, "head": head}
    return Report(
        {"report": "verify", **anchor, "count": len(rows)},
        columns,
        rows,
        ["record", "problem"],
        summary,
    )
