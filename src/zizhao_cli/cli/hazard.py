"""zizhao hazard: registering, correcting, looking at."""

from typing import Annotated

import typer

from zizhao_cli import settings
from zizhao_cli.cli import context, hazard_steps, imports, options, questions
from zizhao_cli.cli.ask import asking_if_missing, complete, note
from zizhao_cli.cli.bundle import Bundle, bundled
from zizhao_cli.cli.help import ChineseCommand
from zizhao_cli.cli.nouns import noun
from zizhao_cli.cli.recorded import remind
from zizhao_cli.domain.kinds.fields import REASON
from zizhao_cli.domain.kinds.hazard import FOUND_ON, HAZARD, SOURCE, SUPERVISED, TITLE

app = noun("hazard")

Source = Annotated[str | None, options.option(SOURCE)]


class NewHazard(Bundle):
    """What a hazard is registered with."""

    unit: options.UnitName = None
    measure: options.Measure = None
    title: options.Title = None
    level: options.Level = None
    handling: options.Handling = None
    on: Annotated[str | None, options.option(FOUND_ON, "--found", "--on")] = None
    due: options.Due = None
    location: options.Location = None
    sector: options.Sector = None
    responsible: options.Responsible = None
    source: Source = None
    check: Annotated[
        str | None, typer.Option("--check", metavar="编号", help="查出它的检查，如 JC-2022-00001")
    ] = None


@app.command("add", cls=ChineseCommand)
@bundled
def add(
    ctx: typer.Context,
    *,
    new: NewHazard,
    evidence: options.Evidence = None,
    format: options.RecordFormat = None,
) -> None:
    """登记一项隐患，输出它的编号。

    在终端上会逐项询问没写的内容；脚本中至少要写 --unit、--measure、--title。
    """
    today = settings.today()
    asked = [questions.unit(ctx), questions.measure(ctx), *questions.hazard(today, TITLE)]
    asked.insert(3, questions.day(today))
    given = complete({**vars(new)}, asked)
    given["found_on"] = given.pop("on") or "today"
    from zizhao_cli.ledger.hazards import add_hazard

    hazard, same = add_hazard(context.session(ctx), given, evidence or ())
    hazard_steps.tell(ctx, hazard, format, evidence)
    no = HAZARD.no(hazard.id)
    if same is not None:
        note(
            f"{no} 与 {same} 的单位、条款、日期和内容都相同；若是重复登记，用 hazard void {no} 作废"
        )
    if new.check is not None:
        from zizhao_cli.report.checks import doubts_of_link

        # A check of a village may yet find a hazard in a shop.
        remind(ctx, no, lambda ledger: [doubts_of_link(ledger, no)])


class Corrected(Bundle):
    """What may be corrected of a hazard."""

    title: options.Title = None
    measure: options.Measure = None
    level: options.Level = None
    location: options.Location = None
    sector: options.Sector = None
    responsible: options.Responsible = None
    source: Source = None
    supervised: Annotated[bool | None, options.option(SUPERVISED, hint="列入或撤出挂牌督办")] = None


@app.command("edit", cls=ChineseCommand)
@bundled
def edit(
    ctx: typer.Context,
    *,
    no: options.HazardNo,
    to: Corrected,
    reason: Annotated[str | None, options.option(REASON, hint="更正的理由；改等级时必写")] = None,
    on: options.On = None,
    format: options.RecordFormat = None,
) -> None:
    """更正一项隐患的描述；期限、单位和各步的日期不能更正。

    可省的项写成空文字 "" 即清除。
    """
    from zizhao_cli.ledger.hazard_steps import edit as edit_hazard

    session = context.session(ctx)
    hazard = asking_if_missing(
        lambda why: edit_hazard(session, no, on=on, **why, **vars(to)),
        {"reason": reason},
        [questions.of(REASON, "更改等级的理由")],
    )
    hazard_steps.tell(ctx, hazard, format)


@app.command("list", cls=ChineseCommand)
@bundled
def list_hazards(
    ctx: typer.Context, given: options.OfHazards, order: options.Order, look: options.Look
) -> None:
    """列出隐患现在的情形。"""
    from zizhao_cli.report.hazards import hazard_list

    filters = given.filters(ctx)
    options.answer(
        ctx, look.out(), lambda ledger: hazard_list(ledger, filters, order.sort, order.limit)
    )


@app.command("show", cls=ChineseCommand)
def show(
    ctx: typer.Context,
    no: options.HazardNo,
    format: options.RecordFormat = None,
    output: options.File = None,
) -> None:
    """显示一项隐患和它的经过。"""
    hazard_steps.show(ctx, no, format, output)


@app.command("why", cls=ChineseCommand)
def why(
    ctx: typer.Context,
    no: options.HazardNo,
    format: options.RecordFormat = None,
    output: options.File = None,
) -> None:
    """显示一项隐患的期限是怎么算出来的。"""
    from zizhao_cli.render.output import Output
    from zizhao_cli.report.hazards import COLUMNS, hazard_record
    from zizhao_cli.report.life import arithmetic
    from zizhao_cli.report.model import Record
    from zizhao_cli.report.timeline import timeline

    out = Output(format, output)
    today = settings.today()
    with context.reading(ctx) as connection:
        row, whole = hazard_record(connection, no, today)
        lines = arithmetic(row, timeline(connection, HAZARD, no), today)
    shown = [column for column in COLUMNS if column.key in ("no", "unit", "title", "state")]
    content = {
        "no": row["no"],
        "due_on": row["due_on"],
        "original_due_on": row["original_due_on"],
        "days_left": row["days_left"],
        "days_overdue": row["days_overdue"],
        "basis": whole["due_basis"],
        "arithmetic": lines,
    }
    out.record(Record(shown, row, row["no"], [("期限的由来", lines)]), content)


hazard_steps.attach(app)


imports.attach(app, "hazard", "隐患，连同表中的整改和复查")
