"""Steps in the life of a record; each is one change-set, whatever the kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeAlias, TypeVar

from zizhao_cli.domain.dates import parse_past_day
from zizhao_cli.domain.kinds.fields import APPROVED_BY
from zizhao_cli.domain.placeholders import person
from zizhao_cli.domain.reading import read_field
from zizhao_cli.domain.rules import rules_of
from zizhao_cli.domain.several import of_each
from zizhao_cli.domain.values import Word
from zizhao_cli.store.called import id_called
from zizhao_cli.store.journal.last import last_record
from zizhao_cli.store.roll import roll

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from zizhao_cli.domain.kinds.kind import Kind
    from zizhao_cli.domain.rules.life import Step
    from zizhao_cli.domain.rules.record import Record
    from zizhao_cli.ledger.session import LedgerSession
    from zizhao_cli.store.journal.changeset import ChangeSet

R = TypeVar("R", bound="Record")
Done = TypeVar("Done")
Numbers: TypeAlias = "str | Sequence[str]"
"""The number of one record, or those of several."""


class Changed(NamedTuple, Generic[R]):
    """A record before and after what was done, the step that did it, where it is one of the record's own, and what that is called."""

    before: R
    after: R
    step: Step | None = None
    what: str = ""


def take_steps(
    session: LedgerSession,
    kind: Kind,
    numbers: Numbers,
    step_for: Callable[[R, ChangeSet], Step],
    evidence: Sequence[str] = (),
    detail: Mapping[str, Any] | None = None,
) -> list[Changed[R]]:
    """Apply a step to each of the records `numbers`, all in one change-set or none; files show something of each.

    `step_for` makes the step, given the record as it is; `detail` is what the entry notes besides. Raises UnknownRecord, and what the step refuses, of all of them.
    """
    with session.evidence(evidence) as files, session.change() as changes:
        steps: list[Step] = []

        def taken(before: R) -> Changed[R]:
            step = step_for(before, changes)
            after: R = changes.take(before, step)
            changes.put_evidence(files, after)
            steps.append(step)
            return Changed(before, after, step)

        done = each_record(changes, kind, numbers, taken)
        # No step of an entry takes effect after it, or a past day would not be replayed.
        last_day = max(step.on for step in steps)
        records = [one.after for one in done]
        seal(changes, f"{kind.name}.{steps[0].step}", records, last_day, detail)
    return done


def each_record(
    changes: ChangeSet, kind: Kind, numbers: Numbers, do: Callable[[R], Done]
) -> list[Done]:
    """Return what `do` gives for each of the records `numbers`, once for each, as their last steps left them.

    Raises what `known` raises and what `do` refuses, of all of them.
    """
    done: dict[int, Done] = {}

    def do_once(no: str) -> None:
        record: R = known(changes, kind, no)
        record_id: int = vars(record)["id"]
        if record_id not in done:
            done[record_id] = do(record)

    of_each([numbers] if isinstance(numbers, str) else numbers, do_once)
    return [*done.values()]


def seal(
    changes: ChangeSet,
    action: str,
    records: Sequence[Record],
    on: date,
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Write the entry of what was done with records of one kind; with several it is about the first, and names them all."""
    subjects = [_subject(record) for record in records]
    all_of_them = {"records": subjects} if len(subjects) > 1 else {}
    changes.seal(action, subjects[0], on, {**(detail or {}), **all_of_them})


def _subject(record: Record) -> str:
    """Return what the journal calls a record: its number, or its code."""
    return record.number() if record.kind_of_record.series else str(vars(record)["code"])


def known(changes: ChangeSet, kind: Kind, no: str) -> Any:  # noqa: ANN401 - a record of `kind`
    """Return the record `no`, of a kind without numbers the unit that is called so, as its last step left it.

    Raises UnknownRecord, UnknownUnit, AmbiguousUnit.
    """
    record_id = id_called(changes.connection, kind, no)
    record = last_record(changes.connection, kind, record_id)
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
