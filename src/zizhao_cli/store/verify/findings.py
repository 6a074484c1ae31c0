"""What a verification finds, and how it names the record it is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zizhao_cli.domain.kinds import kind_of_table
from zizhao_cli.errors import ZizhaoError

if TYPE_CHECKING:
    import sqlite3

    from zizhao_cli.domain.kinds.kind import Kind

DAMAGE = "damage"
"""Something is not as it was recorded, or cannot have been recorded so."""
EVIDENCE = "evidence"
"""A file of evidence is gone or is not what was recorded; the ledger itself is whole."""
ANCHOR = "anchor"
"""The journal is not the one that a printed report rests on."""
REUSE = "reuse"
"""The ledger is whole, but one picture stands for more than one thing (套用照片)."""

UNNAMED = "unnamed"
"""The ledger is whole, but a file lies in its evidence that no record names."""
WITHHELD = "withheld"
"""This is a copy that was made without the sealed parts; all else of it is whole."""
NO_DAMAGE = (REUSE, UNNAMED, WITHHELD)


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it should be: the record, what is wrong with it, and what it should be."""

    record: str
    problem: str
    kind: str = DAMAGE


NOT_AS_WRITTEN = (
    ZizhaoError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    AssertionError,
    RecursionError,
)
"""What a row raises that says something no program wrote; the rows after it are replayed all the same."""
FILE = "账本文件"


def record_name(kind: Kind, record_id: object) -> str:
    """Return what people call the record `record_id` of `kind`; a damaged id is shown as it is."""
    if kind.series is not None and isinstance(record_id, int):
        return kind.no(record_id)
    return f"{kind.table} {record_id!r}"


def row_name(connection: sqlite3.Connection, table: str, rowid: int) -> str:
    """Return what people call the row `rowid` of `table`."""
    kind = kind_of_table(table)
    if kind is None or kind.series is None:
        return f"{table} {rowid!r}"
    if table == kind.table:
        return record_name(kind, rowid)
    query = f"SELECT {kind.key} FROM {table} WHERE rowid = ?"
    return record_name(kind, connection.execute(query, (rowid,)).fetchone()[0])
