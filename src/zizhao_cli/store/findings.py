"""What a verification finds, and how it names the record it is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zizhao_cli.domain.numbering import BATCHES, CHECKS, HAZARDS

if TYPE_CHECKING:
    import sqlite3

DAMAGE = "damage"
"""Something is not as it was recorded, or cannot have been recorded so."""
EVIDENCE = "evidence"
"""A file of evidence is gone or is not what was recorded; the ledger itself is whole."""
ANCHOR = "anchor"
"""The journal is not the one that a printed report rests on."""
REUSE = "reuse"
"""The ledger is whole, but one picture stands for more than one thing (套用照片)."""


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it should be: the record, what is wrong with it, and what it should be."""

    record: str
    problem: str
    kind: str = DAMAGE


FILE = "账本文件"
_SERIES = {"hazard": HAZARDS, "hazard_version": HAZARDS, "checks": CHECKS, "batch": BATCHES}


def record_name(table: str, record_id: object) -> str:
    """Return what people call the record `record_id` of `table`; a damaged id is shown as it is."""
    if table in _SERIES and isinstance(record_id, int):
        return _SERIES[table].no(record_id)
    return f"{table} {record_id!r}"


def row_name(connection: sqlite3.Connection, table: str, rowid: int) -> str:
    """Return what people call the row `rowid` of `table`."""
    if table == "hazard_version":
        found = connection.execute(f"SELECT id FROM {table} WHERE rowid = ?", (rowid,)).fetchone()
        return record_name(table, found[0])
    return record_name(table, rowid)
