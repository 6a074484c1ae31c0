"""The rules of where tip-offs can be made."""

from __future__ import annotations

from zizhao_cli.domain.kinds.channel import CHANNEL
from zizhao_cli.domain.rules.declared import declared

RULES = declared(CHANNEL)
