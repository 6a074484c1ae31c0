"""Undoing a batch: all that it wrote is struck out, unless later work rests on it."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.errors import Refused, few
from zizhao_cli.domain.errors.steps import ApprovalMissing
from zizhao_cli.domain.kinds import KINDS, record_of
from zizhao_cli.domain.kinds.batch import BATCH
from zizhao_cli.domain.kinds.fields import APPROVED_BY
from zizhao_cli.domain.people import RECORDER, Person, approved_by_another
from zizhao_cli.domain.placeholders import person
from zizhao_cli.domain.rules import rules_of
from zizhao_cli.domain.rules.batch import Undo
from zizhao_cli.ledger.steps import each_record, seal, unit_id
from zizhao_cli.store.active import active, is_active
from zizhao_cli.store.journal.last import last_record

if TYPE_CHECKING:
    from datetime import date

    from zizhao_cli.domain.kinds.kind import Kind
    from zizhao_cli.domain.rules.batch import BatchRecord
    from zizhao_cli.ledger.session import LedgerSession
    from zizhao_cli.ledger.steps import Numbers
    from zizhao_cli.store.journal.changeset import ChangeSet


class BatchUndone(Refused):
    def __init__(self, no: str) -> None:
        super().__init__(f"{no} 已经撤销", f"用 batch show {no} 看经过")


class BatchWorkedOn(Refused):
    def __init__(self, no: str, records: list[str]) -> None:
        super().__init__(
            f"{no} 导入的记录后来又办过事：{few(records)}",
            "逐项作废，可写几个编号；已销号的先用 hazard retract 撤回销号",
        )


def undo_batch(
    session: LedgerSession,
    numbers: Numbers,
    reason: str,
    approved_by: str | None = None,
    approver_unit: str | None = None,
) -> list[str]:
    """Strike out all that the batches `numbers` wrote, for all its days; return their numbers.

    From the day after its import on somebody else approves it, where a hazard in it is major or overdue, or a record grave; at once where it is of a kind whose clocks run in hours, or that has sealed parts. Raises UnknownRecord,
    BatchUndone, ApprovalMissing, SamePerson, or BatchWorkedOn where anything that it wrote was changed or used since.
    """
    step = Undo(on=session.today, reason=reason)
    approved = {} if approved_by is None else {"approved_by": approved_by}
    noted: Counter[str] = Counter()
    with session.change() as changes:
        approver = None
        if approved_by is not None:
            name = person(APPROVED_BY.name, approved_by)
            approver = Person(name, unit_id(changes, approver_unit))

        def undone(batch: BatchRecord) -> BatchRecord:
            (seq,) = changes.connection.execute(
                "SELECT seq FROM batch WHERE id = ?", (batch.id,)
            ).fetchone()
            if not is_active(changes.connection, BATCH, batch.id):
                raise BatchUndone(batch.number())
            touched = dict.fromkeys(name for kind in KINDS for name in _touched(changes, kind, seq))
            if touched:
                raise BatchWorkedOn(batch.number(), [*touched])
            _refuse_unapproved(changes, batch, seq, step.on, session.actor, approver)
            why = f"撤销 {batch.number()}：{reason}"
            for kind in KINDS:
                if kind.form and not kind.written_once:
                    count = _strike(changes, kind, seq, session.today, why)
                    if count or not kind.given:
                        noted[kind.counted] += count
            changes.take(batch, step)
            return batch

        batches = each_record(changes, BATCH, numbers, undone)
        detail = {"reason": reason, **approved, **noted}
        seal(changes, "batch.undo", batches, session.today, detail)
    return [batch.number() for batch in batches]


def _refuse_unapproved(
    changes: ChangeSet,
    batch: BatchRecord,
    seq: int,
    today: date,
    actor: str,
    approver: Person | None,
) -> None:
    """Refuse to strike out without approval, after the day of the import, what one alone may not strike out; at once where clocks run in hours or parts are sealed."""
    (recorded,) = changes.connection.execute(
        "SELECT recorded_at FROM journal WHERE seq = ?", (seq,)
    ).fetchone()
    on_its_day = recorded[:10] >= str(today)
    for kind in KINDS:
        weighs = kind.clock is not None or bool(kind.grave)
        # Sealed parts cannot be typed in anew by who struck them out.
        at_once = kind.in_hours or bool(kind.grave and kind.sealed)
        if kind.written_once or not weighs or (on_its_day and not at_once):
            continue
        query = f"SELECT DISTINCT {kind.key} FROM {kind.history} WHERE seq = ? ORDER BY 1"
        for (record_id,) in changes.connection.execute(query, (seq,)).fetchall():
            record = last_record(changes.connection, kind, record_id)
            if (why := record.grave(today)) is not None:
                if approver is None:
                    raise ApprovalMissing(
                        batch.number(), "撤销导入", f"里的 {record.number()} {why}"
                    )
                known = changes.persons.codes((approver.name, actor))
                approved_by_another(approver, (RECORDER, Person(actor)), known=known)
                return


def _touched(changes: ChangeSet, kind: Kind, seq: int) -> list[str]:
    """Return the records of `kind` that change-set `seq` wrote and a later one changed, and those that later ones rest on.

    What was noted of a record since changed nothing.
    """
    name = f"t.{kind.called}"
    registered, key = kind.registered
    written = f"SELECT {key} FROM {registered} WHERE seq = :seq"
    asked = [
        (
            f"SELECT {name} FROM {kind.table} AS t WHERE t.id IN ({written}) AND EXISTS "
            f"(SELECT 1 FROM {kind.history} AS h WHERE h.{kind.key} = t.id AND h.seq > :seq)"
        )
    ]
    if kind.mended:
        asked.append(
            f"SELECT {name} FROM {kind.table} AS t WHERE t.id IN ({written}) AND EXISTS "
            f"(SELECT 1 FROM {kind.mended} AS m WHERE m.{kind.key} = t.id)"
        )
    for other in KINDS:
        for column, reference in other.references.items():
            if reference.kind == kind.name:
                rows, own = other.registered
                asked.append(
                    f"SELECT {name} FROM {kind.table} AS t WHERE t.id IN ({written}) AND EXISTS "
                    f"(SELECT 1 FROM {rows} AS r WHERE r.{column} = t.id AND r.seq > :seq "
                    f"AND r.{own} NOT IN (SELECT {own} FROM {rows} WHERE seq = :seq))"
                )
    found = [row[0] for query in asked for row in changes.connection.execute(query, {"seq": seq})]
    mentioned = _mentioned(changes, kind)
    if mentioned:
        ids = {row[0] for row in changes.connection.execute(written, {"seq": seq})}
        found += map(kind.no, sorted(mentioned & ids))
    return found


def _mentioned(changes: ChangeSet, kind: Kind) -> set[int]:
    """Return the ids of the records of `kind` that active records of other kinds name in a list; a list of no kind may name any."""
    return {
        named[1]
        for other in KINDS
        for column, of in other.mentions.items()
        if of in (kind.name, "")
        for (names,) in changes.connection.execute(
            f"SELECT {column} FROM {other.table} WHERE {column} IS NOT NULL AND {active(other)}"
        )
        for no in (json.loads(names) if names.startswith("[") else [names])
        if (named := record_of(no)) is not None and named[0] is kind
    }


def _strike(changes: ChangeSet, kind: Kind, seq: int, on: date, reason: str) -> int:
    """Strike out what change-set `seq` wrote of `kind`, and return how many records that are.

    Records that are written once are struck out by the undoing of their batch itself, and do not come here.
    """
    query = f"SELECT DISTINCT {kind.key} FROM {kind.history} WHERE seq = ? ORDER BY 1"
    ids = changes.connection.execute(query, (seq,)).fetchall()
    undo: Any = rules_of(kind).steps["undo"]
    for (record_id,) in ids:
        changes.take(last_record(changes.connection, kind, record_id), undo(on=on, reason=reason))
    return len(ids)
