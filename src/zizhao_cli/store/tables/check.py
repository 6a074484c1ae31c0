"""The tables of checks: each is written once, and struck out by a row of its own."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index

from zizhao_cli.domain.kinds.check import CHECK
from zizhao_cli.domain.rules.check import CheckRecord
from zizhao_cli.store.tables.declared import mended, registered, struck

Check = registered(
    CHECK,
    CheckRecord,
    Index("ix_checks_unit_id_checked_on", "unit_id", "checked_on"),
    Index("ix_checks_checked_on", "checked_on"),
    Index("ix_checks_source_id", "source_id", sqlite_where=Column("source_id").is_not(None)),
    # A row of an import is known by its source's number, or else by what it says.
    Index("ix_checks_fingerprint", "fingerprint", sqlite_where=Column("source_id").is_(None)),
    CheckConstraint("result IN ('pass', 'fail', 'na')", name="ck_checks_result"),
    CheckConstraint("measure BETWEEN 1 AND 15", name="ck_checks_measure"),
)
CheckVoid = struck(CHECK, replaced=True)
CheckEdit = mended(CHECK, CheckRecord)
