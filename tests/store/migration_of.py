"""Writes the migration of kinds that are declared whole: `python -m tests.store.migration_of 0007 plan topic duty …`.

What a migration says is frozen once it has landed; until then it is written anew with each change of a declaration.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from zizhao_cli.domain.kinds import kind_named
from zizhao_cli.store.migration.schema import migrations
from zizhao_cli.store.tables.declared import metadata

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zizhao_cli.domain.kinds.kind import Kind

_HEAD = '''"""The records of {kinds}: for each what is so now, and every step."""

from alembic import op

revision = "{revision}"
down_revision = "{before}"
branch_labels = None
depends_on = None

STATEMENTS = [
'''
_FOOT = """]


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
"""


def statements(kind: Kind) -> Iterator[str]:
    """Yield the SQL that makes the tables of a kind, their indexes, and the triggers that keep every row."""
    for name in (kind.table, kind.history):
        table = metadata().tables[name]
        yield str(CreateTable(table).compile(dialect=sqlite.dialect())).replace("\t", "    ")
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            yield str(CreateIndex(index).compile(dialect=sqlite.dialect()))
    kept = "BEGIN SELECT RAISE(ABORT, '{table} {why}'); END"
    for table, does, before, why in (
        (kind.table, "deleted", "DELETE", "keeps every row"),
        (kind.history, "changed", "UPDATE", "is append-only"),
        (kind.history, "deleted", "DELETE", "keeps every row"),
    ):
        refused = kept.format(table=table, why=why)
        yield f"CREATE TRIGGER {table}_is_not_{does} BEFORE {before} ON {table}\n{refused}"
    refused = kept.format(table=kind.history, why="is append-only")
    there = f"SELECT 1 FROM {kind.history} WHERE id = NEW.id AND step_no = NEW.step_no"
    yield (
        f"CREATE TRIGGER {kind.history}_is_not_replaced BEFORE INSERT ON {kind.history}\n"
        f"WHEN EXISTS ({there})\n{refused}"
    )


def _plain(sql: str) -> str:
    return "\n".join(line.rstrip() for line in sql.strip().splitlines())


def written(revision: str, names: list[str]) -> str:
    """Return the text of the migration that makes the tables of the kinds `names`."""
    before = f"{int(revision) - 1:04}"
    kinds = [kind_named(name) for name in names]
    head = _HEAD.format(revision=revision, before=before, kinds=", ".join(names))
    made = (f'    """{_plain(sql)}""",\n' for kind in kinds for sql in statements(kind))
    return head + "".join(made) + _FOOT


if __name__ == "__main__":
    number, title, *of = sys.argv[1:]
    import_module("zizhao_cli.store.tables.declared")
    place = Path(migrations()) / "versions" / f"{number}_{title}.py"
    place.write_text(written(number, of), encoding="utf-8")
