"""The rules of areas of concentrated action."""

from __future__ import annotations

from zizhao_cli.domain.kinds.area import AREA
from zizhao_cli.domain.rules.declared import declared

RULES = declared(AREA)
