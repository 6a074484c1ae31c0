"""The rules of campaigns: days and phases that can be read."""

from __future__ import annotations

import json
from typing import Any

from zizhao_cli.domain.campaign import phases_of
from zizhao_cli.domain.kinds.campaign import CAMPAIGN, FIRST, LAST
from zizhao_cli.domain.rules.declared import declared, in_order


def _readable(campaign: Any) -> None:  # noqa: ANN401 - the record that is made from the declaration
    """Refuse days that run backwards, and phases that cannot be read. Raises EndsBeforeItBegins, BadPhase, PhaseTwice."""
    in_order(campaign, FIRST, LAST)
    texts = json.loads(campaign.phases or "[]")
    phases_of(texts, campaign.title, campaign.first_on, campaign.last_on)


RULES = declared(CAMPAIGN, registered=_readable)
