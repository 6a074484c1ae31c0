"""What every reader of files gives: rows of cells with the numbers an editor or a spreadsheet shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

Cells = list[Any]
"""Texts from text files; texts, numbers, booleans, dates and ErrorCell from workbooks."""


@dataclass
class Table:
    """One sheet, or one text file, not yet understood."""

    encoding: str | None
    sheet: str | None
    rows: Iterator[tuple[int, Cells]]
    keyed: bool = False
    """True for jsonl, whose first row is made of the keys of all its objects."""
    date_1904: bool = False
    done: Callable[[], float] = field(default=lambda: 0.0)
    """How much of the file has been read, from 0 to 1."""
    spread: Callable[[int], Iterable[int]] | None = None
    """Tells for a row's number the columns, from 0, that a merged region fills from their left, if any does."""
    from_above: Callable[[int], Collection[int]] | None = None
    """Tells for a row's number the columns, from 0, that a merged region fills from above, if any does."""
    skipped: list[tuple[int | None, str]] = field(default_factory=list)


@dataclass(frozen=True)
class ErrorCell:
    """A cell whose formula failed, with what the spreadsheet shows (#REF!)."""

    text: str
