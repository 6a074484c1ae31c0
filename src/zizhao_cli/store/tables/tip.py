"""The tables of tip-offs."""

from __future__ import annotations

from zizhao_cli.domain.kinds.tip import TIP
from zizhao_cli.domain.rules.tip import RULES
from zizhao_cli.store.tables.declared import whole

Tip, TipVersion = whole(TIP, RULES.record)
