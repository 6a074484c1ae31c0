"""Writes the migration of kinds that are declared whole: `python -m tests.store.migration_of 0008 sealed tip channel …`.

The word `seals` among them stands for the tables of what is sealed.

What a migration says is frozen once it has landed; until then it is written anew with each change of a declaration.
"""

from __future__ import annotations

import sys
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from zizhao_cli.domain.kinds import kind_named
from zizhao_cli.store.journal.chain import SEAL, SEAL_KEY
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
        yield from _made(name)
    yield _refusing(kind.table, "DELETE")
    yield from _kept(kind.history, "id", "step_no")


SEALED, SEALS = "sealed", "seals"
AGAIN = "NOT EXISTS (SELECT 1 FROM seal WHERE replaces = OLD.sha256)"


def seals() -> Iterator[str]:
    """Yield the SQL that makes the tables of what is sealed; a sealed part goes only once another one replaces it."""
    for name in (SEAL_KEY, SEAL, SEALED, "withheld"):
        yield from _made(name)
    for name in (SEAL_KEY, SEAL):
        yield from _kept(name, "seq", "position")
    yield _refusing("withheld", "DELETE")
    yield _refusing(SEALED, "UPDATE")
    yield _refusing(SEALED, "DELETE", AGAIN)
    there = "EXISTS (SELECT 1 FROM sealed WHERE sha256 = NEW.sha256)"
    yield _refusing(SEALED, "INSERT", there)


def _made(name: str) -> Iterator[str]:
    table = metadata().tables[name]
    yield str(CreateTable(table).compile(dialect=sqlite.dialect())).replace("\t", "    ")
    for index in sorted(table.indexes, key=lambda index: str(index.name)):
        yield str(CreateIndex(index).compile(dialect=sqlite.dialect()))


def _kept(table: str, *key: str) -> Iterator[str]:
    """Yield the triggers of a table whose rows are written once: none is changed, deleted, or replaced by another of its key."""
    yield _refusing(table, "UPDATE")
    yield _refusing(table, "DELETE")
    same = " AND ".join(f"{column} = NEW.{column}" for column in key)
    there = f"EXISTS (SELECT 1 FROM {table} WHERE {same})"
    yield _refusing(table, "INSERT", there)


_REFUSED = {
    "UPDATE": ("changed", "is append-only"),
    "DELETE": ("deleted", "keeps every row"),
    "INSERT": ("replaced", "is append-only"),
}


def _refusing(table: str, event: str, when: str = "") -> str:
    does, why = _REFUSED[event]
    asked = f"WHEN {when}\n" if when else ""
    return (
        f"CREATE TRIGGER {table}_is_not_{does} BEFORE {event} ON {table}\n{asked}"
        f"BEGIN SELECT RAISE(ABORT, '{table} {why}'); END"
    )


def _plain(sql: str) -> str:
    return "\n".join(line.rstrip() for line in sql.strip().splitlines())


def written(revision: str, names: list[str]) -> str:
    """Return the text of the migration that makes the tables of the kinds `names`."""
    before = f"{int(revision) - 1:04}"
    making = (seals() if name == SEALS else statements(kind_named(name)) for name in names)
    head = _HEAD.format(revision=revision, before=before, kinds=", ".join(names))
    made = (f'    """{_plain(sql)}""",\n' for sql in chain.from_iterable(making))
    return head + "".join(made) + _FOOT


if __name__ == "__main__":
    number, title, *of = sys.argv[1:]
    import_module("zizhao_cli.store.tables.declared")
    place = Path(migrations()) / "versions" / f"{number}_{title}.py"
    place.write_text(written(number, of), encoding="utf-8")
