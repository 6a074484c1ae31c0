"""The roll of units: add, edit, retire."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.errors.records import (
    UnitHasOpenHazards,
    UnitInItself,
    UnitRetired,
    UnitTaken,
)
from zizhao_cli.domain.errors.steps import NothingToChange
from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.domain.kinds.unit import UNIT
from zizhao_cli.domain.rules.unit import Edit, Retire, UnitDraft, UnitRecord
from zizhao_cli.domain.text import matching_key
from zizhao_cli.domain.values import OPEN
from zizhao_cli.ledger.steps import take_steps
from zizhao_cli.store.journal.last import last_record
from zizhao_cli.store.roll import roll
from zizhao_cli.store.verify.projection import refuse_altered

if TYPE_CHECKING:
    import sqlite3
    from datetime import date

    from zizhao_cli.domain.rules.life import Step
    from zizhao_cli.domain.units import Roll
    from zizhao_cli.ledger.session import LedgerSession
    from zizhao_cli.ledger.steps import Changed, Numbers
    from zizhao_cli.store.journal.changeset import ChangeSet


def add_unit(session: LedgerSession, given: dict[str, Any], on: date) -> str:
    """Add a unit to the roll and return its code.

    Raises UnitTaken where its code is in use, or its name in the same village; and what UnitDraft refuses.
    """
    draft = UnitDraft.read(given, session.known)
    with session.change() as changes:
        write_unit(changes, draft, on)
        changes.seal("unit.add", draft.code, on, {})
    return draft.code


def write_unit(changes: ChangeSet, draft: UnitDraft, on: date) -> int:
    """Write the unit of `draft` into `changes`, in effect from `on`, and return its id."""
    record = unit_record(next_unit_id(changes), draft, roll(changes.connection))
    _refuse_taken(changes.connection, record)
    changes.register(record, on)
    return record.id


def next_unit_id(changes: ChangeSet) -> int:
    """Return the id of the next unit."""
    return int(
        changes.connection.execute("SELECT coalesce(max(id), 0) + 1 FROM unit").fetchone()[0]
    )


def unit_record(unit_id: int, draft: UnitDraft, names: Roll) -> UnitRecord:
    """Return the record of `draft`; `names` tells which units it lies in and under. Raises UnknownUnit, AmbiguousUnit."""
    return UnitRecord(
        **draft.model_dump(exclude={"aliases", "parent", "supervisor", "kind", "tags"}),
        id=unit_id,
        kind=draft.kind.value,
        aliases=json.dumps(draft.aliases, ensure_ascii=False),
        parent_id=names.find(draft.parent).id if draft.parent else None,
        supervisor_id=names.find(draft.supervisor).id if draft.supervisor else None,
        tags=json.dumps(draft.tags) if draft.tags else None,
    )


def edit_unit(
    session: LedgerSession, codes: Numbers, given: dict[str, Any], on: date
) -> list[Changed[UnitRecord]]:
    """Change what is `given` of each of the units that `codes` name.

    `given["aliases"]` and `given["tags"]` replace those there were; `given["active"]` brings a retired unit back. An empty text clears
    an optional field. Raises NothingToChange and what add_unit raises.
    """
    noted: dict[str, Any] = {"changed": []}

    def edited(unit: UnitRecord, changes: ChangeSet) -> Step:
        asked = {key: value for key, value in given.items() if value is not None}
        wanted = {**_as_given(changes, unit), **asked}
        wanted = {key: value for key, value in wanted.items() if value is not None}
        wanted.pop("active", None)
        cleared = {key for key in _CLEARABLE if wanted.get(key) in ("", [""])}
        draft = UnitDraft.read(
            {key: value for key, value in wanted.items() if key not in cleared}, session.known
        )
        active = unit.active or bool(given.get("active"))
        names = roll(changes.connection)
        record = unit_record(unit.id, draft, names).with_changes({"active": active})
        changed = {
            key: value for key, value in record.stored().items() if value != getattr(unit, key)
        }
        if not changed:
            raise NothingToChange("各项与现值相同")
        _refuse_loop(changes, record)
        if {"name", "parent_id", "active"} & changed.keys():
            _refuse_taken(changes.connection, record)
        noted["changed"] = sorted({*noted["changed"], *changed})
        return Edit(on=on, to=changed)

    return take_steps(session, UNIT, codes, edited, detail=noted)


_CLEARABLE = {
    "aliases",
    "parent",
    "supervisor",
    "sector",
    "head",
    "contact",
    "phone",
    "note",
    "tags",
}


def retire_unit(
    session: LedgerSession, codes: Numbers, reason: str, on: date
) -> list[Changed[UnitRecord]]:
    """Retire the units that `codes` name; what was recorded of them stays.

    Raises UnitHasOpenHazards, UnitRetired.
    """

    def retired(unit: UnitRecord, changes: ChangeSet) -> Step:
        if not unit.active:
            raise UnitRetired(unit.name)
        refuse_altered(session.path, changes.connection)
        query = (
            f"SELECT id FROM hazard WHERE unit_id = ? AND state IN ({','.join('?' * len(OPEN))})"
        )
        still_open = changes.connection.execute(query, (unit.id, *map(str, OPEN))).fetchall()
        if still_open:
            raise UnitHasOpenHazards(
                unit.name, [HAZARD.no(hazard_id) for (hazard_id,) in still_open]
            )
        return Retire(on=on, reason=reason)

    return take_steps(session, UNIT, codes, retired, detail={"reason": reason})


def _as_given(changes: ChangeSet, unit: UnitRecord) -> dict[str, Any]:
    """Return `unit` as an officer would give it, so that an edit is read like a new unit."""

    def code_of(unit_id: int | None) -> str | None:
        above = None if unit_id is None else last_record(changes.connection, UNIT, unit_id)
        return None if above is None else str(above.code)

    fields = unit.model_dump(exclude={"id", "parent_id", "supervisor_id", "active"})
    return {
        **fields,
        "aliases": json.loads(unit.aliases),
        "tags": json.loads(unit.tags or "[]"),
        "parent": code_of(unit.parent_id),
        "supervisor": code_of(unit.supervisor_id),
    }


def _refuse_taken(connection: sqlite3.Connection, record: UnitRecord) -> None:
    """Refuse a code in use, and a second active unit of one name under one parent."""
    query = "SELECT code, name, parent_id, active FROM unit WHERE id <> ? ORDER BY id"
    for code, name, parent_id, active in connection.execute(query, (record.id,)):
        if matching_key(code) == matching_key(record.code):
            raise UnitTaken("代码", record.code, f"{name}（{code}）")
        same_place = active and parent_id == record.parent_id
        if same_place and matching_key(name) == matching_key(record.name):
            raise UnitTaken("名称", record.name, f"{name}（{code}）")


def _refuse_loop(changes: ChangeSet, record: UnitRecord) -> None:
    parents = dict(changes.connection.execute("SELECT id, parent_id FROM unit").fetchall())
    for start in (record.parent_id, record.supervisor_id):
        above, seen = start, set[int]()
        while above is not None and above not in seen:
            if above == record.id:
                raise UnitInItself(record.code)
            seen.add(above)
            above = parents[above]
