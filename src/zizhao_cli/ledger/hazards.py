"""Hazards: registering one, and correcting what describes it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from zizhao_cli import datafiles
from zizhao_cli.domain.deadlines import set_deadline
from zizhao_cli.domain.drafts import FoundHazard, HazardDraft
from zizhao_cli.domain.errors import CheckAlreadyVoided
from zizhao_cli.domain.fingerprint import hazard_facts, hazard_fingerprint
from zizhao_cli.domain.hazard import HazardRecord
from zizhao_cli.domain.numbering import CHECKS, HAZARDS
from zizhao_cli.domain.values import State
from zizhao_cli.ledger.book import unit_to_record
from zizhao_cli.store.standing import check_stands, hazards_by_fingerprint
from zizhao_cli.store.tables import Check

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zizhao_cli.ledger.book import Book
    from zizhao_cli.store.changeset import ChangeSet


def add_hazard(
    book: Book, given: dict[str, Any], evidence: Sequence[str] = ()
) -> tuple[HazardRecord, str | None]:
    """Register a hazard with the files that show it; return its record, and the number of one that says the same.

    Raises what HazardDraft, set_deadline and Book.evidence refuse.
    """
    draft = HazardDraft.read(
        given, today=book.today, measures=lambda: datafiles.measures(book.path)
    )
    with book.evidence(evidence) as papers, book.change() as changes:
        unit = unit_to_record(changes.session, draft.unit)
        check_id = None if draft.check is None else _standing_check(changes, draft.check)
        hazard = register(changes, book, draft, unit.id, check_id)
        same = _same(changes, hazard)
        changes.put_evidence(papers, hazard_id=hazard.id)
        changes.seal("hazard.add", HAZARDS.no(hazard.id), draft.found_on, {})
    return hazard, same


def _same(changes: ChangeSet, hazard: HazardRecord) -> str | None:
    """Return the number of the first other hazard that was registered with the same words."""
    found = hazards_by_fingerprint(changes.connection, [hazard.fingerprint])
    return min((HAZARDS.no(id_) for _, id_ in found if id_ != hazard.id), default=None)


def register(
    changes: ChangeSet, book: Book, draft: HazardDraft, unit_id: int, check_id: int | None
) -> HazardRecord:
    """Write a new hazard into `changes` and return its record."""
    deadline = set_deadline(
        draft.due,
        handling=draft.handling,
        level=draft.level,
        found_on=draft.found_on,
        today=book.today,
        policy=lambda: book.policy,
    )
    described = draft.model_dump(include={"title", "location", "sector", "responsible", "source"})
    record = HazardRecord(
        **described,
        id=changes.next_id(HAZARDS, draft.found_on.year),
        unit_id=unit_id,
        check_id=check_id,
        fingerprint=hazard_fingerprint(
            unit_id, draft.measure, str(draft.found_on), facts_of(draft)
        ),
        measure=draft.measure,
        level=draft.level.value,
        handling=draft.handling.value,
        state=State.REGISTERED.value,
        found_on=draft.found_on,
        due_on=deadline.due_on,
        original_due_on=deadline.due_on,
        due_basis=json.dumps(deadline.basis, ensure_ascii=False, sort_keys=True),
        last_step_on=draft.found_on,
    )
    changes.put_hazard(record, "register", draft.found_on, "{}")
    return record


def facts_of(hazard: HazardDraft | FoundHazard) -> tuple[str | None, ...]:
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


def _standing_check(changes: ChangeSet, no: str) -> int:
    """Return the id of the check `no`. Raises UnknownRecord, CheckAlreadyVoided."""
    check_id = CHECKS.parse(no)
    if changes.session.get(Check, check_id) is None:
        raise CHECKS.unknown(no)
    if not check_stands(changes.connection, check_id):
        raise CheckAlreadyVoided(CHECKS.no(check_id))
    return check_id
