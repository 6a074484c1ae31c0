"""Against whom something is recorded: a unit of the roll, or one that is not on it and has a name alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.kinds.fields import UNIT
from zizhao_cli.domain.national import OFF_ROLL

if TYPE_CHECKING:
    from zizhao_cli.domain.rules.record import Record


class NotOneParty(Refused):
    def __init__(self) -> None:
        super().__init__(
            f"{UNIT.name}和{OFF_ROLL.name}要写一个，也只写一个",
            f"在名册上的写 {UNIT.option}，不在的写 {OFF_ROLL.option}",
        )


def refuse_unless_one_party(record: Record) -> None:
    """Raises NotOneParty where a record names both, or neither."""
    said = vars(record)
    if (said["unit_id"] is None) == (said["name"] is None):
        raise NotOneParty
