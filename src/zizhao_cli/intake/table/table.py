"""What every reader of files gives: rows of cells with the numbers an editor or a spreadsheet shows."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

Cells = list[Any]
"""Texts from text files; texts, numbers, booleans, dates, Shown and ErrorCell from workbooks."""


@dataclass
class Pictures:
    """The pictures of one sheet; a picture is the name of its part in the package."""

    floating: dict[int, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    """For each row's number the pictures that lie over it, each with its column, from 0."""
    in_cells: dict[str, str] = field(default_factory=dict)
    """The pictures that stand within cells, by the names that their formulas give them."""
    left_out: list[tuple[int | None, int | None, str]] = field(default_factory=list)
    """Row, column and why, of those that are not to be had."""


@dataclass
class Table:
    """One sheet, or one text file, not yet understood."""

    encoding: str | None
    sheet: str | None
    rows: Iterator[tuple[int, Cells]]
    keyed: bool = False
    """True for jsonl, whose first row is made of the keys of all its objects."""
    even: bool = False
    """True for csv, where a comma too few or too many shifts all that follows: a row has as many cells as the header."""
    swallowed: dict[int, int] = field(default_factory=dict)
    """Lines of csv one cell of which holds what looks like further rows, with the place of that cell."""
    date_1904: bool = False
    done: Callable[[], float] = field(default=lambda: 0.0)
    """How much of the file has been read, from 0 to 1."""
    spread: Callable[[int], Iterable[int]] | None = None
    """Tells for a row's number the columns, from 0, that a merged region fills from their left, if any does."""
    from_above: Callable[[int], Collection[int]] | None = None
    """Tells for a row's number the columns, from 0, that a merged region fills from above, if any does."""
    pictures: Pictures | None = None
    skipped: list[tuple[int | None, str]] = field(default_factory=list)

    def merged_right(self, line: int) -> Collection[int]:
        """Return the columns of a line that merged regions fill from their left."""
        return () if self.spread is None else tuple(self.spread(line))

    def merged_down(self, line: int) -> Collection[int]:
        """Return the columns of a line that merged regions fill from above."""
        return () if self.from_above is None else self.from_above(line)


@dataclass(frozen=True)
class ErrorCell:
    """A cell whose formula failed, with what the spreadsheet shows (#REF!)."""

    text: str


class Shown(NamedTuple):
    """A cell whose number format shows something else than its value says."""

    value: Any
    shown: str | None
    """What it shows, or None where that cannot be told exactly."""
    day: bool = True
    """False for a date of which the month or the year alone is shown."""

    def __str__(self) -> str:
        return str(self.value) if self.shown is None else self.shown


def plain_number(number: float) -> str:
    """Return a number as a spreadsheet shows it without a format: in 15 digits; those behind come of counting in twos."""
    return str(int(number)) if number == int(number) else f"{number:.15g}"
