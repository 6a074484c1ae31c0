"""The program: its own options, and its nouns, each loaded when it is called.

Modules with commands do without `from __future__ import annotations`: Typer would have to compile every
annotation again from its text, at each start.
"""

import os
from collections.abc import Callable, Collection, Sequence
from copy import copy
from functools import cache
from importlib import import_module
from typing import Annotated, Any

import typer

from zizhao_cli import __version__
from zizhao_cli.cli.context import Place
from zizhao_cli.cli.help import ChineseGroup
from zizhao_cli.cli.nouns import NOUNS, module_of
from zizhao_cli.discretion import DISCRETION
from zizhao_cli.domain.kinds import KINDS
from zizhao_cli.errors import ExitCode


class Nouns(ChineseGroup):
    """The nouns, whose modules are imported only when one is called: a report pays for reports."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401 - Typer's own types are private
        del ctx
        return list(NOUNS)

    def summaries(self, ctx: Any) -> list[tuple[str, str]]:  # noqa: ANN401 - Typer's own types are private
        del ctx
        return list(NOUNS.items())

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401 - Typer's own types are private
        if cmd_name not in NOUNS:
            return None
        return _built(cmd_name, ctx.meta.get(_VERB, ()) if ctx is not None else ())

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401 - Typer's own types are private
        # What Typer suggests for a typing error comes from the commands it has loaded.
        self.commands = dict.fromkeys(NOUNS, self)
        ctx.meta[_VERB] = tuple(args[1:2])
        return super().resolve_command(ctx, args)


_VERB = "zizhao_cli.verb"


@cache
def _built(noun: str, verbs: tuple[str, ...]) -> Any:  # noqa: ANN401 - Typer's own types are private
    """Return the commands of a noun that `called` tells: lines of one process call the same ones again and again."""
    app = import_module(module_of(noun)).app
    # A noun that is a command itself has no verbs.
    alone = len(app.registered_commands) == 1
    command = (typer.main.get_command if alone else typer.main.get_group)(called(app, verbs))
    command.name = noun
    return command


def called(app: typer.Typer, verbs: Collection[str]) -> typer.Typer:
    """Return the commands of a noun as Typer is to build them: the one that is called, or all where none of them is.

    To build a command costs as much as to run a small one, and a call pays for itself alone.
    """
    one = [each for each in app.registered_commands if each.name in verbs]
    if not one:
        return app
    only = copy(app)
    only.registered_commands = one
    return only


app = typer.Typer(
    cls=Nouns,
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"zizhao {__version__}")
        raise typer.Exit


@app.callback()
def root(
    ctx: typer.Context,
    db: Annotated[
        str | None,
        typer.Option(
            "--db", metavar="文件", envvar="ZIZHAO_DB", help="账本文件；看区县库时是它的地址"
        ),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="姓名", envvar="ZIZHAO_BY", help="记账人，默认登录名"),
    ] = None,
    no_color: Annotated[
        bool, typer.Option("--no-color", help="不用颜色，同环境变量 NO_COLOR")
    ] = False,
    no_pager: Annotated[
        bool, typer.Option("--no-pager", help="长表不分页，同 ZIZHAO_PAGER 设为空")
    ] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="显示版本")
    ] = False,
) -> None:
    """安全生产台账：单位、检查、隐患、期限，以及每晚的逾期清单。"""
    del version
    DISCRETION.asked = any(kind.sealed for kind in KINDS if kind.name == ctx.invoked_subcommand)
    if no_color:
        os.environ["NO_COLOR"] = "1"  # which Rich obeys
    if no_pager:
        os.environ["ZIZHAO_PAGER"] = ""
    ctx.obj = Place(db, by, ctx.obj)


@cache
def _program() -> Any:  # noqa: ANN401 - Typer's own types are private
    return typer.main.get_command(app)


def call(args: Sequence[str] | None = None, refuse: Callable[[str], None] | None = None) -> int:
    """Call the program with `args`, by default those of the process, and return its exit code.

    `refuse` is asked of the command, as `zizhao check add`, before it is done. Raises what commands raise.
    """
    if "_ZIZHAO_COMPLETE" in os.environ:
        from typer.completion import completion_init  # type: ignore[attr-defined]

        completion_init()
    # What was typed is text, and no pattern: on Windows Typer would put files and variables in the place of `?号楼`.
    code = _program().main(
        args, prog_name="zizhao", standalone_mode=False, windows_expand_args=False, obj=refuse
    )
    return code if isinstance(code, int) else ExitCode.DONE
