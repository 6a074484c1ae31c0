"""Checks: add and void."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from zizhao_cli.domain.errors.records import (
    CheckAlreadyVoided,
    CheckHasHazards,
    SourceIdConflict,
    UnitRetired,
)
from zizhao_cli.domain.errors.steps import BackwardsInTime
from zizhao_cli.domain.fingerprint import check_fingerprint
from zizhao_cli.domain.kinds.check import CHECK, KIND, RESULT
from zizhao_cli.domain.kinds.fields import MEASURE, NOTE, UNIT
from zizhao_cli.domain.kinds.hazard import HAZARD, INSPECTORS, ROW_DAY
from zizhao_cli.domain.reading import read_field
from zizhao_cli.domain.rules.check import CheckDraft, CheckRecord, Edit, Void
from zizhao_cli.domain.rules.hazard_record import HazardDraft
from zizhao_cli.ledger.hazards import facts_of, register
from zizhao_cli.ledger.steps import read_value, seal, take_steps
from zizhao_cli.store.active import by_source, is_active, same_again
from zizhao_cli.store.journal.last import last_record
from zizhao_cli.store.roll import roll

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from zizhao_cli.domain.rules.hazard_record import FoundHazard, HazardRecord
    from zizhao_cli.domain.rules.life import Step
    from zizhao_cli.ledger.session import LedgerSession
    from zizhao_cli.ledger.steps import Changed, Numbers
    from zizhao_cli.store.evidence.files import EvidenceFile
    from zizhao_cli.store.journal.changeset import ChangeSet

BETWEEN_INSPECTORS = "、"


def add_check(
    session: LedgerSession, given: dict[str, Any], evidence: Sequence[str] = ()
) -> tuple[str, list[HazardRecord], str | None]:
    """Record a check, with its hazard where it failed, and the files that show it.

    Return its number, the new hazards, and the number of a check that says the same.

    The same call with the same source id changes nothing and returns the same number, with no new hazard. Raises
    SourceIdConflict where it says something else, and what CheckDraft, `register` and LedgerSession.evidence refuse.
    """
    draft = CheckDraft.read(given, session.known)
    with session.evidence(evidence) as files, session.change() as changes:
        put = put_check(changes, session, draft, files=files)
        seal_checks(changes, [put])
    return put.check.number(), put.hazards, put.same


class Put(NamedTuple):
    """A check that was put into a change-set, with its hazards and the number of one that says the same; one that was `known` already was not written."""

    check: CheckRecord
    hazards: list[HazardRecord]
    same: str | None
    known: bool = False


def put_check(
    changes: ChangeSet,
    session: LedgerSession,
    draft: CheckDraft,
    more: Sequence[FoundHazard] = (),
    files: Sequence[EvidenceFile] = (),
) -> Put:
    """Write a check with its hazard, `more` hazards that it found, and the files that show it; see add_check."""
    unit = roll(changes.connection).find(draft.unit)
    check = _check(changes, draft, unit.id, more)
    as_typed = _fingerprint(draft, unit.id, more, as_typed=True)
    before = _known(changes, draft.source_id)
    if before is not None:
        _refuse_other_content(before, check, as_typed)
        _refuse_other_evidence(changes, before, files)
        return Put(before, [], None, known=True)
    if not unit.active:
        raise UnitRetired(unit.name)
    changes.register(check, draft.checked_on)
    changes.put_evidence(files, check)
    hazards = [register_found(changes, session, found, check) for found in _found(draft, more)]
    digests = [check.fingerprint, as_typed]
    same = same_again(changes.connection, CHECK, digests, check.id)
    return Put(check, hazards, same)


def seal_checks(changes: ChangeSet, put: Sequence[Put]) -> None:
    """Write the entry of the checks that were put into a change-set, if any was not known already."""
    new = [one for one in put if not one.known]
    if new:
        numbers = [hazard.number() for one in new for hazard in one.hazards]
        day = max(one.check.checked_on for one in new)
        seal(changes, "check.add", [one.check for one in new], day, {"hazards": numbers})


def register_found(
    changes: ChangeSet, session: LedgerSession, found: FoundHazard, check: CheckRecord
) -> HazardRecord:
    """Write the hazard that a failed check found, and return its record."""
    draft = HazardDraft.model_construct(
        **{name: getattr(found, name) for name in type(found).model_fields},
        unit="",
        measure=check.measure,
        found_on=check.checked_on,
        source=None,
        check=check.number(),
    )
    return register(changes, session, draft, check.unit_id, check.id)


def edit_check(
    session: LedgerSession, numbers: Numbers, given: dict[str, Any], reason: str | None
) -> list[Changed[CheckRecord]]:
    """Correct what was noted of checks, who made them (`inspectors`, a list) and their kind; all else is replaced.

    An empty text clears. Raises CheckAlreadyVoided, NothingToChange.
    """

    def step(check: CheckRecord, changes: ChangeSet) -> Step:
        if not is_active(changes.connection, CHECK, check.id):
            raise CheckAlreadyVoided(check.number())
        to = _mended(session, given)
        return Edit(on=check.checked_on, whole_life=True, to=to, reason=reason)

    return take_steps(session, CHECK, numbers, step)


def _mended(session: LedgerSession, given: dict[str, Any]) -> dict[str, Any]:
    """Return what was typed of a check as the ledger keeps it."""
    to = {
        key: read_value(session, CHECK, key, text)
        for key in (NOTE.key, KIND.key)
        if (text := given.get(key)) is not None
    }
    if (names := given.get("inspectors")) is not None:
        read = [read_field(INSPECTORS, name, session.known) for name in names if name != ""]
        to["inspectors"] = BETWEEN_INSPECTORS.join(read) or None
    return to


def void_check(
    session: LedgerSession, numbers: Numbers, reason: str, on: date | None = None
) -> list[Changed[CheckRecord]]:
    """Strike out checks recorded by mistake; the records stay.

    Raises UnknownRecord, CheckAlreadyVoided, CheckHasHazards where a hazard from one is still active, or
    BackwardsInTime.
    """

    def step(check: CheckRecord, changes: ChangeSet) -> Step:
        if on is not None and on < check.checked_on:
            raise BackwardsInTime(check.number(), Void.label(), on, check.checked_on)
        if not is_active(changes.connection, CHECK, check.id):
            raise CheckAlreadyVoided(check.number())
        query = f"SELECT id FROM hazard WHERE check_id = ? AND NOT ({HAZARD.voided}) ORDER BY id"
        active = [HAZARD.no(row[0]) for row in changes.connection.execute(query, (check.id,))]
        if active:
            raise CheckHasHazards(check.number(), active)
        return Void(on=on or session.today, reason=reason)

    return take_steps(session, CHECK, numbers, step, detail={"reason": reason})


def _found(draft: CheckDraft, more: Sequence[FoundHazard]) -> list[FoundHazard]:
    return [*([] if draft.hazard is None else [draft.hazard]), *more]


def _check(
    changes: ChangeSet, draft: CheckDraft, unit_id: int, more: Sequence[FoundHazard]
) -> CheckRecord:
    """Return the record of `draft`, with the next number of its year."""
    return CheckRecord(
        id=changes.next_id(CHECK, draft.checked_on.year),
        unit_id=unit_id,
        measure=draft.measure,
        checked_on=draft.checked_on,
        kind=draft.kind.value,
        inspectors=_inspectors(draft),
        result=draft.result.value,
        note=draft.note,
        source_id=draft.source_id,
        fingerprint=_fingerprint(draft, unit_id, more),
    )


def _inspectors(draft: CheckDraft) -> str | None:
    return BETWEEN_INSPECTORS.join(draft.inspectors) or None


def _fingerprint(
    draft: CheckDraft, unit_id: int, more: Sequence[FoundHazard], *, as_typed: bool = False
) -> str:
    return check_fingerprint(
        unit_id,
        draft.measure,
        str(draft.checked_on),
        draft.kind.value,
        _inspectors(draft),
        draft.result.value,
        draft.note,
        [fact for found in _found(draft, more) for fact in facts_of(found)],
        as_typed=as_typed,
    )


def _known(changes: ChangeSet, source_id: str | None) -> CheckRecord | None:
    """Return the active check that is known by `source_id`."""
    if source_id is None:
        return None
    known = by_source(changes.connection, CHECK, [source_id]).get(source_id, [])
    there = [record.id for record in known if record.active and record.id is not None]
    return last_record(changes.connection, CHECK, there[0]) if there else None


_COMPARED = {
    "unit_id": UNIT,
    **{field.key: field for field in (MEASURE, ROW_DAY, KIND, INSPECTORS, RESULT, NOTE)},
}


def _refuse_other_content(known: CheckRecord, check: CheckRecord, as_typed: str) -> None:
    if known.fingerprint in (check.fingerprint, as_typed):
        return
    differing = [
        field.name
        for column, field in _COMPARED.items()
        if getattr(known, column) != getattr(check, column)
    ]
    raise SourceIdConflict(check.source_id or "", known.number(), differing or ["隐患"])


def _refuse_other_evidence(
    changes: ChangeSet, known: CheckRecord, files: Sequence[EvidenceFile]
) -> None:
    """The same call comes with the same files, or with none."""
    query = "SELECT sha256 FROM evidence WHERE of_kind = ? AND of_id = ?"
    kept = {row[0] for row in changes.connection.execute(query, (CHECK.name, known.id))}
    if not {file.sha256 for file in files} <= kept:
        raise SourceIdConflict(known.source_id or "", known.number(), ["佐证"])
