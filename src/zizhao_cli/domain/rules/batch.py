"""Batches: the record, and its undoing."""

from __future__ import annotations

from typing import Annotated, Literal

from zizhao_cli.domain.kinds.batch import BATCH, WHY_UNDONE
from zizhao_cli.domain.rules.draft import kept_as
from zizhao_cli.domain.rules.life import Rules, Step
from zizhao_cli.domain.rules.record import Record
from zizhao_cli.domain.values import BatchState


class BatchRecord(Record):
    """What one import wrote: every row of history with its change-set's `seq` is its own."""

    kind_of_record = BATCH
    id: int
    form: str
    receipt: str

    def in_state(self) -> str:
        """Return that it is on record: what undoes it is a row of its own."""
        return BatchState.RECORDED

    def last_day(self) -> None:
        """Return nothing: a batch may hold records of any day."""


class Undo(Step):
    """Struck out, with all that it wrote."""

    kind = BATCH
    step: Literal["undo"] = "undo"
    of_all_days = True
    allowed = (BatchState.RECORDED,)
    reason: Annotated[str, kept_as(WHY_UNDONE)]


RULES = Rules(BatchRecord, (Undo,), lambda *_: (None, {}), placed_since=None)
