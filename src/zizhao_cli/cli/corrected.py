"""What a step or a correction makes of records: on a terminal shown before it is done, and done as it was shown."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from zizhao_cli.cli import context, questions
from zizhao_cli.cli.ask import complete, confirm, go_on, note, on_terminal
from zizhao_cli.domain.dates import with_weekday
from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.errors.steps import ApprovalMissing
from zizhao_cli.domain.kinds import kind_named
from zizhao_cli.domain.kinds.fields import APPROVED_BY
from zizhao_cli.errors import MissingOption, ZizhaoError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import typer

    from zizhao_cli.cli.ask import Trial
    from zizhao_cli.domain.kinds.kind import Kind
    from zizhao_cli.domain.rules.record import Record
    from zizhao_cli.ledger.session import LedgerSession, Rehearsal
    from zizhao_cli.ledger.steps import Changed
    from zizhao_cli.store.journal.changeset import Taken

Recorded = TypeVar("Recorded")


def rehearsed(
    session: LedgerSession, record: Callable[[LedgerSession], Recorded]
) -> tuple[Recorded, Rehearsal, LedgerSession]:
    """Return what `record` would do, and the session in which it does that: what else is recorded first refuses it."""
    from zizhao_cli.ledger.session import Rehearsal

    rehearsal = Rehearsal()
    done = record(replace(session, rehearsal=rehearsal))
    return done, rehearsal, replace(session, as_entry=rehearsal.entry)


def taken(
    ctx: typer.Context, record: Callable[[LedgerSession], Recorded], *, yes: bool
) -> Recorded:
    """Do what `record` does, and return what it gives; on a terminal each record and its step are shown first, for an enter."""
    session = context.session(ctx)
    if on_terminal() and not yes:
        _, rehearsal, session = rehearsed(session, record)
        if rehearsal.taken:  # the same call again changes nothing
            for line in (line for one in rehearsal.taken for line in _lines(ctx, one)):
                note(line)
            go_on()
    return record(session)


def trial(ctx: typer.Context, record: Callable[..., object]) -> Trial:
    """Return what tries in a rehearsal whether `record` would take the answers that are given so far."""

    def tried(answers: Mapping[str, Any]) -> None:
        # What the ledger turns out to lack is asked for later.
        with suppress(MissingOption):
            rehearsed(context.session_to_try_in(ctx), lambda session: record(session, **answers))

    return tried


def now_line(record: Record) -> str:
    """Return how a record stands now: its state, and its deadline with the weekday."""
    kind, no = record.kind_of_record, record.number()
    state = kind.states(record.in_state())
    due = f"，期限 {with_weekday(vars(record)[kind.clock.due])}" if kind.clock else ""
    return f"{no} 现在是“{state.label}”{due}"


def _lines(ctx: typer.Context, one: Taken) -> list[str]:
    """Return which record takes which step on which day, and what that changes; of a new one, what it will be."""
    which = _which(ctx, one.before or one.after)
    if one.before is None or one.step is None:
        return [f"登记 {which}"]
    how = f"{one.step.label()}，{with_weekday(one.step.on)}"
    return [which, f"{how}：{'；'.join(_differences(ctx, one)) or '别的不变'}"]


def _which(ctx: typer.Context, record: Record) -> str:
    """Return which record it is: its number, unit, title and deadline."""
    kind, values = record.kind_of_record, vars(record)
    named = [
        _called(ctx, kind_named(reference.kind), values[column])
        for column, reference in kind.references.items()
        if reference.shown_as == "unit_code"
    ]
    named += [str(kind.named(values[kind.named_by]))] if kind.named_by in values else []
    if kind.clock is not None:
        named.append(f"期限 {with_weekday(values[kind.clock.due])}")
    return f"{record.number()}：{'，'.join(named)}"


def corrected(
    ctx: typer.Context,
    record: Callable[[LedgerSession, dict[str, Any]], Sequence[Changed[Any]]],
    *,
    by: dict[str, Any],
    yes: bool,
    always: bool = False,
) -> Sequence[Changed[Any]]:
    """Do what `record` does, given who approves it, say what was and what is now, and return that.

    On a terminal an approver that is missing is asked for, and a change of what weighs (state, level, deadline), or any
    where `always`, is shown and asked for first.
    """
    session = context.session(ctx)
    if on_terminal() and not yes:
        try:
            changes, _, as_shown = rehearsed(session, lambda rehearsal: record(rehearsal, by))
        except Refused as missing:
            if not all(isinstance(cause, ApprovalMissing) for cause in missing.causes):
                raise
            note(missing.sentence)
            by = {**by, **complete({APPROVED_BY.key: None}, [questions.of(APPROVED_BY)])}
            changes, _, as_shown = rehearsed(session, lambda rehearsal: record(rehearsal, by))
        if always or any(map(_weighs, changes)):
            for change in changes:
                note(_which(ctx, change.before))
                note(changed_line(ctx, change))
            confirm("照此记入账本？")
            return record(as_shown, by)
    done = record(session, by)
    for change in done:
        note(changed_line(ctx, change))
    return done


def changed_line(ctx: typer.Context, change: Changed[Any]) -> str:
    """Return what was and what is now of the fields of a record that changed; of a correction, also since when."""
    from zizhao_cli.report.worded import heading_of, worded

    kind = change.after.kind_of_record
    was, now = vars(change.before), vars(change.after)
    parts = _differences(ctx, change)
    mended = getattr(change.step, "to", {})
    whole = getattr(change.step, "whole_life", False)
    parts += [
        f"{heading_of(kind, column)} {worded(kind, column, value)}（{'以往各日也改，' if whole else ''}现在的不变）"
        for column, value in mended.items()
        if was[column] == now[column]
    ]
    no, new = change.before.number(), change.after.number()
    which = no if no == new else f"{no} → {new}"
    how = f" {change.what}" if change.what else _since(change.step)
    return f"{which}{how}：{'；'.join(parts) or '不变'}"


def _differences(ctx: typer.Context, change: Changed[Any] | Taken) -> list[str]:
    """Return what was and what is now of each field of a record that changed."""
    from zizhao_cli.report.worded import heading_of, worded

    kind = change.after.kind_of_record
    was, now = vars(change.before), vars(change.after)
    return [
        f"{_heading(kind, column)} {_called(ctx, kind_named(reference.kind), was[column])} → "
        f"{_called(ctx, kind_named(reference.kind), now[column])}"
        for column, reference in kind.references.items()
        if was[column] != now[column]
    ] + [
        f"{heading_of(kind, column)} {worded(kind, column, was[column])} → {worded(kind, column, now[column])}"
        for column in was
        if column in kind.fields and was[column] != now[column]
    ]


def _heading(kind: Kind, column: str) -> str:
    """Return what the record is called that a column refers to."""
    from zizhao_cli.report.worded import heading_of

    named = heading_of(kind, column)
    return kind.fields[kind.references[column].shown_as].heading if named == column else named


def _since(step: Any) -> str:  # noqa: ANN401 - any step, or none
    """Return from which day on a correction holds, if the step is one of a record with a life."""
    if not hasattr(step, "to") or not step.kind.begins:
        return ""
    return " 各日" if step.whole_life else f" 自 {step.on} 起"


def _called(ctx: typer.Context, kind: Kind, record_id: int | None) -> str:
    """Return what people call the record with this id: a unit by its name, others by their numbers."""
    if record_id is None:
        return "（空）"
    if kind.series is not None:
        return kind.no(record_id)
    with suppress(ZizhaoError), context.reading(ctx) as connection:
        query = f"SELECT {kind.named_by} FROM {kind.table} WHERE id = ?"
        return str(connection.execute(query, (record_id,)).fetchone()[0])
    return str(record_id)


def _weighs(change: Changed[Any]) -> bool:
    before, after = vars(change.before), vars(change.after)
    weighty = ("id", *change.after.kind_of_record.weighty)
    mended = getattr(change.step, "to", {})
    return any(before[column] != after[column] or column in mended for column in weighty)
