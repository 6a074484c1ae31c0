"""Recording what is done about units and people: by when an interview is answered, and what stays as it was said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.kinds.action import KIND, ActionKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zizhao_cli.domain.rules.life import Step
    from zizhao_cli.ledger.session import LedgerSession
    from zizhao_cli.store.journal.changeset import ChangeSet


class MeasureStays(Refused):
    def __init__(self, no: str) -> None:
        super().__init__(
            f"{no} 的措施不能改成另一种", f"作废以后重新登记：action void {no} --reason"
        )


def filled(session: LedgerSession, _: ChangeSet, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was typed, and for an interview by when it is answered in writing, where nobody says."""
    said = {key: value for key, value in given.items() if value is not None}
    kind = said.get(KIND.key)
    if kind is not None and ActionKind.parse(KIND.name, kind) is ActionKind.INTERVIEW:
        said.setdefault("answer_due_on", session.policy.interview_answer_within)
    return said


def weigh(
    _: LedgerSession,
    __: ChangeSet,
    before: Any,  # noqa: ANN401 - as of ledger.declared.weigh
    after: Any,  # noqa: ANN401 - as of ledger.declared.weigh
    step: Step | None,
) -> None:
    """Refuse to make another measure of one: an interview that awaits its answer is no reward. Raises MeasureStays."""
    del step
    if before is None or after is None:
        return
    if before.kind != after.kind:
        raise MeasureStays(before.number())
