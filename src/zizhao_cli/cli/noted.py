"""Noting something of records of any kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli import settings
from zizhao_cli.cli import context, hazard_steps
from zizhao_cli.cli.numbers import numbers_typed
from zizhao_cli.cli.recorded import announce
from zizhao_cli.domain.kinds import record_of
from zizhao_cli.errors import UsageProblem, quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    import typer

    from zizhao_cli.domain.kinds.kind import Kind


class NoteLacks(UsageProblem):
    """A number without what is to be noted, or the other way about."""

    def __init__(self, kind: Kind, text: str, *, is_number: bool) -> None:
        lacking, there = ("备注", "编号") if is_number else ("编号", "备注")
        super().__init__(
            f"缺少{lacking}：{quoted(text)} 是{there}",
            f"编号在前，要记的话在后，如 {kind.name} note {text if is_number else '12'} 已电话催办",
        )


def note_of(
    ctx: typer.Context, kind: Kind, said: Sequence[str], on: str | None, evidence: Sequence[str]
) -> None:
    """Note the last of `said` of the records whose numbers stand before it. Raises NoteLacks where one of both is missing."""
    *given, text = said
    numbers = kind.series
    is_number = (
        numbers is not None and record_of(numbers.whole(text, settings.today().year)) is not None
    )
    if is_number or not given:
        raise NoteLacks(kind, text, is_number=is_number)
    from zizhao_cli.ledger.corrections import note

    noted = note(
        context.session(ctx), kind, numbers_typed(kind, given), text, on=on, evidence=evidence
    )
    announce("\n".join(noted))
    if evidence:
        hazard_steps.warn_of_reuse(ctx, kind, noted[-1])
