"""zizhao report."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from zizhao_cli import settings
from zizhao_cli.cli import context, options, suggest
from zizhao_cli.cli.bundle import Bundle, bundled
from zizhao_cli.cli.help import ChineseCommand
from zizhao_cli.cli.nouns import noun
from zizhao_cli.errors import ExitCode

if TYPE_CHECKING:
    import sqlite3

    from zizhao_cli.report.filters import Filters
    from zizhao_cli.report.frame import Asked
    from zizhao_cli.report.model import Report

app = noun("report")


class Given(Bundle):
    """What every report is told."""

    as_of: options.AsOf = None
    known_at: options.KnownAt = None
    hazards: options.OfHazards
    order: options.Order
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="有隐患列出时以 4 退出，供脚本判断")
    ] = False
    verify: Annotated[
        bool,
        typer.Option("--verify", help="同时核验账本（佐证文件除外）；有损坏就不出报表，以 6 退出"),
    ] = False
    look: options.Look

    def answer(
        self,
        ctx: typer.Context,
        question: Callable[["sqlite3.Connection", "Filters", "Asked"], "Report"],
        group_by: str | None = None,
    ) -> None:
        """Ask `question`, print the answer, and leave with 4, or 1 where the clock is behind, if that was asked for."""
        from zizhao_cli.report.clock import clock_behind
        from zizhao_cli.report.frame import Asked

        out = self.look.out()
        filters = self.hazards.filters(ctx)
        asked = Asked(
            context.day("--as-of", self.as_of),
            None if self.known_at is None else context.day("--known-at", self.known_at),
            group_by,
            self.order.sort,
            self.order.limit,
            self.verify,
        )
        behind: list[str] = []

        def answered(ledger: "sqlite3.Connection") -> "Report":
            if self.verify:
                from zizhao_cli.store.verify.verify import refuse_damaged

                refuse_damaged(filters.ledger, ledger)
            if self.as_of is None:
                behind.extend(filter(None, [clock_behind(ledger, settings.now())]))
            return question(ledger, filters, asked)

        report = options.answer(ctx, out, answered)
        self._say(behind)
        if behind and self.exit_code:
            raise typer.Exit(ExitCode.FAULT)
        if asked.as_of > filters.today:
            self._say([f"{asked.as_of} 还没有到：报表是照账上现在的情形往后推的"])
        if self.exit_code and report.head["totals"].get("hazards", report.head["count"]):
            raise typer.Exit(ExitCode.FOUND)

    @staticmethod
    def _say(messages: list[str]) -> None:
        """Say something beside the report."""
        for message in messages:
            from zizhao_cli.cli.ask import note

            note(message)


GroupBy = Annotated[
    str | None,
    typer.Option(
        "--group-by",
        metavar="键",
        help="汇总：unit 单位、measure 条款、sector 行业、level 等级、source 来源、responsible 责任人",
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
    given.answer(ctx, partial(question, workbook=workbook, pictures=pictures))


@app.command("summary", cls=ChineseCommand)
@bundled
def summary(
    ctx: typer.Context,
    *,
    group_by: Annotated[
        str | None,
        typer.Option(
            "--group-by",
            metavar="键",
            help="按哪些键分组，用逗号隔开：unit、village、supervisor、measure、sector、level、source、inspector、responsible、month",
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


@app.command("coverage", cls=ChineseCommand)
@bundled
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


@app.command("blind-spots", cls=ChineseCommand)
@bundled
def blind_spots(ctx: typer.Context, *, explain: Explain = False, given: Given) -> None:
    """盲点：接下来该去查哪些单位，最该去的在前，写明为什么。"""
    from zizhao_cli.report.blind_spots import blind_spots as question

    given.answer(ctx, partial(question, explain=explain))
