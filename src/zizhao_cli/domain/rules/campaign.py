"""The rules of campaigns."""

from __future__ import annotations

from zizhao_cli.domain.kinds.campaign import CAMPAIGN
from zizhao_cli.domain.rules.declared import declared

RULES = declared(CAMPAIGN)
