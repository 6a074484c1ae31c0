"""The model's records in plain Python: units, checks, and hazards with their lives, as the contract and the handbook tell them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.report.life import Deadline, Life, deadline

if TYPE_CHECKING:
    from datetime import date


@dataclass
class Unit:
    """A unit with the names that it bore, each from its day on."""

    code: str
    names: list[tuple[date, str]]
    kind: str = "enterprise"
    parent: str | None = None
    active: bool = True
    batch: str | None = None
    used: bool = False
    """Whether later work touched it, so that its batch stands."""

    @property
    def name(self) -> str:
        return self.names[-1][1]

    def name_at(self, day: date) -> str:
        """Return its name at the end of `day`; before it was on the roll, the first it was given."""
        return next((name for on, name in reversed(self.names) if on <= day), self.names[0][1])


@dataclass
class Check:
    """A check; `content` is what tells it from another."""

    no: str
    unit: Unit
    on: date
    result: str
    content: tuple[object, ...]
    source_id: str | None = None
    batch: str | None = None
    voided: bool = False
    undone: bool = False
    """Whether it was struck out with its batch."""
    touched: bool = False
    """Whether later work rests on it, so that its batch stands."""

    @property
    def stands(self) -> bool:
        return not self.voided


@dataclass
class Batch:
    """What an import wrote, the day of that, and whether it stands."""

    day: date
    stands: bool = True


@dataclass(frozen=True)
class Found:
    """What is told of a hazard when it is found."""

    title: str
    due: str | None
    level: str = "general"
    handling: str = "deadline"
    responsible: str | None = "张静"

    @property
    def facts(self) -> tuple[object, ...]:
        """What tells it from another; a deadline counts as it was asked for."""
        return (self.title, self.due, self.level, self.handling, self.responsible)

    def deadline(self, on: date) -> Deadline:
        """Return its deadline when it was found on `on`."""
        return deadline(self.due, on, self.level, self.handling)


@dataclass
class Hazard(Life):
    """A hazard as the office has it: what tells it from another, and where it came from."""

    place: Unit = None  # type: ignore[assignment] - what has a default stands before it
    content: tuple[object, ...] = ()
    check: str | None = None
    source_id: str | None = None
    batch: str | None = None
    undone: bool = False
    """Whether it was struck out with its batch."""
    touched: bool = False
    """Whether a step was recorded after its batch."""
