"""zizhao hazard: registering, correcting, looking at."""

from typing import TYPE_CHECKING

import typer

from zizhao_cli import settings
from zizhao_cli.cli import (
    context,
    hazard_corrections,
    hazard_steps,
    hazard_transfers,
    imports,
    options,
    questions,
)
from zizhao_cli.cli.ask import complete, note
from zizhao_cli.cli.bundle import bundled
from zizhao_cli.cli.corrected import taken
from zizhao_cli.cli.help import ChineseCommand
from zizhao_cli.cli.hint import Hint
from zizhao_cli.cli.new_hazard import NewHazard
from zizhao_cli.cli.nouns import noun
from zizhao_cli.cli.recorded import point_out, remind
from zizhao_cli.domain.kinds.hazard import HAZARD, SOURCE, TITLE

if TYPE_CHECKING:
    import sqlite3

    from zizhao_cli.render.output import Shown

app = noun("hazard")


@app.command("add", cls=ChineseCommand)
@bundled
def add(
    ctx: typer.Context,
    *,
    new: NewHazard,
    evidence: options.Evidence = None,
    yes: options.Yes = False,
    format: options.RecordFormat = None,
) -> None:
    """登记一项隐患，输出它的编号。

    在终端上会逐项询问没写的内容；脚本中至少要写 --unit、--measure、--title。
    """
    today = settings.today()
    hint = Hint(context.ledger(ctx), today)
    described = questions.hazard(today, TITLE, hint.before)
    asked = [questions.unit(ctx), questions.measure(ctx), *described]
    asked.insert(3, questions.day(today))
    asked += [questions.of(SOURCE, optional=True), questions.evidence()]
    typed = {**vars(new), "evidence": evidence}
    given = complete(typed, asked)
    # Who typed all of it has seen it; who answered questions sees once more what came of them.
    yes = yes or given is typed
    evidence = given.pop("evidence")
    given["found_on"] = given.pop("on") or "today"
    from zizhao_cli.ledger.hazards import add_hazard

    hazard, same = taken(ctx, lambda session: add_hazard(session, given, evidence or ()), yes=yes)
    hazard_steps.tell(ctx, [hazard], format, evidence)
    no = HAZARD.no(hazard.id)
    point_out(ctx, HAZARD, no)
    hint.after(ctx, no)
    if same is not None:
        note(
            f"{no} 与 {same} 的单位、条款、日期和内容都相同；若是重复登记，用 hazard void {no} 作废"
        )
    if new.check is not None:
        from zizhao_cli.report.checks import doubts_of_link

        # A check of a village may yet find a hazard in a shop.
        remind(ctx, no, lambda ledger: [doubts_of_link(ledger, no)])


@app.command("list", cls=ChineseCommand)
@bundled
def list_hazards(
    ctx: typer.Context,
    *,
    given: options.OfHazards,
    town: options.Towns = None,
    day: options.OfDay,
    order: options.Order,
    look: options.Look,
) -> None:
    """列出隐患现在的情形，或某一天结束时的。"""
    from zizhao_cli.report.hazards import hazard_list

    del town  # what is read is of it already
    filters, then = given.filters(ctx), day.then()
    options.answer(
        ctx,
        look.out(),
        lambda ledger: hazard_list(ledger, filters, order.sort, order.limit, then),
        then.as_of,
    )


@app.command("show", cls=ChineseCommand)
def show(
    ctx: typer.Context,
    numbers: options.HazardNumbers,
    format: options.RecordFormat = None,
    output: options.File = None,
) -> None:
    """显示隐患和它的经过。"""
    hazard_steps.show(ctx, numbers, format, output)


@app.command("why", cls=ChineseCommand)
def why(
    ctx: typer.Context,
    numbers: options.HazardNumbers,
    format: options.RecordFormat = None,
    output: options.File = None,
) -> None:
    """显示隐患的期限是怎么算出来的。"""
    from zizhao_cli.render.output import Output
    from zizhao_cli.report.hazards import COLUMNS, hazard_record
    from zizhao_cli.report.life import arithmetic
    from zizhao_cli.report.model import Record
    from zizhao_cli.report.timeline import timeline, told_now

    today = settings.today()
    shown = [column for column in COLUMNS if column.key in ("no", "unit", "title", "state")]

    def told(connection: "sqlite3.Connection", no: str) -> "Shown":
        row, whole = hazard_record(connection, no, today)
        recorded = timeline(connection, HAZARD, no)
        lines = arithmetic(row, told_now(connection, HAZARD, no), recorded, today)
        content = {
            "no": row["no"],
            "due_on": row["due_on"],
            "original_due_on": row["original_due_on"],
            "days_left": row["days_left"],
            "days_overdue": row["days_overdue"],
            "basis": whole["due_basis"],
            "arithmetic": lines,
        }
        return Record(shown, row, row["no"], [("期限的由来", lines)]), content

    options.show_each(ctx, Output(format, output), HAZARD, numbers, told)


hazard_steps.attach(app)
hazard_transfers.attach(app)
hazard_corrections.attach(app)


imports.attach(app, "hazard", "隐患，连同表中的整改和复查")
