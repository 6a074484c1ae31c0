"""zizhao init."""

from typing import Annotated

import typer

from zizhao_cli import datafiles
from zizhao_cli.cli import context
from zizhao_cli.cli.ask import note
from zizhao_cli.cli.help import ChineseCommand

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command("init", cls=ChineseCommand)
def init(
    ctx: typer.Context,
    with_data: Annotated[
        bool,
        typer.Option(
            "--with-data",
            help="把可改的数据文件（期限约定、条款、方案）复制到账本旁的 data 文件夹，已有的不覆盖",
        ),
    ] = False,
) -> None:
    """建立账本，装入单位名册。

    已有账本时什么也不改。
    """
    from zizhao_cli.ledger.setup import init as set_up
    from zizhao_cli.store.synchronised import unsafe_place

    session = context.session(ctx)
    if with_data:
        for file in datafiles.copy_beside(session.path):
            note(f"已复制 {file}")
    if unsafe := unsafe_place(session.path):
        note(f"注意：{unsafe}")
    done = set_up(session)
    if done.created:
        note(f"已建立账本 {session.path}，装入 {done.units} 个单位")
    else:
        note(f"账本 {session.path} 已经在，有 {done.units} 个单位，未作改动")
