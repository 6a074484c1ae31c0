"""The schema as the migrations make it; `python -m tests.store.schema` writes the kept file anew."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.store.damage import query
from zizhao_cli.store.file import REVISION
from zizhao_cli.store.journal.chain import recorded_tables
from zizhao_cli.store.migration.migrate import create
from zizhao_cli.store.migration.schema import migrations
from zizhao_cli.store.tables.declared import metadata

KEPT = migrations() / "schemas" / f"{REVISION}.sql"
APPEND_ONLY = sorted(["journal", *recorded_tables()])
TABLES = sorted(metadata().tables)
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
