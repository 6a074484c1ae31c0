"""A figure that a measure has of its own, and the list that it is counted from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zizhao_cli.report.model import Row

NOT_RECORDED = "没有记录"
NOT_BY_UNITS = "不按单位分，没有数"

MOST_NAMED = 500
"""Of more records only the command is told, so that an answer does not grow with a ledger of years."""


class Figure(NamedTuple):
    """A number of records or, where it `adds` a column of theirs, what they add up to; None is one that is `lacking`, and that says why.

    `each` is what it counts by, `of` the key of the figure that it is a part of. An `open` one is a number of open ends. `command` lists the rows that it
    was counted from, in JSON `under` these keys; `records` are what those that it counts are called, None where they are too many to be told, or are told by nobody else.
    """

    key: str
    label: str
    value: float | None
    each: str
    command: str
    of: str | None = None
    open: bool = False
    adds: str | None = None
    under: tuple[str, ...] = ("rows",)
    records: Sequence[str] | None = None
    lacking: str | None = None

    @property
    def said(self) -> str:
        """The figure in words; what is not recorded is said to be so, and never 0."""
        number = self.lacking if self.value is None else f" {self.value} {self.each}"
        return f"{self.label}{number}"

    @property
    def is_open_end(self) -> bool:
        """Whether there is something to be seen to."""
        return self.open and bool(self.value)

    def told(self, measure: int) -> Row:
        """Return what JSON says of it."""
        return {"measure": measure, **self._asdict(), "under": [*self.under]}


class Listing(NamedTuple):
    """The rows that a command lists, each called by its value under the key `called`, or by nothing where only the command may name them; no rows where they are not narrowed as is asked."""

    command: str
    rows: Sequence[Any] | None
    called: str | None = "no"
    under: tuple[str, ...] = ("rows",)

    def figure(
        self,
        key: str,
        label: str,
        each: str,
        *,
        of: Figure | None = None,
        open: bool = False,
        adds: str | None = None,
        zero: bool = False,
    ) -> Figure:
        """Return how many there are, or what they add up to. None at all are not recorded, unless they would be a part of what is, or `zero` is a number here."""
        rows = self.rows or ()
        if adds is not None:
            rows = [row for row in rows if row[adds] is not None]
        value: float | None = len(rows) if adds is None else _sum(row[adds] for row in rows)
        part = adds is None and of is not None and of.value is not None
        if self.rows is None or not (rows or part or zero) or (of is not None and of.value is None):
            value = None
        counted = rows if adds is None else [row for row in rows if row[adds]]
        named = value is not None and len(counted) <= MOST_NAMED and self.called is not None
        lacking = NOT_BY_UNITS if self.rows is None else NOT_RECORDED
        return Figure(
            key,
            label,
            value,
            each,
            self.command,
            None if of is None else of.key,
            open,
            adds,
            self.under,
            [*self._names(counted)] if named else None,
            lacking if value is None else None,
        )

    def _names(self, rows: Sequence[Any]) -> Sequence[str]:
        names: list[str] = []
        for row in rows:
            name = row if isinstance(row, str) else row[self.called or "no"]
            names += [name] if isinstance(name, str) else name
        return names


def _sum(numbers: Iterable[float]) -> float:
    """Return what numbers add up to; money in yuan to the fen."""
    return round(sum(numbers), 2)
