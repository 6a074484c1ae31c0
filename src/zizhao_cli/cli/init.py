"""zizhao init."""

import typer

from zizhao_cli.cli import context
from zizhao_cli.cli.ask import note
from zizhao_cli.cli.help import ChineseCommand

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command("init", cls=ChineseCommand)
def init(ctx: typer.Context) -> None:
    """建立账本，装入单位名册。

    已有账本时什么也不改。
    """
    from zizhao_cli.ledger.setup import init as set_up

    book = context.book(ctx)
    done = set_up(book)
    if done.created:
        note(f"已建立账本 {book.path}，装入 {done.units} 个单位")
    else:
        note(f"账本 {book.path} 已经在，有 {done.units} 个单位，未作改动")
