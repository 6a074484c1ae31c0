"""The tables of notices."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index

from zizhao_cli.domain.kinds.notice import NOTICE
from zizhao_cli.domain.rules.notice import NoticeRecord
from zizhao_cli.store.tables.declared import history, present

Notice = present(
    NOTICE,
    NoticeRecord,
    Index("ix_notice_paper", "paper", "year", "serial"),
    Index("ix_notice_unit_id", "unit_id"),
    Index("ix_notice_first_id", "first_id", sqlite_where=Column("first_id").is_not(None)),
    CheckConstraint(
        "state IN ('issued', 'delivered', 'refused', 'answered', 'voided')", name="ck_notice_state"
    ),
    CheckConstraint(
        "paper IN ('rectify', 'review', 'supervise', 'transfer')", name="ck_notice_paper"
    ),
)
NoticeVersion = history(NOTICE, NoticeRecord)
