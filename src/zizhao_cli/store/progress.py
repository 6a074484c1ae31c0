"""What long work tells of how far it has come, to whoever wants to know."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

ROWS, PAGES, FILES = "行", "页", "份"
OFTEN = 1000
"""Rows between two tellings."""
Row = TypeVar("Row")
Passed = Callable[[int], object]
"""Is told how many more rows were passed over."""


class Tell(Protocol):
    """Is told what is being done, how many `unit`s of it are done, and which share of the whole that is, from 0 to 1."""

    def __call__(self, what: str, count: int, share: float, unit: str = ROWS) -> None:
        """Take note; it returns soon."""


def quiet(what: str, count: int, share: float, unit: str = ROWS) -> None:
    """Be told, and tell nobody."""
    del what, count, share, unit


class Part(NamedTuple):
    """A part of some work: how many rows it passes over, and about how many microseconds it takes for one."""

    rows: int
    each: float

    @property
    def whole(self) -> float:
        """Return what the part weighs among the others."""
        return self.rows * self.each


class Work:
    """Work in several parts, told as one: its share grows about as time does, and its rows with its share."""

    def __init__(self, what: str, rows: int, parts: Mapping[str, Part], tell: Tell) -> None:
        """Tell of `what` is done with so many `rows`, each of which may be passed over by several `parts`."""
        self._what, self._rows, self._parts, self._tell = what, rows, parts, tell
        self._whole = sum(part.whole for part in parts.values()) or 1
        self._part = Part(0, 0)
        self._before = self._passed = 0.0

    def begin(self, name: str) -> None:
        """Begin the part `name`; the one before it is done, however many rows it passed over."""
        self._before += self._part.whole
        self._part, self._passed = self._parts.get(name, Part(0, 0)), 0
        self.passed(0)

    def passed(self, rows: int) -> None:
        """Note that the part has passed over so many more rows; more than it has do not count."""
        self._passed += rows * self._part.each
        share = (self._before + min(self._passed, self._part.whole)) / self._whole
        self._tell(self._what, int(share * self._rows), share)


def counted(rows: Iterable[Row], passed: Passed) -> Iterator[Row]:
    """Yield `rows`, and tell now and then how many more have passed."""
    for number, row in enumerate(rows, start=1):
        yield row
        if number % OFTEN == 0:
            passed(OFTEN)
