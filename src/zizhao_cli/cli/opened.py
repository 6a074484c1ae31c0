"""zizhao open."""

from typing import Annotated

import typer

from zizhao_cli.cli import context, numbers, suggest
from zizhao_cli.cli.help import ChineseCommand
from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.kinds import record_of
from zizhao_cli.domain.kinds.hazard import HAZARD

app = typer.Typer(add_completion=False, rich_markup_mode=None)


class NothingToOpen(Refused):
    def __init__(self, no: str) -> None:
        super().__init__(f"{no} 没有佐证", "用 --evidence 附上的才打得开")


@app.command("open", cls=ChineseCommand)
def open_evidence(
    ctx: typer.Context,
    no: Annotated[
        str,
        typer.Argument(
            metavar="编号",
            help="隐患或检查的编号",
            autocompletion=suggest.numbers(HAZARD),
            callback=numbers.one(HAZARD),
        ),
    ],
) -> None:
    """在终端上用系统的程序打开一项的佐证，不另复制；输出各份的位置，脚本里只输出位置。"""
    from zizhao_cli.cli.ask import on_terminal
    from zizhao_cli.render.output import say
    from zizhao_cli.report.evidence import evidence_of
    from zizhao_cli.store.evidence.files import folder_of, place_of

    kind, record_id = record_of(no) or (HAZARD, HAZARD.parse(no))
    with context.reading(ctx) as connection:
        evidence = evidence_of(connection, kind, no)
    folder = folder_of(context.ledger(ctx))
    kept = [place_of(folder, row["sha256"], row["kind"]) for row in evidence]
    if not kept:
        raise NothingToOpen(kind.no(record_id))
    for path in filter(None, dict.fromkeys(kept)):
        say(f"{path}\n")
        if on_terminal():
            typer.launch(str(path))
