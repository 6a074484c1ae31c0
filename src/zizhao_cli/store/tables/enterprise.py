"""The tables of enterprises."""

from __future__ import annotations

from zizhao_cli.domain.kinds.enterprise import ENTERPRISE
from zizhao_cli.domain.rules.enterprise import RULES
from zizhao_cli.store.tables.declared import whole

Enterprise, EnterpriseVersion = whole(ENTERPRISE, RULES.record)
