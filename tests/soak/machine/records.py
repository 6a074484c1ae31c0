"""The model's records in plain Python: units, checks, and hazards with their lives, as the contract and the handbook tell them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

RUNNING = {"registered", "rectifying"}
OPEN = {*RUNNING, "awaiting_review"}
PARTS = {"responsible", "measures", "funds", "due", "contingency"}


class No(Exception):
    """The model expects a refusal."""


def refuse(wrong: object, why: str) -> None:
    if wrong:
        raise No(why)


def bare(name: str) -> str:
    """Return a name without its spaces: "张 静" and "张静" are one."""
    return "".join(name.split())


def counted(due: str, found: date) -> date:
    """Return the day that a deadline as typed means: 2022-05-05, or +15d."""
    if due.startswith("+"):
        return found + timedelta(days=int(due[1:-1]))
    return date.fromisoformat(due)


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
    touched: bool = False
    """Whether later work rests on it, so that its batch stands."""

    @property
    def stands(self) -> bool:
        return not self.voided


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

    def deadline(self, on: date) -> date:
        """Return its deadline when it was found on `on`."""
        if self.handling == "immediate":
            refuse(self.due and counted(self.due, on) != on, "immediate is due at once")
            return on
        refuse(self.due is None and self.level == "major", "major needs a deadline")
        due = counted(self.due or "+15d", on)
        refuse(due < on, "due before found")
        return due


@dataclass(frozen=True)
class Face:
    """A hazard as it stands after a step."""

    state: str
    due: date
    level: str
    title: str
    extensions: int = 0
    rectified_on: date | None = None
    rectified_by: str | None = None
    closed_on: date | None = None
    reviewer: str | None = None


@dataclass
class Hazard:
    """A hazard with all its steps (day, name, what it is then) in the order in which they were recorded."""

    no: str
    unit: Unit
    found: date
    original_due: date
    responsible: str | None
    content: tuple[object, ...]
    steps: list[tuple[date, str, Face]]
    check: str | None = None
    source_id: str | None = None
    batch: str | None = None
    plan: set[str] = field(default_factory=set)
    touched: bool = False
    """Whether a step was recorded after its batch."""

    @property
    def now(self) -> Face:
        return self.steps[-1][2]

    @property
    def stands(self) -> bool:
        return self.now.state != "voided"

    @property
    def last(self) -> date:
        """The day of the last step of its life; a correction is none."""
        return max(day for day, name, _ in self.steps if name != "edit")

    def at(self, day: date) -> Face | None:
        """Return it as it was at the end of `day`, or None before it was found."""
        return next((face for on, _, face in reversed(self.steps) if on <= day), None)

    def take(self, name: str, on: date, **changes: object) -> None:
        """Record a step."""
        self.steps.append((on, name, replace(self.now, **changes)))  # type: ignore[arg-type]

    def plan_is_whole(self) -> bool:
        """Only a major hazard needs all five parts."""
        return self.now.level != "major" or self.plan >= PARTS
