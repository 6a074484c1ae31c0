"""The roll of units: add, edit, retire."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlmodel import Session, col, select

from zizhao_cli.domain.drafts import UnitDraft
from zizhao_cli.domain.errors import (
    BackwardsInTime,
    NothingToChange,
    UnitHasOpenHazards,
    UnitInItself,
    UnitRetired,
    UnitTaken,
)
from zizhao_cli.domain.numbering import HAZARDS
from zizhao_cli.domain.text import matching_key, typed
from zizhao_cli.domain.values import OPEN
from zizhao_cli.ledger.book import roll
from zizhao_cli.store.tables import Hazard, Unit, UnitRecord

if TYPE_CHECKING:
    from zizhao_cli.ledger.book import Book
    from zizhao_cli.store.changeset import ChangeSet


def add_unit(book: Book, given: dict[str, Any], on: date) -> str:
    """Add a unit to the roll and return its code.

    Raises UnitTaken where its code is in use, or its name in the same village; and what UnitDraft refuses.
    """
    draft = UnitDraft.read(given, today=book.today)
    with book.change() as changes:
        write_unit(changes, draft, on)
        changes.seal("unit.add", draft.code, on, {})
    return draft.code


def write_unit(changes: ChangeSet, draft: UnitDraft, on: date) -> int:
    """Write the unit of `draft` into `changes`, in effect from `on`, and return its id."""
    record = _record(changes.session, draft)
    _refuse_taken(changes.session, record, None)
    return changes.put_unit(None, record, on)


def edit_unit(book: Book, code: str, given: dict[str, Any], on: date) -> str:
    """Change what is `given` of the unit that `code` names, and return its code.

    `given["aliases"]` replaces the aliases; `given["active"]` brings a retired unit back. An empty text clears
    an optional field. Raises NothingToChange and what add_unit raises.
    """
    with book.change() as changes:
        unit = _unit(changes.session, code)
        before = UnitRecord(**unit.model_dump(exclude={"id"}))
        present = {
            key: value
            for key, value in _as_given(changes.session, unit).items()
            if value is not None
        }
        wanted = {
            **present,
            **{key: value for key, value in given.items() if value is not None and key != "active"},
        }
        cleared = {key for key in _CLEARABLE if wanted.get(key) in ("", [""])}
        draft = UnitDraft.read(
            {key: value for key, value in wanted.items() if key not in cleared}, today=book.today
        )
        record = _record(changes.session, draft)
        record.active = before.active or bool(given.get("active"))
        changed = {
            key: value
            for key, value in record.model_dump().items()
            if value != getattr(before, key)
        }
        if not changed:
            raise NothingToChange("各项与现值相同")
        _refuse_backwards(changes, unit, on)
        _refuse_loop(changes.session, unit, record)
        if {"name", "parent_id", "active"} & changed.keys():
            _refuse_taken(changes.session, record, unit.id)
        changes.put_unit(unit.id, record, on)
        changes.seal("unit.edit", unit.code, on, {"changed": sorted(changed)})
        return unit.code


_CLEARABLE = {"aliases", "parent", "supervisor", "sector", "head", "contact", "phone", "note"}


def retire_unit(book: Book, code: str, reason: str, on: date) -> str:
    """Retire the unit that `code` names, and return its code; what was recorded of it stays.

    Raises UnitHasOpenHazards, UnitRetired.
    """
    typed("停用理由", reason)
    with book.change() as changes:
        unit = _unit(changes.session, code)
        if not unit.active:
            raise UnitRetired(unit.name)
        still_open = changes.session.exec(
            select(Hazard.id).where(
                Hazard.unit_id == unit.id, col(Hazard.state).in_([str(s) for s in OPEN])
            )
        ).all()
        if still_open:
            raise UnitHasOpenHazards(unit.name, [HAZARDS.no(hazard_id) for hazard_id in still_open])
        _refuse_backwards(changes, unit, on)
        record = UnitRecord(**unit.model_dump(exclude={"id"}))
        record.active = False
        changes.put_unit(unit.id, record, on)
        changes.seal("unit.retire", unit.code, on, {"reason": reason})
        return unit.code


def _unit(session: Session, text: str) -> Unit:
    return session.get_one(Unit, roll(session).find(text).id)


def _record(session: Session, draft: UnitDraft) -> UnitRecord:
    names = roll(session)
    return UnitRecord(
        **draft.model_dump(exclude={"aliases", "parent", "supervisor", "kind"}),
        kind=draft.kind.value,
        aliases=json.dumps(draft.aliases, ensure_ascii=False),
        parent_id=names.find(draft.parent).id if draft.parent else None,
        supervisor_id=names.find(draft.supervisor).id if draft.supervisor else None,
    )


def _as_given(session: Session, unit: Unit) -> dict[str, Any]:
    """Return `unit` as an officer would give it, so that an edit is read like a new unit."""

    def code_of(unit_id: int | None) -> str | None:
        return None if unit_id is None else session.get_one(Unit, unit_id).code

    fields = unit.model_dump(exclude={"id", "parent_id", "supervisor_id", "active"})
    return {
        **fields,
        "aliases": json.loads(unit.aliases),
        "parent": code_of(unit.parent_id),
        "supervisor": code_of(unit.supervisor_id),
    }


def _refuse_taken(session: Session, record: UnitRecord, unit_id: int | None) -> None:
    """Refuse a code in use, and a second active unit of one name under one parent."""
    for other in session.exec(select(Unit).where(col(Unit.id) != (unit_id or 0))).all():
        if matching_key(other.code) == matching_key(record.code):
            raise UnitTaken("代码", record.code, f"{other.name}（{other.code}）")
        same_place = other.parent_id == record.parent_id
        if other.active and same_place and matching_key(other.name) == matching_key(record.name):
            raise UnitTaken("名称", record.name, f"{other.name}（{other.code}）")


def _refuse_backwards(changes: ChangeSet, unit: Unit, on: date) -> None:
    """Refuse a change before the last one; the first entry says when the roll came to know a unit, not since when it is."""
    query = "SELECT max(effective_on) FROM unit_version WHERE unit_id = ? AND version_no > 1"
    last = changes.connection.execute(query, (unit.id,)).fetchone()[0]
    if last is not None and str(on) < last:
        raise BackwardsInTime(unit.name, "修改", on, date.fromisoformat(last))


def _refuse_loop(session: Session, unit: Unit, record: UnitRecord) -> None:
    for start in (record.parent_id, record.supervisor_id):
        above, seen = start, set[int]()
        while above is not None and above not in seen:
            if above == unit.id:
                raise UnitInItself(unit.code)
            seen.add(above)
            above = session.get_one(Unit, above).parent_id
