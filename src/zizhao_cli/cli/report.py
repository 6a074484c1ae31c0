"""zizhao report."""

from collections.abc import Callable
from typing import Annotated, Any

import typer

from zizhao_cli import settings
from zizhao_cli.cli import context, options
from zizhao_cli.cli.help import ChineseCommand
from zizhao_cli.cli.nouns import noun
from zizhao_cli.errors import ExitCode, UsageProblem, quoted

app = noun("report")

GroupBy = Annotated[
    str | None, typer.Option("--group-by", metavar="键", help="按 unit 单位或 measure 条款汇总")
]
ExitIfRows = Annotated[bool, typer.Option("--exit-code", help="有隐患列出时以 4 退出，供脚本判断")]


class UnknownGroup(UsageProblem):
    def __init__(self, value: str, known: list[str]) -> None:
        super().__init__(f"--group-by 不认识 {quoted(value)}", f"可写：{'、'.join(known)}")


@app.command("overdue", cls=ChineseCommand)
def overdue(
    ctx: typer.Context,
    as_of: options.AsOf = None,
    known_at: options.KnownAt = None,
    unit: options.UnitName = None,
    kind: options.Kind = None,
    measure: options.Measure = None,
    sector: options.Sector = None,
    level: options.Level = None,
    state: options.State = None,
    responsible: options.Responsible = None,
    first: options.From = None,
    last: options.To = None,
    phase: options.Phase = None,
    group_by: GroupBy = None,
    sort: options.Sort = None,
    limit: options.Limit = None,
    exit_code: ExitIfRows = False,
    format: options.Format = None,
    output: options.File = None,
    bom: options.Bom = False,
) -> None:
    """到那一天结束时已逾期的隐患，最久的在前；期限当日不算逾期。"""
    from zizhao_cli.report.deadlines import overdue as question

    _report(ctx, question, locals())


@app.command("open", cls=ChineseCommand)
def still_open(
    ctx: typer.Context,
    as_of: options.AsOf = None,
    known_at: options.KnownAt = None,
    unit: options.UnitName = None,
    kind: options.Kind = None,
    measure: options.Measure = None,
    sector: options.Sector = None,
    level: options.Level = None,
    state: options.State = None,
    responsible: options.Responsible = None,
    first: options.From = None,
    last: options.To = None,
    phase: options.Phase = None,
    group_by: GroupBy = None,
    sort: options.Sort = None,
    limit: options.Limit = None,
    exit_code: ExitIfRows = False,
    format: options.Format = None,
    output: options.File = None,
    bom: options.Bom = False,
) -> None:
    """到那一天结束时还没有销号、移送或作废的隐患。"""
    from zizhao_cli.report.deadlines import still_open as question

    _report(ctx, question, locals())


@app.command("due", cls=ChineseCommand)
def due(
    ctx: typer.Context,
    within: Annotated[
        int | None,
        typer.Option(
            "--within", metavar="天", min=0, max=3660, help="往后看几个自然日，默认见 policy.yaml"
        ),
    ] = None,
    as_of: options.AsOf = None,
    known_at: options.KnownAt = None,
    unit: options.UnitName = None,
    kind: options.Kind = None,
    measure: options.Measure = None,
    sector: options.Sector = None,
    level: options.Level = None,
    state: options.State = None,
    responsible: options.Responsible = None,
    first: options.From = None,
    last: options.To = None,
    phase: options.Phase = None,
    group_by: GroupBy = None,
    sort: options.Sort = None,
    limit: options.Limit = None,
    exit_code: ExitIfRows = False,
    format: options.Format = None,
    output: options.File = None,
    bom: options.Bom = False,
) -> None:
    """从那一天起几天之内将到期的隐患，含当日。"""
    from zizhao_cli.report.deadlines import due as question

    def within_days(connection: Any, filters: Any, asked: Any) -> Any:  # noqa: ANN401 - passed through
        return question(connection, filters, asked, within)

    _report(ctx, within_days, locals())


FILTERS = (
    "unit",
    "kind",
    "measure",
    "sector",
    "level",
    "state",
    "responsible",
    "first",
    "last",
    "phase",
)


def _report(ctx: typer.Context, question: Callable[..., Any], given: dict[str, Any]) -> None:
    """Ask `question` with the options in `given`, print the answer, and leave with 4 where that was asked for."""
    from zizhao_cli.render.output import Output
    from zizhao_cli.report.deadlines import GROUPS, Asked
    from zizhao_cli.report.filters import Filters
    from zizhao_cli.store.reading import reading

    out = Output(given["format"], given["output"], given["bom"])
    group_by = given["group_by"]
    if group_by is not None and group_by not in GROUPS:
        raise UnknownGroup(group_by, GROUPS)
    filters = Filters(
        context.ledger(ctx), settings.today(), **{name: given[name] for name in FILTERS}
    )
    known_at = given["known_at"]
    asked = Asked(
        context.day("--as-of", given["as_of"]),
        None if known_at is None else context.day("--known-at", known_at),
        group_by,
        given["sort"],
        given["limit"],
    )
    with reading(filters.ledger) as connection:
        report = question(connection, filters, asked)
    out.report(report)
    if asked.as_of > filters.today:
        from zizhao_cli.cli.ask import note

        note(f"{asked.as_of} 还没有到：报表是照账上现在的情形往后推的")
    if given["exit_code"] and report.head["totals"]["hazards"]:
        raise typer.Exit(ExitCode.FOUND)
