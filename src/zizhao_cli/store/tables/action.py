"""The tables of what is done about units and people."""

from __future__ import annotations

from zizhao_cli.domain.kinds.action import ACTION
from zizhao_cli.domain.rules.action import RULES
from zizhao_cli.store.tables.declared import whole

Action, ActionVersion = whole(ACTION, RULES.record)
