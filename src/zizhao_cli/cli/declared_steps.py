"""What becomes of records of kinds that are declared whole: the steps of their lives, edit, void, retract, note."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from zizhao_cli.cli import options, questions
from zizhao_cli.cli.ask import complete
from zizhao_cli.cli.corrected import corrected, taken
from zizhao_cli.cli.declared_records import announce_all
from zizhao_cli.cli.made import NOTHING, evidence_for, made, numbers_for, options_for, question_of
from zizhao_cli.cli.noted import note_of
from zizhao_cli.cli.recorded import remind
from zizhao_cli.domain.kinds.declared import mendable
from zizhao_cli.domain.kinds.fields import REASON

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from zizhao_cli.cli.declared_records import Reminder
    from zizhao_cli.cli.made import Command
    from zizhao_cli.domain.kinds.kind import Kind, StepName
    from zizhao_cli.ledger.steps import Changed


class Asks(NamedTuple):
    """What the command of a step asks for that is no detail of it: its options, and what makes details of them, given the numbers of the records."""

    options: dict[str, tuple[Any, Any]]
    told: Callable[[typer.Context, list[str], Mapping[str, Any]], Mapping[str, Any]]


def step_of(
    kind: Kind,
    name: str,
    step: StepName,
    reminder: Reminder | None = None,
    asks: Asks | None = None,
) -> Command:
    def run(
        ctx: typer.Context,
        numbers: list[str],
        on: str | None,
        yes: bool,
        format: str | None,
        evidence: list[str] | None = None,
        **said: Any,  # noqa: ANN401 - what was typed for each detail
    ) -> None:
        from zizhao_cli.ledger.declared import take

        more = {} if asks is None else {key: said.pop(key) for key in asks.options}
        needed = [field for field in step.details if field.key in step.needed]
        given = complete(said, [question_of(ctx, kind, field) for field in needed])
        if asks is not None:
            given = {**given, **asks.told(ctx, numbers, more)}
        changed = taken(
            ctx,
            lambda session: take(
                session, kind, numbers, name, given, on=on, evidence=evidence or ()
            ),
            yes=yes,
        )
        _tell(ctx, kind, changed, format)
        if reminder is not None:
            for no in (one.after.number() for one in changed):
                remind(ctx, no, partial(reminder, no=no))

    params = {
        "numbers": numbers_for(kind),
        **options_for(kind, step.options, step.needed),
        **({} if asks is None else asks.options),
        "on": (options.On, None),
        **evidence_for(kind),
        "yes": (options.Yes, False),
        "format": (options.RecordFormat, None),
    }
    return made(name, step.does or f"记{kind.label}{step.label}。", params, run)


def edit_of(kind: Kind) -> Command:
    def run(
        ctx: typer.Context,
        numbers: list[str],
        since: str | None,
        approval: options.Approval,
        format: str | None,
        **given: Any,  # noqa: ANN401 - what was typed for each field
    ) -> None:
        from zizhao_cli.ledger.declared import edit

        changed = corrected(
            ctx,
            lambda session, by: edit(session, kind, numbers, given, since, **by),
            by=approval.by,
            yes=approval.yes,
        )
        _tell(ctx, kind, changed, format)

    params = {
        "numbers": numbers_for(kind),
        **options_for(kind, mendable(kind)),
        "since": (
            Annotated[
                str | None,
                options.bound("--from", "从这一天起变了；不写即一直如此，各日的清单都改"),
            ],
            None,
        ),
        "approval": (options.Approval, NOTHING),
        "format": (options.RecordFormat, None),
    }
    does = f'更正{kind.label}：记错的各日都改；--from 是从那一天起才变。\n\n可省的项写成空文字 "" 即清除。'
    return made("edit", does, params, run)


def void_of(kind: Kind) -> Command:
    def run(
        ctx: typer.Context, numbers: list[str], reason: str | None, approval: options.Approval
    ) -> None:
        from zizhao_cli.ledger.declared import void

        given: dict[str, Any] = complete(
            {"reason": reason}, [questions.of(REASON, f"{kind.struck}理由")]
        )
        changed = corrected(
            ctx,
            lambda session, by: void(session, kind, numbers, **given, **by),
            by=approval.by,
            yes=approval.yes,
            always=True,
        )
        _tell(ctx, kind, changed)

    params = {
        "numbers": numbers_for(kind),
        "reason": (options.Reason, None),
        "approval": (options.Approval, NOTHING),
    }
    told = "，要另一个人批准" if kind.grave else ""
    return made(
        kind.struck_by, f"{kind.struck}记错的{kind.label}，就当没有登记过{told}。", params, run
    )


def retract_of(kind: Kind) -> Command:
    def run(
        ctx: typer.Context,
        numbers: list[str],
        step: int | None,
        reason: str | None,
        approval: options.Approval,
    ) -> None:
        from zizhao_cli.ledger.declared import retract

        given: dict[str, Any] = complete({"reason": reason}, [questions.of(REASON, "撤回理由")])
        changed = corrected(
            ctx,
            lambda session, by: retract(session, kind, numbers, number=step, **given, **by),
            by=approval.by,
            yes=approval.yes,
        )
        _tell(ctx, kind, changed)

    numbered = typer.Option("--step", metavar="步", min=2, help="撤回第几步，默认最后记的那一步")
    params = {
        "numbers": numbers_for(kind),
        "step": (Annotated[int | None, numbered], None),
        "reason": (options.Reason, None),
        "approval": (options.Approval, NOTHING),
    }
    return made("retract", "撤回记错的一步，就当没有办过。", params, run)


def note_for(kind: Kind) -> Command:
    def run(
        ctx: typer.Context, said: list[str], on: str | None, evidence: list[str] | None = None
    ) -> None:
        note_of(ctx, kind, said, on, evidence or ())

    params = {
        "said": (Annotated[list[str], options.numbers_and_text(kind)], NOTHING),
        **evidence_for(kind),
        "on": (options.On, None),
    }
    what = "备注" if kind.sealed else "备注或佐证"
    return made("note", f"给{kind.label}加一条{what}；别的都不变。", params, run)


def _tell(
    ctx: typer.Context, kind: Kind, changed: Sequence[Changed[Any]], format: str | None = None
) -> None:
    announce_all(ctx, kind, [one.after.number() for one in changed], format)
