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

from __future__ import annotations

COLUMNS: dict[str, tuple[str, ...]] = {
'''


def columns_of(table: Table) -> tuple[str, ...]:
    """Return the columns of `table` that are stored, in their order."""
    return tuple(column.name for column in table.columns if column.computed is None)


def made(tables: Iterable[Table] | None = None) -> str:
    """Return the text of the module for `tables`, by default all that are declared."""
    lines = [_HEAD]
    for table in sorted(
        metadata().tables.values() if tables is None else tables, key=lambda t: t.name
    ):
        lines.append(f'    "{table.name}": (\n')
        lines += (f'        "{column}",\n' for column in columns_of(table))
        lines.append("    ),\n")
    return "".join([*lines, "}\n"])


if __name__ == "__main__":
    MADE.write_text(made(), encoding="utf-8")
