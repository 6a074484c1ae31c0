"""zizhao hazard: handed to another authority, answered by it, and come back."""

from functools import partial
from typing import Annotated

import typer

from zizhao_cli.cli import options, questions
from zizhao_cli.cli.ask import complete
from zizhao_cli.cli.corrected import taken, trial
from zizhao_cli.cli.hazard_steps import after, tell
from zizhao_cli.cli.nouns import add_commands
from zizhao_cli.domain.kinds import hazard as hazard_fields
from zizhao_cli.domain.kinds.fields import REASON


def attach(app: typer.Typer) -> None:
    """Add these steps to the commands of `hazard`."""
    add_commands(app, transfer, answered, result, reopen)


def transfer(
    ctx: typer.Context,
    numbers: options.HazardNumbers,
    to: Annotated[str | None, options.option(hazard_fields.TRANSFERRED_TO)] = None,
    reason: options.Reason = None,
    on: options.On = None,
    yes: options.Yes = False,
    format: options.RecordFormat = None,
) -> None:
    """移送上级或别的机关。"""
    from zizhao_cli.ledger.hazard_steps import transfer as record_transfer

    asked = [
        questions.of(hazard_fields.TRANSFERRED_TO, "移送给谁"),
        questions.of(REASON, "移送理由"),
    ]

    record = partial(record_transfer, numbers=numbers, on=on)

    given = complete({"to": to, "reason": reason}, asked, trial(ctx, record))
    changed = taken(ctx, lambda session: record(session, **given), yes=yes)
    tell(ctx, after(changed), format)


def answered(
    ctx: typer.Context,
    numbers: options.HazardNumbers,
    note: Annotated[str | None, options.option(hazard_fields.WHAT_WAS_ANSWERED)] = None,
    answered_by: Annotated[str | None, options.option(hazard_fields.ANSWERED_BY)] = None,
    evidence: options.Evidence = None,
    on: options.On = None,
    yes: options.Yes = False,
    format: options.RecordFormat = None,
) -> None:
    """记移送的机关回复了：打算怎样处理。"""
    from zizhao_cli.ledger.hazard_steps import answered as record_answer

    record = partial(record_answer, numbers=numbers, on=on, answered_by=answered_by)
    asked = [questions.of(hazard_fields.WHAT_WAS_ANSWERED)]
    given = complete({"note": note}, asked, trial(ctx, record))
    changed = taken(ctx, lambda session: record(session, **given, evidence=evidence or ()), yes=yes)
    tell(ctx, after(changed), format, evidence)


def result(
    ctx: typer.Context,
    numbers: options.HazardNumbers,
    note: Annotated[str | None, options.option(hazard_fields.WHAT_CAME_OF_IT)] = None,
    evidence: options.Evidence = None,
    on: options.On = None,
    yes: options.Yes = False,
    format: options.RecordFormat = None,
) -> None:
    """记移送的机关把处理结果反馈回来了。"""
    from zizhao_cli.ledger.hazard_steps import result as record_result

    record = partial(record_result, numbers=numbers, on=on)
    asked = [questions.of(hazard_fields.WHAT_CAME_OF_IT)]
    given = complete({"note": note}, asked, trial(ctx, record))
    changed = taken(ctx, lambda session: record(session, **given, evidence=evidence or ()), yes=yes)
    tell(ctx, after(changed), format, evidence)


def reopen(
    ctx: typer.Context,
    numbers: options.HazardNumbers,
    returned_by: Annotated[str | None, options.option(hazard_fields.REOPENED_FROM)] = None,
    reason: options.Reason = None,
    on: options.On = None,
    yes: options.Yes = False,
    format: options.RecordFormat = None,
) -> None:
    """移送的退回来了，重新整改；期限仍是原来的。"""
    from zizhao_cli.ledger.hazard_steps import reopen as record_reopening

    asked = [
        questions.of(hazard_fields.REOPENED_FROM),
        questions.of(REASON, "退回理由"),
    ]

    record = partial(record_reopening, numbers=numbers, on=on)

    given = complete({"returned_by": returned_by, "reason": reason}, asked, trial(ctx, record))
    changed = taken(ctx, lambda session: record(session, **given), yes=yes)
    tell(ctx, after(changed), format)
