"""The rules of enterprises."""

from __future__ import annotations

from zizhao_cli.domain.kinds.enterprise import ENTERPRISE
from zizhao_cli.domain.rules.declared import declared
from zizhao_cli.domain.rules.parts import parts_of

_PARTS = {whole: (f"{whole}_dangerous", f"{whole}_trained") for whole in ("dispatched", "flexible")}
RULES = declared(ENTERPRISE, registered=parts_of(ENTERPRISE, _PARTS))
