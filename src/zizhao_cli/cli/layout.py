"""zizhao layout."""

from dataclasses import replace
from typing import Annotated

import typer

from zizhao_cli.cli import context, options, suggest
from zizhao_cli.cli.bundle import bundled
from zizhao_cli.cli.help import ChineseCommand
from zizhao_cli.cli.imports import WouldLeak
from zizhao_cli.cli.nouns import noun
from zizhao_cli.cli.reading import Reading
from zizhao_cli.domain.kinds import forms
from zizhao_cli.errors import UsageProblem, quoted

app = noun("layout")

Name = Annotated[
    str, typer.Argument(metavar="名称", help="读法的名称", autocompletion=suggest.layouts)
]


class UnknownForm(UsageProblem):
    def __init__(self, value: str) -> None:
        super().__init__(f"--for 不认识 {quoted(value)}", f"可写：{'、'.join(forms())}")


@app.command("save", cls=ChineseCommand)
@bundled
def save(
    ctx: typer.Context,
    *,
    name: Name,
    file: Annotated[str, typer.Argument(metavar="文件", help="这样读得懂的一份文件")],
    form: Annotated[
        str, typer.Option("--for", metavar="内容", help=f"给哪个导入用：{'、'.join(forms())}")
    ] = "check",
    reading: Reading,
    type: Annotated[str | None, typer.Option("--type", metavar="类型", help="文件类型")] = None,
    encoding: Annotated[str | None, typer.Option("--encoding", metavar="编码", help="编码")] = None,
    force: Annotated[bool, typer.Option("--force", help="替换已有的同名读法")] = False,
) -> None:
    """存下一种表格的读法：列名、略过的列、全表的值、工作表。先用它试读这份文件，读得懂才存。"""
    from zizhao_cli import layouts
    from zizhao_cli.ledger.imports.run import Request, import_rows
    from zizhao_cli.render.output import say

    if form not in forms():
        raise UnknownForm(form)
    if forms()[form].sealed:
        raise WouldLeak("layout save", "读法里会存下表头")
    ledger = context.ledger(ctx)
    layouts.check_name(ledger, name, replace=force)
    wanted = reading.over(layouts.Layout(form))
    request = Request([file], wanted, type, encoding, dry_run=True)
    receipt, rejects = import_rows(context.session(ctx), forms()[form], request)
    if rejects.lacking.refused:
        raise layouts.NotReadable([problem.message for problem in receipt.problems])
    kept = replace(wanted, headings=rejects.lacking.seen[0])
    say(f"{layouts.save(ledger, name, kept, replace=force)}\n")


@app.command("list", cls=ChineseCommand)
@bundled
def list_layouts(ctx: typer.Context, look: options.Look) -> None:
    """列出存过的读法。"""
    from zizhao_cli.report.layouts import layout_list

    look.out().report(layout_list(context.ledger(ctx)))


@app.command("show", cls=ChineseCommand)
def show(
    ctx: typer.Context, name: Name, format: options.RecordFormat = None, output: options.File = None
) -> None:
    """显示一种读法。"""
    from zizhao_cli.render.output import Output
    from zizhao_cli.report.layouts import COLUMNS, layout_row
    from zizhao_cli.report.model import Record

    row = layout_row(context.ledger(ctx), name)
    Output(format, output).record(Record(COLUMNS, row, name), row)
