"""Help and usage errors in Chinese, at the width of the terminal, without loading Rich's tables."""

from __future__ import annotations

import re
import shutil
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand, TyperGroup

from zizhao_cli.cli.context import refuse_district
from zizhao_cli.errors import UsageProblem, quoted

if TYPE_CHECKING:
    import typer

NARROWEST, WIDEST = 40, 100


class ChineseCommand(TyperCommand):
    """A command whose help page is Chinese, and that takes an option of one value once."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - Typer's own types are private
        _refuse_out_of_place(ctx)
        if not ctx.resilient_parsing and not {*args} & {*ctx.help_option_names}:
            refuse_district(ctx)
        _refuse_given_twice(self, ctx, args)
        return super().parse_args(ctx, args)

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - Typer's own types are private
        formatter.write(_page(self, ctx))


class ChineseGroup(TyperGroup):
    """A group whose help page is Chinese, and that takes an option of one value once."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - Typer's own types are private
        if ctx.parent is not None:
            _refuse_out_of_place(ctx)
        _refuse_given_twice(self, ctx, args)
        return super().parse_args(ctx, args)

    def summaries(self, ctx: Any) -> list[tuple[str, str]]:  # noqa: ANN401 - Typer's own types are private
        """Return each command with the first line of its help."""
        names = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        return [
            (name, ((command and command.help) or "").strip().split("\n")[0])
            for name, command in names
        ]

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - Typer's own types are private
        formatter.write(_page(self, ctx))


def _refuse_out_of_place(ctx: Any) -> None:  # noqa: ANN401 - Typer's own types are private
    """Refuse a command that has no place in a call as this one, before callbacks of its options do anything."""
    place = ctx.find_root().obj
    if place is not None and place.refuse is not None:
        place.refuse(ctx.command_path)


class GivenTwice(UsageProblem):
    """An option of one value with several, of which all but the last would be lost."""

    def __init__(self, option: str, values: list[str]) -> None:
        shown = "和".join(map(quoted, values))
        super().__init__(f"选项 {option} 只能写一次，这里写了 {shown}", "留下要的那一个")


class YesAndNo(UsageProblem):
    """A flag together with its contrary, of which the last would hold."""

    def __init__(self, flag: str, contrary: str) -> None:
        super().__init__(f"选项 {flag} 和 {contrary} 不能同时写", "留下要的那一个")


def _refuse_given_twice(command: Any, ctx: Any, args: list[str]) -> None:  # noqa: ANN401 - Typer's own types are private
    """Refuse an option of one value that is typed more than once, or a flag beside its contrary; half a line that is being completed passes."""
    if ctx.resilient_parsing:
        return
    parser = command.make_parser(ctx)
    options = [param for param in command.get_params(ctx) if param.param_type_name == "option"]
    once = [param for param in options if not (param.multiple or param.is_flag)]
    either = [param for param in options if param.secondary_opts]
    for param in once:
        parser.add_option(param, param.opts, param.name, action="append")
    for param in either:
        for names in (param.opts, param.secondary_opts):
            parser.add_option(param, names, param.name, action="append_const", const=names[0])
    given, _, _ = parser.parse_args([*args])
    for param in either:
        if len(both := dict.fromkeys(given.get(param.name, []))) > 1:
            raise YesAndNo(*both)
    for param in once:
        values = given.get(param.name, [])
        if len(values) > 1:
            raise GivenTwice(param.opts[0], values)


def _page(command: Any, ctx: Any) -> str:  # noqa: ANN401 - Typer's own types are private
    width = min(max(shutil.get_terminal_size().columns, NARROWEST), WIDEST)
    parts = [f"用法：{ctx.command_path} {' '.join(_usage(command))}\n"]
    lines = [_wrapped(line, width, 0) for line in (command.help or "").strip().splitlines()]
    parts.append("\n".join(lines) + "\n")
    arguments: list[tuple[str, str]] = []
    options: list[tuple[str, str]] = []
    for param in command.params:
        if getattr(param, "hidden", False):
            continue
        (arguments if param.param_type_name == "argument" else options).append(_row(param))
    options.append(("-h, --help", "显示这一页"))
    parts.append(_section("参数", arguments, width))
    parts.append(_section("选项", options, width))
    if isinstance(command, ChineseGroup):
        parts.append(_section("命令", command.summaries(ctx), width))
    return "\n".join(part for part in parts if part).rstrip() + "\n"


def _usage(command: Any) -> list[str]:  # noqa: ANN401 - Typer's own types are private
    pieces = ["[选项]"]
    for param in command.params:
        if param.param_type_name == "argument":
            piece = param.metavar or param.name.upper()
            piece += "…" if param.nargs != 1 else ""
            pieces.append(piece if param.required else f"[{piece}]")
    if isinstance(command, TyperGroup):
        pieces.append("命令 …")
    return pieces


def _row(param: Any) -> tuple[str, str]:  # noqa: ANN401 - Typer's own types are private
    if param.param_type_name == "argument":
        return param.metavar or param.name.upper(), param.help or ""
    names = ", ".join(param.opts) + "".join(f" / {name}" for name in param.secondary_opts)
    if not param.is_flag:
        names += f" {param.metavar or '文字'}"
    text = param.help or ""
    if param.envvar:
        text += f"［环境变量 {param.envvar}］"
    return names, text


def _section(heading: str, rows: list[tuple[str, str]], width: int) -> str:
    if not rows:
        return ""
    from rich.cells import cell_len

    column = min(max(cell_len(name) for name, _ in rows), width // 3) + 4
    lines = [f"{heading}："]
    for name, text in rows:
        folded = _wrapped(text, width, column).lstrip(" ")
        gap = column - 2 - cell_len(name)
        lines.append(
            f"  {name}{' ' * gap}{folded}" if gap >= 1 else f"  {name}\n{' ' * column}{folded}"
        )
    return "\n".join(lines) + "\n"


def _wrapped(text: str, width: int, indent: int) -> str:
    from rich.cells import chop_cells

    lines = chop_cells(text, width - indent) or [""]
    return "\n".join(" " * indent + line for line in lines)


class BelongsBeforeTheCommand(UsageProblem):
    """One of the program's own options after the command's name, where no command knows it."""

    def __init__(self, option: str, param: Any, command: str) -> None:  # noqa: ANN401 - Typer's own types are private
        program, _, rest = command.partition(" ")
        written = "" if param.is_flag else f" {param.metavar} {rest} …"
        super().__init__(f"选项 {option} 要写在命令的前面", f"写成 {program} {option}{written}")


def usage_problem(problem: Any) -> UsageProblem:  # noqa: ANN401 - Typer's own types are private
    """Return what Typer says of a wrong call as an error of ours, in Chinese."""
    ctx: typer.Context | None = getattr(problem, "ctx", None)
    if ctx and type(problem).__name__ == "NoSuchOption":
        for param in ctx.find_root().command.params:
            if problem.option_name in param.opts:
                return BelongsBeforeTheCommand(problem.option_name, param, ctx.command_path)
    way_out = f"用 {ctx.command_path} --help 查看写法" if ctx else None
    return UsageProblem(_sentence(problem), way_out)


def _sentence(problem: Any) -> str:  # noqa: ANN401 - Typer's own types are private, and so are its errors' names
    kind = type(problem).__name__
    param = getattr(problem, "param", None)
    if kind == "NoSuchOption":
        near = "、".join(get_close_matches(problem.option_name, problem.possibilities or [], n=2))
        return f"没有选项 {quoted(problem.option_name)}" + (f"；是不是 {near}？" if near else "")
    if kind == "MissingParameter" and param is not None:
        name = (
            param.metavar or param.name.upper()
            if param.param_type_name == "argument"
            else param.opts[0]
        )
        return f"缺少 {name}"
    if kind == "BadOptionUsage":
        takes_none = "does not take" in problem.message
        return f"选项 {quoted(problem.option_name)} " + ("不带值" if takes_none else "后面缺少值")
    if kind == "BadParameter" and param is not None:
        low, high = getattr(param.type, "min", None), getattr(param.type, "max", None)
        bounds = (
            "" if low is None else f"，从 {low} 起" if high is None else f"，从 {low} 到 {high}"
        )
        value = re.search(r"'([^']*)'|^(-?\d+)", problem.message)
        shown = quoted(next(filter(None, value.groups()), "")) if value else "值"
        return f"{param.opts[0]} 的 {shown} 不对：应是整数{bounds}"
    message = str(problem.message)
    if message.startswith("No such command"):
        name, _, near = message.removeprefix("No such command ").partition(" Did you mean ")
        known = near.replace(chr(39), "").rstrip("?").replace(", ", "、")
        hint = f"；是不是 {known}？" if near else ""
        return f"没有命令 {quoted(name.rstrip('.').strip(chr(39)))}{hint}"
    if message.startswith("Got unexpected extra argument"):
        return f"多出的参数 {quoted(message.partition('(s) (')[2].rstrip(')'))}"
    if message.startswith("Missing command"):
        return "缺少命令"
    return message
