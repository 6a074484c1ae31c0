"""Replacing a check whose unit, measure, day or result was wrong, with the hazards that it found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.errors.records import (
    CheckAlreadyVoided,
    CheckHasHazards,
    DetailsWithoutHazard,
    FailWithoutHazard,
    HazardWithoutFail,
)
from zizhao_cli.domain.errors.steps import NothingToChange
from zizhao_cli.domain.fingerprint import check_fingerprint
from zizhao_cli.domain.kinds.check import CHECK
from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.domain.kinds.kind import REPLACE, REPLACED_BY
from zizhao_cli.domain.rules.check import Replace
from zizhao_cli.domain.rules.hazard_record import FoundHazard, HazardRecord
from zizhao_cli.domain.values import Result
from zizhao_cli.ledger.checks import register_found
from zizhao_cli.ledger.hazard_replacement import Facts, as_kept, facts_as_found, hazard_instead
from zizhao_cli.ledger.hazards import facts_of
from zizhao_cli.ledger.steps import Changed, acting, known
from zizhao_cli.store.active import is_active
from zizhao_cli.store.journal.last import life_of

if TYPE_CHECKING:
    from zizhao_cli.domain.rules.check import CheckRecord
    from zizhao_cli.ledger.session import LedgerSession
    from zizhao_cli.store.journal.changeset import ChangeSet


def replace_check(
    session: LedgerSession,
    no: str,
    given: dict[str, str | None],
    found: dict[str, str | None],
    *,
    reason: str,
    approved_by: str | None,
    approver_unit: str | None,
) -> tuple[Changed[CheckRecord], list[Changed[HazardRecord]], HazardRecord | None]:
    """Record a check anew with what is `given` instead, and strike the old one out with it; its hazards are replaced along.

    `found` is what describes the hazard of one that failed after all. Return both checks, and the numbers of the hazards of the new one.
    Raises CheckAlreadyVoided, NothingToChange, HazardWithoutFail, FailWithoutHazard, and what replace_hazard raises.
    """
    with session.change() as changes:
        old: CheckRecord = known(changes, CHECK, no)
        if not is_active(changes.connection, CHECK, old.id):
            raise CheckAlreadyVoided(old.number())
        mended = as_kept(session, changes, CHECK, given)
        wanted = old.with_changes(mended)
        if vars(wanted) == vars(old) and not any(found.values()):
            raise NothingToChange("各项与现值相同")
        query = f"SELECT no FROM hazard WHERE check_id = ? AND NOT ({HAZARD.voided}) ORDER BY id"
        hazards = [row[0] for row in changes.connection.execute(query, (old.id,)).fetchall()]
        described = _found(session, found)
        _refuse_unlike(wanted, hazards, described)
        new = wanted.with_changes(
            {
                "id": changes.next_id(CHECK, wanted.checked_on.year),
                "fingerprint": _fingerprint(changes, wanted, hazards, described),
            }
        )
        changes.register(new, new.checked_on)
        changes.carry_evidence(old, new)
        struck = {"reason": reason, **acting(session, changes, approved_by, approver_unit)}
        along = [
            _hazard_along(changes, session, known(changes, HAZARD, hazard), old, new, struck)
            for hazard in hazards
        ]
        fresh = None if described is None else register_found(changes, session, described, new)
        numbers = [hazard.after.number() for hazard in along]
        numbers += [] if fresh is None else [fresh.number()]
        on = session.today
        step = Replace(on=on, reason=reason, replaced_by=new.id)
        changes.take(old, step)
        why = {key: struck[key] for key in ("reason", "approved_by") if struck[key]}
        named = {REPLACED_BY: new.number(), "hazards": numbers, **why}
        changes.seal(f"{CHECK.name}.{REPLACE}", old.number(), on, named)
    return Changed(old, new), along, fresh


def _found(session: LedgerSession, given: dict[str, str | None]) -> FoundHazard | None:
    """Return the hazard that is described, if one is. Raises DetailsWithoutHazard, and what FoundHazard refuses."""
    if all(value is None for value in given.values()):
        return None
    if given.get("title") is None:
        raise DetailsWithoutHazard
    return FoundHazard.read(given, session.known)


def _refuse_unlike(check: CheckRecord, hazards: list[str], found: FoundHazard | None) -> None:
    """Refuse a check whose result and hazards disagree."""
    failed = check.result == Result.FAIL
    if failed and not hazards and found is None:
        raise FailWithoutHazard
    if not failed and hazards:
        raise CheckHasHazards(check.number(), hazards)
    if not failed and found is not None:
        raise HazardWithoutFail(Result(check.result).label)


def _fingerprint(
    changes: ChangeSet, check: CheckRecord, hazards: list[str], found: FoundHazard | None
) -> str:
    """Return the digest of the row that says what the check says, and what its hazard was found as."""
    facts: Facts = () if found is None else facts_of(found)
    for no in hazards[:1]:
        first = life_of(changes.connection, HAZARD, HAZARD.parse(no)).lines[0].record
        facts = facts_as_found(first, None, first)
    return check_fingerprint(
        check.unit_id,
        check.measure,
        str(check.checked_on),
        check.kind,
        check.inspectors,
        check.result,
        check.note,
        facts,
    )


_SHARED = {"unit_id": "unit_id", "measure": "measure", "found_on": "checked_on"}
"""What a hazard has from its check."""


def _hazard_along(
    changes: ChangeSet,
    session: LedgerSession,
    hazard: HazardRecord,
    old: CheckRecord,
    new: CheckRecord,
    struck: dict[str, Any],
) -> Changed[HazardRecord]:
    """Replace a hazard of a check that is replaced; where it said what the check said, it says now what the new one says."""
    mended: dict[str, Any] = {"check_id": new.id}
    for own, of_check in _SHARED.items():
        if getattr(hazard, own) == getattr(old, of_check):
            mended[own] = getattr(new, of_check)
    return Changed(hazard, hazard_instead(changes, session, hazard, mended, struck))
