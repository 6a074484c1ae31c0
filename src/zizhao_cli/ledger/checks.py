"""Checks: add and void."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlmodel import select

from zizhao_cli import datafiles
from zizhao_cli.domain.drafts import CheckDraft, HazardDraft
from zizhao_cli.domain.errors import (
    BackwardsInTime,
    CheckAlreadyVoided,
    CheckHasHazards,
    SourceIdConflict,
    UnitRetired,
)
from zizhao_cli.domain.fingerprint import check_fingerprint
from zizhao_cli.domain.numbering import CHECKS, HAZARDS
from zizhao_cli.domain.text import typed
from zizhao_cli.domain.values import State
from zizhao_cli.ledger.book import roll
from zizhao_cli.ledger.hazards import facts_of, register
from zizhao_cli.store.standing import check_stands, checks_by_source
from zizhao_cli.store.tables import Check, Evidence, Hazard

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from zizhao_cli.domain.hazard import HazardRecord
    from zizhao_cli.ledger.book import Book
    from zizhao_cli.store.changeset import ChangeSet
    from zizhao_cli.store.evidence import Paper

INSPECTORS = "、"
"""What stands between the names of inspectors."""


def add_check(
    book: Book, given: dict[str, Any], evidence: Sequence[str] = ()
) -> tuple[str, list[HazardRecord]]:
    """Record a check, with its hazard where it failed, and the files that show it; return its number and the new hazards.

    The same call with the same source id changes nothing and returns the same number, with no new hazard. Raises
    SourceIdConflict where it says something else, and what CheckDraft, `register` and Book.evidence refuse.
    """
    draft = CheckDraft.read(given, today=book.today, measures=lambda: datafiles.measures(book.path))
    with book.evidence(evidence) as papers, book.change() as changes:
        unit = roll(changes.session).find(draft.unit)
        check = _check(changes, draft, unit.id)
        known = _known(changes, draft.source_id)
        if known is not None:
            _refuse_other_content(known, check)
            _refuse_other_evidence(changes, known, papers)
            return CHECKS.no(known.id), []
        if not unit.active:
            raise UnitRetired(unit.name)
        changes.put_check(check)
        changes.put_evidence(papers, check_id=check.id)
        no = CHECKS.no(check.id)
        hazards: list[HazardRecord] = []
        if draft.hazard is not None:
            found = HazardDraft.model_construct(
                **{name: getattr(draft.hazard, name) for name in type(draft.hazard).model_fields},
                unit=unit.code,
                measure=draft.measure,
                found_on=draft.checked_on,
                source=None,
                check=no,
            )
            hazards = [register(changes, book, found, unit.id, check.id)]
        numbers = [HAZARDS.no(hazard.id) for hazard in hazards]
        changes.seal("check.add", no, draft.checked_on, {"hazards": numbers})
    return no, hazards


def void_check(book: Book, no: str, reason: str, on: date) -> str:
    """Strike out a check recorded by mistake, and return its number; the record stays.

    Raises UnknownRecord, CheckAlreadyVoided, CheckHasHazards where a hazard from it still stands, or
    BackwardsInTime.
    """
    typed("作废理由", reason)
    check_id = CHECKS.parse(no)
    with book.change() as changes:
        check = changes.session.get(Check, check_id)
        if check is None:
            raise CHECKS.unknown(no)
        no = CHECKS.no(check_id)
        if not check_stands(changes.connection, check_id):
            raise CheckAlreadyVoided(no)
        standing = changes.session.exec(
            select(Hazard.id).where(Hazard.check_id == check_id, Hazard.state != State.VOIDED.value)
        ).all()
        if standing:
            raise CheckHasHazards(no, [HAZARDS.no(hazard_id) for hazard_id in standing])
        if on < check.checked_on:
            raise BackwardsInTime(no, "作废", on, check.checked_on)
        changes.put_check_void(check_id, on, reason)
        changes.seal("check.void", no, on, {"reason": reason})
    return no


def _check(changes: ChangeSet, draft: CheckDraft, unit_id: int) -> Check:
    """Return the row of `draft`, with the next number of its year."""
    inspectors = INSPECTORS.join(draft.inspectors) or None
    found = facts_of(draft.hazard) if draft.hazard else ()
    return Check(
        id=changes.next_id(CHECKS, draft.checked_on.year),
        seq=changes.seq,
        unit_id=unit_id,
        measure=draft.measure,
        checked_on=draft.checked_on,
        kind=draft.kind.value,
        inspectors=inspectors,
        result=draft.result.value,
        note=draft.note,
        source_id=draft.source_id,
        fingerprint=check_fingerprint(
            unit_id,
            draft.measure,
            str(draft.checked_on),
            draft.kind.value,
            inspectors,
            draft.result.value,
            draft.note,
            found,
        ),
    )


def _known(changes: ChangeSet, source_id: str | None) -> Check | None:
    """Return the check that stands under `source_id`."""
    if source_id is None:
        return None
    found = checks_by_source(changes.connection, [source_id]).get(source_id)
    return None if found is None else changes.session.get_one(Check, found[1])


_COMPARED = {
    "unit_id": "单位",
    "measure": "条款",
    "checked_on": "检查日期",
    "kind": "检查类型",
    "inspectors": "检查人",
    "result": "检查结果",
    "note": "备注",
}


def _refuse_other_content(known: Check, check: Check) -> None:
    if known.fingerprint == check.fingerprint:
        return
    differing = [
        label
        for field, label in _COMPARED.items()
        if getattr(known, field) != getattr(check, field)
    ]
    raise SourceIdConflict(check.source_id or "", CHECKS.no(known.id), differing or ["隐患"])


def _refuse_other_evidence(changes: ChangeSet, known: Check, papers: Sequence[Paper]) -> None:
    """The same call comes with the same files, or with none."""
    kept = changes.session.exec(select(Evidence.sha256).where(Evidence.check_id == known.id)).all()
    if not {paper.sha256 for paper in papers} <= set(kept):
        raise SourceIdConflict(known.source_id or "", CHECKS.no(known.id), ["佐证"])
