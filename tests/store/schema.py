"""The schema as the migrations make it; `python -m tests.store.schema` writes the kept file anew."""

from __future__ import annotations

import tempfile
from pathlib import Path

from sqlmodel import SQLModel

from tests.store.damage import query
from zizhao_cli.store.file import APPEND_ONLY as _APPEND_ONLY
from zizhao_cli.store.file import REVISION
from zizhao_cli.store.migrate import create

KEPT = Path(__file__).parent / f"schema_{REVISION}.sql"
APPEND_ONLY = sorted(_APPEND_ONLY)
TABLES = sorted(SQLModel.metadata.tables)
"""Every table that store.tables declares."""


def schema(path: Path) -> str:
    """Return the SQL that makes the tables, indexes and triggers of the ledger at `path`."""
    made = query(
        path,
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type <> 'table', type, name",
    )
    return "".join(f"{sql.strip()};\n" for (sql,) in made)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        create(Path(folder) / "ledger.db")
        KEPT.write_text(schema(Path(folder) / "ledger.db"), encoding="utf-8")
