"""The tables of settlements."""

from __future__ import annotations

from zizhao_cli.domain.kinds.settlement import SETTLEMENT
from zizhao_cli.domain.rules.settlement import RULES
from zizhao_cli.store.tables.declared import whole

Settlement, SettlementVersion = whole(SETTLEMENT, RULES.record)
