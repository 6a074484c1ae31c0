"""Registering records of kinds that are declared whole, the steps of their lives, and what is corrected of them."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.errors.steps import NothingToChange
from zizhao_cli.domain.kinds import kind_named
from zizhao_cli.domain.kinds.declared import CODE, EDIT, RETRACT, VOID
from zizhao_cli.domain.kinds.field import Reads
from zizhao_cli.domain.kinds.fields import APPROVED_BY, REASON, UNIT
from zizhao_cli.domain.moments import day_of, kept
from zizhao_cli.domain.reading import read_field
from zizhao_cli.domain.rules import rules_of
from zizhao_cli.domain.values import UnitKind
from zizhao_cli.errors import MissingOption, quoted
from zizhao_cli.ledger import corrections
from zizhao_cli.ledger.as_kept import read
from zizhao_cli.ledger.clear_texts import refuse_numbers
from zizhao_cli.ledger.in_office import refuse_out_of_office
from zizhao_cli.ledger.rested_on import refuse_rested_on
from zizhao_cli.ledger.sealing import Sealing, clear_of, put_sealed
from zizhao_cli.ledger.steps import acting, step_day, take_steps
from zizhao_cli.store.journal.last import last_record
from zizhao_cli.store.reading import reading
from zizhao_cli.store.roll import roll

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from zizhao_cli.domain.kinds.field import Field
    from zizhao_cli.domain.kinds.kind import Kind, StepName
    from zizhao_cli.domain.rules.life import Step
    from zizhao_cli.domain.rules.record import Record
    from zizhao_cli.ledger.session import LedgerSession
    from zizhao_cli.ledger.steps import Changed, Numbers
    from zizhao_cli.store.journal.changeset import ChangeSet


TAKEN_BACK = SimpleNamespace(step=RETRACT)
"""What stands for the taking back of a step, where it is weighed before it is known which."""


class CodeTaken(Refused):
    def __init__(self, kind: Kind, code: str) -> None:
        super().__init__(
            f"{kind.label}的代码 {quoted(code)} 已经用了", f"换一个代码，或用 {kind.name} edit 修改"
        )


class NotThatDay(Refused):
    def __init__(self, field: Field, day: date, on: date) -> None:
        super().__init__(
            f"{field.name} 是 {day}，办理日期却写了 {on}", "办理日期不用写，就是那一天"
        )


class NotOfSuchUnits(Refused):
    def __init__(self, kind: Kind, unit: str, is_a: str) -> None:
        labels = "、".join(one.label for one in kind.of_units)
        super().__init__(
            f"{quoted(unit)} 在名册里是{UnitKind(is_a).label}，{kind.label}只记{labels}",
            "核对写的单位；名册上的类别记错的，先改名册",
        )


def add(
    session: LedgerSession,
    kind: Kind,
    given: Mapping[str, Any],
    evidence: Sequence[str] = (),
    sealing: Sealing | None = None,
) -> Any:  # noqa: ANN401 - a record of `kind`
    """Register what was typed for the fields of a kind, with the files that show it, and what is sealed of it; return the record.

    Raises any of domain.errors, and what the kind's rules and its module of this room refuse.
    """
    with session.evidence(evidence) as files, session.change() as changes:
        record = register(session, changes, kind, given, sealing)
        changes.put_evidence(files, record)
        changes.seal(f"{kind.name}.add", record.number(), vars(record)[kind.begins], {})
    return record


def register(
    session: LedgerSession,
    changes: ChangeSet,
    kind: Kind,
    given: Mapping[str, Any],
    sealing: Sealing | None = None,
) -> Record:
    """Write a new record into `changes`; of a kind with a sealed part that goes to the key in use. Raises what add raises."""
    if kind.sealed:
        sealing = sealing or Sealing()
        given = clear_of(kind, given, sealing)
    record = drawn_up(session, changes, kind, given)
    begun: date = vars(record)[kind.begins]
    record = record.with_changes({"id": _next_id(changes, kind, vars(record), begun)})
    weigh(session, changes, None, record, None)
    changes.register(record, begun)
    if sealing is not None:
        put_sealed(changes, record, sealing)
    return record


def drawn_up(
    session: LedgerSession, changes: ChangeSet, kind: Kind, given: Mapping[str, Any]
) -> Record:
    """Return the record that `given` is to be, without an id of its own. Raises what read raises, MissingOption, and what the kind refuses of a new record."""
    if kind.filled:
        given = import_module(kind.module("ledger")).filled(session, changes, given)
    said = {
        kind.begins: str(_first_day(session, kind, given)),
        **{key: value for key, value in given.items() if value is not None},
    }
    begun: date = read_field(kind.fields[kind.begins], said[kind.begins], session.known)
    values = {
        kind.column(kind.fields[key]): read(session, changes, kind, kind.fields[key], text, begun)
        for key, text in said.items()
    }
    for key in kind.required:
        if values.get(kind.column(kind.fields[key])) is None:
            raise MissingOption(kind.fields[key].option, kind.fields[key].name)
    rules = rules_of(kind)
    own: dict[str, Any] = {"id": 0, "last_step_on": begun}
    if kind.of_units:
        own[CODE.key] = _code_of(changes, kind, values[f"{UNIT.key}_id"])
    record = rules.record(**values, **own)
    _, held = rules.registered(record, {})
    return record.with_changes(held)


def _first_day(session: LedgerSession, kind: Kind, given: Mapping[str, Any]) -> date:
    """Return the day from which a record counts where none is said: its own first day, if that has gone by, else today."""
    first = given.get(kind.counts_since)
    if first is None:
        return session.today
    begun = _day(session, kind.fields[kind.counts_since], first)
    return min(begun, session.today)


def _day(session: LedgerSession, field: Field, text: str) -> date:
    """Return the day that was typed for a field, or that of its moment. Raises what reading it raises."""
    value = read_field(field, text, session.known)
    return date.fromisoformat(day_of(value)) if field.reads is Reads.MOMENT else value


def _code_of(changes: ChangeSet, kind: Kind, unit_id: int) -> str:
    """Return the code of a unit of which a record of `kind` is kept. Raises NotOfSuchUnits."""
    unit = last_record(changes.connection, kind_named(UNIT.key), unit_id)
    if unit.kind not in kind.of_units:
        raise NotOfSuchUnits(kind, unit.name, unit.kind)
    return str(unit.code)


def _next_id(changes: ChangeSet, kind: Kind, values: Mapping[str, Any], begun: date) -> int:
    """Return the id of a new record. Raises CodeTaken."""
    if kind.series is not None:
        return changes.next_id(kind, begun.year)
    code = values[CODE.key]
    taken = f"SELECT 1 FROM {kind.table} WHERE upper(code) = upper(?) AND NOT ({kind.voided})"
    if changes.connection.execute(taken, (code,)).fetchone():
        raise CodeTaken(kind, code)
    last = changes.connection.execute(f"SELECT coalesce(max(id), 0) FROM {kind.table}")
    return int(last.fetchone()[0]) + 1


def take(
    session: LedgerSession,
    kind: Kind,
    numbers: Numbers,
    name: str,
    said: Mapping[str, Any],
    *,
    on: str | None,
    evidence: Sequence[str] = (),
) -> list[Changed[Any]]:
    """Take the step `name` in the lives of the records `numbers`; `said` is what was typed for its details.

    Raises UnknownRecord, StepNotAllowed, BackwardsInTime, what read raises, and what the kind refuses.
    """
    declaration = kind.steps[name]
    day = _day_of_step(session, declaration, said, on)

    def step(record: Any, changes: ChangeSet) -> Step:  # noqa: ANN401 - a record of `kind`
        terms = {key: getattr(session.policy, term) for key, term in declaration.terms.items()}
        typed = {key: text for key, text in said.items() if text is not None}
        found = {}
        if declaration.found:
            told_by = import_module(kind.module("ledger"))
            found = told_by.found(session, name, record, typed, day)
        given = terms | found | typed
        details = {
            kind.column(field): read(session, changes, kind, field, given.get(field.key), day)
            for field in declaration.details
        }
        told = {key: value for key, value in details.items() if value is not None}
        for field in declaration.details:
            if field.key in declaration.needed and kind.column(field) not in told:
                raise MissingOption(field.option, field.name)
        refuse_out_of_office(changes.connection, told.get(APPROVED_BY.key), day)
        by: dict[str, Any] = {}
        if declaration.approved:
            by = {**acting(session, changes, None, None), "acted_at": kept(session.now)}
        taken: Step = rules_of(kind).steps[name](on=day, **{**by, **told})
        weigh(session, changes, record, None, taken)
        return taken

    return take_steps(session, kind, numbers, step, evidence)


def _day_of_step(
    session: LedgerSession, step: StepName, said: Mapping[str, Any], on: str | None
) -> date:
    """Return the day of a step: that of the moment at which it was taken, where it says one. Raises NotThatDay, and what reading both raises."""
    moment = said.get(step.at) if step.at else None
    if moment is None:
        return step_day(session, on)
    field = next(one for one in step.details if one.key == step.at)
    day = _day(session, field, moment)
    if on is not None and step_day(session, on) != day:
        raise NotThatDay(field, day, step_day(session, on))
    return day


def edit(
    session: LedgerSession,
    kind: Kind,
    numbers: Numbers,
    given: Mapping[str, Any],
    since: str | None,
    evidence: Sequence[str] = (),
    *,
    approved_by: str | None = None,
    approver_unit: str | None = None,
) -> list[Changed[Any]]:
    """Correct what is `given` of each of the records `numbers`, on all their days or from the day `since` on; an empty text clears.

    Raises NothingToChange, of a term that has gone by ApprovalMissing and SamePerson, and what read raises.
    """
    asked = {key: text for key, text in given.items() if text is not None}
    if not asked:
        raise NothingToChange("没有写要改什么")

    def step(record: Any, changes: ChangeSet) -> Step:  # noqa: ANN401 - a record of `kind`
        begun = vars(record)[kind.begins]
        to = {}
        for key, text in asked.items():
            field = kind.fields[key]
            empty = text in ("", [""]) and key not in kind.required
            value = None if empty else read(session, changes, kind, field, text, begun)
            to[kind.column(field)] = value
        day = begun if since is None else step_day(session, since)
        by: dict[str, Any] = {}
        correction: Any = rules_of(kind).steps[EDIT]
        term = kind.term is not None and kind.term.due in to
        if term or correction.grave_to_mend is not None:
            by = acting(session, changes, approved_by, approver_unit)
            refuse_out_of_office(changes.connection, approved_by, session.today)
        told: dict[str, Any] = {"to": to, "whole_life": since is None, **by}
        taken: Step = correction(on=day, **told)
        mended = record.with_changes(to)
        rules_of(kind).registered(mended, {})
        weigh(session, changes, record, mended, taken)
        return taken

    return take_steps(session, kind, numbers, step, evidence)


def update(
    session: LedgerSession,
    kind: Kind,
    unit: str,
    given: Mapping[str, Any],
    on: str | None,
    evidence: Sequence[str] = (),
) -> tuple[Any, Changed[Any] | None]:
    """Say how a unit stands of which one record of `kind` is kept: it is registered, or what is `given` is so from the day on. Return the record, and what changed.

    Raises what add and edit raise.
    """
    with reading(session.path) as connection:
        unit_id = roll(connection).find(unit).id
        query = f"SELECT 1 FROM {kind.table} WHERE unit_id = ? AND NOT ({kind.voided})"
        there = connection.execute(query, (unit_id,)).fetchone() is not None
    if not there:
        return add(session, kind, {**given, UNIT.key: unit, kind.begins: on}, evidence), None
    (changed,) = edit(session, kind, unit, given, on or "today", evidence)
    return changed.after, changed


def void(
    session: LedgerSession,
    kind: Kind,
    numbers: Numbers,
    reason: str,
    *,
    approved_by: str | None = None,
    approver_unit: str | None = None,
) -> list[Changed[Any]]:
    """Strike out records that were registered by mistake. Raises StepNotAllowed; of what is grave ApprovalMissing, SamePerson."""

    def step(record: Any, changes: ChangeSet) -> Step:  # noqa: ANN401 - a record of `kind`
        by = acting(session, changes, approved_by, approver_unit) if kind.grave else {}
        refuse_numbers(kind, REASON, reason)
        refuse_numbers(kind, APPROVED_BY, approved_by)
        taken: Step = rules_of(kind).steps[VOID](on=session.today, **{"reason": reason, **by})
        refuse_out_of_office(changes.connection, approved_by, session.today)
        refuse_rested_on(changes, record)
        weigh(session, changes, record, None, taken)
        return taken

    return take_steps(session, kind, numbers, step)


def retract(
    session: LedgerSession,
    kind: Kind,
    numbers: Numbers,
    **how: Any,  # noqa: ANN401 - as of corrections.retract
) -> list[Changed[Any]]:
    """Take back a step of each of the records `numbers`; see ledger.corrections.retract. Raises what that raises, and what the kind refuses of a record whose state may be another again."""

    def unless(record: Any, changes: ChangeSet) -> None:  # noqa: ANN401 - a record of `kind`
        weigh(session, changes, record, None, TAKEN_BACK)

    return corrections.retract(session, kind, numbers, unless=unless, **how)


def weigh(
    session: LedgerSession,
    changes: ChangeSet,
    before: Any,  # noqa: ANN401 - the kind's record, or none
    after: Any,  # noqa: ANN401 - the kind's record, or none
    step: Any,  # noqa: ANN401 - a step, TAKEN_BACK or none
) -> None:
    """Hold what is to be recorded against other records, where its kind says so: a record that is new (`after` alone) or mended, or a step of one.

    The kind's module of this room has `weigh` with these arguments, which raises what it refuses.
    """
    kind = (before or after).kind_of_record
    if kind.weighed:
        import_module(kind.module("ledger")).weigh(session, changes, before, after, step)
