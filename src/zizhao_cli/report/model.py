"""What comes back from a question: columns and rows, and no looks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from zizhao_cli.domain.values import Word

Row = dict[str, Any]


@dataclass(frozen=True)
class Column:
    """A key of the contract with its Chinese heading, and the closed set its values come from, if any."""

    key: str
    heading: str
    words: type[Word] | None = None
    numeric: bool = False


@dataclass(frozen=True)
class Report:
    """An answer. `head` is what JSON says before the rows; `brief` names the columns that a table shows."""

    head: dict[str, Any]
    columns: list[Column]
    rows: list[Row]
    brief: list[str]
    summary: list[str] = field(default_factory=list)
    """Sentences under a table: the totals, or that there is nothing."""

    def brief_columns(self) -> list[Column]:
        """Return the columns that a table shows, in the order of `brief`."""
        by_key = {column.key: column for column in self.columns}
        return [by_key[key] for key in self.brief]


@dataclass(frozen=True)
class Record:
    """One record whole: its fields, and what belongs below them (a timeline, an arithmetic)."""

    columns: list[Column]
    row: Row
    title: str
    below: list[tuple[str, list[str]]] = field(default_factory=list)
    """Headed lists of lines."""
