"""A problem of an import: where it is, what stands there, and what would be right."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from zizhao_cli.domain.errors import Refused


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem; `line` is the number that an editor or a spreadsheet shows."""

    file: str
    line: int | None
    column: str | None
    value: str | None
    message: str
    sheet: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return it as the receipt shows it."""
        return asdict(self)


def message(refused: Refused) -> str:
    """Return what was refused and what would be right as one sentence."""
    return refused.sentence + (f"；{refused.way_out}" if refused.way_out else "")
