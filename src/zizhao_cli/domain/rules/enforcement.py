"""The rules of what is done about violations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.kinds.enforcement import AMOUNT, ENFORCEMENT, PERSONS
from zizhao_cli.domain.national import Sanction
from zizhao_cli.domain.rules.declared import declared
from zizhao_cli.domain.rules.party import refuse_unless_one_party

if TYPE_CHECKING:
    from zizhao_cli.domain.kinds.field import Field
    from zizhao_cli.domain.rules.declared import DeclaredRecord, DeclaredStep

_COUNTED = {
    Sanction.DETENTION: PERSONS,
    Sanction.PROSECUTION: PERSONS,
    Sanction.FINE: AMOUNT,
    Sanction.TOP_PENALTY: AMOUNT,
}
"""What the table of penalties adds up of some measures; of the others it counts the records."""


class NothingToAddUp(Refused):
    def __init__(self, sanction: Sanction, field: Field) -> None:
        super().__init__(
            f"{sanction.label}没有写{field.name}，处罚情况表加不起来", f"加上 {field.option}"
        )


def _decided(record: DeclaredRecord, step: DeclaredStep) -> None:
    """Refuse a decision without the number that the table adds up. Raises NothingToAddUp."""
    sanction = Sanction(vars(record)["kind"])
    field = _COUNTED.get(sanction)
    if field is not None and vars(step)[field.key] is None and vars(record)[field.key] is None:
        raise NothingToAddUp(sanction, field)


def _registered(record: DeclaredRecord) -> None:
    """Refuse what names no party or two, and of what is decided the lack of the number that the table adds up."""
    refuse_unless_one_party(record)
    told = vars(record)
    field = _COUNTED.get(Sanction(told["kind"]))
    if field is not None and told["decided_on"] is not None and told[field.key] is None:
        raise NothingToAddUp(Sanction(told["kind"]), field)


RULES = declared(
    ENFORCEMENT,
    registered=_registered,
    refuses={"decide": _decided, "result": _decided},
)
