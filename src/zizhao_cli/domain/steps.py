"""The life of a hazard: each step as a draft that checks itself and applies itself to the record.

A step is what the journal keeps of it; applying all steps of a hazard in their order gives its present
record again, which is how the ledger is verified.
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from zizhao_cli.domain.errors import (
    AskedAfterApproval,
    AskedBeforeFound,
    BackwardsInTime,
    DueBeforeStep,
    NewDueNotLater,
    NothingToChange,
    NotProvisional,
    PlanDueTooLate,
    StepNotAllowed,
)
from zizhao_cli.domain.fields import long_text, short_text
from zizhao_cli.domain.numbering import HAZARDS
from zizhao_cli.domain.people import Person, keep_apart
from zizhao_cli.domain.values import OPEN, RUNNING, State

if TYPE_CHECKING:
    from zizhao_cli.domain.deadlines import Deadline
    from zizhao_cli.domain.hazard import HazardRecord


Reason = Annotated[str, long_text("理由")]
Editable = Literal[
    "measure", "title", "location", "sector", "level", "responsible", "source", "supervised"
]
"""What a correction may change."""
NOT_CLOSED = tuple(state for state in State if state not in (State.CLOSED, State.VOIDED))


class NewDeadline(BaseModel):
    """A deadline inside a step, with the arithmetic that led to it."""

    model_config = ConfigDict(frozen=True)
    on: date
    basis: dict[str, Any]

    @classmethod
    def of(cls, deadline: Deadline) -> NewDeadline:
        """Return `deadline` as a part of a step."""
        return cls(on=deadline.due_on, basis=deadline.basis)

    def changes(self) -> dict[str, Any]:
        """Return what it changes in the record."""
        return {
            "due_on": self.on,
            "due_basis": json.dumps(self.basis, ensure_ascii=False, sort_keys=True),
        }


class Step(BaseModel):
    """What all steps share: the day, the states it may start from, and what it changes."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: ClassVar[str]
    step: str
    allowed: ClassVar[tuple[State, ...]]
    in_order: ClassVar[bool] = True
    """False for what is no step of the hazard's life: a step that comes to light later may lie before it."""
    on: date

    def apply(self, hazard: HazardRecord) -> HazardRecord:
        """Return the record after this step.

        Raises StepNotAllowed, BackwardsInTime, or what the step itself refuses. Changes nothing in `hazard`.
        """
        no = HAZARDS.no(hazard.id)
        self.refuse_unless_allowed(no, hazard.state)
        if self.on < hazard.last_step_on:
            raise BackwardsInTime(no, self.name, self.on, hazard.last_step_on)
        when = {"last_step_on": self.on} if self.in_order else {}
        return hazard.model_copy(update={**when, **self.changes(hazard)})

    @classmethod
    def refuse_unless_allowed(cls, no: str, state: str) -> None:
        """Refuse this step for the hazard `no` in `state`, whatever it would say. Raises StepNotAllowed."""
        if state not in cls.allowed:
            raise StepNotAllowed(no, cls.name, State(state).label, [s.label for s in cls.allowed])

    def changes(self, hazard: HazardRecord) -> dict[str, Any]:
        """Return the fields that this step sets, or refuse."""
        raise NotImplementedError


class Plan(Step):
    """The plan of rectification, whole or in parts (五落实)."""

    step: Literal["plan"] = "plan"
    name = "制定整改方案"
    allowed = RUNNING
    responsible: Annotated[str, short_text("方案责任人")] | None = None
    measures: Annotated[str, long_text("方案措施")] | None = None
    funds: Annotated[str, short_text("方案资金")] | None = None
    due_on: date | None = None
    contingency: Annotated[str, long_text("应急预案")] | None = None

    def changes(self, hazard: HazardRecord) -> dict[str, Any]:
        parts = {
            "plan_responsible": self.responsible,
            "plan_measures": self.measures,
            "plan_funds": self.funds,
            "plan_due_on": self.due_on,
            "plan_contingency": self.contingency,
        }
        given = {part: value for part, value in parts.items() if value is not None}
        if not given:
            raise NothingToChange("整改方案的五项一项也没有写")
        if self.due_on is not None and self.due_on > hazard.due_on:
            raise PlanDueTooLate(self.due_on, hazard.due_on)
        return {"state": State.RECTIFYING.value, **given}


class Rectify(Step):
    """The unit says that the hazard is put right; the clock stops on this day."""

    step: Literal["rectify"] = "rectify"
    name = "报整改完成"
    allowed = RUNNING
    rectified_by: Annotated[str, short_text("整改人")]
    note: Annotated[str, long_text("整改情况")] | None = None

    def changes(self, hazard: HazardRecord) -> dict[str, Any]:
        hazard.refuse_without_plan()
        return {
            "state": State.AWAITING_REVIEW.value,
            "rectified_on": self.on,
            "rectified_by": self.rectified_by,
        }


class Review(Step):
    """The re-inspection: passed closes the hazard, failed starts its clock again."""

    step: Literal["review"] = "review"
    name = "复查"
    allowed = (State.AWAITING_REVIEW,)
    reviewer: Annotated[str, short_text("复查人")]
    reviewer_unit_id: int | None = None
    passed: bool
    due: NewDeadline | None = None
    note: Annotated[str, long_text("复查意见")] | None = None

    def changes(self, hazard: HazardRecord) -> dict[str, Any]:
        rectified_by = Person(hazard.rectified_by or "", hazard.unit_id)
        reviewer = Person(self.reviewer, self.reviewer_unit_id)
        keep_apart("整改人", rectified_by, "复查人", reviewer, "--reviewer-unit")
        if self.passed:
            # The level may have been raised since it was rectified.
            hazard.refuse_without_plan()
            return {"state": State.CLOSED.value, "reviewer": self.reviewer, "closed_on": self.on}
        again = {
            "state": State.RECTIFYING.value,
            "reviewer": self.reviewer,
            "rectified_on": None,
            "rectified_by": None,
        }
        if self.due is None:
            return again
        if self.due.on < self.on:
            raise DueBeforeStep("复查", self.due.on, self.on)
        return {**again, **self.due.changes()}


class Extend(Step):
    """A later deadline, asked for by one and approved by another; the old one stays on record."""

    step: Literal["extend"] = "extend"
    name = "延期"
    allowed = RUNNING
    due: NewDeadline
    reason: Annotated[str, long_text("延期理由")]
    safeguards: Annotated[str, long_text("延期期间的防范措施")]
    asked_by: Annotated[str, short_text("申请人")]
    asked_on: date
    approved_by: Annotated[str, short_text("批准人")]
    approver_unit_id: int | None = None

    def changes(self, hazard: HazardRecord) -> dict[str, Any]:
        asked_by = Person(self.asked_by, hazard.unit_id)
        approver = Person(self.approved_by, self.approver_unit_id)
        keep_apart("延期申请人", asked_by, "批准人", approver, "--approver-unit")
        if self.due.on <= hazard.due_on:
            raise NewDueNotLater(self.due.on, hazard.due_on)
        no = HAZARDS.no(hazard.id)
        if self.asked_on > self.on:
            raise AskedAfterApproval(no, self.asked_on, self.on)
        if self.asked_on < hazard.found_on:
            raise AskedBeforeFound(no, self.asked_on, hazard.found_on)
        if self.due.on < self.on:
            raise DueBeforeStep("延期", self.due.on, self.on)
        return {**self.due.changes(), "extensions": hazard.extensions + 1}


class Transfer(Step):
    """Handed to a higher or another authority."""

    step: Literal["transfer"] = "transfer"
    name = "移送"
    allowed = OPEN
    to: Annotated[str, short_text("移送对象")]
    reason: Reason

    def changes(self, hazard: HazardRecord) -> dict[str, Any]:
        del hazard
        return {"state": State.TRANSFERRED.value}


class Void(Step):
    """Struck out because it was recorded by mistake; the record stays."""

    step: Literal["void"] = "void"
    name = "作废"
    allowed = NOT_CLOSED
    reason: Reason

    def changes(self, hazard: HazardRecord) -> dict[str, Any]:
        del hazard
        return {"state": State.VOIDED.value}


class Recount(Step):
    """The deadline worked out again by its own rule, now that the calendar it rests on is published."""

    step: Literal["recount"] = "recount"
    name = "重新核算期限"
    allowed = RUNNING
    due: NewDeadline

    def changes(self, hazard: HazardRecord) -> dict[str, Any]:
        provisional_basis(hazard)
        return self.due.changes()


def provisional_basis(hazard: HazardRecord) -> dict[str, Any]:
    """Return how a provisional deadline came about (Deadline.basis). Raises NotProvisional at any other."""
    basis: dict[str, Any] = json.loads(hazard.due_basis)
    if not basis.get("provisional"):
        raise NotProvisional(HAZARDS.no(hazard.id))
    return basis


class PastRectification(Step):
    """What a sheet says of the day on which a hazard was put right; history is taken as it was."""

    step: Literal["past_rectification"] = "past_rectification"
    name = "录入既往整改"
    allowed = RUNNING
    rectified_by: Annotated[str, short_text("整改人")] | None = None

    def changes(self, hazard: HazardRecord) -> dict[str, Any]:
        del hazard
        return {
            "state": State.AWAITING_REVIEW.value,
            "rectified_on": self.on,
            "rectified_by": self.rectified_by,
        }


class PastReview(Step):
    """What a sheet says of a re-inspection; history is taken as it was."""

    step: Literal["past_review"] = "past_review"
    name = "录入既往复查"
    allowed = (State.AWAITING_REVIEW,)
    reviewer: Annotated[str, short_text("复查人")]
    passed: bool

    def changes(self, hazard: HazardRecord) -> dict[str, Any]:
        del hazard
        if self.passed:
            return {"state": State.CLOSED.value, "reviewer": self.reviewer, "closed_on": self.on}
        return {
            "state": State.RECTIFYING.value,
            "reviewer": self.reviewer,
            "rectified_on": None,
            "rectified_by": None,
        }


class Undo(Step):
    """Struck out together with the batch that brought it, closed or not."""

    step: Literal["undo"] = "undo"
    name = "撤销导入"
    allowed = tuple(state for state in State if state is not State.VOIDED)
    reason: Reason

    def changes(self, hazard: HazardRecord) -> dict[str, Any]:
        del hazard
        return {"state": State.VOIDED.value}


class Edit(Step):
    """A correction of what describes the hazard; never of its deadline, its unit or its days."""

    step: Literal["edit"] = "edit"
    name = "更正"
    allowed = OPEN
    in_order = False
    to: dict[Editable, str | int | bool | None]
    """The corrected fields with their new values."""
    reason: Reason | None = None

    def changes(self, hazard: HazardRecord) -> dict[str, Any]:
        changed: dict[str, Any] = {
            field: value for field, value in self.to.items() if getattr(hazard, field) != value
        }
        if not changed:
            raise NothingToChange("各项与现值相同")
        return changed


AnyStep = Annotated[
    Plan
    | Rectify
    | Review
    | Extend
    | Transfer
    | Void
    | Edit
    | PastRectification
    | PastReview
    | Undo
    | Recount,
    Field(discriminator="step"),
]
_ANY_STEP: TypeAdapter[Step] = TypeAdapter(AnyStep)


def read_step(detail: str) -> Step:
    """Return the step that the journal keeps as JSON in `detail`. Raises pydantic's ValidationError."""
    return _ANY_STEP.validate_json(detail)


def replay(first: HazardRecord, details: list[str]) -> list[HazardRecord]:
    """Return the record after each step: `first` as registered, then one for each of `details` (JSON)."""
    records = [first]
    for detail in details:
        records.append(read_step(detail).apply(records[-1]))
    return records
