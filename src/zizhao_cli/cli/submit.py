"""zizhao submit."""

from typing import TYPE_CHECKING, Annotated

import typer

from zizhao_cli import settings
from zizhao_cli.cli import context, options, submissions, suggest
from zizhao_cli.cli.bundle import bundled
from zizhao_cli.cli.help import ChineseCommand
from zizhao_cli.cli.nouns import noun

if TYPE_CHECKING:
    import sqlite3

    from zizhao_cli.report.model import Report

app = noun("submit")

FormKey = Annotated[
    str,
    typer.Argument(
        metavar="报表", help="哪种报表，如 monthly", autocompletion=suggest.submitted_forms
    ),
]


@app.command("make", cls=ChineseCommand)
@bundled
def make(
    ctx: typer.Context,
    *,
    form: FormKey,
    period: Annotated[
        str,
        typer.Option(
            "--period",
            metavar="期间",
            help="2022、2022-Q2、2022-05、2022-W20 或 2022-04-20..2022-06-30",
        ),
    ],
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of", metavar="日期", help="数到哪一天结束时，默认期间的末一天；还没过完的到今天"
        ),
    ] = None,
    known_at: options.KnownAt = None,
    given: Annotated[
        list[str] | None,
        typer.Option(
            "--set", metavar="列=值", help="账本不记的一列；有几行的写 列@行=值；可写多次"
        ),
    ] = None,
    look: options.Look,
) -> None:
    """照账本填一份上报的报表；只填表，不记账。"""
    from zizhao_cli.domain.periods import parse_period
    from zizhao_cli.report.filled import filled, period_day
    from zizhao_cli.report.filters import Filters
    from zizhao_cli.report.forms import form as read_form
    from zizhao_cli.report.frame import Asked

    out = look.out()
    ledger, today = context.ledger(ctx), settings.today()
    wanted, stretch = read_form(ledger, form), parse_period(period, today)
    day = None if as_of is None else context.day("--as-of", as_of)
    asked = Asked(
        period_day(stretch, day, today),
        None if known_at is None else context.day("--known-at", known_at),
    )
    everything, workbook = Filters(ledger, today), look.is_workbook(pictures=False)

    def answer(connection: "sqlite3.Connection") -> "Report":
        report = filled(connection, everything, wanted, asked, stretch, given or ())
        if not workbook:
            return report
        from zizhao_cli.report.form_sheets import with_sheets

        return with_sheets(report, wanted, stretch, everything)

    options.answer(ctx, out, answer)


@app.command("forms", cls=ChineseCommand)
@bundled
def forms(ctx: typer.Context, *, look: options.Look) -> None:
    """列出会填的报表：基数、什么时候报、出处。"""
    from zizhao_cli.report.forms import form_list

    look.out().report(form_list(context.ledger(ctx)))


submissions.attach(app)
