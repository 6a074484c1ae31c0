"""The commands of a kind that is declared whole: add, list, show, the steps of its life, edit, void, retract, note, import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.cli import imports, sealed
from zizhao_cli.cli.bundle import bundled
from zizhao_cli.cli.declared_records import add_of, list_of, show_of, update_of
from zizhao_cli.cli.declared_steps import edit_of, note_for, retract_of, step_of, void_of
from zizhao_cli.cli.help import ChineseCommand
from zizhao_cli.cli.nouns import noun
from zizhao_cli.domain.kinds.declared import BESIDE, EDIT, RETRACT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import typer

    from zizhao_cli.cli.declared_records import Reminder
    from zizhao_cli.cli.declared_steps import Asks
    from zizhao_cli.cli.made import Command
    from zizhao_cli.domain.kinds.kind import Kind


def noun_of(
    kind: Kind,
    *,
    without: Sequence[str] = (),
    reminds: Mapping[str, Reminder] | None = None,
    asks: Mapping[str, Asks] | None = None,
) -> typer.Typer:
    """Return the group of the commands of a declared kind, but for those that stand `without` and its own file adds; `reminds` says of steps what is pointed out once they are taken, and `asks` what is asked for that is no detail of them."""
    app = noun(kind.name)
    begun = (
        {"update": update_of(kind)}
        if kind.of_units
        else {"add": add_of(kind, (reminds or {}).get("add"))}
    )
    commands: dict[str, Command] = {**begun, "list": list_of(kind), "show": show_of(kind)}
    for name, step in kind.steps.items():
        if name not in BESIDE:
            commands[name] = step_of(
                kind, name, step, (reminds or {}).get(name), (asks or {}).get(name)
            )
    if EDIT in kind.steps:
        commands[EDIT] = edit_of(kind)
    commands |= {kind.struck_by: void_of(kind), RETRACT: retract_of(kind), "note": note_for(kind)}
    for name, command in commands.items():
        if name not in without:
            app.command(name.replace("_", "-"), cls=ChineseCommand)(bundled(command))
    if kind.form and "import" not in without:
        imports.attach(app, kind.name, kind.label)
    if kind.sealed:
        sealed.attach(app, kind)
    return app
