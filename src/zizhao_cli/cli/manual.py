"""zizhao help: the page of one command, or of all of them as one text."""

import sys
from collections.abc import Iterator
from typing import Annotated, Any

import typer

from zizhao_cli.cli.help import ChineseCommand
from zizhao_cli.errors import UsageProblem, quoted

app = typer.Typer(add_completion=False, rich_markup_mode=None)


class UnknownCommand(UsageProblem):
    def __init__(self, words: list[str]) -> None:
        super().__init__(f"没有命令 {quoted(' '.join(words))}", "用 zizhao help 查看有哪些")


@app.command("help", cls=ChineseCommand)
def help_page(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None, typer.Argument(metavar="命令", help="如 hazard add；不写是总的一页")
    ] = None,
    whole: Annotated[bool, typer.Option("--all", help="连同下面的各级命令，作为一篇")] = False,
) -> None:
    """显示一个命令的说明，同 --help；--all 是全书，在终端上分页。"""
    from zizhao_cli.render.output import say

    root = ctx.find_root()
    command: Any = root.command
    at = type(root)(command, info_name="zizhao")
    for word in words or []:
        command = command.get_command(at, word) if hasattr(command, "get_command") else None
        if command is None:
            raise UnknownCommand(words or [])
        at = type(root)(command, info_name=word, parent=at)
    text = "\n\n".join(_pages(command, at) if whole else [command.get_help(at)]) + "\n"
    if whole and sys.stdout.isatty():
        from zizhao_cli.render.terminal import show

        show(lambda console: console.out(text, end=""))
    else:
        say(text)


def _pages(command: Any, at: Any) -> Iterator[str]:  # noqa: ANN401 - Typer's own types are private
    """Return the page of a command and of all below it, in their order."""
    yield command.get_help(at)
    for name in command.list_commands(at) if hasattr(command, "list_commands") else []:
        below = command.get_command(at, name)
        yield from _pages(below, type(at)(below, info_name=name, parent=at))
