"""The rules of enterprises."""

from __future__ import annotations

from zizhao_cli.domain.kinds.enterprise import ENTERPRISE
from zizhao_cli.domain.rules.declared import declared

RULES = declared(ENTERPRISE)
