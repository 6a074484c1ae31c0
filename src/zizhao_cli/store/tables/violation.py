"""The tables of violations."""

from __future__ import annotations

from zizhao_cli.domain.kinds.violation import VIOLATION
from zizhao_cli.domain.rules.violation import RULES
from zizhao_cli.store.tables.declared import whole

Violation, ViolationVersion = whole(VIOLATION, RULES.record)
