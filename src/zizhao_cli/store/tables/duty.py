"""The tables of duties."""

from __future__ import annotations

from zizhao_cli.domain.kinds.duty import DUTY
from zizhao_cli.domain.rules.duty import RULES
from zizhao_cli.store.tables.declared import whole

Duty, DutyVersion = whole(DUTY, RULES.record)
