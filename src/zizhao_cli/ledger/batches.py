"""Undoing a batch: all that it wrote is struck out, unless later work rests on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.errors import Refused, few
from zizhao_cli.domain.kinds import KINDS
from zizhao_cli.domain.kinds.batch import BATCH
from zizhao_cli.domain.rules import rules_of
from zizhao_cli.domain.rules.batch import Undo
from zizhao_cli.ledger.steps import known
from zizhao_cli.store.active import is_active
from zizhao_cli.store.journal.last import last_record

if TYPE_CHECKING:
    from datetime import date

    from zizhao_cli.domain.kinds.kind import Kind
    from zizhao_cli.ledger.session import LedgerSession
    from zizhao_cli.store.journal.changeset import ChangeSet


class BatchUndone(Refused):
    def __init__(self, no: str) -> None:
        super().__init__(f"{no} 已经撤销", f"用 batch show {no} 看经过")


class BatchWorkedOn(Refused):
    def __init__(self, no: str, records: list[str]) -> None:
        super().__init__(
            f"{no} 导入的记录后来又办过事：{few(records)}",
            "逐项作废没有动过的记录；已经办理的不能撤销",
        )


def undo_batch(session: LedgerSession, no: str, reason: str) -> str:
    """Strike out all that the batch `no` wrote, as of today; return its number.

    Raises UnknownRecord, BatchUndone, or BatchWorkedOn where anything that it wrote was changed or used since.
    """
    step = Undo(on=session.today, reason=reason)
    with session.change() as changes:
        batch = known(changes, BATCH, no)
        (seq,) = changes.connection.execute(
            "SELECT seq FROM batch WHERE id = ?", (batch.id,)
        ).fetchone()
        if not is_active(changes.connection, BATCH, batch.id):
            raise BatchUndone(batch.number())
        touched = list(
            dict.fromkeys(name for kind in KINDS for name in _touched(changes, kind, seq))
        )
        if touched:
            raise BatchWorkedOn(batch.number(), touched)
        why = f"撤销 {batch.number()}：{reason}"
        struck = {
            kind.counted: _strike(changes, kind, seq, session.today, why)
            for kind in KINDS
            if not kind.written_once
        }
        changes.take(batch, step)
        changes.seal("batch.undo", batch.number(), session.today, {"reason": reason, **struck})
    return str(batch.number())


def _touched(changes: ChangeSet, kind: Kind, seq: int) -> list[str]:
    """Return the records of `kind` that change-set `seq` wrote and a later one changed, and those that later ones rest on."""
    name = f"t.{kind.called}"
    registered, key = kind.registered
    written = f"SELECT {key} FROM {registered} WHERE seq = :seq"
    asked = [
        (
            f"SELECT {name} FROM {kind.table} AS t WHERE t.id IN ({written}) AND EXISTS "
            f"(SELECT 1 FROM {kind.history} AS h WHERE h.{kind.key} = t.id AND h.seq > :seq)"
        )
    ]
    for other in KINDS:
        for column, reference in other.references.items():
            if reference.kind == kind.name:
                rows, own = other.registered
                asked.append(
                    f"SELECT {name} FROM {kind.table} AS t WHERE t.id IN ({written}) AND EXISTS "
                    f"(SELECT 1 FROM {rows} AS r WHERE r.{column} = t.id AND r.seq > :seq "
                    f"AND r.{own} NOT IN (SELECT {own} FROM {rows} WHERE seq = :seq))"
                )
    return [row[0] for query in asked for row in changes.connection.execute(query, {"seq": seq})]


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
