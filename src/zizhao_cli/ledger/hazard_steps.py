"""The steps of a hazard's life; each is one change-set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.dates import parse_past_day
from zizhao_cli.domain.deadlines import resolve_due
from zizhao_cli.domain.errors.steps import (
    BackwardsInTime,
    CorrectionBeforeFound,
    ExtensionAskedLate,
    StillProvisional,
    TooManyExtensions,
)
from zizhao_cli.domain.errors.values import BadAmount
from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.domain.placeholders import person, registered_person
from zizhao_cli.domain.rules.hazard import (
    Answered,
    Edit,
    Extend,
    NewDeadline,
    Plan,
    Recount,
    Rectify,
    Reopen,
    Result,
    Review,
    Transfer,
    Void,
    provisional_basis,
)
from zizhao_cli.errors import MissingOption
from zizhao_cli.ledger.rested_on import refuse_rested_on
from zizhao_cli.ledger.session import refuse_retired
from zizhao_cli.ledger.steps import acting, read_value, step_day, take_steps, unit_id

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from zizhao_cli.domain.deadlines import Deadline
    from zizhao_cli.domain.rules.hazard_record import HazardRecord
    from zizhao_cli.domain.rules.life import Step
    from zizhao_cli.ledger.session import LedgerSession
    from zizhao_cli.ledger.steps import Changed, Numbers
    from zizhao_cli.store.journal.changeset import ChangeSet


def plan(
    session: LedgerSession,
    numbers: Numbers,
    *,
    on: str | None,
    due: str | None,
    **parts: str | None,
) -> list[Changed[HazardRecord]]:
    """Record the plan, or some of its five parts (responsible, measures, funds, due, contingency)."""

    def step(hazard: HazardRecord, _: ChangeSet) -> Step:
        planned = None if due is None else _deadline(session, hazard, due).due_on
        if (who := parts.get("responsible")) is not None:
            person("方案责任人", who)
        funds = parts.get("funds")
        if funds is not None and funds.strip().startswith(("-", "－", "−")):
            raise BadAmount("方案资金", funds)
        return Plan.model_validate({"on": step_day(session, on), "due_on": planned, **parts})

    return take_steps(session, HAZARD, numbers, step)


def rectify(
    session: LedgerSession,
    numbers: Numbers,
    *,
    on: str | None,
    rectified_by: str | None,
    note: str | None,
    evidence: Sequence[str] = (),
) -> list[Changed[HazardRecord]]:
    """Record that the unit has put it right; by default the responsible person did. Raises PlanIncomplete.

    `evidence` are files that show it; raises EvidenceRefused.
    """

    def step(hazard: HazardRecord, _: ChangeSet) -> Step:
        who = _responsible(hazard) if rectified_by is None else rectified_by
        if who is None:
            raise MissingOption("--rectified-by", f"整改人，{hazard.number()} 没有登记责任人")
        return Rectify(
            on=step_day(session, on),
            rectified_by=person("整改人", who),
            by_responsible=hazard.has_responsible(who) or None,
            note=note,
        )

    return take_steps(session, HAZARD, numbers, step, evidence)


def review(
    session: LedgerSession,
    numbers: Numbers,
    *,
    on: str | None,
    reviewer: str,
    reviewer_unit: str | None,
    passed: bool,
    due: str | None,
    note: str | None,
    evidence: Sequence[str] = (),
) -> list[Changed[HazardRecord]]:
    """Record the re-inspection; one that failed may give a new deadline. Raises SamePerson.

    `evidence` are files that show what was seen; raises EvidenceRefused.
    """

    def step(hazard: HazardRecord, changes: ChangeSet) -> Step:
        new = None if due is None else NewDeadline.of(_deadline(session, hazard, due))
        return Review(
            on=step_day(session, on),
            reviewer=person("复查人", reviewer),
            reviewer_unit_id=unit_id(changes, reviewer_unit),
            passed=passed,
            due=new,
            note=note,
        )

    return take_steps(session, HAZARD, numbers, step, evidence)


def extend(
    session: LedgerSession,
    numbers: Numbers,
    *,
    on: str | None,
    due: str,
    reason: str,
    safeguards: str,
    asked_by: str | None,
    asked_on: str | None,
    approved_by: str,
    approver_unit: str | None,
) -> list[Changed[HazardRecord]]:
    """Record a later deadline, asked for (by default by the responsible person) and approved by another.

    Raises ExtensionAskedLate and TooManyExtensions by the office's policy, NewDueNotLater, SamePerson.
    """

    def step(hazard: HazardRecord, changes: ChangeSet) -> Step:
        asker = _responsible(hazard) if asked_by is None else asked_by
        if asker is None:
            raise MissingOption("--asked-by", f"延期申请人，{hazard.number()} 没有登记责任人")
        day = step_day(session, on)
        extension = Extend(
            on=day,
            due=_extended(session, _deadline(session, hazard, due)),
            reason=reason,
            safeguards=safeguards,
            asked_by=person("申请人", asker),
            asked_on=day
            if asked_on is None
            else parse_past_day("申请日期", asked_on, session.today),
            approved_by=person("批准人", approved_by),
            approver_unit_id=unit_id(changes, approver_unit),
        )
        _hold_to_policy(session, hazard, extension)
        return extension

    return take_steps(session, HAZARD, numbers, step)


def _responsible(hazard: HazardRecord) -> str | None:
    """Return the person responsible for a hazard, else whom its plan names."""
    return registered_person(hazard.responsible) or registered_person(hazard.plan_responsible)


def _deadline(session: LedgerSession, hazard: HazardRecord, due: str) -> Deadline:
    """Return the deadline that `due` means for a hazard. Raises what resolve_due raises."""
    return resolve_due(
        due,
        found_on=hazard.found_on,
        today=session.today,
        days_off=lambda: session.days_off,
    )


def _extended(session: LedgerSession, deadline: Deadline) -> NewDeadline:
    """Return a later deadline, with the terms that it was held to."""
    held_to = session.policy.decides("extension_max_times", "extension_asked_before_deadline")
    return NewDeadline(on=deadline.due_on, basis={**deadline.basis, "policy": held_to})


def _hold_to_policy(session: LedgerSession, hazard: HazardRecord, extension: Extend) -> None:
    policy = session.policy
    limit = policy.extension_max_times
    if limit is not None and hazard.extensions >= limit:
        raise TooManyExtensions(hazard.number(), limit)
    if policy.extension_asked_before_deadline and extension.asked_on > hazard.due_on:
        raise ExtensionAskedLate(extension.asked_on, hazard.due_on)


def recount(
    session: LedgerSession, numbers: Numbers, *, on: str | None
) -> list[Changed[HazardRecord]]:
    """Work out a provisional deadline again by its own rule. Raises NotProvisional, StillProvisional."""

    def step(hazard: HazardRecord, _: ChangeSet) -> Step:
        basis = provisional_basis(hazard)
        again = _deadline(session, hazard, basis["rule"])
        if again.provisional:
            raise StillProvisional(hazard.number())
        kept: dict[str, Any] = {
            key: basis[key] for key in ("by", "source", "policy") if key in basis
        }
        return Recount(
            on=step_day(session, on),
            due=NewDeadline(on=again.due_on, basis={**again.basis, **kept}),
        )

    return take_steps(session, HAZARD, numbers, step)


def transfer(
    session: LedgerSession, numbers: Numbers, *, on: str | None, to: str, reason: str
) -> list[Changed[HazardRecord]]:
    """Record that the hazard was handed to another authority, which is to answer within the policy's days (working days as a rule)."""
    day = step_day(session, on)
    rule = session.policy.transfer_reply_within
    due = resolve_due(rule, found_on=day, today=session.today, days_off=lambda: session.days_off)
    held_to = session.policy.decides("transfer_reply_within")
    reply_due = NewDeadline(on=due.due_on, basis={**due.basis, "by": "policy", "policy": held_to})
    return take_steps(
        session,
        HAZARD,
        numbers,
        lambda _, __: Transfer(on=day, to=to, reason=reason, reply_due=reply_due),
    )


def answered(
    session: LedgerSession,
    numbers: Numbers,
    *,
    on: str | None,
    answered_by: str | None,
    note: str,
    evidence: Sequence[str] = (),
) -> list[Changed[HazardRecord]]:
    """Record that the authority which a hazard was handed to has answered. Raises AnsweredBefore, StepNotAllowed."""

    def step(_: HazardRecord, __: ChangeSet) -> Step:
        return Answered(on=step_day(session, on), answered_by=answered_by, note=note)

    return take_steps(session, HAZARD, numbers, step, evidence)


def result(
    session: LedgerSession,
    numbers: Numbers,
    *,
    on: str | None,
    note: str,
    evidence: Sequence[str] = (),
) -> list[Changed[HazardRecord]]:
    """Record what an authority has made of a hazard that it was handed. Raises AnsweredBefore, StepNotAllowed."""

    def step(_: HazardRecord, __: ChangeSet) -> Step:
        return Result(on=step_day(session, on), note=note)

    return take_steps(session, HAZARD, numbers, step, evidence)


def reopen(
    session: LedgerSession, numbers: Numbers, *, on: str | None, returned_by: str, reason: str
) -> list[Changed[HazardRecord]]:
    """Record that a hazard that was handed to an authority came back from it. Raises UnitRetired."""

    def step(hazard: HazardRecord, changes: ChangeSet) -> Step:
        refuse_retired(changes.connection, hazard.unit_id)
        return Reopen(on=step_day(session, on), returned_by=returned_by, reason=reason)

    return take_steps(session, HAZARD, numbers, step)


def void(
    session: LedgerSession,
    numbers: Numbers,
    *,
    on: str | None,
    reason: str,
    approved_by: str | None = None,
    approver_unit: str | None = None,
) -> list[Changed[HazardRecord]]:
    """Strike out hazards recorded by mistake, for all their days; their numbers are not used again.

    Raises ApprovalMissing where one is major or overdue, SamePerson where who records it approves it.
    """

    def step(hazard: HazardRecord, changes: ChangeSet) -> Step:
        refuse_rested_on(changes, hazard)
        by = acting(session, changes, approved_by, approver_unit)
        return Void(on=day_to_strike(session, on, hazard), reason=reason, **by)

    return take_steps(session, HAZARD, numbers, step)


def day_to_strike(session: LedgerSession, on: str | None, hazard: HazardRecord) -> date:
    """Return the day on which a hazard is struck out, by default today, whatever a clock that was ahead recorded.

    Raises BackwardsInTime where another day is given that lies before its last step.
    """
    day = step_day(session, on)
    if day < hazard.last_step_on and on is not None:
        raise BackwardsInTime(hazard.number(), Void.label(), day, hazard.last_step_on)
    return day


def edit(
    session: LedgerSession,
    numbers: Numbers,
    *,
    since: str | None,
    reason: str | None,
    approved_by: str | None = None,
    approver_unit: str | None = None,
    **given: Any,  # noqa: ANN401 - options
) -> list[Changed[HazardRecord]]:
    """Correct what describes a hazard, for its whole life, or from the day `since` on.

    Its deadline, unit and days are never edited. A change of level needs a reason; that it never was major, an approver.
    Raises NothingToChange, ApprovalMissing, StepNoLongerFollows.
    """

    def step(hazard: HazardRecord, changes: ChangeSet) -> Step:
        to = {
            key: read_value(session, HAZARD, key, text)
            for key, text in given.items()
            if text is not None
        }
        if to.get("level") not in (None, hazard.level) and reason is None:
            raise MissingOption("--reason", "更改隐患等级的理由")
        when: dict[str, Any] = {"on": hazard.found_on, "whole_life": True}
        if since is not None:
            day = parse_past_day("更正起始日（--from）", since, session.today)
            if day < hazard.found_on:
                raise CorrectionBeforeFound(hazard.number(), day, hazard.found_on)
            when = {"on": day}
        by = {} if approved_by is None else acting(session, changes, approved_by, approver_unit)
        return Edit.model_validate({**when, "to": to, "reason": reason, **by})

    return take_steps(session, HAZARD, numbers, step)
