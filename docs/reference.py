"""Writes docs/commands.zh.md, the command reference, from the program's own commands.

`--check` writes nothing and exits with 1 where the file on disk says something else.
"""  # noqa: INP001 - a script that is run by its path

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from zizhao_cli.cli.app import app

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = Path(__file__).with_name("commands.zh.md")
PROGRAM = "zizhao"
HEAD = """\
# 命令参考

<!-- 本页由 docs/reference.py 从程序生成（make docs），请勿手改。 -->

任何一级命令加 `--help` 都能看到同样的说明。按任务写的用法见[手册](handbook.zh.md)。
日期、期限、条款、单位怎么写，也在手册里。
"""
ESCAPED = str.maketrans({character: f"\\{character}" for character in "\\*<>|"})

# Typer's own types are private, so commands and parameters are Any here.


def reference() -> str:
    """Return the whole page: the contents, then one section for each command."""
    commands = list(walk(typer.main.get_command(app), PROGRAM))
    contents = "\n".join(
        f"{'  ' * path.count(' ')}- [{path}](#{path.replace(' ', '-')})" for path, _ in commands
    )
    sections = (section(path, command) for path, command in commands)
    return "\n".join([HEAD, contents + "\n", *sections])


def walk(command: Any, path: str) -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    """Yield `command` under its full name, and all that it holds, in the order of the help pages."""
    yield path, command
    if hasattr(command, "list_commands"):
        for name in command.list_commands(None):
            yield from walk(command.get_command(None, name), f"{path} {name}")


def section(path: str, command: Any) -> str:  # noqa: ANN401
    """Return the section of one command: usage, help, arguments, options, and the commands it holds."""
    arguments = [param for param in command.params if param.param_type_name == "argument"]
    options = [param for param in command.params if param.param_type_name == "option"]
    pieces = [path, *(["[选项]"] if options else []), *(_in_usage(param) for param in arguments)]
    holds = hasattr(command, "list_commands")
    blocks = [
        f"{'#' * min(path.count(' ') + 2, 4)} {path}",
        f"```text\n{' '.join([*pieces, *(['命令 …'] if holds else [])])}\n```",
        _escaped(command.help),
        _table("参数", [(_in_usage(param), param) for param in arguments]),
        _table("选项", [(_names(param), param) for param in options if not param.hidden]),
        _commands(path, command) if holds else "",
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _in_usage(param: Any) -> str:  # noqa: ANN401
    name = (param.metavar or param.name.upper()) + ("…" if param.nargs != 1 else "")
    return name if param.required else f"[{name}]"


def _names(param: Any) -> str:  # noqa: ANN401
    names = ", ".join([*param.opts, *param.secondary_opts])
    return names if param.is_flag else f"{names} {param.metavar or '文字'}"


def _table(heading: str, rows: list[tuple[str, Any]]) -> str:
    if not rows:
        return ""
    lines = [f"| {heading} | 说明 |", "|---|---|"]
    lines += [f"| `{name}` | {_explained(param)} |" for name, param in rows]
    return "\n".join(lines)


def _explained(param: Any) -> str:  # noqa: ANN401
    text = _escaped(param.help)
    if isinstance(param.default, str):
        text += f"；默认 `{param.default}`"
    if param.envvar:
        text += f"；环境变量 `{param.envvar}`"
    return text


def _commands(path: str, group: Any) -> str:  # noqa: ANN401
    lines = ["| 命令 | 用途 |", "|---|---|"]
    for name in group.list_commands(None):
        link = f"#{path} {name}".replace(" ", "-")
        first_line = _escaped(group.get_command(None, name).help).split("\n")[0]
        lines.append(f"| [`{name}`]({link}) | {first_line} |")
    return "\n".join(lines)


def _escaped(text: str | None) -> str:
    return (text or "").strip().translate(ESCAPED)


def main() -> None:
    """Write the page, or with `--check` compare it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--check", action="store_true", help="write nothing, exit 1 on a difference"
    )
    page = reference()
    if not parser.parse_args().check:
        PAGE.write_text(page, encoding="utf-8", newline="\n")
    elif not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page:
        sys.exit(f"{PAGE.name} differs from the program: run `make docs` and commit the result")


if __name__ == "__main__":
    main()
