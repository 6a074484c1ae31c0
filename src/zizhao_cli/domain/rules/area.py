"""The rules of areas of concentrated action."""

from __future__ import annotations

from zizhao_cli.domain.kinds.area import AREA, FIRST, LAST
from zizhao_cli.domain.rules.declared import declared, in_order

RULES = declared(AREA, registered=lambda record: in_order(record, FIRST, LAST))
