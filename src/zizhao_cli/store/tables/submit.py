"""The tables of submissions."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index

from zizhao_cli.domain.kinds.submit import SUBMIT
from zizhao_cli.domain.rules.submit import SubmissionRecord
from zizhao_cli.store.tables.declared import history, present

Submission = present(
    SUBMIT,
    SubmissionRecord,
    Index("ix_submission_form", "form", "period"),
    CheckConstraint("state IN ('submitted', 'returned', 'voided')", name="ck_submission_state"),
)
SubmissionVersion = history(SUBMIT, SubmissionRecord)
