"""Replacing a hazard that cannot be edited: it is registered anew as it should have been, and the old one struck out with it."""

from __future__ import annotations

import json
from contextlib import suppress
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.deadlines import Deadline, resolve_due, set_deadline
from zizhao_cli.domain.errors.steps import NothingToChange, PlanNoLongerFits
from zizhao_cli.domain.fingerprint import hazard_facts, hazard_fingerprint
from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.domain.kinds.kind import REPLACE, REPLACED_BY, REPLACES
from zizhao_cli.domain.rules.hazard import Edit, Extend, Plan, Replace
from zizhao_cli.domain.rules.hazard_record import PLAN_PARTS, HazardRecord
from zizhao_cli.domain.values import Handling, Level
from zizhao_cli.ledger.hazard_steps import day_to_strike
from zizhao_cli.ledger.hazards import active_check
from zizhao_cli.ledger.rested_on import refuse_rested_on
from zizhao_cli.ledger.session import refuse_retired, unit_to_record
from zizhao_cli.ledger.steps import Changed, acting, known, read_value
from zizhao_cli.store.journal.last import life_of

if TYPE_CHECKING:
    from datetime import date

    from zizhao_cli.domain.kinds.kind import Kind
    from zizhao_cli.domain.rules.life import Step
    from zizhao_cli.ledger.session import LedgerSession
    from zizhao_cli.store.journal.changeset import ChangeSet

Facts = tuple[str | None, ...]
_ASKED_AGAIN = ("found_on", "handling")
"""What a deadline is counted from: where it changes, the deadline is worked out again by its own rule."""


def replace_hazard(
    session: LedgerSession,
    no: str,
    given: dict[str, str | None],
    *,
    reason: str,
    approved_by: str | None,
    approver_unit: str | None,
) -> Changed[HazardRecord]:
    """Register a hazard anew with what is `given` instead (options of add), and strike the old one out with it.

    Check, evidence, plan, extensions and corrections go along, and the first deadline stays the first. Raises NothingToChange, StepNotAllowed
    of a closed one, ApprovalMissing where it was major or is overdue, and what registering refuses.
    """
    with session.change() as changes:
        old: HazardRecord = known(changes, HAZARD, no)
        refuse_rested_on(changes, old)
        by = acting(session, changes, approved_by, approver_unit)
        mended = as_kept(session, changes, HAZARD, given)
        new = hazard_instead(changes, session, old, mended, {"reason": reason, **by})
        subject, named = old.number(), {REPLACED_BY: new.number()}
        changes.seal(f"{HAZARD.name}.{REPLACE}", subject, day_to_strike(session, None, old), named)
    return Changed(old, new)


def as_kept(
    session: LedgerSession, changes: ChangeSet, kind: Kind, given: dict[str, str | None]
) -> dict[str, Any]:
    """Return what was typed for a record of `kind` as the ledger keeps it; a deadline is as typed, since it is counted from other things."""
    mended: dict[str, Any] = {}
    for key, text in given.items():
        if text is None:
            continue
        if key == "unit":
            mended["unit_id"] = unit_to_record(changes.connection, text).id
        elif key == "check":
            mended["check_id"] = active_check(changes, text)
        elif key == "due":
            mended["due"] = text
        else:
            mended[key] = read_value(session, kind, key, text)
    return mended


def hazard_instead(
    changes: ChangeSet,
    session: LedgerSession,
    old: HazardRecord,
    mended: dict[str, Any],
    struck: dict[str, Any],
) -> HazardRecord:
    """Write the hazard that is there instead of `old`, and that `old` is struck out; return the new record.

    It begins as the old one did. What was planned, extended and corrected of that goes along, as far as nothing else is given.
    """
    Replace.refuse_unless_allowed(old.number(), old.in_state())
    described = {key: value for key, value in mended.items() if key != "due"}
    life = life_of(changes.connection, HAZARD, old.id)
    extended = "due" not in mended and all(
        isinstance(line.step, Extend)
        for before, line in pairwise(life.lines)
        if line.record.due_on != before.record.due_on
    )
    first: HazardRecord = life.lines[0].record
    deadline = _deadline(session, first if extended else old, mended)
    same = "due" not in mended or deadline.due_on == old.due_on
    if same and all(vars(old)[key] == value for key, value in described.items()):
        raise NothingToChange("各项与现值相同")
    wanted = first.with_changes({**described, "due_on": deadline.due_on})
    new = HazardRecord.registered(
        wanted.found_on,
        deadline,
        **{key: vars(wanted)[key] for key in (*_DESCRIBED, *PLAN_PARTS)},
        id=changes.next_id(HAZARD, wanted.found_on.year),
        fingerprint=hazard_fingerprint(
            wanted.unit_id,
            wanted.measure,
            str(wanted.found_on),
            facts_as_found(wanted, mended.get("due"), first),
        ),
    ).with_changes(
        {
            "original_due_on": old.original_due_on,
            "extensions": first.extensions if extended else old.extensions,
        }
    )
    changes.register(new, new.found_on, {REPLACES: old.number()})
    changes.carry_evidence(old, new)
    refuse_retired(changes.connection, new.unit_id)
    _refuse_plan_too_late(new, old, extended=extended)
    for line in life.lines:
        step = _carried(
            line.step, new, described, struck, planned=old.plan_due_on, extended=extended
        )
        if step is not None:
            with suppress(NothingToChange):
                new = changes.take(new, step)
    on = day_to_strike(session, None, old)
    changes.take(old, Replace(on=on, replaced_by=new.number(), **struck))
    return new


def _refuse_plan_too_late(new: HazardRecord, old: HazardRecord, *, extended: bool) -> None:
    """Refuse a deadline before that of the plan that goes along. Raises PlanNoLongerFits."""
    if old.plan_due_on is not None and old.plan_due_on > new.due_on and not extended:
        raise PlanNoLongerFits(old.number(), old.plan_due_on, new.due_on)


_DESCRIBED = (
    *("unit_id", "check_id", "source_id", "measure", "title", "location", "sector"),
    *("level", "handling", "responsible", "source", "supervised", "leader"),
)


def _carried(
    step: Step | None,
    new: HazardRecord,
    mended: dict[str, Any],
    struck: dict[str, Any],
    *,
    planned: date | None,
    extended: bool,
) -> Step | None:
    """Return a step of the old hazard as the new one takes it, or None where it does not go along.

    Who approves a correction once more is who approves that the old hazard is struck out.
    """
    if step is None:
        return None
    on = max(step.on, new.last_step_on)
    if isinstance(step, Plan):
        # A deadline that was planned and changed since may not fit any more; the last one does.
        late = step.due_on is not None and step.due_on > new.due_on and step.due_on != planned
        return step.said().model_copy(update={"on": on, "due_on": None if late else step.due_on})
    if isinstance(step, Extend) and extended:
        return step.model_copy(update={"on": on, "asked_on": max(step.asked_on, new.found_on)})
    if isinstance(step, Edit):
        to = {key: value for key, value in step.to.items() if key not in mended}
        by = {key: value for key, value in struck.items() if key != "reason"}
        return step.model_copy(update={**by, "on": max(step.on, new.found_on), "to": to})
    return None


def _deadline(session: LedgerSession, old: HazardRecord, mended: dict[str, Any]) -> Deadline:
    """Return the deadline of what replaces `old`: as given, else as it was; by its own rule where its grounds change."""
    found_on, handling = (mended.get(key, getattr(old, key)) for key in _ASKED_AGAIN)
    basis: dict[str, Any] = json.loads(old.due_basis)
    due = mended.get("due")
    if due is None:
        if (found_on, handling) == (old.found_on, old.handling):
            return Deadline(old.due_on, basis)
        if basis["by"] == "given" and handling != Handling.IMMEDIATE:
            due = str(old.due_on) if basis["kind"] == "date" else basis["rule"]
            return resolve_due(
                due, found_on=found_on, today=session.today, days_off=lambda: session.days_off
            )
    return set_deadline(
        due,
        handling=Handling(handling),
        level=Level(mended.get("level", old.level)),
        found_on=found_on,
        today=session.today,
        policy=lambda: session.policy,
        days_off=lambda: session.days_off,
    )


def facts_as_found(hazard: HazardRecord, due: str | None, first: HazardRecord) -> Facts:
    """Return what tells a hazard from another, as a row would that says of it what `hazard` says.

    The deadline is as it was asked for when it was registered as `first`, unless `due` is.
    """
    basis: dict[str, Any] = json.loads(first.due_basis)
    if due is None and basis["by"] == "given" and hazard.handling != Handling.IMMEDIATE:
        due = basis["rule"]
    return hazard_facts(
        hazard.title,
        hazard.level,
        hazard.handling,
        due,
        hazard.location,
        hazard.sector,
        hazard.responsible,
        first.plan_measures,
    )
