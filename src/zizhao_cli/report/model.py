"""What comes back from a question: columns and rows, and no looks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from zizhao_cli.domain.kinds.field import Field

Row = dict[str, Any]


@dataclass(frozen=True)
class Report:
    """An answer. `head` is what JSON says before the rows; `brief` names the columns that a table shows."""

    head: dict[str, Any]
    columns: list[Field]
    rows: list[Row]
    brief: list[str]
    summary: list[str] = field(default_factory=list)
    """Sentences under a table: the totals, or that there is nothing."""

    def brief_columns(self) -> list[Field]:
        """Return the columns that a table shows, in the order of `brief`."""
        by_key = {column.key: column for column in self.columns}
        return [by_key[key] for key in self.brief]


@dataclass(frozen=True)
class Record:
    """One record whole: its fields, and what belongs below them (a timeline, an arithmetic)."""

    columns: list[Field]
    row: Row
    title: str
    below: list[tuple[str, list[str]]] = field(default_factory=list)
    """Headed lists of lines."""
