"""zizhao tip."""

from typing import Annotated

import typer

from zizhao_cli import settings
from zizhao_cli.cli import context, options, papers
from zizhao_cli.cli.ask import note
from zizhao_cli.cli.declared import noun_of
from zizhao_cli.cli.nouns import add_commands
from zizhao_cli.cli.sealed import by_code
from zizhao_cli.domain.kinds.tip import TIP

app = noun_of(TIP, asks={"pay": by_code(TIP)})


def sheet(
    ctx: typer.Context,
    no: Annotated[str, options.number_of(TIP)],
    output: papers.WordFile = None,
    force: options.Force = False,
) -> None:
    """写出交办单、移送单（Word）：只有摘编，没有密封的、也没有能认出举报人的项；摘编里像是指某个人的话会提醒。"""
    from zizhao_cli import datafiles
    from zizhao_cli.domain.telling import tells_of
    from zizhao_cli.report.papers.tip import names_known, tip_sheet

    terms = datafiles.papers(context.ledger(ctx))
    with context.reading(ctx) as ledger:
        values, written = tip_sheet(ledger, terms, no, settings.today())
        names = names_known(ledger)
    papers.write(ctx, "tip", values, output, force=force)
    for told in tells_of(written, names):
        note(f"注意：单上{told}；会认出举报人的，先用 tip edit 改写再出")


add_commands(app, sheet)
