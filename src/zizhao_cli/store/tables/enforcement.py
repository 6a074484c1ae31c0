"""The tables of what is done about violations."""

from __future__ import annotations

from zizhao_cli.domain.kinds.enforcement import ENFORCEMENT
from zizhao_cli.domain.rules.enforcement import RULES
from zizhao_cli.store.tables.declared import whole

Enforcement, EnforcementVersion = whole(ENFORCEMENT, RULES.record)
