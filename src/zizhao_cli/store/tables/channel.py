"""The tables of where tip-offs can be made."""

from __future__ import annotations

from zizhao_cli.domain.kinds.channel import CHANNEL
from zizhao_cli.domain.rules.channel import RULES
from zizhao_cli.store.tables.declared import whole

Channel, ChannelVersion = whole(CHANNEL, RULES.record)
