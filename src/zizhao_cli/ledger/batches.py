"""Undoing a batch: all that it wrote is struck out, unless later work rests on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.numbering import BATCHES, HAZARDS
from zizhao_cli.domain.steps import Undo
from zizhao_cli.domain.text import typed
from zizhao_cli.store.tables import Batch, BatchUndo, Unit, UnitRecord

if TYPE_CHECKING:
    from datetime import date

    from zizhao_cli.ledger.book import Book
    from zizhao_cli.store.changeset import ChangeSet


class BatchUndone(Refused):
    def __init__(self, no: str) -> None:
        super().__init__(f"{no} 已经撤销", f"用 batch show {no} 看经过")


class BatchWorkedOn(Refused):
    def __init__(self, no: str, records: list[str]) -> None:
        few = "、".join(records[:5]) + ("等" if len(records) > 5 else "")  # noqa: PLR2004 - a readable handful
        super().__init__(
            f"{no} 导入的记录后来又办过事：{few}", "逐项作废没有动过的记录；已经办理的不能撤销"
        )


def undo_batch(book: Book, no: str, reason: str) -> str:
    """Strike out all checks, hazards and units that the batch `no` wrote, as of today; return its number.

    Raises UnknownRecord, BatchUndone, or BatchWorkedOn where anything that it wrote was changed or used since.
    """
    typed("撤销理由", reason)
    batch_id = BATCHES.parse(no)
    with book.change() as changes:
        batch = changes.session.get(Batch, batch_id)
        if batch is None:
            raise BATCHES.unknown(no)
        no = BATCHES.no(batch_id)
        if changes.session.get(BatchUndo, batch_id) is not None:
            raise BatchUndone(no)
        touched = _touched(changes, batch.seq)
        if touched:
            raise BatchWorkedOn(no, touched)
        hazards = _void_hazards(changes, batch.seq, no, reason, book.today)
        units = _retire_units(changes, batch.seq, book.today)
        changes.put_batch_undo(batch_id, book.today, reason)
        changes.seal(
            "batch.undo", no, book.today, {"reason": reason, "hazards": hazards, "units": units}
        )
    return no


_TOUCHED = """
SELECT h.no FROM hazard_version AS v JOIN hazard AS h ON h.id = v.id
WHERE v.seq > :seq AND EXISTS (SELECT 1 FROM hazard_version AS f WHERE f.id = v.id AND f.seq = :seq)
UNION
SELECT h.no FROM hazard AS h JOIN checks AS c ON c.id = h.check_id
JOIN hazard_version AS f ON f.id = h.id AND f.step_no = 1
WHERE c.seq = :seq AND f.seq > :seq
UNION
SELECT c.no FROM check_void AS v JOIN checks AS c ON c.id = v.check_id WHERE c.seq = :seq
UNION
SELECT u.code FROM unit AS u JOIN unit_version AS first ON first.unit_id = u.id AND first.version_no = 1
WHERE first.seq = :seq AND (
    EXISTS (SELECT 1 FROM unit_version AS v WHERE v.unit_id = u.id AND v.seq > :seq)
    OR EXISTS (SELECT 1 FROM checks AS c WHERE c.unit_id = u.id AND c.seq > :seq)
    OR EXISTS (SELECT 1 FROM hazard_version AS h WHERE h.unit_id = u.id AND h.seq > :seq)
    OR EXISTS (SELECT 1 FROM unit AS v WHERE u.id IN (v.parent_id, v.supervisor_id) AND v.id > u.id
               AND NOT EXISTS (SELECT 1 FROM unit_version AS f WHERE f.unit_id = v.id AND f.seq = :seq))
)
"""


def _touched(changes: ChangeSet, seq: int) -> list[str]:
    """Return what change-set `seq` wrote and later ones changed or used."""
    return [name for (name,) in changes.connection.execute(_TOUCHED, {"seq": seq})]


def _void_hazards(changes: ChangeSet, seq: int, no: str, reason: str, on: date) -> int:
    ids = changes.connection.execute(
        "SELECT DISTINCT id FROM hazard_version WHERE seq = ? ORDER BY id", (seq,)
    ).fetchall()
    for (hazard_id,) in ids:
        hazard = changes.hazard(hazard_id)
        if hazard is None:
            raise HAZARDS.unknown(str(hazard_id))
        step = Undo(on=on, reason=f"撤销 {no}：{reason}")
        changes.put_hazard(step.apply(hazard), step.step, on, step.model_dump_json())
    return len(ids)


def _retire_units(changes: ChangeSet, seq: int, on: date) -> int:
    ids = changes.connection.execute(
        "SELECT unit_id FROM unit_version WHERE seq = ? AND version_no = 1", (seq,)
    ).fetchall()
    for (unit_id,) in ids:
        record = UnitRecord(**changes.session.get_one(Unit, unit_id).model_dump(exclude={"id"}))
        record.active = False
        changes.put_unit(unit_id, record, on)
    return len(ids)
