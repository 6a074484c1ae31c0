"""The tree of commands, as the program itself has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from zizhao_cli.cli.app import app

if TYPE_CHECKING:
    from collections.abc import Iterator


def walk() -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield every command and group with its path; the program itself comes first, with an empty path."""
    root = typer.main.get_command(app)
    yield from _below((), root, root.make_context("zizhao", ["init"]))


def _below(path: tuple[str, ...], command: Any, context: Any) -> Iterator[tuple[Any, Any]]:
    yield path, command
    for name in command.list_commands(context) if hasattr(command, "list_commands") else []:
        child = command.get_command(context, name)
        yield from _below((*path, name), child, context)


COMMANDS = dict(walk())
"""Every command and group by its path."""
LEAVES = [path for path, command in COMMANDS.items() if not hasattr(command, "list_commands")]
COMPARE = ("report", "compare")
"""The one report that is told two days, as words of their own."""
OF_UNIT = ("report", "unit")
"""The one report that is told a unit, as a word of its own."""
REPORTS = [path for path in LEAVES if path[0] == "report" and path not in (COMPARE, OF_UNIT)]
