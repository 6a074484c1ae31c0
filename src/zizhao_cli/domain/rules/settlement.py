"""The rules of settlements."""

from __future__ import annotations

from zizhao_cli.domain.kinds.settlement import SETTLEMENT
from zizhao_cli.domain.rules.declared import declared

RULES = declared(SETTLEMENT)
