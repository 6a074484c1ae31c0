"""The rules of topics."""

from __future__ import annotations

from zizhao_cli.domain.kinds.topic import TOPIC
from zizhao_cli.domain.rules.declared import declared

RULES = declared(TOPIC)
