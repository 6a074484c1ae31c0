"""Listing for supervision: what follows from the hazard and the policy, and how early an extension is to be asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.deadlines import resolve_due
from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.kinds.declared import RETRACT
from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.domain.kinds.supervision import Acceptance, SupervisionOf
from zizhao_cli.domain.values import OPEN
from zizhao_cli.store.journal.last import last_record

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from zizhao_cli.ledger.session import LedgerSession
    from zizhao_cli.store.journal.changeset import ChangeSet


class ListedBefore(Refused):
    def __init__(self, hazard: str, no: str) -> None:
        super().__init__(
            f"{hazard} 已经由 {no} 挂牌督办",
            "升级督办的，先给原来的销号或作废；也可在原来的上面续记",
        )


class ListedOtherwise(Refused):
    def __init__(self, no: str, why: str) -> None:
        super().__init__(f"{no} {why}", "核对 --hazard、--unit、--on；登记错了的作废以后重新登记")


_OPEN = ("listed", "accepted")


class AskedTooLate(Refused):
    def __init__(self, no: str, asked_on: date, due_on: date, ahead: str) -> None:
        super().__init__(
            f"{no} {asked_on} 才申请延期，离期限 {due_on} 不到 {_in_words(ahead)}",
            "加 --late-reason 写明原因；提前多少天申请见 policy.yaml 的 supervision_extension_ahead",
        )


def _in_words(days: str) -> str:
    """Return a term such as `+15wd` in words."""
    working = days.endswith("wd")
    return f"{days.strip('+wd')} 个{'工作日' if working else '自然日'}"


def filled(session: LedgerSession, changes: ChangeSet, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was typed, and what follows where nothing was: of a hazard its unit and its words, by policy how often progress is told."""
    said = {key: value for key, value in given.items() if value is not None}
    if "progress_days" not in said:
        said["progress_days"] = str(session.policy.supervision_progress_days)
    if (no := said.get("hazard")) is not None:
        said.setdefault("of", SupervisionOf.HAZARD.value)
        hazard = last_record(changes.connection, HAZARD, HAZARD.parse(no))
        if hazard is not None:
            said.setdefault("title", hazard.title)
            said.setdefault("unit", hazard.unit_id)
    return said


def weigh(
    session: LedgerSession,
    changes: ChangeSet,
    before: Any,  # noqa: ANN401 - as of ledger.declared.weigh
    after: Any,  # noqa: ANN401 - as of ledger.declared.weigh
    step: Any,  # noqa: ANN401 - as of ledger.declared.weigh
) -> None:
    """Refuse to list a hazard twice, before it was found or for another unit's, and an extension that is asked for later than the policy says without a reason for that.

    The bound is a term of the office, so it is asked once, here: what was recorded stands however the term is changed.
    Raises ListedBefore, ListedOtherwise, AskedTooLate.
    """
    name = None if step is None else step.step
    if after is not None:
        _refuse_another(changes, before, after)
    if after is not None and after.state in _OPEN:
        _refuse_twice(changes, after)
    elif name in ("relist", RETRACT) and before.state not in _OPEN:
        _refuse_twice(changes, before)
    if name == "extend":
        _refuse_late(session, before, step)
    if name in ("accept", "lift"):
        _point_out_open(session, changes, before, step)


def _refuse_another(changes: ChangeSet, before: Any, after: Any) -> None:  # noqa: ANN401 - the kind's records
    """Refuse a listing that is not of its hazard: another one since it was registered, its unit, the day it was found."""
    if before is not None and before.hazard_id != after.hazard_id:
        raise ListedOtherwise(after.number(), "督办的隐患不能换")
    hazard = _hazard_of(changes, after)
    if hazard is None:
        return
    if after.unit_id != hazard.unit_id:
        raise ListedOtherwise(hazard.number(), "是另一个单位的隐患")
    if after.listed_on < hazard.found_on:
        raise ListedOtherwise(hazard.number(), f"是 {hazard.found_on} 才发现的")


def _hazard_of(changes: ChangeSet, record: Any) -> Any:  # noqa: ANN401 - the kind's records
    """Return the hazard that is listed, None where an accident is."""
    if record.hazard_id is None:
        return None
    return last_record(changes.connection, HAZARD, record.hazard_id)


def _refuse_twice(changes: ChangeSet, record: Any) -> None:  # noqa: ANN401 - the kind's record
    query = "SELECT no FROM supervision WHERE hazard_id = ? AND id <> ? AND state IN ('listed', 'accepted')"
    found = changes.connection.execute(query, (record.hazard_id, record.id)).fetchone()
    if found is not None:
        raise ListedBefore(HAZARD.no(record.hazard_id), found[0])


def _point_out_open(session: LedgerSession, changes: ChangeSet, record: Any, step: Any) -> None:  # noqa: ANN401 - the kind's own
    """Say so where a hazard that passes, or is struck off, is still to be put right: the authority above decides, and our own ledger may lag behind."""
    hazard = _hazard_of(changes, record)
    passes = getattr(step, "result", Acceptance.PASS) == Acceptance.PASS
    if session.tell is not None and hazard is not None and passes and hazard.state in OPEN:
        state = HAZARD.states(hazard.state).label
        session.tell(
            f"{hazard.number()} 在账上还是“{state}”：{step.label()}了，整改、复查也要照实补记"
        )


def _refuse_late(session: LedgerSession, record: Any, step: Any) -> None:  # noqa: ANN401 - the kind's own
    ahead = session.policy.supervision_extension_ahead
    earliest = resolve_due(
        ahead, found_on=step.asked_on, today=session.today, days_off=lambda: session.days_off
    ).due_on
    if earliest > record.due_on and step.late_reason is None:
        raise AskedTooLate(record.number(), step.asked_on, record.due_on, ahead)
