"""Hazards: the steps of their lives, each with what it refuses."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict

from zizhao_cli.domain.errors.steps import (
    AnsweredBefore,
    AskedAfterApproval,
    AskedBeforeFound,
    ClosedStands,
    DueBeforeStep,
    NewDueNotLater,
    NothingToChange,
    NotProvisional,
    PlanDueTooLate,
    PlanPartEmpty,
)
from zizhao_cli.domain.kinds import hazard as hazard_fields
from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.domain.people import Person, keep_apart
from zizhao_cli.domain.rules.draft import kept_as
from zizhao_cli.domain.rules.hazard_record import (
    PLAN_PARTS,
    STRICTER,
    TRANSFER,
    HazardRecord,
    as_json,
    empty_parts,
)
from zizhao_cli.domain.rules.life import Approved, Correction, Reason, Retraction, Rules, Step
from zizhao_cli.domain.values import OPEN, RUNNING, Level, State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zizhao_cli.domain.deadlines import Deadline
    from zizhao_cli.domain.rules.told import Line

NOT_VOIDED = tuple(state for state in State if state is not State.VOIDED)
NOT_CLOSED = tuple(state for state in NOT_VOIDED if state is not State.CLOSED)


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
        return {"due_on": self.on, "due_basis": as_json(self.basis)}


class HazardStep(Step):
    """A step in the life of a hazard."""

    kind = HAZARD
    letters_since = STRICTER

    def keep_apart(
        self, role: str, first: Person, second_role: str, second: Person, option: str
    ) -> None:
        """Refuse one person in two roles. Raises SamePerson, which names the `option` that tells a namesake apart."""
        way = (
            option
            if first.unit_id
            else f"{option}（{role}须是办理时已登记的责任人；登记晚了的，撤回再报）"
        )
        keep_apart(role, first, second_role, second, way, self.spelling(), self.people or {})


class Plan(HazardStep):
    """The plan of rectification, whole or in parts (五落实)."""

    step: Literal["plan"] = "plan"
    allowed = RUNNING
    responsible: Annotated[str, kept_as(hazard_fields.PLANNER)] | None = None
    measures: Annotated[str, kept_as(hazard_fields.METHOD)] | None = None
    funds: Annotated[str, kept_as(hazard_fields.FUNDS)] | None = None
    due_on: date | None = None
    contingency: Annotated[str, kept_as(hazard_fields.CONTINGENCY)] | None = None

    def said(self) -> Plan:
        """Return it without the parts that say nothing."""
        empty = [part.removeprefix("plan_") for part in empty_parts(self._parts())]
        return self.model_copy(update=dict.fromkeys(empty))

    def _parts(self) -> dict[str, Any]:
        return {part: getattr(self, part.removeprefix("plan_")) for part in PLAN_PARTS}

    def changes(self, hazard: HazardRecord) -> dict[str, Any]:
        parts = self._parts()
        if self.rules >= STRICTER and (empty := empty_parts(parts)):
            raise PlanPartEmpty(PLAN_PARTS[empty[0]], parts[empty[0]])
        given = {part: value for part, value in parts.items() if value is not None}
        if not given:
            raise NothingToChange("整改方案的五项一项也没有写")
        if self.due_on is not None and self.due_on > hazard.due_on:
            raise PlanDueTooLate(self.due_on, hazard.due_on)
        if self.rules >= STRICTER and self.responsible and hazard.responsible is None:
            given["responsible"] = self.responsible
        return {"state": State.RECTIFYING.value, **given}


class NeedsPlan(HazardStep):
    """A step that a major hazard takes only when its plan is complete.

    Since version 3 of the rules that is a hazard which ever was major, whatever day the step is of, unless somebody approved that it was
    lowered: else the plan is evaded by a level that is lowered first, or raised from a later day on.
    """

    @property
    def looks_back(self) -> bool:
        return self.rules >= STRICTER

    def weigh(self, until_now: Sequence[Line]) -> None:
        was_major = False
        for line in until_now:
            lowered = isinstance(line.step, Edit) and line.step.lowered_with_approval()
            was_major = line.record.level == Level.MAJOR or (was_major and not lowered)
        if was_major:
            until_now[-1].record.saying_plan().refuse_without_plan(was_major=True)


class Rectify(NeedsPlan):
    """The unit says that the hazard is put right; the clock stops on this day.

    `by_responsible` remembers that who did it was responsible as it was recorded, whatever is corrected later; None: he was not.
    """

    step: Literal["rectify"] = "rectify"
    allowed = RUNNING
    rectified_by: Annotated[str, kept_as(hazard_fields.RECTIFIED_BY)]
    by_responsible: Literal[True] | None = None
    note: Annotated[str, kept_as(hazard_fields.WHAT_WAS_DONE)] | None = None

    def changes(self, hazard: HazardRecord) -> dict[str, Any]:
        hazard.refuse_without_plan()
        return _rectified(self)


class Review(NeedsPlan):
    """The re-inspection: passed closes the hazard, failed starts its clock again."""

    step: Literal["review"] = "review"
    allowed = (State.AWAITING_REVIEW,)
    reviewer: Annotated[str, kept_as(hazard_fields.RE_INSPECTOR)]
    reviewer_unit_id: int | None = None
    passed: bool
    due: NewDeadline | None = None
    note: Annotated[str, kept_as(hazard_fields.WHAT_WAS_SEEN)] | None = None

    def weigh(self, until_now: Sequence[Line]) -> None:
        if self.passed:
            super().weigh(until_now)
        steps = [line.step for line in until_now]
        for done in [step for step in steps if isinstance(step, Rectify | PastRectification)][-1:]:
            if done.rules >= STRICTER and not done.by_responsible:
                self._refuse_own(Person(done.rectified_by or ""))

    def _refuse_own(self, rectified_by: Person) -> None:
        reviewer = Person(self.reviewer, self.reviewer_unit_id)
        self.keep_apart("整改人", rectified_by, "复查人", reviewer, "--reviewer-unit")

    def done_by(self) -> tuple[str, Person] | None:
        return ("复查人", Person(self.reviewer, self.reviewer_unit_id)) if self.passed else None

    def changes(self, hazard: HazardRecord) -> dict[str, Any]:
        self._refuse_own(hazard.person(hazard.rectified_by or "", self.rules))
        if self.passed:
            # The level may have been raised since it was rectified.
            hazard.refuse_without_plan()
        if self.passed or self.due is None:
            return _reviewed(self)
        if self.due.on < self.on:
            raise DueBeforeStep("复查", self.due.on, self.on)
        return {**_reviewed(self), **self.due.changes()}


class Extend(HazardStep):
    """A later deadline, asked for by one and approved by another; the old one stays on record."""

    step: Literal["extend"] = "extend"
    allowed = RUNNING
    due: NewDeadline
    reason: Annotated[str, kept_as(hazard_fields.WHY_LATER)]
    safeguards: Annotated[str, kept_as(hazard_fields.SAFEGUARDS)]
    asked_by: Annotated[str, kept_as(hazard_fields.ASKED_BY)]
    asked_on: date
    approved_by: Annotated[str, kept_as(hazard_fields.APPROVED_BY)]
    approver_unit_id: int | None = None

    def changes(self, hazard: HazardRecord) -> dict[str, Any]:
        asked_by = hazard.person(self.asked_by, self.rules)
        approver = Person(self.approved_by, self.approver_unit_id)
        self.keep_apart("延期申请人", asked_by, "批准人", approver, "--approver-unit")
        if self.due.on <= hazard.due_on:
            raise NewDueNotLater(self.due.on, hazard.due_on)
        no = hazard.number()
        if self.asked_on > self.on:
            raise AskedAfterApproval(no, self.asked_on, self.on)
        if self.asked_on < hazard.found_on:
            raise AskedBeforeFound(no, self.asked_on, hazard.found_on)
        if self.due.on < self.on:
            raise DueBeforeStep("延期", self.due.on, self.on)
        return {**self.due.changes(), "extensions": hazard.extensions + 1}


class Transfer(HazardStep):
    """Handed to a higher or another authority."""

    step: Literal["transfer"] = "transfer"
    allowed = OPEN
    leads_to = State.TRANSFERRED
    to: Annotated[str, kept_as(hazard_fields.TRANSFERRED_TO)]
    reason: Reason
    reply_due: NewDeadline | None = None
    """By when the authority is to answer; transfers of earlier programs have no such clock."""

    def changes(self, hazard: HazardRecord) -> dict[str, Any]:
        changed = super().changes(hazard)
        if self.reply_due is None:
            return changed
        sent = (self.to, self.on, self.reply_due.on, None, None)
        return {**changed, **dict(zip(TRANSFER, sent, strict=True))}


class Answered(HazardStep):
    """The authority that it was handed to has answered, and says how it deals with it."""

    step: Literal["answered"] = "answered"
    allowed = (State.TRANSFERRED,)
    answered_by: Annotated[str, kept_as(hazard_fields.ANSWERED_BY)] | None = None
    note: Annotated[str, kept_as(hazard_fields.WHAT_WAS_ANSWERED)]

    def changes(self, hazard: HazardRecord) -> dict[str, Any]:
        if hazard.answered_on is not None:
            raise AnsweredBefore(hazard.number(), "回复", hazard.answered_on)
        return {"answered_on": self.on}


class Result(HazardStep):
    """What the authority has made of it; that answers it, where nothing did before."""

    step: Literal["result"] = "result"
    allowed = (State.TRANSFERRED,)
    note: Annotated[str, kept_as(hazard_fields.WHAT_CAME_OF_IT)]

    def changes(self, hazard: HazardRecord) -> dict[str, Any]:
        if hazard.result_on is not None:
            raise AnsweredBefore(hazard.number(), "处理结果", hazard.result_on)
        return {"answered_on": hazard.answered_on or self.on, "result_on": self.on}


class Reopen(HazardStep):
    """Come back from the authority that it was handed to: it is to be rectified, by the deadline that it had."""

    step: Literal["reopen"] = "reopen"
    allowed = (State.TRANSFERRED,)
    returned_by: Annotated[str, kept_as(hazard_fields.REOPENED_FROM)]
    reason: Reason

    def changes(self, hazard: HazardRecord) -> dict[str, Any]:
        del hazard
        no_more = dict.fromkeys(("rectified_on", "rectified_by", *TRANSFER))
        return {"state": State.RECTIFYING.value, **no_more}


class StruckOut(HazardStep, Approved):
    """Struck out because it was recorded by mistake, on all its days; the record stays.

    Since version 2 of the rules somebody else approves it where the hazard ever was major, or is past its deadline on the day of
    recording, or was when its clock stopped.
    """

    of_all_days = True
    allowed = NOT_CLOSED
    leads_to = State.VOIDED
    reason: Reason

    @classmethod
    def refuse_unless_allowed(cls, no: str, state: str) -> None:
        if state == State.CLOSED:
            raise ClosedStands(no, cls.label())
        super().refuse_unless_allowed(no, state)

    @property
    def looks_back(self) -> bool:
        return self.rules > 1

    def weigh(self, until_now: Sequence[Line]) -> None:
        now = until_now[-1].record
        why = now.grave(max(self.acted_on or self.on, self.on))
        if why is None and any(line.record.level == Level.MAJOR for line in until_now):
            why = "曾是重大隐患"
        if why is not None:
            self.refuse_unapproved(now.number(), why)


class Void(StruckOut):
    """Recorded by mistake."""

    step: Literal["void"] = "void"


class Replace(StruckOut):
    """Recorded with a wrong unit, day or deadline, which are never edited: `replaced_by` is the number of what it is now."""

    step: Literal["replace"] = "replace"
    replaced_by: str


class Retract(HazardStep, Retraction):
    """A step taken by mistake is taken back; of a closing (反销号) somebody else than the re-inspector approves it."""

    step: Literal["retract"] = "retract"
    allowed = NOT_VOIDED


class Recount(HazardStep):
    """The deadline worked out again by its own rule, now that the calendar it rests on is published."""

    step: Literal["recount"] = "recount"
    allowed = RUNNING
    due: NewDeadline

    def changes(self, hazard: HazardRecord) -> dict[str, Any]:
        provisional_basis(hazard)
        return self.due.changes()


def provisional_basis(hazard: HazardRecord) -> dict[str, Any]:
    """Return how a provisional deadline came about (Deadline.basis). Raises NotProvisional at any other."""
    basis: dict[str, Any] = json.loads(hazard.due_basis)
    if not basis.get("provisional"):
        raise NotProvisional(hazard.number())
    return basis


class PastRectification(HazardStep):
    """What a sheet says of the day on which a hazard was put right; history is taken as it was."""

    step: Literal["past_rectification"] = "past_rectification"
    allowed = RUNNING
    written_by = "batch"
    rectified_by: Annotated[str, kept_as(hazard_fields.RECTIFIED_BY)] | None = None
    by_responsible: Literal[True] | None = None

    def changes(self, hazard: HazardRecord) -> dict[str, Any]:
        del hazard
        return _rectified(self)


class PastReview(HazardStep):
    """What a sheet says of a re-inspection; history is taken as it was."""

    step: Literal["past_review"] = "past_review"
    allowed = (State.AWAITING_REVIEW,)
    written_by = "batch"
    reviewer: Annotated[str, kept_as(hazard_fields.RE_INSPECTOR)]
    passed: bool

    def done_by(self) -> tuple[str, Person] | None:
        return ("复查人", Person(self.reviewer)) if self.passed else None

    def changes(self, hazard: HazardRecord) -> dict[str, Any]:
        del hazard
        return _reviewed(self)


def _rectified(step: Rectify | PastRectification) -> dict[str, Any]:
    """Return what either of them sets."""
    return {
        "state": State.AWAITING_REVIEW.value,
        "rectified_on": step.on,
        "rectified_by": step.rectified_by,
    }


def _reviewed(step: Review | PastReview) -> dict[str, Any]:
    """Return what either of them sets: closed, or once more to be rectified."""
    if step.passed:
        return {"state": State.CLOSED.value, "reviewer": step.reviewer, "closed_on": step.on}
    return {
        "state": State.RECTIFYING.value,
        "reviewer": step.reviewer,
        "rectified_on": None,
        "rectified_by": None,
    }


class Undo(HazardStep):
    """Struck out together with the batch that brought it, closed or not."""

    step: Literal["undo"] = "undo"
    of_all_days = True
    allowed = NOT_VOIDED
    leads_to = State.VOIDED
    written_by = "batch_undo"
    reason: Reason


class Edit(HazardStep, Correction, Approved):
    """A correction of what describes the hazard; never of its deadline, its unit or its days.

    That it never was major, somebody else approves.
    """

    step: Literal["edit"] = "edit"
    allowed = NOT_VOIDED
    mends = frozenset(key for key, field in HAZARD.fields.items() if field.editable)
    to: dict[str, str | int | bool | None]
    reason: Reason | None = None

    def changes(self, hazard: HazardRecord) -> dict[str, Any]:
        if self.rules > 1 and self.on <= hazard.found_on:
            self._refuse_unapproved_lowering([hazard])
        if self.rules >= STRICTER and self.lowered_with_approval():
            self.refuse_unapproved(hazard.number(), "改为一般")
        return super().changes(hazard)

    def lowered_with_approval(self) -> bool:
        """Say whether somebody approved that it is a general hazard."""
        return self.to.get("level") == Level.GENERAL and self.approved_by is not None

    def weigh(self, until_now: Sequence[Line]) -> None:
        super().weigh(until_now)
        self._refuse_unapproved_lowering([line.record for line in until_now])

    def _refuse_unapproved_lowering(self, records: Sequence[HazardRecord]) -> None:
        was_major = any(hazard.level == Level.MAJOR for hazard in records)
        if self.to.get("level") == Level.GENERAL and was_major:
            self.refuse_unapproved(records[0].number(), "曾是重大隐患，改为从来是一般")


def _registered(hazard: HazardRecord, told: dict[str, Any]) -> tuple[date, dict[str, Any]]:
    """A life begins on the day the hazard was found, with its first deadline: that of what it `replaces`, if it does."""
    replaces = "replaces" in told
    return hazard.found_on, {
        "state": State.REGISTERED.value,
        "original_due_on": hazard.original_due_on if replaces else hazard.due_on,
        "last_step_on": hazard.found_on,
        "extensions": hazard.extensions if replaces else 0,
        **dict.fromkeys(("rectified_on", "rectified_by", "reviewer", "closed_on", *TRANSFER)),
    }


RULES = Rules(
    HazardRecord,
    (
        Plan,
        Rectify,
        Review,
        Extend,
        Transfer,
        Answered,
        Result,
        Reopen,
        Void,
        Replace,
        Retract,
        Edit,
        PastRectification,
        PastReview,
        Undo,
        Recount,
    ),
    _registered,
    version=3,
    placed_since=2,
)
