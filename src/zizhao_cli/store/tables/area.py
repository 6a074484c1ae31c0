"""The tables of areas of concentrated action."""

from __future__ import annotations

from zizhao_cli.domain.kinds.area import AREA
from zizhao_cli.domain.rules.area import RULES
from zizhao_cli.store.tables.declared import whole

Area, AreaVersion = whole(AREA, RULES.record)
