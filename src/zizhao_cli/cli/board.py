"""zizhao board."""

from typing import Annotated

import typer

from zizhao_cli.cli import context, options
from zizhao_cli.cli.help import ChineseCommand

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command("board", cls=ChineseCommand)
def board(
    ctx: typer.Context,
    port: Annotated[
        int,
        typer.Option(
            "--port", metavar="端口", min=0, max=65535, help="在哪个端口，默认由系统挑一个空的"
        ),
    ] = 0,
    town: options.Towns = None,
) -> None:
    """在本机浏览器里看的看板，给办公室的屏幕用；输出它的地址，按 Ctrl-C 停。

    只有这台电脑进得去，地址里有一段口令，每次开都换；只能看，不能改。
    """
    from zizhao_cli.board.server import Board
    from zizhao_cli.cli.ask import note
    from zizhao_cli.render.output import say

    del town  # what is read is of it already
    ledger = context.books(ctx)
    context.warn_of_shared_folder(ledger)
    with context.reading(ctx):  # what cannot be read is said before anybody is told where to look
        pass
    with Board(ledger, port, note) as open_board:
        say(f"{open_board.door.address}\n")
        note(f"看板开着，看的是 {ledger}；地址里有口令，只给该看的人；按 Ctrl-C 停")
        open_board.serve_forever()
