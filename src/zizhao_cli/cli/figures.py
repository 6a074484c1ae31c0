"""zizhao report: what counts, and what follows from counts."""

from functools import partial
from typing import Annotated

import typer

from zizhao_cli import settings
from zizhao_cli.cli import options, papers, suggest
from zizhao_cli.cli.asked import Given, GivenOfUnits, Told
from zizhao_cli.cli.nouns import add_commands


def attach(app: typer.Typer) -> None:
    """Add the reports of figures to the commands of `report`."""
    add_commands(
        app,
        summary,
        coverage,
        blind_spots,
        strictness,
        trend,
        phase,
        brief,
        rebound,
        unit,
        compare,
        duties,
        lessons,
        dispatched,
        measures,
    )


def summary(
    ctx: typer.Context,
    *,
    group_by: Annotated[
        str | None,
        typer.Option(
            "--group-by",
            metavar="键",
            help="按哪些键分组，用逗号隔开：unit、village、supervisor、measure、sector、level、source、inspector、responsible、leader、month；区县库还有 town",
            autocompletion=suggest.summary_groups,
        ),
    ] = None,
    base: Annotated[
        str | None,
        typer.Option(
            "--base",
            metavar="基数",
            help="as_of 截至当日全部；period 本期发现；year 一月起累计；campaign 专项工作开始起累计",
        ),
    ] = None,
    listing: Annotated[
        str | None, typer.Option("--list", metavar="键", help="列出这个数后面的隐患，如 overdue")
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help="在表下写明每个数怎么数的")] = False,
    given: Given,
) -> None:
    """汇总：发现、整改、销号、逾期各多少，整改率多少；先写明基数，几种数都从同一批隐患里数。"""
    from zizhao_cli.report.summary import summary as question

    asked = partial(question, base=base, listing=listing, explain=explain)
    given.answer(ctx, asked, group_by)


Explain = Annotated[bool, typer.Option("--explain", help="在表下写明每种情形、每个数的规则")]


def coverage(
    ctx: typer.Context,
    *,
    missing: Annotated[
        bool,
        typer.Option(
            "--missing", help="改列各单位报送了没有，没有报的在前；自报 0 项而他人查出的写明"
        ),
    ] = False,
    status: Annotated[
        list[str] | None,
        typer.Option(
            "--status",
            metavar="情形",
            help="只列这种情形，可写几次：unbound 不涉及、unchecked 没有查、clean 查过无问题、open 有问题未了、rectified 问题已了、stale 久未再查",
        ),
    ] = None,
    explain: Explain = False,
    given: Given,
) -> None:
    """覆盖：哪个单位的哪一条查过、没有查、有问题未了；应报、已报、未报各多少，零报告算已报。"""
    from zizhao_cli.report.coverage import coverage as question

    given.answer(ctx, partial(question, missing=missing, status=status, explain=explain))


def blind_spots(ctx: typer.Context, *, explain: Explain = False, given: Given) -> None:
    """盲点：接下来该去查哪些单位，最该去的在前，写明为什么。"""
    from zizhao_cli.report.blind_spots import blind_spots as question

    given.answer(ctx, partial(question, explain=explain))


def strictness(
    ctx: typer.Context,
    *,
    group_by: Annotated[
        str | None,
        typer.Option(
            "--group-by",
            metavar="键",
            help="只按 inspector 检查人，或 department 主管部门；默认两样都列",
        ),
    ] = None,
    given: Given,
) -> None:
    """执法检查宽严（第十一条）：检查人、主管部门各查了多少、查出多少、跟进了没有、哪些单位从来不去，表下写明每个数怎么数的。"""
    from zizhao_cli.report.strictness import strictness as question

    given.answer(ctx, question, group_by)


def trend(
    ctx: typer.Context,
    *,
    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            metavar="段",
            help="一段多长：day 日、week 周（周一至周日）、month 月（默认）、quarter 季、year 年",
        ),
    ] = None,
    explain: Explain = False,
    given: Given,
) -> None:
    """走势：每一段发现、整改、销号多少，段末还有多少未销号、逾期；--from、--to、--period 是看哪些日子，默认近十二个月。"""
    from zizhao_cli.report.trend import trend as question

    given.answer(ctx, partial(question, each=by, explain=explain))


def phase(
    ctx: typer.Context,
    *,
    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            metavar="行",
            help="一行是什么：measure 一条（默认）、unit 一个单位，自查、建账、方案、闭环到了哪一步；xlsx 里两张都有",
        ),
    ] = None,
    given: Given,
) -> None:
    """阶段情况，一页：逐条发现、整改、销号多少，谁没有报，哪些最要紧，各单位到了哪一步；默认到那一天为止最近的一个阶段。"""
    from zizhao_cli.report.phase import phase as question

    given.answer(ctx, partial(question, by=by))


def brief(ctx: typer.Context, *, given: Given) -> None:
    """自查自纠工作情况报告：--output 文件.docx 写成 Word 公文，账本不知道的留着待填；不写则列出里面的数。"""
    from zizhao_cli.report.brief import brief as question

    look = given.look
    if papers.is_word(look):
        papers.answer(ctx, "brief", question, given)
    else:
        given.answer(ctx, question)


def rebound(
    ctx: typer.Context,
    *,
    within: Annotated[
        int | None,
        typer.Option(
            "--within",
            metavar="天",
            min=0,
            max=3660,
            help="销号后几个自然日内又查出的算，默认见 policy.yaml",
        ),
    ] = None,
    explain: Explain = False,
    given: Given,
) -> None:
    """反弹：同一单位、条款、部位，销号后几天之内又查出的隐患，上一次是谁复查、谁负责的。"""
    from zizhao_cli.report.rebound import rebound as question

    given.answer(ctx, partial(question, within=within, explain=explain))


def unit(
    ctx: typer.Context,
    *,
    of_unit: Annotated[
        str,
        typer.Argument(metavar="单位", help="单位的代码、名称或别名", autocompletion=suggest.units),
    ],
    given: Given,
) -> None:
    """一个单位的一页：它的资料，检查、隐患、文书等全部记录，一步一行，照日子排。

    --from、--to、--period、--phase 是看哪些日子的事。
    """
    from zizhao_cli.report.unit_page import unit_page as question

    given.answer(ctx, partial(question, unit=of_unit))


def compare(
    ctx: typer.Context,
    *,
    day_one: Annotated[str, typer.Argument(metavar="前一天", help="先比哪一天结束时的情形")],
    day_two: Annotated[str, typer.Argument(metavar="后一天", help="同哪一天结束时的情形比")],
    figures: Annotated[
        bool, typer.Option("--figures", help="改列各个数：前一天、后一天、相差，和前一天当时所知的")
    ] = False,
    known_at: options.KnownAt = None,
    told: Told,
) -> None:
    """两日对照：各个数前后各多少；新增、销号、移送、延期、转逾期的是哪些隐患；后来的哪些日志改了前一天的数。"""
    from zizhao_cli.report.compare import compare as question
    from zizhao_cli.report.compare import two_days

    days = two_days(day_one, day_two, settings.today())
    asked = partial(question, before=days[0], figures=figures)
    told.answer(ctx, asked, options.OfDay({"as_of": str(days[1]), "known_at": known_at}))


def duties(
    ctx: typer.Context,
    *,
    by: Annotated[
        str | None,
        typer.Option(
            "--by", metavar="什么", help="一行是什么：post 岗位（默认）、unit 单位、duty 一条职责"
        ),
    ] = None,
    given: GivenOfUnits,
) -> None:
    """履职：每个岗位应办几次、已办几次、欠几次；哪些单位没有职责清单，哪些事还没有定牵头。默认当年。"""
    from zizhao_cli.report.duties import duties as question

    given.answer(ctx, partial(question, by=by))


def lessons(ctx: typer.Context, *, given: Given) -> None:
    """举一反三：每一项没有办结的，同行业领域的哪些单位从那天起还没有人去查。"""
    from zizhao_cli.report.lessons import lessons as question

    given.answer(ctx, question)


def dispatched(
    ctx: typer.Context,
    *,
    at_least: Annotated[
        int | None,
        typer.Option(
            "--at-least",
            metavar="人",
            min=0,
            help="多少人起才列，默认见 policy.yaml 的 dispatched_many",
        ),
    ] = None,
    group_by: Annotated[
        str | None,
        typer.Option("--group-by", metavar="键", help="汇总：sector 行业领域、supervisor 主管部门"),
    ] = None,
    given: Given,
) -> None:
    """派遣和灵活用工较多的企业：多少人、多少在危险岗位、多少没有培训合格、最近哪天来查过；没有查过的在前。"""
    from zizhao_cli.report.enterprises import dispatched as question

    given.answer(ctx, partial(question, least=at_least), group_by)


def measures(
    ctx: typer.Context,
    *,
    explain: Annotated[
        bool, typer.Option("--explain", help="在表下写明怎么数的，和列出每个数后面的记录的命令")
    ] = False,
    given: GivenOfUnits,
) -> None:
    """十五条逐条情况：每条查了多少、隐患多少、本条自己的数、未了的事，和一段可以照抄上报的文字；没有记录的写明，不写 0。"""
    from zizhao_cli.report.fifteen.report import measures as question

    given.answer(ctx, partial(question, explain=explain))
