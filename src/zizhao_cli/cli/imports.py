"""The `import` command of check, hazard and unit, which differ only in what they take."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zizhao_cli.cli import context, options, suggest
from zizhao_cli.cli.ask import on_terminal
from zizhao_cli.cli.bundle import bundled
from zizhao_cli.cli.files import named
from zizhao_cli.cli.help import ChineseCommand
from zizhao_cli.cli.progress import progress
from zizhao_cli.cli.reading import Reading, asked, command, offer_to_keep, usual_year
from zizhao_cli.cli.recorded import announce
from zizhao_cli.discretion import DISCRETION
from zizhao_cli.errors import UsageProblem, ZizhaoError

if TYPE_CHECKING:
    from zizhao_cli.layouts import Layout
    from zizhao_cli.ledger.imports.receipt import Receipt, Rejects
    from zizhao_cli.ledger.imports.run import Request

Files = Annotated[
    list[str],
    typer.Argument(
        callback=named, metavar="文件", help="csv、tsv、jsonl、xlsx、xls、ods；- 是标准输入"
    ),
]


class ImportRefused(ZizhaoError):
    def __init__(self, count: int, would_do: str | None, *, kept: bool) -> None:
        wrote = "其余的行已记入" if kept else "什么也没有写入"
        mend = "逐处改正后重新导入；已记过的行不会重复"
        super().__init__(
            f"有 {count} 处问题，{wrote}",
            mend if would_do is None else f"{mend}；不改表，可写：{would_do}",
        )


def attach(app: typer.Typer, form: str, what: str) -> None:
    """Add `import` to the commands of a noun; `form` names what it takes, `what` says so in Chinese."""

    @app.command("import", cls=ChineseCommand, help=_HELP.format(what=what))
    @bundled
    def import_files(
        ctx: typer.Context,
        *,
        files: Files,
        dry_run: Annotated[
            bool, typer.Option("--dry-run", help="只检查，不写入，回执相同")
        ] = False,
        keep_good: Annotated[
            bool, typer.Option("--keep-good", help="有问题的行退回，其余的照记")
        ] = False,
        rejects: Annotated[
            str | None,
            typer.Option(
                "--rejects", metavar="文件", help="退回的行写入 .csv 或 .xlsx，带原因，改好再导入"
            ),
        ] = None,
        type: Annotated[
            str | None, typer.Option("--type", metavar="类型", help="文件类型，从标准输入读时必写")
        ] = None,
        encoding: Annotated[
            str | None,
            typer.Option("--encoding", metavar="编码", help="utf-8、gb18030、utf-16；默认自动辨认"),
        ] = None,
        layout: Annotated[
            str | None,
            typer.Option(
                "--layout",
                metavar="名称",
                help="照存过的读法（layout list）；另写的列名、键值加在它上面",
                autocompletion=suggest.layouts,
            ),
        ] = None,
        reading: Reading,
        new_units: Annotated[
            str | None,
            typer.Option(
                "--new-units", metavar="类别", help="名册里没有的单位按这个类别登记，回执里列出"
            ),
        ] = None,
        yes: options.Yes = False,
        format: options.RecordFormat = None,
        output: options.File = None,
    ) -> None:
        from zizhao_cli.layouts import Layout, of_form
        from zizhao_cli.ledger.imports.receipt import Receipt
        from zizhao_cli.ledger.imports.run import Request
        from zizhao_cli.render.output import Output
        from zizhao_cli.render.rejects import check_name, write_rejects
        from zizhao_cli.render.target import refuse_sources

        _refuse_leaks(files, rejects=rejects, new_units=new_units)
        refuse_sources("--rejects", rejects, files)
        refuse_sources("--output", output, [*files, rejects])
        out = Output(format, output)
        if out.to_file:
            _tell(out.rehearsal(), Receipt().as_dict())
        ledger = context.ledger(ctx)
        saved = Layout(form) if layout is None else of_form(ledger, form, layout)
        request = Request(
            files,
            reading.over(saved),
            type,
            encoding,
            new_units,
            dry_run,
            keep_good,
            reading.year,
            usual_year(),
        )
        if rejects is not None:
            check_name(rejects, partial(_may_be_rejects, request.layout))
        request, receipt, refused = _taken(ctx, request, ask=not yes and on_terminal())

        def show() -> None:
            if rejects is not None and refused.rows:
                write_rejects(rejects, refused.headings, refused.rows)
            _tell(out, receipt.as_dict())

        if receipt.batch is None:
            show()
        else:
            announce(receipt.batch, show)
        if receipt.problems:
            would_do = command(ledger, request.layout, refused.lacking)
            raise ImportRefused(len(receipt.problems), would_do, kept=receipt.batch is not None)
        if not request.layout.headings and request.layout != reading.over(saved):
            offer_to_keep(ledger, request.layout, refused.lacking)


class WouldLeak(UsageProblem):
    def __init__(self, option: str, why: str) -> None:
        super().__init__(f"有密封内容的表不能用 {option}：{why}", "对着回执里的行号，在原表上改")


def _refuse_leaks(files: Sequence[str], *, rejects: str | None, new_units: str | None) -> None:
    """Refuse what would keep rows of files with a sealed part, or words of them, anywhere. Raises WouldLeak."""
    if not DISCRETION.asked:
        return
    if rejects is not None:
        raise WouldLeak("--rejects", "退回的行会明着另存一份")
    if new_units is not None:
        raise WouldLeak("--new-units", "表里写错的格会上名册")
    if "-" in files:
        raise WouldLeak("标准输入", "读它要先另存一份；给出文件")


def _may_be_rejects(layout: "Layout", titles: list[str]) -> bool:
    from zizhao_cli.domain.kinds import forms
    from zizhao_cli.intake.table.columns import may_be_rejects
    from zizhao_cli.intake.table.mapping import Mapping

    form = forms()[layout.form]
    mapping = Mapping.read(form, layout.map, layout.ignore_column, layout.set, layout.year)
    return may_be_rejects(titles, form, mapping)


def _taken(
    ctx: typer.Context, request: "Request", *, ask: bool
) -> "tuple[Request, Receipt, Rejects]":
    """Do what was requested; with `ask`, ask what files lacked and try again. Return what was done in the end, and what came of it."""
    from zizhao_cli.domain.kinds import forms
    from zizhao_cli.ledger.imports.run import import_rows

    while True:
        with progress() as tell:
            receipt, refused = import_rows(
                context.session(ctx), forms()[request.layout.form], replace(request, tell=tell)
            )
        better = asked(context.ledger(ctx), request, refused.lacking) if ask else None
        if better is None:
            return request, receipt, refused
        request = better


_HELP = """从文件导入{what}，一次调用的所有文件是一个批次。

全有或全无：有一行不对就什么也不写，列出每一处问题；加 --keep-good 则只退回有问题的行。
同一个文件再导入一次，什么也不变。
"""


def _tell(out: Any, receipt: dict[str, Any]) -> None:  # noqa: ANN401 - an Output
    from zizhao_cli.render.receipt import receipt_report

    if out.format == "json":
        out.json(receipt)
    else:
        out.report(receipt_report(receipt, on_terminal=out.on_terminal()))
