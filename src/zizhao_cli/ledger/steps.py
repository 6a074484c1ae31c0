"""Steps in the life of a record; each is one change-set, whatever the kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from zizhao_cli.domain.dates import parse_past_day
from zizhao_cli.store.journal.last import last_record
from zizhao_cli.store.roll import roll

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from zizhao_cli.domain.kinds.kind import Kind
    from zizhao_cli.domain.rules.life import Step
    from zizhao_cli.domain.rules.record import Record
    from zizhao_cli.ledger.session import LedgerSession
    from zizhao_cli.store.journal.changeset import ChangeSet

R = TypeVar("R", bound="Record")


def take_step(
    session: LedgerSession,
    kind: Kind,
    no: str,
    step_for: Callable[[R, ChangeSet], Step],
    evidence: Sequence[str] = (),
) -> R:
    """Apply a step to the record `no` in one change-set, with the files that show it, and return the record after it.

    `step_for` makes the step, given the record as it is. Raises UnknownRecord, and what the step refuses.
    """
    with session.evidence(evidence) as files, session.change() as changes:
        before: R = known(changes, kind, no)
        step = step_for(before, changes)
        after: R = changes.take(before, step)
        changes.put_evidence(files, after)
        changes.seal(f"{kind.name}.{step.step}", kind.no(vars(after)["id"]), step.on, {})
    return after


def known(changes: ChangeSet, kind: Kind, no: str) -> Any:  # noqa: ANN401 - a record of `kind`
    """Return the record `no` as its last step left it. Raises UnknownRecord."""
    record = last_record(changes.connection, kind, kind.parse(no))
    if record is None:
        raise kind.unknown(no)
    return record


def step_day(session: LedgerSession, on: str | None) -> date:
    """Return the day that a step took effect, by default today. Raises FutureDay and what parse_past_day raises."""
    return parse_past_day("办理日期（--on）", on, session.today)


def unit_id(changes: ChangeSet, text: str | None) -> int | None:
    """Return the id of the unit that `text` names, if it is given. Raises UnknownUnit, AmbiguousUnit."""
    return None if text is None else roll(changes.connection).find(text).id
