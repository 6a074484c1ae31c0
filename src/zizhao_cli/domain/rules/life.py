"""The life of a record: each step as a draft that checks itself and applies itself to the record.

A step is what the journal keeps of it; applying all steps of a record in their order gives its present
state again, which is how the ledger is verified.
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self, TypeVar

from pydantic import BaseModel, ConfigDict, field_validator

from zizhao_cli.domain.errors import (
    BackwardsInTime,
    NothingToChange,
    StepNotAllowed,
)
from zizhao_cli.domain.kinds.fields import REASON
from zizhao_cli.domain.kinds.kind import Kind
from zizhao_cli.domain.rules.draft import kept_as
from zizhao_cli.domain.values import Word

if TYPE_CHECKING:
    from collections.abc import Callable

    from zizhao_cli.domain.rules.record import Record

Reason = Annotated[str, kept_as(REASON)]
R = TypeVar("R", bound="Record")


class Step(BaseModel):
    """What all steps share: the day, the states it may start from, and what it changes.

    `rules` is the version of its kind's rules that it was taken under; a step that names none was taken under the first.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    kind: ClassVar[Kind]
    allowed: ClassVar[tuple[Word, ...]]
    in_order: ClassVar[bool] = True
    """False for what is no step of the record's life: a step that comes to light later may lie before it."""
    written_by: ClassVar[str | None] = None
    """The table whose change-sets alone write such a step: past steps come of a `batch`, undoing of a `batch_undo`."""
    leads_to: ClassVar[Word | None] = None
    """The state that it leads to, where that is all it changes."""
    step: str
    on: date
    rules: int = 1

    @classmethod
    def label(cls) -> str:
        """Return what it is called."""
        return cls.kind.steps[cls.model_fields["step"].default].label

    def apply(self, record: R) -> R:
        """Return the record after this step.

        Raises StepNotAllowed, BackwardsInTime, or what the step itself refuses. Changes nothing in `record`.
        """
        if record.in_state() not in self.allowed:
            self.refuse_unless_allowed(record.number(), record.in_state())
        last = record.last_day()
        if last is not None and self.on < last:
            raise BackwardsInTime(record.number(), self.label(), self.on, last)
        when = {"last_step_on": self.on} if self.in_order else {}
        return record.with_changes({**when, **self.changes(record)})

    @classmethod
    def refuse_unless_allowed(cls, no: str, state: str) -> None:
        """Refuse this step for the record `no` in `state`, whatever it would say. Raises StepNotAllowed."""
        if state not in cls.allowed:
            allowed = [each.label for each in cls.allowed]
            state_now = cls.kind.states(state).label
            raise StepNotAllowed(cls.kind.name, no, cls.label(), state_now, allowed)

    def changes(self, record: Any) -> dict[str, Any]:  # noqa: ANN401 - each kind's steps take its own records
        """Return the fields that this step sets, or refuse."""
        del record
        return {} if self.leads_to is None else {"state": self.leads_to.value}

    def under(self, rules: int) -> Self:
        """Return this step as one that is taken under version `rules` of its kind's rules."""
        return self if rules == self.rules else self.model_copy(update={"rules": rules})

    def kept(self) -> str:
        """Return what the journal keeps of it, as JSON."""
        exclude = {"rules"} if self.rules == 1 else None
        return self.model_dump_json(exclude_none=True, exclude=exclude)


class Correction(Step):
    """What describes a record, put right: `to` holds the corrected fields with their new values."""

    in_order = False
    mends: ClassVar[frozenset[str]]
    """The columns that it may change."""
    to: dict[str, Any]

    @field_validator("to")
    @classmethod
    def _only_what_may_be_mended(cls, to: dict[str, Any]) -> dict[str, Any]:
        if not to.keys() <= cls.mends:
            raise ValueError(sorted(to.keys() - cls.mends))
        return to

    def changes(self, record: Any) -> dict[str, Any]:  # noqa: ANN401 - each kind's steps take its own records
        changed = {
            field: value for field, value in self.to.items() if getattr(record, field) != value
        }
        if not changed:
            raise NothingToChange("各项与现值相同")
        return changed


class Rules:
    """The rules of one kind: its record, its steps, and what must hold of a record as it is registered.

    `registered` returns the day of a registration, None where any will do, and the values that its fields must have.
    """

    def __init__(
        self,
        record: type[Record],
        steps: tuple[type[Step], ...],
        registered: Callable[[Any], tuple[date | None, dict[str, Any]]],
        *,
        version: int = 1,
    ) -> None:
        self.kind = record.kind_of_record
        self.record = record
        self.steps = {step.model_fields["step"].default: step for step in steps}
        self.registered = registered
        self.version = version

    def read(self, detail: str, name: str | None = None) -> Step:
        """Return the step that the journal keeps as JSON in `detail`, the one called `name` where that is told.

        Raises ValueError where it is no step of this kind, or is not as its steps are.
        """
        if name is None:
            name = json.loads(detail).get("step")
        step = self.steps.get(name or "")
        if step is None:
            raise ValueError(f"{self.kind.label}没有 {name!r} 这一步")
        return step.model_validate_json(detail)

    def replay(self, first: R, details: list[str]) -> list[R]:
        """Return the record after each step: `first` as registered, then one for each of `details` (JSON)."""
        records = [first]
        for detail in details:
            records.append(self.read(detail).apply(records[-1]))
        return records
