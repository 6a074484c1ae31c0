"""What a correction makes of records: said on stderr, and on a terminal asked before it is done."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from zizhao_cli.cli import context, questions
from zizhao_cli.cli.ask import complete, confirm, note, on_terminal
from zizhao_cli.domain.errors import ApprovalMissing
from zizhao_cli.domain.kinds.fields import APPROVED_BY
from zizhao_cli.errors import ZizhaoError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import typer

    from zizhao_cli.domain.kinds.kind import Kind
    from zizhao_cli.ledger.session import LedgerSession
    from zizhao_cli.ledger.steps import Changed

Recorded = TypeVar("Recorded")


def rehearsed(
    session: LedgerSession, record: Callable[[LedgerSession], Recorded]
) -> tuple[Recorded, LedgerSession]:
    """Return what `record` would do, and the session in which it does that: what else is recorded first refuses it."""
    entry: list[int] = []
    done = record(replace(session, rehearsal=entry))
    return done, replace(session, as_entry=entry[-1])


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
            changes, as_shown = rehearsed(session, lambda rehearsal: record(rehearsal, by))
        except ApprovalMissing as missing:
            note(missing.sentence)
            by = {**by, **complete({APPROVED_BY.key: None}, [questions.of(APPROVED_BY)])}
            changes, as_shown = rehearsed(session, lambda rehearsal: record(rehearsal, by))
        if always or any(map(_weighs, changes)):
            for change in changes:
                note(changed_line(ctx, change))
            confirm("照此记入账本？")
            return record(as_shown, by)
    done = record(session, by)
    for change in done:
        note(changed_line(ctx, change))
    return done


def changed_line(ctx: typer.Context, change: Changed[Any]) -> str:
    """Return what was and what is now of the fields of a record that changed; of a correction, also since when."""
    from zizhao_cli.domain.kinds import kind_named
    from zizhao_cli.report.worded import heading_of, worded

    kind = change.after.kind_of_record
    was, now = vars(change.before), vars(change.after)
    parts = [
        f"{_heading(kind, column)} {_called(ctx, kind_named(reference.kind), was[column])} → "
        f"{_called(ctx, kind_named(reference.kind), now[column])}"
        for column, reference in kind.references.items()
        if was[column] != now[column]
    ]
    parts += [
        f"{heading_of(kind, column)} {worded(kind, column, was[column])} → {worded(kind, column, now[column])}"
        for column in was
        if column in kind.fields and was[column] != now[column]
    ]
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
