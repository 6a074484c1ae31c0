"""What rows become: drafts of checks, hazards and units, or rows with problems."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from zizhao_cli.domain.fingerprint import hazard_facts
from zizhao_cli.domain.values import CheckKind, Handling, Level

if TYPE_CHECKING:
    from zizhao_cli.intake.problem import Problem

_SELF, _GENERAL = CheckKind.SELF.value, Level.GENERAL.value
_IMMEDIATE, _DEADLINE = Handling.IMMEDIATE.value, Handling.DEADLINE.value
OF_HAZARDS = ("level", "due_on")
"""The keys in which a check without a hazard may say something that only a hazard has."""


class PendingUnit(str):
    """The name of a unit that joins the roll once a row that names it is taken."""

    __slots__ = ()


class FoundRow(NamedTuple):
    """The hazard in a row. Days are YYYY-MM-DD; `due` may also count days."""

    title: str
    level: str
    handling: str
    due: str | None
    location: str | None
    sector: str | None
    responsible: str | None
    measures: str | None
    rectified_on: str | None
    reviewer: str | None
    reviewed_on: str | None
    passed: bool | str | None
    """Whether the re-inspection passed, or the text that does not say so."""
    leader: str | None = None

    @property
    def facts(self) -> tuple[str | None, ...]:
        """What tells it from another hazard."""
        return hazard_facts(*self[:8])


class DraftRow(NamedTuple):
    """A row that is as it should be: a check, or for the form `hazard` a hazard with its day and inspectors."""

    line: int
    source_id: str | None
    unit_id: Any
    """The unit's id; a PendingUnit until the ledger takes the row."""
    measure: int
    day: str
    kind: str
    inspectors: str | None
    result: str
    note: str | None
    hazard: FoundRow | None
    cells: list[Any]
    """The row as it came, 同上 spelled out."""

    @property
    def said(self) -> tuple[Any, int, str, str, str | None, str, str | None]:
        """What it says of a check, from the unit to the note, in the order of check_fingerprint and of the table."""
        return self[2:9]


class NumberedRow(NamedTuple):
    """A row under the number of a record, with what it gives by the keys of its form."""

    line: int
    no: str
    given: dict[str, Any]
    cells: list[Any]
    own: dict[str, str]
    """What it says in the columns that the program's own lists have and no import reads."""


class PlainRow(NamedTuple):
    """What a row gives, by the keys of its form, not yet a draft."""

    line: int
    given: dict[str, Any]
    cells: list[Any]
    own: dict[str, str]
    """As of a NumberedRow."""


@dataclass(frozen=True)
class BadRow:
    """A row with problems, and its cells as they came."""

    line: int
    cells: list[Any]
    problems: list[Problem]


def draft_of(line: int, values: dict[str, Any], result: str, cells: list[Any]) -> DraftRow:
    """Return the draft that a row gives by its values, as it should be; a key that it lacks, or None, is left open."""
    get = values.get
    hazard = get("hazard")
    return DraftRow(
        line,
        get("source_id"),
        values["unit"],
        values["measure"],
        values["checked_on"],
        get("kind") or _SELF,
        get("inspectors"),
        result,
        get("note"),
        None if hazard is None else _found(hazard, values),
        cells,
    )


def _found(title: str, values: dict[str, Any]) -> FoundRow:
    get = values.get
    at_once, due = get("due_on") or (False, None)
    return FoundRow(
        title,
        get("level") or _GENERAL,
        _IMMEDIATE if at_once else get("handling") or _DEADLINE,
        due,
        get("location"),
        get("sector"),
        get("responsible"),
        get("measures"),
        get("rectified_on"),
        get("reviewer"),
        get("reviewed_on"),
        get("review_result"),
        get("leader"),
    )


def is_of_a_hazard(key: str, value: object) -> bool:
    """Say whether only a hazard has such a value: a deadline, the level 重大."""
    return (key == "due_on" and value is not None) or (key == "level" and value == Level.MAJOR)
