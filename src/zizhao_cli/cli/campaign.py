"""zizhao campaign."""

from typing import Annotated

import typer

from zizhao_cli.cli import context
from zizhao_cli.cli.ask import note
from zizhao_cli.cli.declared import noun_of
from zizhao_cli.cli.help import ChineseCommand
from zizhao_cli.cli.recorded import announce
from zizhao_cli.domain.kinds.campaign import CAMPAIGN

app = noun_of(CAMPAIGN)


@app.command("import", cls=ChineseCommand)
def import_(
    ctx: typer.Context,
    code: Annotated[
        str | None,
        typer.Option("--code", metavar="代码", help="记为哪个代码，默认开始的那一年，如 2022"),
    ] = None,
) -> None:
    """把 campaign.yaml 里的专项工作和领导小组成员记入账本，输出专项工作的代码。

    已经在的不改；再来一次什么也不变。
    """
    from zizhao_cli.ledger.campaign import take_in

    done = take_in(context.session(ctx), code)
    announce(done.code)
    if done.persons:
        note(f"人员名册记入 {len(done.persons)} 人：{'、'.join(done.persons)}")
    if not done.new:
        note(f"专项工作 {done.code} 已经在，没有改")
