"""Ledgers of earlier revisions, as the program of their time wrote them, and all that a ledger holds."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.store.damage import query
from tests.store.schema import schema

if TYPE_CHECKING:
    from collections.abc import Sequence

KEPT = Path(__file__).parent
HEAD = "9a7522d67d5a47cd825fc107deea93fa02115e073cdf90d16cc2f94543e1ce2e"
"""The hash of the last of its 17 entries, as the program of that time printed it."""
ENTRIES = 17
RECORDED = ("journal", "unit", "unit_version", "checks", "check_void", "batch", "batch_undo")
TABLES = (*RECORDED, "hazard", "hazard_version")
"""The tables of revision 0001."""
ROWS = {"journal": 17, "unit": 12, "checks": 6, "check_void": 1, "batch": 2, "hazard": 5}
"""How many rows some of them have, counted when the ledger was written."""


def older(folder: Path, revision: str = "0001") -> Path:
    """Put the ledger of `revision` that is kept beside this file into `folder`."""
    ledger = folder / "ledger.db"
    ledger.write_bytes(gzip.decompress((KEPT / f"ledger_{revision}.db.gz").read_bytes()))
    ledger.chmod(0o600)
    return ledger


def rows(path: Path, tables: Sequence[str] = TABLES) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of `tables` with the type of each value."""
    return {table: query(path, f"SELECT * FROM {table} ORDER BY rowid") for table in tables}


def content(path: Path) -> tuple[object, ...]:
    """Return all that a ledger of revision 0001 holds: rows, schema, revision, and its mark."""
    revision = query(path, "SELECT version_num FROM alembic_version")
    return rows(path), schema(path), revision, query(path, "PRAGMA user_version")
