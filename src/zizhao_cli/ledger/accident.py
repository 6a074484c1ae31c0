"""Registering accidents: the day that follows from the moment, the terms that stand from then on, and which listed supervision is theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.accidents import terms_of
from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.kinds.accident import HAPPENED_AT, HAPPENED_ON, PRODUCTION, TERMS, Production
from zizhao_cli.domain.kinds.supervision import SUPERVISION, SupervisionLevel, SupervisionOf
from zizhao_cli.errors import MissingOption
from zizhao_cli.store.journal.last import last_record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zizhao_cli.ledger.session import LedgerSession
    from zizhao_cli.store.journal.changeset import ChangeSet


class NotOfAnAccident(Refused):
    def __init__(self, no: str) -> None:
        super().__init__(
            f"{no} 督办的不是事故查处", "先用 supervision add --of accident --title 事故名称 登记"
        )


class ListedByTheTown(Refused):
    def __init__(self, no: str) -> None:
        super().__init__(
            f"{no} 是镇级挂牌，事故查处由上级安委会挂牌督办", "写区（县）级以上那一件的编号"
        )


def filled(session: LedgerSession, _: ChangeSet, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was typed, and the terms of the policy, which stay with it. Raises MissingOption where nobody says when it happened."""
    said = {key: value for key, value in given.items() if value is not None}
    if HAPPENED_AT.key not in said and HAPPENED_ON.key not in said:
        raise MissingOption(HAPPENED_AT.option, HAPPENED_AT.name)
    said.setdefault(PRODUCTION.key, Production.UNKNOWN.value)
    said[TERMS.key] = terms_of(session.policy)
    return said


def weigh(
    _: LedgerSession,
    changes: ChangeSet,
    before: Any,  # noqa: ANN401 - as of ledger.declared.weigh
    after: Any,  # noqa: ANN401 - as of ledger.declared.weigh
    step: Any,  # noqa: ANN401 - as of ledger.declared.weigh
) -> None:
    """Refuse to name the supervision of a hazard as that of an accident, and one of the town's own (plan, 四, 十四: of the level above). Raises NotOfAnAccident, ListedByTheTown."""
    del before, after
    if step is not None and step.step == "supervised":
        listing = last_record(changes.connection, SUPERVISION, step.supervision_id)
        if listing.of != SupervisionOf.ACCIDENT:
            raise NotOfAnAccident(listing.number())
        if listing.level == SupervisionLevel.TOWN:
            raise ListedByTheTown(listing.number())
