"""The tables of the staff of departments."""

from __future__ import annotations

from zizhao_cli.domain.kinds.staffing import STAFFING
from zizhao_cli.domain.rules.staffing import RULES
from zizhao_cli.store.tables.declared import whole

Staffing, StaffingVersion = whole(STAFFING, RULES.record)
