"""The towns of a district, what it refused, and what its verification found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.kinds.field import Field
from zizhao_cli.errors import visible
from zizhao_cli.report.model import Report

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zizhao_cli.store.district.desk import TownHeld
    from zizhao_cli.store.district.verify import VerifiedDistrict

_TOWNS = [
    Field("town", "镇"),
    Field("pushed_by", "报送账号"),
    Field("entries", "收到第几条", numeric=True),
    Field("recorded_at", "最后一条记于"),
    Field("refused", "拒收", numeric=True),
    Field("identity", "账本第一条的校验值"),
    Field("head", "收到的最后一条的校验值"),
]
_REFUSED = [
    Field("town", "镇"),
    Field("at", "送来"),
    Field("why", "为什么"),
    Field("seq", "从第几条", numeric=True),
    Field("lines", "行数", numeric=True),
    Field("sha256", "校验值"),
]
_WHY = {
    "stranger": "是另一本账",
    "taken": "是别的镇的账",
    "parted": "和已收的不同",
    "broken": "和自己的校验值对不上",
}


def towns(held: Sequence[TownHeld]) -> Report:
    """Return the towns as the district holds them."""
    rows = [
        {
            **town._asdict(),
            "town": town.name,
            "recorded_at": town.recorded_at or None,
            "head": town.head if town.entries else None,
        }
        for town in held
    ]
    summary = [f"共 {len(rows)} 个镇。"]
    brief = ["town", "pushed_by", "entries", "recorded_at", "refused"]
    return Report({"list": "towns", "count": len(rows)}, _TOWNS, rows, brief, summary)


def refused(found: Sequence[dict[str, Any]]) -> Report:
    """Return what the district refused."""
    rows = [{**row, "why": _WHY.get(row["why"], row["why"])} for row in found]
    summary = [f"拒收过 {len(rows)} 份。" if rows else "没有拒收过。"]
    keys = [field.key for field in _REFUSED]
    return Report({"list": "refused", "count": len(rows)}, _REFUSED, rows, keys, summary)


def found(verified: VerifiedDistrict) -> Report:
    """Return what a verification of the district's database found."""
    rows = [
        {"record": visible(finding.record), "problem": visible(finding.problem)}
        for finding in verified.findings
    ]
    verdict = f"核验发现 {len(rows)} 处损坏或改动" if rows else "核验通过"
    summary = [
        f"{verdict}：各镇日志共 {verified.entries} 条；回执 {verified.receipts} 张，校验值 {verified.head}。"
    ]
    head = {
        "report": "verify",
        "entries": verified.entries,
        "receipts": verified.receipts,
        "head": verified.head,
        "count": len(rows),
    }
    columns = [Field("record", "记录"), Field("problem", "问题")]
    return Report(head, columns, rows, ["record", "problem"], summary)
