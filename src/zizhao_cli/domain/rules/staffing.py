"""The rules of the staff of departments."""

from __future__ import annotations

from zizhao_cli.domain.kinds.staffing import STAFFING
from zizhao_cli.domain.rules.declared import declared

RULES = declared(STAFFING)
