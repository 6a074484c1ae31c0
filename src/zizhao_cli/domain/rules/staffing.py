"""The rules of the staff of departments."""

from __future__ import annotations

from zizhao_cli.domain.kinds.staffing import STAFFING
from zizhao_cli.domain.rules.declared import declared
from zizhao_cli.domain.rules.parts import parts_of

RULES = declared(STAFFING, registered=parts_of(STAFFING, {"filled": ("certified", "professional")}))
