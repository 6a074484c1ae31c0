"""zizhao report: hazards in lists."""

from functools import partial
from typing import Annotated

import typer

from zizhao_cli.cli import called_to_account, context, figures, suggest
from zizhao_cli.cli.asked import Given
from zizhao_cli.cli.bundle import bundled
from zizhao_cli.cli.help import ChineseCommand
from zizhao_cli.cli.nouns import noun

app = noun("report")


GroupBy = Annotated[
    str | None,
    typer.Option(
        "--group-by",
        metavar="键",
        help="汇总：unit 单位、measure 条款、sector 行业、level 等级、source 来源、responsible 责任人、leader 督办领导；区县库还有 town 镇",
        autocompletion=suggest.groups,
    ),
]


@app.command("overdue", cls=ChineseCommand)
@bundled
def overdue(ctx: typer.Context, *, given: Given, group_by: GroupBy = None) -> None:
    """到那一天结束时已逾期的隐患，最久的在前；期限当日不算逾期。"""
    from zizhao_cli.report.deadlines import overdue as question

    given.answer(ctx, question, group_by)


@app.command("open", cls=ChineseCommand)
@bundled
def still_open(ctx: typer.Context, *, given: Given, group_by: GroupBy = None) -> None:
    """到那一天结束时还没有销号、移送或作废的隐患。"""
    from zizhao_cli.report.deadlines import still_open as question

    given.answer(ctx, question, group_by)


@app.command("due", cls=ChineseCommand)
@bundled
def due(
    ctx: typer.Context,
    *,
    within: Annotated[
        int | None,
        typer.Option(
            "--within", metavar="天", min=0, max=3660, help="往后看几个自然日，默认见 policy.yaml"
        ),
    ] = None,
    given: Given,
    group_by: GroupBy = None,
) -> None:
    """从那一天起几天之内将到期的隐患，含当日。"""
    from zizhao_cli.report.deadlines import due as question

    given.answer(ctx, partial(question, within=within), group_by)


@app.command("voided", cls=ChineseCommand)
@bundled
def voided(ctx: typer.Context, *, given: Given, group_by: GroupBy = None) -> None:
    """到那一天为止作废的隐患：谁作废的、为什么、谁批准的、当时是什么情形。"""
    from zizhao_cli.report.voided import voided as question

    given.answer(ctx, question, group_by)


@app.command("reviews", cls=ChineseCommand)
@bundled
def reviews(ctx: typer.Context, *, given: Given, group_by: GroupBy = None) -> None:
    """到那一天为止迟迟没有复查的隐患：整改完成后过了 policy.yaml 的复查天数，最久的在前。"""
    from zizhao_cli.report.reviews import reviews as question

    given.answer(ctx, question, group_by)


@app.command("transfers", cls=ChineseCommand)
@bundled
def transfers(ctx: typer.Context, *, given: Given, group_by: GroupBy = None) -> None:
    """到那一天为止移送出去、还没有反馈结果的隐患：对方该哪天回复，迟了几天。"""
    from zizhao_cli.report.transfers import transfers as question

    given.answer(ctx, question, group_by)


@app.command("past-due", cls=ChineseCommand)
@bundled
def past_due(ctx: typer.Context, *, given: Given) -> None:
    """到那一天结束时逾期的其他事项：问题清单等有期限的，最久的在前；隐患看 report overdue。

    --from、--to、--period、--phase 是期限在哪些日子的。
    """
    from zizhao_cli.report.past_due import past_due as question

    given.answer(ctx, question)


@app.command("clocks", cls=ChineseCommand)
@bundled
def clocks(ctx: typer.Context, *, given: Given) -> None:
    """事故正在走的时限，按小时：单位、镇还没有上报的，还要续报的；超得最久的在前。

    今天的算到此刻，以前的算到那一天结束。--from、--to、--period、--phase 是哪些日子发生的事故。
    """
    from zizhao_cli.report.accident_clocks import clocks as question

    given.answer(ctx, question)


@app.command("calendar", cls=ChineseCommand)
@bundled
def calendar(
    ctx: typer.Context,
    *,
    within: Annotated[
        int,
        typer.Option(
            "--within",
            metavar="天",
            min=0,
            max=3660,
            help="本办公室的报表列到几个自然日以后；隐患不受它限制",
        ),
    ] = 31,
    remind: Annotated[
        int | None,
        typer.Option(
            "--remind", metavar="天", min=0, max=60, help="ics 里提前几天、在上午九点提醒，如 1"
        ),
    ] = None,
    given: Given,
) -> None:
    """哪一天有什么事：整改期限、该复查的、本办公室要报的报表；--format ics 写成日历，手机和邮件程序都能导入。

    --from、--to、--period、--phase 是看哪些日子的事。
    """
    from zizhao_cli.render.output import CALENDAR
    from zizhao_cli.report.agenda import calendar as question

    asked = partial(question, within=within, remind=remind)
    given.answer(ctx, asked, out=given.look.out(CALENDAR))


@app.command("ledger", cls=ChineseCommand)
@bundled
def ledger(
    ctx: typer.Context,
    *,
    pictures: Annotated[
        bool, typer.Option("--pictures", help="xlsx 里在每项隐患旁边放它的照片（jpg、png）")
    ] = False,
    given: Given,
) -> None:
    """问题隐患台账：上报的表式，一行一项，作废的不列；写成 xlsx 可以直接打印、盖章。"""
    from zizhao_cli.report.official import official_ledger as question

    workbook = given.look.is_workbook(pictures=pictures)
    beside = context.ledger(ctx) if pictures else None
    given.answer(ctx, partial(question, workbook=workbook, pictures=beside))


figures.attach(app)
called_to_account.attach(app)
