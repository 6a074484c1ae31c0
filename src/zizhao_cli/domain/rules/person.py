"""The rules of people in office."""

from __future__ import annotations

from zizhao_cli.domain.kinds.person import PERSON
from zizhao_cli.domain.rules.declared import declared

RULES = declared(PERSON)
