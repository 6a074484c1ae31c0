"""zizhao report: what is supervised, who is called to account, and how units and people are marked."""

from functools import partial
from typing import Annotated

import typer

from zizhao_cli.cli.asked import Given
from zizhao_cli.cli.nouns import add_commands


def attach(app: typer.Typer) -> None:
    """Add these reports to the commands of `report`."""
    add_commands(app, supervised, accountability)


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
    given: Given,
) -> None:
    """追究责任的事项（记录编号或事故名称）：直接、领导、监管责任各追究了谁，缺哪个层次。"""
    from zizhao_cli.report.accountability import accountability as question

    given.answer(ctx, partial(question, everything=everything))
