"""The tables of batches: each is written once, and undone by a row of its own."""

from __future__ import annotations

from datetime import date

from sqlmodel import Field, SQLModel

from zizhao_cli.domain.kinds.batch import BATCH
from zizhao_cli.store.tables.declared import entry, number


class Batch(SQLModel, table=True):
    """What one import wrote: every row of history with the same `seq` is its own."""

    id: int = Field(primary_key=True)
    no: str | None = Field(default=None, sa_column=number(BATCH))
    seq: int = Field(sa_column=entry())
    form: str
    receipt: str


class BatchUndo(SQLModel, table=True):
    __tablename__ = "batch_undo"
    batch_id: int = Field(primary_key=True, foreign_key="batch.id")
    seq: int = Field(sa_column=entry())
    effective_on: date
    reason: str
