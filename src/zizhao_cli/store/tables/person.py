"""The tables of people in office."""

from __future__ import annotations

from zizhao_cli.domain.kinds.person import PERSON
from zizhao_cli.domain.rules.person import RULES
from zizhao_cli.store.tables.declared import whole

Person, PersonVersion = whole(PERSON, RULES.record)
