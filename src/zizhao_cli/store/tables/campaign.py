"""The tables of campaigns."""

from __future__ import annotations

from zizhao_cli.domain.kinds.campaign import CAMPAIGN
from zizhao_cli.domain.rules.campaign import RULES
from zizhao_cli.store.tables.declared import whole

Campaign, CampaignVersion = whole(CAMPAIGN, RULES.record)
