"""The tables of checks: each is written once, and struck out by a row of its own."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Column, Index
from sqlmodel import Field, SQLModel

from zizhao_cli.domain.kinds.check import CHECK
from zizhao_cli.store.tables.declared import entry, number


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
    no: str | None = Field(default=None, sa_column=number(CHECK))
    seq: int = Field(sa_column=entry())
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
    seq: int = Field(sa_column=entry())
    effective_on: date
    reason: str
