"""The tables of listed supervision."""

from __future__ import annotations

from zizhao_cli.domain.kinds.supervision import SUPERVISION
from zizhao_cli.domain.rules.supervision import RULES
from zizhao_cli.store.tables.declared import whole

Supervision, SupervisionVersion = whole(SUPERVISION, RULES.record)
