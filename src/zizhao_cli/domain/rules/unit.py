"""Units of the roll: the record, the draft, and what becomes of a unit."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator
from pydantic import Field as Declared

from zizhao_cli.domain.errors.records import BadUnitCode
from zizhao_cli.domain.kinds.fields import NOTE, SECTOR
from zizhao_cli.domain.kinds.unit import (
    ALIASES,
    CONTACT,
    HEAD,
    KIND,
    NAME,
    PHONE,
    TAGS,
    UNIT,
    WHY_RETIRED,
)
from zizhao_cli.domain.placeholders import unit_name
from zizhao_cli.domain.rules.draft import Draft, kept_as, read_as
from zizhao_cli.domain.rules.life import Correction, Rules, Step
from zizhao_cli.domain.rules.record import Record
from zizhao_cli.domain.text import matching_key
from zizhao_cli.domain.values import UnitKind, UnitState, UnitTag


class UnitRecord(Record):
    """What is known of a unit."""

    kind_of_record = UNIT
    id: int
    code: str
    name: str
    kind: str
    aliases: str = "[]"
    parent_id: int | None = None
    supervisor_id: int | None = None
    sector: str | None = None
    head: str | None = None
    contact: str | None = None
    phone: str | None = None
    note: str | None = None
    active: bool = True
    tags: str | None = None
    """A JSON list of UnitTag; NULL where it has none."""
    last_step_on: date | None = Declared(default=None, exclude=True)
    """Of a change; the first entry says when the roll came to know a unit, not since when it is."""

    def at_step(self, number: int, on: str) -> Self:
        """Return the unit with the day of its last change."""
        return self.with_changes({"last_step_on": date.fromisoformat(on) if number > 1 else None})

    def number(self) -> str:
        """Return its name, as people call it."""
        return self.name

    def in_state(self) -> str:
        """Return whether it is active or retired."""
        return UnitState.ACTIVE if self.active else UnitState.RETIRED


def _unit_code(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,31}", value):
        raise BadUnitCode(value)
    return value


def _aliases(values: list[str]) -> list[str]:
    """Keep the first of aliases that match alike."""
    return list({matching_key(value): value for value in reversed(values)}.values())[::-1]


class UnitDraft(Draft):
    """A unit of the roll. `parent` and `supervisor` are as typed."""

    code: Annotated[str, BeforeValidator(_unit_code)]
    name: Annotated[str, AfterValidator(unit_name), read_as(NAME)]
    kind: Annotated[UnitKind, read_as(KIND)]
    aliases: Annotated[list[Annotated[str, read_as(ALIASES)]], BeforeValidator(_aliases)] = (
        Declared(default_factory=list)
    )
    parent: str | None = None
    supervisor: str | None = None
    sector: Annotated[str, read_as(SECTOR)] | None = None
    head: Annotated[str, read_as(HEAD)] | None = None
    contact: Annotated[str, read_as(CONTACT)] | None = None
    phone: Annotated[str, read_as(PHONE)] | None = None
    note: Annotated[str, read_as(NOTE)] | None = None
    tags: Annotated[
        list[Annotated[UnitTag, read_as(TAGS)]], AfterValidator(lambda tags: sorted(set(tags)))
    ] = Declared(default_factory=list)


class UnitStep(Step):
    """Something that becomes of a unit."""

    kind = UNIT


class Edit(UnitStep, Correction):
    """What is known of a unit, changed from a day on; a retired one may come back so."""

    step: Literal["edit"] = "edit"
    allowed = tuple(UnitState)
    in_order = True
    mends = frozenset(UnitRecord.columns()) - {"id", "code"}


class LeavesTheRoll(UnitStep):
    """Nothing more is recorded of the unit; what was stays."""

    reason: Annotated[str, kept_as(WHY_RETIRED)]

    def changes(self, unit: UnitRecord) -> dict[str, Any]:
        del unit
        return {"active": False}


class Retire(LeavesTheRoll):
    """The unit is no more."""

    step: Literal["retire"] = "retire"
    allowed = (UnitState.ACTIVE,)


class Undo(LeavesTheRoll):
    """Retired together with the batch that brought it."""

    step: Literal["undo"] = "undo"
    allowed = tuple(UnitState)
    written_by = "batch_undo"


RULES = Rules(UnitRecord, (Edit, Retire, Undo), lambda *_: (None, {}), placed_since=None)
