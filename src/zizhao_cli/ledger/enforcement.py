"""What is done about violations, held against the powers of the town and against what it is about."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.errors import Refused, few
from zizhao_cli.domain.kinds import record_of
from zizhao_cli.domain.kinds.enforcement import EnforcementState
from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.domain.kinds.power import PowerType
from zizhao_cli.domain.kinds.violation import VIOLATION
from zizhao_cli.domain.national import Sanction
from zizhao_cli.ledger.power import covering

if TYPE_CHECKING:
    import sqlite3

    from zizhao_cli.domain.rules.life import Step
    from zizhao_cli.ledger.session import LedgerSession
    from zizhao_cli.store.journal.changeset import ChangeSet

_ENDED = {
    HAZARD.name: ("closed", "transferred", "voided"),
    VIOLATION.name: ("closed_down", "corrected", "voided"),
}
"""In which states nothing more is to be put right."""


_ASKED: dict[Sanction, tuple[PowerType, ...]] = {
    **dict.fromkeys(
        (
            Sanction.TOP_PENALTY,
            Sanction.WARNING,
            Sanction.CONFISCATE,
            Sanction.HALT,
            Sanction.LICENCE,
            Sanction.DETENTION,
            Sanction.FINE,
        ),
        (PowerType.PENALTY,),
    ),
    **dict.fromkeys((Sanction.SUSPEND, Sanction.CLOSE), (PowerType.PENALTY, PowerType.COERCION)),
}
"""Which powers cover what is a penalty by law (行政处罚法 art. 9), and what stops or closes a firm; a power to inspect does neither."""
_RECHECKS = ("check", "hazard", "notice")
"""The kinds of record that show that somebody looked again."""


class NoRecheck(Refused):
    def __init__(self, no: str) -> None:
        super().__init__(f"{no} 不是复查的记录", "写复查的检查、复查过的隐患或复查意见书的编号")


def _refuse_no_recheck(numbers: list[str]) -> None:
    """Raises NoRecheck at a record by which nobody looked again."""
    for no in numbers:
        found = record_of(no)
        if found is None or found[0].name not in _RECHECKS:
            raise NoRecheck(no)


class PowerOfAnotherType(Refused):
    def __init__(self, no: str, is_a: PowerType, sanction: Sanction) -> None:
        super().__init__(
            f"{no} 是{is_a.label}的权力，不能据以决定{sanction.label}",
            "写一项管得住的权力；镇里没有的，用 enforcement propose 移交有权的部门",
        )


class NotPutRight(Refused):
    def __init__(self, no: str, left: list[str]) -> None:
        super().__init__(f"{no} 所涉的 {few(left)} 还没有了结", "先复查销号，或记取缔、改正")


def weigh(
    session: LedgerSession,
    changes: ChangeSet,
    before: Any,  # noqa: ANN401 - the kind's record, or none
    after: Any,  # noqa: ANN401 - the kind's record, or none
    step: Step | None,
) -> None:
    """Hold a step against other records: who decides needs a power, and what is closed has nothing left to put right.

    Raises what covering raises, PowerOfAnotherType, NoRecheck, NotPutRight.
    """
    del session
    said: dict[str, Any] = {} if before is None or step is None else vars(step)
    ended = before is not None and before.state == EnforcementState.CLOSED
    if ended and after is not None and after.records != before.records:
        raise NotPutRight(before.number(), ["另写的记录"])
    if said.get("step") == "decide":
        _refuse_uncovered(changes.connection, before, said["power"])
    if after is not None and after.power is not None:  # decided, and mended since
        _refuse_uncovered(changes.connection, after, after.power)
    if said.get("step") == "close":
        _refuse_no_recheck(json.loads(said["rechecks"]))
        left = _left(changes.connection, json.loads(vars(before)["records"] or "[]"))
        if left:
            raise NotPutRight(before.number(), left)


def _refuse_uncovered(connection: sqlite3.Connection, case: Any, no: str) -> None:  # noqa: ANN401 - the kind's record
    """Refuse a decision that the power `no` does not cover on the day the case was opened. Raises what covering raises, PowerOfAnotherType."""
    power = covering(connection, no, case.opened_on)
    sanction, is_a = Sanction(case.kind), PowerType(power["power_type"])
    if is_a not in _ASKED.get(sanction, PowerType):
        raise PowerOfAnotherType(power["no"], is_a, sanction)


def _left(connection: sqlite3.Connection, numbers: list[str]) -> list[str]:
    """Return those of the hazards and violations `numbers` that are not ended."""
    left = []
    for no in numbers:
        found = record_of(no)
        if found is not None and found[0].name in _ENDED:
            kind, record_id = found
            asked = f"SELECT state FROM {kind.table} WHERE id = ?"
            (state,) = connection.execute(asked, (record_id,)).fetchone()
            if state not in _ENDED[kind.name]:
                left.append(no)
    return left
