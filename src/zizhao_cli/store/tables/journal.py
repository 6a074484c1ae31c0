"""The tables that belong to no kind: the journal, and the evidence and remarks of records of all kinds."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Column, Computed, Index, Integer, String
from sqlmodel import Field, SQLModel

from zizhao_cli.store.tables.declared import entry


class Journal(SQLModel, table=True):
    """One change-set: who did what, when it was recorded, the day it took effect, and the chain."""

    seq: int = Field(primary_key=True)
    recorded_at: str
    effective_on: date = Field(index=True)
    actor: str
    action: str
    subject: str
    detail: str
    digest: str
    prev_hash: str
    hash: str


_KIND = "coalesce(kind_of_record, CASE WHEN hazard_id IS NULL THEN 'check' ELSE 'hazard' END)"
_RECORD = "coalesce(record_id, hazard_id, check_id)"


class Evidence(SQLModel, table=True):
    """A file that shows something of a record at one of its steps.

    Rows of revision 0002 name a hazard or a check instead of the kind, and no step: that is the one of their change-set.
    `of_kind` and `of_id` say the same of all rows.
    """

    __table_args__ = (
        Index("ix_evidence_of", "of_kind", "of_id"),
        Index("ix_evidence_sha256", "sha256"),
        CheckConstraint(
            "(hazard_id IS NOT NULL) + (check_id IS NOT NULL) + (record_id IS NOT NULL) = 1 "
            "AND (record_id IS NULL) = (kind_of_record IS NULL) AND (record_id IS NULL) = (step_no IS NULL)",
            name="ck_evidence_subject",
        ),
        CheckConstraint(
            "length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'", name="ck_evidence_sha256"
        ),
    )
    seq: int = Field(sa_column=entry(primary_key=True))
    position: int = Field(primary_key=True)
    hazard_id: int | None = Field(default=None, foreign_key="hazard.id")
    check_id: int | None = Field(default=None, foreign_key="checks.id")
    sha256: str
    kind: str
    size: int
    name: str
    kind_of_record: str | None = None
    record_id: int | None = None
    step_no: int | None = None
    of_kind: str | None = Field(
        default=None, sa_column=Column("of_kind", String, Computed(_KIND, persisted=False))
    )
    of_id: int | None = Field(
        default=None, sa_column=Column("of_id", Integer, Computed(_RECORD, persisted=False))
    )


class Remark(SQLModel, table=True):
    """What somebody noted of a record of any kind, when the step `step_no` was its last; it changes nothing."""

    __table_args__ = (Index("ix_remark_of", "kind_of_record", "record_id"),)
    seq: int = Field(sa_column=entry(primary_key=True))
    position: int = Field(primary_key=True)
    kind_of_record: str
    record_id: int
    step_no: int
    text: str
