"""zizhao completion."""

from typing import Annotated

import typer

from zizhao_cli.cli.help import ChineseCommand
from zizhao_cli.errors import UsageProblem, quoted

app = typer.Typer(add_completion=False, rich_markup_mode=None)

SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")


class UnknownShell(UsageProblem):
    def __init__(self, value: str) -> None:
        super().__init__(f"不认识的 shell {quoted(value)}", f"可写：{'、'.join(SHELLS)}")


@app.command("completion", cls=ChineseCommand)
def completion(
    shell: Annotated[
        str, typer.Argument(metavar="SHELL", help="bash、zsh、fish、powershell 或 pwsh")
    ],
) -> None:
    """输出命令补全的脚本，如：zizhao completion bash >> ~/.bashrc。"""
    from typer.completion import (  # type: ignore[attr-defined]  # imported there, not listed
        completion_init,
        get_completion_script,
    )

    from zizhao_cli.render.output import say

    if shell not in SHELLS:
        raise UnknownShell(shell)
    completion_init()
    script = get_completion_script(prog_name="zizhao", complete_var="_ZIZHAO_COMPLETE", shell=shell)
    say(f"{_BEFORE.get(shell, '')}{script}\n")


_BEFORE = {"zsh": "(( $+functions[compdef] )) || { autoload -Uz compinit && compinit }\n"}
"""What a shell lacks where its owner never set completion up."""
