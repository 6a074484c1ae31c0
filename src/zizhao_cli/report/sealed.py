"""What may be told of what is sealed: the keys, and to which of them the part of a record is sealed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.domain.kinds.field import Field
from zizhao_cli.report.model import Report
from zizhao_cli.store.sealed import keys, part_of

if TYPE_CHECKING:
    import sqlite3

    from zizhao_cli.domain.kinds.kind import Kind

COLUMNS = [
    Field("recipient", "钥匙"),
    Field("custodian", "保管人"),
    Field("since", "启用日期"),
    Field("seq", "日志", numeric=True),
    Field("parts", "封给它的份数", numeric=True),
    Field("in_use", "现用", flag=True),
]


def key_list(connection: sqlite3.Connection) -> Report:
    """Return the keys in the order in which they were taken into use."""
    known = keys(connection)
    rows = [{**key._asdict(), "in_use": key is known[-1]} for key in known]
    old = sum(key.parts for key in known[:-1])
    summary = ["还没有钥匙，用 keygen 启用。"] if not known else [f"共 {len(known)} 把。"]
    if old:
        summary.append(
            f"还有 {old} 份封给以前的钥匙，只有那几把打得开：钥匙还在的用 reseal 换封；丢了的打不开，账本别的部分照常。"
        )
    brief = [column.key for column in COLUMNS]
    return Report({"list": "keys", "count": len(rows)}, COLUMNS, rows, brief, summary, "密封钥匙")


def sealed_lines(connection: sqlite3.Connection, kind: Kind, record_id: int) -> list[str]:
    """Return what is told beside a record of its sealed part."""
    part = part_of(connection, kind, record_id)
    if part is None:
        return []
    custodians = {key.recipient: key.custodian for key in keys(connection)}
    lines = []
    if part.recipient is not None:
        lines.append(
            f"有密封件，封给保管人 {custodians.get(part.recipient, '（不明）')} 的钥匙 {part.recipient}"
        )
    if part.code is not None:
        lines.append("登记时给了口令，来问时用 inquire 核对")
    return lines
