"""zizhao accident."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from zizhao_cli import settings
from zizhao_cli.cli import context, options, papers
from zizhao_cli.cli.ask import note
from zizhao_cli.cli.declared import noun_of
from zizhao_cli.cli.nouns import add_commands
from zizhao_cli.domain.kinds.accident import ACCIDENT
from zizhao_cli.domain.kinds.declared import BESIDE

if TYPE_CHECKING:
    import sqlite3


def _seen_to(connection: "sqlite3.Connection", no: str) -> Iterator[str]:
    from zizhao_cli.report.declared import to_see_to

    yield from to_see_to(connection, ACCIDENT, no, settings.today())


_REMINDED = ("add", *(name for name in ACCIDENT.steps if name not in BESIDE))
app = noun_of(ACCIDENT, reminds=dict.fromkeys(_REMINDED, _seen_to))


def paper(
    ctx: typer.Context,
    no: Annotated[str, options.number_of(ACCIDENT)],
    kind: Annotated[
        str | None,
        typer.Option(
            "--kind",
            metavar="文书",
            help="flash 事故快报（默认）、followup 事故续报",
        ),
    ] = None,
    step: Annotated[
        int | None,
        typer.Option(
            "--step",
            metavar="步",
            min=1,
            help="照第几步的报告、续报，默认镇里最近的一次；步数见 accident show",
        ),
    ] = None,
    output: papers.WordFile = None,
    force: options.Force = False,
) -> None:
    """写出事故快报或续报（Word）：记过的照记的那时候；快报还没有记的，照现在知道的出一份草稿。"""
    from zizhao_cli import datafiles
    from zizhao_cli.report.papers.accident import Asked, accident_paper, paper_asked

    wanted = None if kind is None else paper_asked(kind)
    terms = datafiles.papers(context.ledger(ctx))
    asked = Asked(no, wanted, step, settings.actor(ctx.find_root().obj.by))
    with context.reading(ctx) as ledger:
        made = accident_paper(ledger, terms, asked)
    papers.write(ctx, made.name, made.values, output, force=force)
    if made.step is None:
        note(
            f"{made.values['no']} 镇里还没有记过报告，这是照现在知道的出的；报出去以后用 accident report 记"
        )
    else:
        note(f"照第 {made.step} 步（{made.values['reported_at']}）记的出")


add_commands(app, paper)
