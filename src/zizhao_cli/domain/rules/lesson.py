"""The rules of lessons."""

from __future__ import annotations

from zizhao_cli.domain.kinds.lesson import LESSON
from zizhao_cli.domain.rules.declared import declared

RULES = declared(LESSON)
