"""The receipts of a district that the journal records: the entries that they speak of must still be as they were accepted."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from zizhao_cli.domain.receipts import RECEIPT, receipt_of
from zizhao_cli.store.anchors import identity
from zizhao_cli.store.verify.findings import ANCHOR, Finding

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator


def receipts(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Yield which receipts the ledger does not bear out: they are of another ledger, were altered, or what they speak of stands otherwise."""
    query = "SELECT seq, detail FROM journal WHERE action = ? ORDER BY seq"
    own = identity(connection)
    for seq, detail in connection.execute(query, (RECEIPT,)).fetchall():
        name = f"日志 {seq}"
        kept = json.loads(detail)
        receipt = receipt_of(kept.get("said"), kept.get("hash"))
        if receipt is None:
            yield Finding(name, "区县回执的内容和它的校验值对不上")
            continue
        told = receipt.told
        row = connection.execute(
            "SELECT hash FROM journal WHERE seq = ? AND seq < ?", (told["entries"], seq)
        ).fetchone()
        if told["identity"] != own:
            yield Finding(name, "区县回执是给另一本账的")
        elif row is None or row[0] != told["head"]:
            yield Finding(
                name,
                f"区县 {told['at']} 收下的第 {told['entries']} 条，校验值是 {told['head']}，与账本里的不同",
                ANCHOR,
            )
