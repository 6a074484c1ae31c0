"""The rules of violations."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.kinds.violation import PARTIES, VIOLATION, PartyRole
from zizhao_cli.domain.rules.declared import declared
from zizhao_cli.domain.rules.party import refuse_unless_one_party
from zizhao_cli.errors import quoted

if TYPE_CHECKING:
    from zizhao_cli.domain.rules.record import Record


class PartyWithoutName(Refused):
    def __init__(self, text: str) -> None:
        roles = "、".join(PartyRole.choices())
        super().__init__(
            f"{PARTIES.name} {quoted(text)} 没有写全", f"写作 角色=名称，角色可写：{roles}"
        )


def _registered(record: Record) -> None:
    """Refuse a violation of nobody, and parties without a role or a name. Raises NotOneParty, PartyWithoutName, UnknownWord."""
    refuse_unless_one_party(record)
    said: dict[str, Any] = vars(record)
    for text in json.loads(said["parties"] or "[]"):
        role, _, name = text.partition("=")
        if not name.strip():
            raise PartyWithoutName(text)
        PartyRole.parse(PARTIES.name, role)


RULES = declared(VIOLATION, registered=_registered)
