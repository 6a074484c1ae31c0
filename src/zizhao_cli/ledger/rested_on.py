"""What other records rest on is not struck out: a listing on its hazard, an area on its campaign."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.errors import Refused, few
from zizhao_cli.domain.kinds import KINDS

if TYPE_CHECKING:
    from zizhao_cli.store.journal.changeset import ChangeSet


class RestedOn(Refused):
    def __init__(self, no: str, struck: str, others: list[str], commands: list[str]) -> None:
        super().__init__(
            f"{no} 不能{struck}：{few(others)} 还在办，是记在它上面的",
            f"先给它们销号、结束或作废（{'、'.join(f'{name} show' for name in commands)} 看经过）",
        )


def refuse_rested_on(changes: ChangeSet, record: Any) -> None:  # noqa: ANN401 - a record of any kind
    """Refuse to strike out a record to which one of a declared kind refers that is not done with. Raises RestedOn."""
    kind = record.kind_of_record
    found = {
        no: other.name
        for other in KINDS
        if other.given
        for column, reference in other.references.items()
        if reference.kind == kind.name
        for (no,) in changes.connection.execute(
            f"SELECT {other.called} FROM {other.table} WHERE {column} = ? AND {other.offered} AND NOT ({other.voided})",
            (record.id,),
        )
    }
    if found:
        raise RestedOn(record.number(), kind.struck, [*found], [*dict.fromkeys(found.values())])
