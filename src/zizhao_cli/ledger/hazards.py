"""Hazards: registering one, and correcting what describes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.deadlines import set_deadline
from zizhao_cli.domain.errors.records import CheckAlreadyVoided
from zizhao_cli.domain.fingerprint import hazard_facts, hazard_fingerprint
from zizhao_cli.domain.kinds.check import CHECK
from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.domain.rules.hazard_record import FoundHazard, HazardDraft, HazardRecord
from zizhao_cli.ledger.session import unit_to_record
from zizhao_cli.ledger.steps import known
from zizhao_cli.store.active import is_active, same_again

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zizhao_cli.ledger.session import LedgerSession
    from zizhao_cli.store.journal.changeset import ChangeSet


def add_hazard(
    session: LedgerSession, given: dict[str, Any], evidence: Sequence[str] = ()
) -> tuple[HazardRecord, str | None]:
    """Register a hazard with the files that show it; return its record, and the number of one that says the same.

    Raises what HazardDraft, set_deadline and LedgerSession.evidence refuse.
    """
    draft = HazardDraft.read(given, session.known)
    with session.evidence(evidence) as files, session.change() as changes:
        unit = unit_to_record(changes.connection, draft.unit)
        check_id = None if draft.check is None else active_check(changes, draft.check)
        hazard = register(changes, session, draft, unit.id, check_id)
        digests = [hazard.fingerprint, _fingerprint(draft, unit.id, as_typed=True)]
        same = same_again(changes.connection, HAZARD, digests, hazard.id)
        changes.put_evidence(files, hazard)
        changes.seal("hazard.add", hazard.number(), draft.found_on, {})
    return hazard, same


def register(
    changes: ChangeSet,
    session: LedgerSession,
    draft: HazardDraft,
    unit_id: int,
    check_id: int | None,
) -> HazardRecord:
    """Write a new hazard into `changes` and return its record."""
    deadline = set_deadline(
        draft.due,
        handling=draft.handling,
        level=draft.level,
        found_on=draft.found_on,
        today=session.today,
        policy=lambda: session.policy,
        days_off=lambda: session.days_off,
    )
    described = draft.model_dump(
        include={"title", "location", "sector", "responsible", "source", "leader"}
    )
    record = HazardRecord.registered(
        draft.found_on,
        deadline,
        **described,
        id=changes.next_id(HAZARD, draft.found_on.year),
        unit_id=unit_id,
        check_id=check_id,
        fingerprint=_fingerprint(draft, unit_id),
        measure=draft.measure,
        level=draft.level.value,
        handling=draft.handling.value,
    )
    changes.register(record, draft.found_on)
    return record


def _fingerprint(draft: HazardDraft, unit_id: int, *, as_typed: bool = False) -> str:
    return hazard_fingerprint(
        unit_id, draft.measure, str(draft.found_on), facts_of(draft), as_typed=as_typed
    )


def facts_of(hazard: FoundHazard) -> tuple[str | None, ...]:
    """Return what tells this hazard from another."""
    return hazard_facts(
        hazard.title,
        hazard.level.value,
        hazard.handling.value,
        hazard.due,
        hazard.location,
        hazard.sector,
        hazard.responsible,
    )


def active_check(changes: ChangeSet, no: str) -> int:
    """Return the id of the check `no`. Raises UnknownRecord, CheckAlreadyVoided."""
    check = known(changes, CHECK, no)
    if not is_active(changes.connection, CHECK, check.id):
        raise CheckAlreadyVoided(check.number())
    return int(check.id)
