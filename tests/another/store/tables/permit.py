"""The tables of permits."""

from __future__ import annotations

from sqlalchemy import Index

from tests.another.domain.kinds.permit import PERMIT
from tests.another.domain.rules.permit import PermitRecord
from zizhao_cli.store.tables.declared import history, present

Permit = present(PERMIT, PermitRecord, Index("ix_permit_unit_id", "unit_id"))
PermitVersion = history(PERMIT, PermitRecord)
