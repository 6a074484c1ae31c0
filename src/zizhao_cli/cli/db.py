"""zizhao db."""

import typer

from zizhao_cli.cli import context, options
from zizhao_cli.cli.ask import note
from zizhao_cli.cli.help import ChineseCommand, ChineseGroup
from zizhao_cli.errors import ExitCode

app = typer.Typer(
    add_completion=False,
    cls=ChineseGroup,
    rich_markup_mode=None,
    no_args_is_help=True,
    help="账本文件：情况、核验",
)


@app.command("info", cls=ChineseCommand)
def info(
    ctx: typer.Context, format: options.RecordFormat = "table", output: options.File = None
) -> None:
    """显示账本文件的情况：位置、大小、格式、各有多少记录、最后一条日志。"""
    from zizhao_cli.render.output import Output
    from zizhao_cli.report.ledger import COLUMNS, ledger_info
    from zizhao_cli.report.model import Record
    from zizhao_cli.store.reading import reading

    out = Output(format, output)
    path = context.ledger(ctx)
    with reading(path) as connection:
        row = ledger_info(connection, path)
    out.record(Record(COLUMNS, row, "账本"), row)


@app.command("verify", cls=ChineseCommand)
def verify(
    ctx: typer.Context,
    format: options.Format = "table",
    output: options.File = None,
    bom: options.Bom = False,
) -> None:
    """核验账本：文件完整、引用完整、日志链、各表与日志重演一致。只读。

    有问题时逐条列出，以 4 退出。
    """
    from zizhao_cli.render.output import Output
    from zizhao_cli.report.ledger import findings_report
    from zizhao_cli.store.verify import verify as verify_ledger

    out = Output(format, output, bom)
    path = context.ledger(ctx)
    findings, count, head = verify_ledger(path)
    out.report(findings_report([(f.record, f.problem) for f in findings], count, head))
    if findings:
        note("账本与日志对不上：先复制留存，再查明原因或从备份恢复")
        raise typer.Exit(ExitCode.FOUND)
