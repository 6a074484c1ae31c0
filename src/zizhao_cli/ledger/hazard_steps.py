"""The steps of a hazard's life; each is one change-set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.dates import parse_past_day
from zizhao_cli.domain.deadlines import resolve_due
from zizhao_cli.domain.errors import (
    BadAmount,
    ExtensionAskedLate,
    StillProvisional,
    TooManyExtensions,
)
from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.domain.placeholders import person, registered_person
from zizhao_cli.domain.reading import read_field
from zizhao_cli.domain.rules.hazard import (
    Edit,
    Extend,
    HazardRecord,
    NewDeadline,
    Plan,
    Recount,
    Rectify,
    Review,
    Transfer,
    Void,
    provisional_basis,
)
from zizhao_cli.domain.values import Word
from zizhao_cli.errors import MissingOption
from zizhao_cli.ledger.steps import step_day, take_step, unit_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zizhao_cli.domain.deadlines import Deadline
    from zizhao_cli.domain.rules.life import Step
    from zizhao_cli.ledger.session import LedgerSession
    from zizhao_cli.store.journal.changeset import ChangeSet


def plan(
    session: LedgerSession, no: str, *, on: str | None, due: str | None, **parts: str | None
) -> HazardRecord:
    """Record the plan, or some of its five parts (responsible, measures, funds, due, contingency)."""

    def step(hazard: HazardRecord, _: ChangeSet) -> Step:
        planned = None if due is None else _deadline(session, hazard, due).due_on
        if (who := parts.get("responsible")) is not None:
            person("方案责任人", who)
        funds = parts.get("funds")
        if funds is not None and funds.strip().startswith(("-", "－", "−")):
            raise BadAmount("方案资金", funds)
        return Plan.model_validate({"on": step_day(session, on), "due_on": planned, **parts})

    return take_step(session, HAZARD, no, step)


def rectify(
    session: LedgerSession,
    no: str,
    *,
    on: str | None,
    rectified_by: str | None,
    note: str | None,
    evidence: Sequence[str] = (),
) -> HazardRecord:
    """Record that the unit has put it right; by default the responsible person did. Raises PlanIncomplete.

    `evidence` are files that show it; raises EvidenceRefused.
    """

    def step(hazard: HazardRecord, _: ChangeSet) -> Step:
        who = registered_person(hazard.responsible) if rectified_by is None else rectified_by
        if who is None:
            raise MissingOption("--rectified-by", "整改人（该隐患没有登记责任人）")
        return Rectify(on=step_day(session, on), rectified_by=person("整改人", who), note=note)

    return take_step(session, HAZARD, no, step, evidence)


def review(
    session: LedgerSession,
    no: str,
    *,
    on: str | None,
    reviewer: str,
    reviewer_unit: str | None,
    passed: bool,
    due: str | None,
    note: str | None,
    evidence: Sequence[str] = (),
) -> HazardRecord:
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

    return take_step(session, HAZARD, no, step, evidence)


def extend(
    session: LedgerSession,
    no: str,
    *,
    on: str | None,
    due: str,
    reason: str,
    safeguards: str,
    asked_by: str | None,
    asked_on: str | None,
    approved_by: str,
    approver_unit: str | None,
) -> HazardRecord:
    """Record a later deadline, asked for (by default by the responsible person) and approved by another.

    Raises ExtensionAskedLate and TooManyExtensions by the office's policy, NewDueNotLater, SamePerson.
    """

    def step(hazard: HazardRecord, changes: ChangeSet) -> Step:
        asker = registered_person(hazard.responsible) if asked_by is None else asked_by
        if asker is None:
            raise MissingOption("--asked-by", "延期申请人（该隐患没有登记责任人）")
        day = step_day(session, on)
        extension = Extend(
            on=day,
            due=NewDeadline.of(_deadline(session, hazard, due)),
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

    return take_step(session, HAZARD, no, step)


def _deadline(session: LedgerSession, hazard: HazardRecord, due: str) -> Deadline:
    """Return the deadline that `due` means for a hazard. Raises what resolve_due raises."""
    return resolve_due(due, found_on=hazard.found_on, today=session.today)


def _hold_to_policy(session: LedgerSession, hazard: HazardRecord, extension: Extend) -> None:
    policy = session.policy
    limit = policy.extension_max_times
    if limit is not None and hazard.extensions >= limit:
        raise TooManyExtensions(hazard.number(), limit)
    if policy.extension_asked_before_deadline and extension.asked_on > hazard.due_on:
        raise ExtensionAskedLate(extension.asked_on, hazard.due_on)


def recount(session: LedgerSession, no: str, *, on: str | None) -> HazardRecord:
    """Work out a provisional deadline again by its own rule. Raises NotProvisional, StillProvisional."""

    def step(hazard: HazardRecord, _: ChangeSet) -> Step:
        basis = provisional_basis(hazard)
        again = _deadline(session, hazard, basis["rule"])
        if again.provisional:
            raise StillProvisional(hazard.number())
        kept: dict[str, Any] = {key: basis[key] for key in ("by", "source") if key in basis}
        return Recount(
            on=step_day(session, on),
            due=NewDeadline(on=again.due_on, basis={**again.basis, **kept}),
        )

    return take_step(session, HAZARD, no, step)


def transfer(
    session: LedgerSession, no: str, *, on: str | None, to: str, reason: str
) -> HazardRecord:
    """Record that the hazard was handed to another authority."""
    return take_step(
        session, HAZARD, no, lambda _, __: Transfer(on=step_day(session, on), to=to, reason=reason)
    )


def void(session: LedgerSession, no: str, *, on: str | None, reason: str) -> HazardRecord:
    """Strike out a hazard recorded by mistake; its number is not used again."""
    return take_step(
        session, HAZARD, no, lambda _, __: Void(on=step_day(session, on), reason=reason)
    )


def edit(
    session: LedgerSession,
    no: str,
    *,
    on: str | None,
    reason: str | None,
    **given: Any,  # noqa: ANN401 - options
) -> HazardRecord:
    """Correct what describes a hazard; its deadline, unit and days are never edited.

    A change of level needs a reason. Raises NothingToChange.
    """

    def step(hazard: HazardRecord, _: ChangeSet) -> Step:
        to = {key: _mended(session, key, text) for key, text in given.items() if text is not None}
        if to.get("level") not in (None, hazard.level) and reason is None:
            raise MissingOption("--reason", "更改隐患等级的理由")
        return Edit.model_validate({"on": step_day(session, on), "to": to, "reason": reason})

    return take_step(session, HAZARD, no, step)


def _mended(session: LedgerSession, key: str, text: Any) -> Any:  # noqa: ANN401 - options
    """Return what was typed for a field as the ledger keeps it; an empty text clears a field that may be empty."""
    field = HAZARD.fields[key]
    if field.reads is None:
        return text
    if text == "" and HazardRecord.model_fields[key].default is None:
        return None
    value = read_field(field, text, session.known)
    return value.value if isinstance(value, Word) else value
