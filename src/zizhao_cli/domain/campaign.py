"""A campaign: its title, its phases, and the leading group (data/campaign.yaml)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from zizhao_cli.domain.errors.records import PhaseUnknown
from zizhao_cli.domain.text import matching_key

if TYPE_CHECKING:
    from datetime import date


class Phase(NamedTuple):
    """One phase; its last day may also be the first of the next."""

    number: int
    name: str
    first: date
    last: date


class Campaign(NamedTuple):
    title: str
    basis: list[str]
    phases: list[Phase]

    def phase(self, text: str) -> Phase:
        """Return the phase with the number or name `text`. Raises PhaseUnknown."""
        key = matching_key(text)
        for phase in self.phases:
            if key in (str(phase.number), matching_key(phase.name)):
                return phase
        raise PhaseUnknown(text, [f"{phase.number} {phase.name}" for phase in self.phases])
