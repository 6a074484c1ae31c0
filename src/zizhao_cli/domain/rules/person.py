"""The rules of people in office."""

from __future__ import annotations

from zizhao_cli.domain.kinds.person import PERSON, SINCE, UNTIL
from zizhao_cli.domain.rules.declared import declared, in_order

RULES = declared(PERSON, registered=lambda record: in_order(record, SINCE, UNTIL))
