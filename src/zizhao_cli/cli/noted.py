"""Noting something of records of any kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli import settings
from zizhao_cli.cli import context, hazard_steps
from zizhao_cli.cli.numbers import numbers_typed
from zizhao_cli.cli.recorded import announce
from zizhao_cli.domain.kinds import record_of
from zizhao_cli.domain.kinds.fields import NOTE
from zizhao_cli.errors import MissingOption, quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    import typer

    from zizhao_cli.domain.kinds.kind import Kind


def note_of(
    ctx: typer.Context, kind: Kind, said: Sequence[str], on: str | None, evidence: Sequence[str]
) -> None:
    """Note the last of `said` of the records whose numbers stand before it. Raises MissingOption where one of both is missing."""
    *given, text = said
    if record_of(kind.numbers.whole(text, settings.today().year)) is not None:
        raise MissingOption(NOTE.heading, f"写在编号后面的话；{quoted(text)} 是编号")
    if not given:
        raise MissingOption("编号", f"写在 {quoted(text)} 前面")
    from zizhao_cli.ledger.corrections import note

    numbers = numbers_typed(kind, given)
    noted = note(context.session(ctx), kind, numbers, text, on=on, evidence=evidence)
    announce("\n".join(noted))
    if evidence:
        hazard_steps.warn_of_reuse(ctx, kind, noted[-1])
