"""The tables of the ledger.

`unit` and `hazard` are what is so now; `unit_version` and `hazard_version` hold every state they were in, one
row for each step, and are the journal's own: never changed, never deleted. A check is written once and struck
out by a row in `check_void`.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Column, Computed, ForeignKey, Index, Integer, String, text
from sqlmodel import Field, SQLModel

from zizhao_cli.domain.hazard import HazardRecord
from zizhao_cli.domain.numbering import SERIALS

NUMBER = "'{prefix}-' || (id / {serials}) || '-' || CASE WHEN id % {serials} > {full} THEN id % {serials} ELSE substr('{zeros}' || (id % {serials}), -{digits}) END"


def _number(prefix: str, digits: int) -> Column[str]:
    """Return the computed column `no`: what people call the record, derived from its id."""
    expression = NUMBER.format(
        prefix=prefix, serials=SERIALS, full=10**digits - 1, zeros="0" * digits, digits=digits
    )
    return Column("no", String, Computed(expression, persisted=False))


def _journal_entry(*, primary_key: bool = False) -> Column[int]:
    """Return the column that names the change-set a row belongs to; its journal entry is written last."""
    entry = ForeignKey("journal.seq", deferrable=True, initially="DEFERRED")
    return Column(
        "seq", Integer, entry, nullable=False, primary_key=primary_key, index=not primary_key
    )


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


class UnitRecord(SQLModel):
    """What is known of a unit."""

    code: str
    name: str
    kind: str
    aliases: str = "[]"
    parent_id: int | None = Field(default=None, foreign_key="unit.id")
    supervisor_id: int | None = Field(default=None, foreign_key="unit.id")
    sector: str | None = None
    head: str | None = None
    contact: str | None = None
    phone: str | None = None
    note: str | None = None
    active: bool = True


class Unit(UnitRecord, table=True):
    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True)


class UnitVersion(UnitRecord, table=True):
    __tablename__ = "unit_version"
    unit_id: int = Field(primary_key=True, foreign_key="unit.id")
    version_no: int = Field(primary_key=True)
    seq: int = Field(sa_column=_journal_entry())
    effective_on: date


class Check(SQLModel, table=True):
    __tablename__ = "checks"
    __table_args__ = (
        Index("ix_checks_unit_id_checked_on", "unit_id", "checked_on"),
        Index("ix_checks_checked_on", "checked_on"),
        Index("ix_checks_source_id", "source_id", sqlite_where=Column("source_id").is_not(None)),
        # A row of an import is known by its source's number, or else by what it says.
        Index("ix_checks_fingerprint", "fingerprint", sqlite_where=Column("source_id").is_(None)),
        CheckConstraint("result IN ('pass', 'fail', 'na')", name="ck_checks_result"),
        CheckConstraint("measure BETWEEN 1 AND 15", name="ck_checks_measure"),
    )
    id: int = Field(primary_key=True)
    no: str | None = Field(default=None, sa_column=_number("JC", 5))
    seq: int = Field(sa_column=_journal_entry())
    unit_id: int = Field(foreign_key="unit.id")
    measure: int
    checked_on: date
    kind: str
    inspectors: str | None = None
    result: str
    note: str | None = None
    source_id: str | None = None
    fingerprint: str


class CheckVoid(SQLModel, table=True):
    __tablename__ = "check_void"
    check_id: int = Field(primary_key=True, foreign_key="checks.id")
    seq: int = Field(sa_column=_journal_entry())
    effective_on: date
    reason: str


class Batch(SQLModel, table=True):
    """What one import wrote: every row of history with the same `seq` is its own."""

    id: int = Field(primary_key=True)
    no: str | None = Field(default=None, sa_column=_number("PC", 4))
    seq: int = Field(sa_column=_journal_entry())
    form: str
    receipt: str


class BatchUndo(SQLModel, table=True):
    __tablename__ = "batch_undo"
    batch_id: int = Field(primary_key=True, foreign_key="batch.id")
    seq: int = Field(sa_column=_journal_entry())
    effective_on: date
    reason: str


class Evidence(SQLModel, table=True):
    """A file that shows something of a check, or of the step that the hazard took in the same change-set."""

    __table_args__ = (
        Index("ix_evidence_hazard_id", "hazard_id", sqlite_where=Column("hazard_id").is_not(None)),
        Index("ix_evidence_check_id", "check_id", sqlite_where=Column("check_id").is_not(None)),
        Index("ix_evidence_sha256", "sha256"),
        CheckConstraint("(hazard_id IS NULL) <> (check_id IS NULL)", name="ck_evidence_subject"),
        CheckConstraint(
            "length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'", name="ck_evidence_sha256"
        ),
    )
    seq: int = Field(sa_column=_journal_entry(primary_key=True))
    position: int = Field(primary_key=True)
    hazard_id: int | None = Field(default=None, foreign_key="hazard.id")
    check_id: int | None = Field(default=None, foreign_key="checks.id")
    sha256: str
    kind: str
    size: int
    name: str


class Hazard(SQLModel, HazardRecord, table=True):
    __table_args__ = (
        Index("ix_hazard_state_due_on", "state", "due_on"),
        Index("ix_hazard_found_on", "found_on"),
        # The longest first; the expression stands as report.hazards sorts by it.
        Index(
            "ix_hazard_days_late",
            text("julianday(rectified_on) - julianday(due_on) DESC"),
            sqlite_where=text("rectified_on > due_on"),
        ),
        *(
            Index(
                f"ix_hazard_{column}",
                column,
                "state",
                "due_on",
                sqlite_where=Column(column).is_not(None),
            )
            for column in ("sector", "responsible")
        ),
        Index("ix_hazard_unit_id", "unit_id"),
        Index("ix_hazard_check_id", "check_id"),
        Index("ix_hazard_source_id", "source_id", sqlite_where=Column("source_id").is_not(None)),
        Index("ix_hazard_fingerprint", "fingerprint", sqlite_where=Column("source_id").is_(None)),
        CheckConstraint(
            "state IN ('registered', 'rectifying', 'awaiting_review', 'closed', 'transferred', 'voided')",
            name="ck_hazard_state",
        ),
        CheckConstraint("level IN ('general', 'major')", name="ck_hazard_level"),
        CheckConstraint("measure BETWEEN 1 AND 15", name="ck_hazard_measure"),
        CheckConstraint("due_on >= found_on", name="ck_hazard_due_on"),
    )
    id: int = Field(primary_key=True)
    no: str | None = Field(default=None, sa_column=_number("YH", 4))
    unit_id: int = Field(foreign_key="unit.id")
    check_id: int | None = Field(default=None, foreign_key="checks.id")


class HazardVersion(SQLModel, HazardRecord, table=True):
    __tablename__ = "hazard_version"
    __table_args__ = (
        # What was later than a day, and which texts corrections replaced.
        Index("ix_hazard_version_effective_on", "effective_on", "id"),
        Index("ix_hazard_version_edit", "id", "step_no", sqlite_where=text("step = 'edit'")),
    )
    id: int = Field(primary_key=True, foreign_key="hazard.id")
    step_no: int = Field(primary_key=True)
    seq: int = Field(sa_column=_journal_entry())
    effective_on: date
    step: str
    detail: str
    unit_id: int = Field(foreign_key="unit.id")
    check_id: int | None = Field(default=None, foreign_key="checks.id")
