"""The rules of powers."""

from __future__ import annotations

from zizhao_cli.domain.kinds.power import POWER
from zizhao_cli.domain.rules.declared import declared
from zizhao_cli.domain.rules.validity import refuse_ended_before

RULES = declared(POWER, registered=refuse_ended_before)
