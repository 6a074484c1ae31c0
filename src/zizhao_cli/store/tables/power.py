"""The tables of powers."""

from __future__ import annotations

from zizhao_cli.domain.kinds.power import POWER
from zizhao_cli.domain.rules.power import RULES
from zizhao_cli.store.tables.declared import whole

Power, PowerVersion = whole(POWER, RULES.record)
