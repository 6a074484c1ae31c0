"""Writes `store/statements.py`: the columns of every table, as the declarations give them (`make statements`)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from zizhao_cli.store.tables.declared import metadata

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Table

MADE = Path(__file__).parents[1] / "statements.py"
_HEAD = '''"""The columns of every table in their order, made from store.tables by `make statements`; never edited by hand."""

_TABLES = """
'''
_FOOT = '''"""
_LINES = [line.partition(": ") for line in _TABLES.strip().split("\\n")]
COLUMNS = {table: columns.split() for table, _, columns in _LINES}
'''


def columns_of(table: Table) -> tuple[str, ...]:
    """Return the columns of `table` that are stored, in their order."""
    return tuple(column.name for column in table.columns if column.computed is None)


def made(tables: Iterable[Table] | None = None) -> str:
    """Return the text of the module for `tables`, by default all that are declared."""
    chosen = metadata().tables.values() if tables is None else tables
    lines = sorted(f"{table.name}: {' '.join(columns_of(table))}\n" for table in chosen)
    return f"{_HEAD}{''.join(lines)}{_FOOT}"


if __name__ == "__main__":
    MADE.write_text(made(), encoding="utf-8")
