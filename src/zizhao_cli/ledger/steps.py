"""Steps in the life of a record; each is one change-set, whatever the kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from zizhao_cli.domain.dates import parse_past_day
from zizhao_cli.domain.kinds.fields import APPROVED_BY
from zizhao_cli.domain.placeholders import person
from zizhao_cli.domain.reading import read_field
from zizhao_cli.domain.rules import rules_of
from zizhao_cli.domain.values import Word
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


class Changed(NamedTuple, Generic[R]):
    """A record before and after what was done, the step that did it, where it is one of the record's own, and what that is called."""

    before: R
    after: R
    step: Step | None = None
    what: str = ""


def take_step(
    session: LedgerSession,
    kind: Kind,
    no: str,
    step_for: Callable[[R, ChangeSet], Step],
    evidence: Sequence[str] = (),
) -> R:
    """Apply a step to the record `no` in one change-set, with the files that show it, and return the record after it; see take_steps."""
    return take_steps(session, kind, [no], step_for, evidence)[0].after


def take_steps(
    session: LedgerSession,
    kind: Kind,
    numbers: Sequence[str],
    step_for: Callable[[R, ChangeSet], Step],
    evidence: Sequence[str] = (),
) -> list[Changed[R]]:
    """Apply a step to each of the records `numbers`, all in one change-set or none; files show something of each.

    `step_for` makes the step, given the record as it is. Raises UnknownRecord, and what the step refuses.
    """
    with session.evidence(evidence) as files, session.change() as changes:
        done: list[Changed[R]] = []
        for no in once_each(kind, numbers):
            before: R = known(changes, kind, no)
            step = step_for(before, changes)
            after: R = changes.take(before, step)
            changes.put_evidence(files, after)
            done.append(Changed(before, after, step))
        seal(changes, f"{kind.name}.{step.step}", [one.after for one in done], step.on)
    return done


def seal(changes: ChangeSet, action: str, records: Sequence[Record], on: date) -> None:
    """Write the entry of what was done with records of one kind; with several it is about the first, and names them all."""
    numbers = [record.kind_of_record.no(vars(record)["id"]) for record in records]
    changes.seal(action, numbers[0], on, {"records": numbers} if len(numbers) > 1 else {})


def once_each(kind: Kind, numbers: Sequence[str]) -> list[str]:
    """Return `numbers` as they are printed, each once. Raises UnknownRecord."""
    return [kind.no(record_id) for record_id in dict.fromkeys(map(kind.parse, numbers))]


def known(changes: ChangeSet, kind: Kind, no: str) -> Any:  # noqa: ANN401 - a record of `kind`
    """Return the record `no` as its last step left it. Raises UnknownRecord."""
    record = last_record(changes.connection, kind, kind.parse(no))
    if record is None:
        raise kind.unknown(no)
    return record


def step_day(session: LedgerSession, on: str | None) -> date:
    """Return the day that a step took effect, by default today. Raises FutureDay and what parse_past_day raises."""
    return parse_past_day("办理日期（--on）", on, session.today)


def acting(
    session: LedgerSession, changes: ChangeSet, approved_by: str | None, approver_unit: str | None
) -> dict[str, Any]:
    """Return what a step that may need approval says of who took it, when, and who approved it.

    Raises NobodyNamed, UnknownUnit, AmbiguousUnit.
    """
    return {
        "acted_by": session.actor,
        "acted_on": session.today,
        "approved_by": None if approved_by is None else person(APPROVED_BY.name, approved_by),
        "approver_unit_id": unit_id(changes, approver_unit),
    }


def read_value(session: LedgerSession, kind: Kind, key: str, text: Any) -> Any:  # noqa: ANN401 - options
    """Return what was typed for a field as the ledger keeps it; an empty text clears a field that may be empty.

    Raises any of domain.errors.
    """
    field, stored = kind.fields[key], rules_of(kind).record.model_fields[key]
    if field.reads is None:
        return text
    if text == "" and not stored.is_required() and stored.default is None:
        return None
    value = read_field(field, text, session.known)
    return value.value if isinstance(value, Word) else value


def unit_id(changes: ChangeSet, text: str | None) -> int | None:
    """Return the id of the unit that `text` names, if it is given. Raises UnknownUnit, AmbiguousUnit."""
    return None if text is None else roll(changes.connection).find(text).id
