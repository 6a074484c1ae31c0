"""zizhao permit."""

from typing import Annotated

import typer

from tests.another.domain.kinds.permit import ASKED_BY, ASKED_ON, GRANTED_BY, PERMIT, TITLE
from zizhao_cli.cli import context, imports, options, questions
from zizhao_cli.cli.ask import complete
from zizhao_cli.cli.bundle import bundled
from zizhao_cli.cli.help import ChineseCommand
from zizhao_cli.cli.nouns import noun
from zizhao_cli.cli.recorded import announce

app = noun("permit")
No = Annotated[str, options.number_of(PERMIT)]


@app.command("add", cls=ChineseCommand)
def add(
    ctx: typer.Context,
    unit: options.UnitName = None,
    title: Annotated[str | None, options.option(TITLE)] = None,
    on: Annotated[str | None, options.option(ASKED_ON)] = None,
    asked_by: Annotated[str | None, options.option(ASKED_BY)] = None,
) -> None:
    """登记一项许可。"""
    from tests.another.ledger.permits import add_permit

    given = complete({"unit": unit, "title": title}, [questions.unit(ctx), questions.of(TITLE)])
    given |= {"asked_on": on or "today", "asked_by": asked_by}
    announce(add_permit(context.session(ctx), given).number())


@app.command("grant", cls=ChineseCommand)
def grant(
    ctx: typer.Context,
    no: No,
    granted_by: Annotated[str, options.option(GRANTED_BY)],
    on: options.On = None,
    evidence: options.Evidence = None,
) -> None:
    """批准一项许可。"""
    from tests.another.domain.rules.permit import Grant
    from zizhao_cli.ledger.steps import step_day, take_steps

    session = context.session(ctx)
    day = step_day(session, on)
    step = Grant(on=day, granted_by=granted_by)
    changed = take_steps(session, PERMIT, no, lambda _, __: step, evidence or ())
    announce(changed[0].after.number())


@app.command("retract", cls=ChineseCommand)
def retract(ctx: typer.Context, no: No, reason: options.Reason = None) -> None:
    """撤回最后一步。"""
    from zizhao_cli.ledger.corrections import retract as take_back

    by = {"number": None, "approved_by": None, "approver_unit": None}
    taken = take_back(context.session(ctx), PERMIT, no, reason=reason or "记错", **by)
    announce(taken[0].after.number())


@app.command("note", cls=ChineseCommand)
def note(ctx: typer.Context, no: No, text: str) -> None:
    """加一条备注。"""
    from zizhao_cli.ledger.corrections import note as record_note

    announce(record_note(context.session(ctx), PERMIT, [no], text, on=None)[0])


@app.command("list", cls=ChineseCommand)
@bundled
def list_permits(ctx: typer.Context, as_of: options.AsOf = None, *, look: options.Look) -> None:
    """列出许可。"""
    from tests.another.report.permits import permit_list

    day = context.day("--as-of", as_of)
    options.answer(ctx, look.out(), lambda ledger: permit_list(ledger, day))


@app.command("show", cls=ChineseCommand)
def show(ctx: typer.Context, no: No) -> None:
    """显示一项许可的经过。"""
    from zizhao_cli.render.output import say
    from zizhao_cli.report.timeline import remarks, timeline, timeline_lines
    from zizhao_cli.store.reading import reading

    with reading(context.ledger(ctx)) as connection:
        noted = remarks(connection, PERMIT, no)
        lines = timeline_lines(PERMIT, timeline(connection, PERMIT, no), noted)
    say("".join(f"{line}\n" for line in lines))


imports.attach(app, "permit", "许可")
