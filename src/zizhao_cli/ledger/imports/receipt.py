"""The receipt of an import: what came in, what is new, what was there, what was refused and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from zizhao_cli.intake.problem import Problem


@dataclass
class Receipt:
    """Counts and places; `batch` is None where nothing was written."""

    batch: str | None = None
    files: list[dict[str, Any]] = field(default_factory=list)
    rows: int = 0
    new: int = 0
    same: int = 0
    rejected: int = 0
    hazards: int = 0
    new_units: list[str] = field(default_factory=list)
    skipped: list[dict[str, Any]] = field(default_factory=list)
    dry_run: bool = False
    problems: list[Problem] = field(default_factory=list)
    warnings: list[dict[str, Any]] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """Return it with the contract's keys in their order."""
        return {**vars(self), "problems": [problem.as_dict() for problem in self.problems]}

    def to_keep(self) -> dict[str, Any]:
        """Return what the ledger keeps of it."""
        kept = self.as_dict()
        for key in ("batch", "problems", "dry_run"):
            del kept[key]
        return kept


@dataclass
class Rejects:
    """The rows that were refused, as they came, each with its reasons; `headings` is the union of their files'."""

    headings: list[str] = field(default_factory=list)
    rows: list[tuple[dict[str, Any], str]] = field(default_factory=list)

    def add(self, headings: list[str], cells: list[Any], reasons: str) -> None:
        """Add one row with the headings of its file."""
        named: list[str] = []
        for place in range(max(len(headings), len(cells))):
            heading = headings[place] if place < len(headings) else ""
            unique = heading and heading not in named
            named.append(
                heading
                if unique
                else f"{heading}（第 {place + 1} 列）"
                if heading
                else f"第 {place + 1} 列"
            )
        self.headings += [heading for heading in named if heading not in self.headings]
        self.rows.append((dict(zip(named, cells, strict=False)), reasons))
