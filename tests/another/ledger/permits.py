"""Permits: registering one; its steps go through the one function for all kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.another.domain.kinds.permit import PERMIT
from tests.another.domain.rules.permit import PermitDraft, PermitRecord
from zizhao_cli.ledger.session import unit_to_record

if TYPE_CHECKING:
    from zizhao_cli.ledger.session import LedgerSession
    from zizhao_cli.store.journal.changeset import ChangeSet


def add_permit(session: LedgerSession, given: dict[str, Any]) -> PermitRecord:
    """Register a permit and return its record."""
    draft = PermitDraft.read(given, session.known)
    with session.change() as changes:
        unit = unit_to_record(changes.connection, draft.unit)
        record = register(changes, unit.id, draft)
        changes.seal("permit.add", record.number(), draft.asked_on, {})
    return record


def register(changes: ChangeSet, unit_id: int, draft: PermitDraft) -> PermitRecord:
    """Write a new permit into `changes` and return its record."""
    record = PermitRecord(
        **draft.model_dump(exclude={"unit"}),
        id=changes.next_id(PERMIT, draft.asked_on.year),
        unit_id=unit_id,
        last_step_on=draft.asked_on,
    )
    changes.register(record, draft.asked_on)
    return record
