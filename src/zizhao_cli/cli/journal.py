"""zizhao journal."""

from typing import Annotated

import typer

from zizhao_cli import settings
from zizhao_cli.cli import context, options
from zizhao_cli.cli.bundle import bundled
from zizhao_cli.cli.help import ChineseCommand
from zizhao_cli.cli.nouns import noun

app = noun("journal")


@app.command("list", cls=ChineseCommand)
@bundled
def list_entries(
    ctx: typer.Context,
    *,
    subject: Annotated[
        str | None,
        typer.Option("--subject", metavar="编号", help="只看这个隐患、检查、批次或单位的"),
    ] = None,
    first: Annotated[
        str | None, typer.Option("--from", metavar="日期", help="从这一天起生效的（含）")
    ] = None,
    last: Annotated[
        str | None, typer.Option("--to", metavar="日期", help="到这一天止生效的（含）")
    ] = None,
    order: options.Order,
    look: options.Look,
) -> None:
    """列出日志，每次操作一条。"""
    from zizhao_cli.report.journal import journal_list

    narrowed = {"subject": subject, "first": first, "last": last}
    options.answer(
        ctx,
        look.out(),
        lambda ledger: journal_list(
            ledger, today=settings.today(), **narrowed, sort=order.sort, limit=order.limit
        ),
    )


@app.command("show", cls=ChineseCommand)
def show(
    ctx: typer.Context,
    seq: Annotated[str, typer.Argument(metavar="序号", help="日志的序号")],
    format: options.RecordFormat = None,
    output: options.File = None,
) -> None:
    """显示一条日志：谁、何时、改了什么。"""
    from zizhao_cli.render.output import Output
    from zizhao_cli.report.journal import SHOWN, change_lines, journal_entry, note_lines
    from zizhao_cli.report.model import Record

    out = Output(format, output)
    with context.reading(ctx) as connection:
        row, changes = journal_entry(connection, seq)
    columns = [column for column in SHOWN if column.key != "detail"]
    below = [("附注", note_lines(row["detail"])), ("改动", change_lines(changes))]
    out.record(
        Record(columns, row, row["subject"], [part for part in below if part[1]]),
        {**row, "changes": changes},
    )
