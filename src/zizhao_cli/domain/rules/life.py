"""The life of a record: each step as a draft that checks itself and applies itself to the record.

A step is what the journal keeps of it; applying all steps of a record in their order gives its present
state again, which is how the ledger is verified.
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self, TypeVar

from pydantic import BaseModel, ConfigDict, PrivateAttr, field_validator

from zizhao_cli.domain.errors.steps import (
    ApprovalMissing,
    BackwardsInTime,
    NothingToChange,
    StepNotAllowed,
)
from zizhao_cli.domain.kinds.fields import APPROVED_BY, REASON
from zizhao_cli.domain.kinds.kind import Kind
from zizhao_cli.domain.people import RECORDER, Person, Spelling, approved_by_another
from zizhao_cli.domain.rules.draft import kept_as
from zizhao_cli.domain.values import Word

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from zizhao_cli.domain.rules.record import Record
    from zizhao_cli.domain.rules.told import Line

Reason = Annotated[str, kept_as(REASON)]
R = TypeVar("R", bound="Record")


class Step(BaseModel):
    """What all steps share: the day, the states it may start from, and what it changes.

    `rules` is the version of its kind's rules that it was taken under; a step that names none was taken under the first.
    """

    # Built when it is first taken: few commands take more than one.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
    kind: ClassVar[Kind]
    allowed: ClassVar[tuple[Word, ...]]
    in_order: ClassVar[bool] = True
    """False for what is no step of the record's life: a step that comes to light later may lie before it."""
    by_day: ClassVar[bool] = False
    """True for what leaves the state as it is, such as a meeting held: one that comes to light later takes its place among the others by its day."""
    written_by: ClassVar[str | None] = None
    """The table whose change-sets alone write such a step: past steps come of a `batch`, undoing of a `batch_undo`."""
    of_all_days: ClassVar[bool] = False
    """True for what strikes a record out: it holds for all days, so it may lie before the last step."""
    leads_to: ClassVar[Word | None] = None
    """The state that it leads to, where that is all it changes."""
    letters_since: ClassVar[int] = 1
    """The version of the rules since which people are told apart by the letters of their names."""
    step: str
    on: date
    rules: int = 1
    people: dict[str, str] | None = None
    """Who of those it names, or its record does, was known when it was taken: codes by the keys of the names (domain.people)."""
    _taken_now: bool = PrivateAttr(default=False)

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
        if last is not None and self.on < last and not self.of_all_days:
            raise BackwardsInTime(record.number(), self.label(), self.on, last)
        when = {"last_step_on": max(self.on, last or self.on)} if self.in_order else {}
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

    @property
    def looks_back(self) -> bool:
        """Whether it is weighed against the whole life of the record until now, or changes what is told of it."""
        return False

    def weigh(self, until_now: Sequence[Line]) -> None:
        """Refuse it for what the record was at the steps of its life, `until_now`; asked where it looks back."""
        del until_now

    def done_by(self) -> tuple[str, Person] | None:
        """Return the role and the person whose doing this step is, where another must approve that it is taken back."""
        return None

    def grave(self) -> str | None:
        """Return why one person alone may not take it back, or None."""
        return None if self.done_by() is None else f"撤回的是{self.label()}销号（反销号）"

    def under(self, rules: int, people: dict[str, str] | None = None) -> Self:
        """Return this step as one that is taken now, under version `rules` of its kind's rules, with the codes of the `people` that are known."""
        step = self.model_copy(update={"rules": rules, "people": people or None})
        step._taken_now = True  # noqa: SLF001 - its own copy
        return step

    @property
    def taken_now(self) -> bool:
        """Whether it is being taken, and not told anew or replayed."""
        return self._taken_now

    def spelling(self) -> Spelling:
        """Return by what people are told apart: what data of libraries say counts as it is taken, and never after that."""
        if self._taken_now:
            return Spelling.LOOKS
        return Spelling.LETTERS if self.rules >= self.letters_since else Spelling.TYPED

    def kept(self) -> str:
        """Return what the journal keeps of it, as JSON."""
        exclude = {"rules"} if self.rules == 1 else None
        return self.model_dump_json(exclude_none=True, exclude=exclude)


class Approved(Step):
    """A step that somebody else than who takes it may have to approve.

    `acted_by` is who recorded it, `acted_on` the day of that, whatever day it is said to have been.
    """

    acted_by: str | None = None
    acted_on: date | None = None
    approved_by: Annotated[str, kept_as(APPROVED_BY)] | None = None
    approver_unit_id: int | None = None

    def refuse_unapproved(self, no: str, why: str, *others: tuple[str, Person]) -> None:
        """Raise ApprovalMissing, or SamePerson where who acted, or one of the `others` (role, person), approved it."""
        if self.approved_by is None or self.acted_by is None:
            raise ApprovalMissing(no, self.label(), why)
        approver = Person(self.approved_by, self.approver_unit_id)
        recorder = (RECORDER, Person(self.acted_by))
        known = self.people or {}
        approved_by_another(approver, recorder, *others, by=self.spelling(), known=known)


class Correction(Step):
    """What describes a record, put right: `to` holds the corrected fields with their new values.

    With `whole_life` it was never otherwise; else it is so from the day of the step on.
    """

    in_order = False
    mends: ClassVar[frozenset[str]]
    """The columns that it may change."""
    to: dict[str, Any]
    whole_life: bool = False

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

    @property
    def looks_back(self) -> bool:
        return self.whole_life

    def weigh(self, until_now: Sequence[Line]) -> None:
        """Refuse to mend nothing of a whole life. Raises NothingToChange."""
        if all(
            getattr(line.record, field) == value
            for line in until_now
            for field, value in self.to.items()
        ):
            raise NothingToChange("各项与现值相同")


class Retraction(Approved):
    """The step with the number `retracts` is taken back, as if it had not been taken; it is of that step's day."""

    in_order = False
    retracts: int
    reason: Reason

    @property
    def looks_back(self) -> bool:
        return True


class Rules:
    """The rules of one kind: its record, its steps, and what must hold of a record as it is registered.

    `registered` returns the day of a registration, None where any will do, and the values that its fields must have, given the
    record and what was told of it. Steps taken under version `placed_since` or later take their place among the others by
    their day (domain.rules.told), None: all follow each other as they were recorded.
    """

    def __init__(
        self,
        record: type[Record],
        steps: tuple[type[Step], ...],
        registered: Callable[[Any, dict[str, Any]], tuple[date | None, dict[str, Any]]],
        *,
        version: int = 1,
        placed_since: int | None = 1,
    ) -> None:
        self.kind = record.kind_of_record
        self.record = record
        self.steps = {step.model_fields["step"].default: step for step in steps}
        self.registered = registered
        self.version = version
        self.placed_since = placed_since

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
