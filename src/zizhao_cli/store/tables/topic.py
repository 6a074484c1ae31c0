"""The tables of topics."""

from __future__ import annotations

from zizhao_cli.domain.kinds.topic import TOPIC
from zizhao_cli.domain.rules.topic import RULES
from zizhao_cli.store.tables.declared import whole

Topic, TopicVersion = whole(TOPIC, RULES.record)
