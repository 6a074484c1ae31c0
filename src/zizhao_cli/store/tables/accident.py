"""The tables of accidents."""

from __future__ import annotations

from zizhao_cli.domain.kinds.accident import ACCIDENT
from zizhao_cli.domain.rules.accident import RULES
from zizhao_cli.store.tables.declared import whole

Accident, AccidentVersion = whole(ACCIDENT, RULES.record)
