"""zizhao report: what is supervised, who is called to account, how units and people are marked, and what became of tip-offs."""

from functools import partial
from typing import Annotated

import typer

from zizhao_cli.cli.asked import Given, GivenOfTime, GivenOfUnits
from zizhao_cli.cli.nouns import add_commands


def attach(app: typer.Typer) -> None:
    """Add these reports to the commands of `report`."""
    add_commands(app, supervised, accountability, escalation, appraisal, tips, accidents)


def supervised(
    ctx: typer.Context,
    *,
    group_by: Annotated[
        str | None,
        typer.Option("--group-by", metavar="键", help="汇总：level 督办级别、unit 单位"),
    ] = None,
    given: Given,
) -> None:
    """挂牌督办里到那一天迟了的：方案没报、进展没报、期限已过，各迟几天；逾期最久的在前。

    --from、--to、--period、--phase 是看哪些日子挂的牌。
    """
    from zizhao_cli.report.supervised import supervised as question

    given.answer(ctx, question, group_by)


def accountability(
    ctx: typer.Context,
    *,
    everything: Annotated[bool, typer.Option("--complete", help="连同各个层次都追究了的")] = False,
    given: GivenOfTime,
) -> None:
    """追究责任的事项（记录编号或事故名称）：直接、领导、监管责任各追究了谁，缺哪个层次。"""
    from zizhao_cli.report.accountability import accountability as question

    given.answer(ctx, partial(question, everything=everything))


def escalation(ctx: typer.Context, *, given: GivenOfUnits) -> None:
    """按办公室的阶梯（data/escalation.yaml），下一步该对哪个单位采取什么措施、为什么；只提示，从不自己采取。

    --from、--to、--period、--phase 是看哪些日子的自查和反弹。
    """
    from zizhao_cli.report.escalation import escalation as question

    given.answer(ctx, question)


def appraisal(
    ctx: typer.Context,
    *,
    by: Annotated[
        str, typer.Option("--by", metavar="谁", help="unit 单位（默认）；person 人员，按职务")
    ] = "unit",
    explain: Annotated[bool, typer.Option("--explain", help="在表下写明每一项怎么算")] = False,
    given: GivenOfUnits,
) -> None:
    """考核得分：自查、整改、逾期、反弹、反销号、问责措施各得几分，分值见 data/appraisal.yaml（示例）；--format json 有每一分后面的记录编号。

    --from、--to、--period、--phase 是考核哪些日子。
    """
    from zizhao_cli.report.appraisal import appraisal as question

    given.answer(ctx, partial(question, by=by, explain=explain))


def tips(
    ctx: typer.Context,
    *,
    by_channel: Annotated[
        bool, typer.Option("--by-channel", help="改列各个渠道受理、核查、办结各多少")
    ] = False,
    given: GivenOfTime,
) -> None:
    """举报办理：受理、交办、核查、移送、办结各多少，在办的还剩几天、逾期几天，答复迟了没有，奖励多少；不写人和单位。

    --from、--to、--period、--phase 是看哪些日子办的；在办和逾期的看到那一天为止的。
    """
    from zizhao_cli.report.tips import tips as question

    given.answer(ctx, partial(question, by_channel=by_channel))


def accidents(
    ctx: typer.Context,
    *,
    by: Annotated[
        str, typer.Option("--by", metavar="期", help="month 月（默认）、year 年")
    ] = "month",
    given: GivenOfUnits,
) -> None:
    """事故统计：当月和一月起累计的事故、死亡事故、重伤事故，各多少起、多少人，其中生产性多少；待确认的、核销的写明编号。

    --from、--to、--period、--phase 是哪些日子发生的，默认当年。
    """
    from zizhao_cli.report.accidents import accidents as question

    given.answer(ctx, partial(question, by=by))
