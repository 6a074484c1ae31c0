"""What an office remembers of a hazard, and what it says of a day: a count that does not come from the program."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

OPEN = ("registered", "rectifying")


def after(found: str, due: str) -> str:
    """Return the day of a deadline: itself, or so many days (`+15d`) after it was found."""
    if not due.startswith("+"):
        return due
    return str(date.fromisoformat(found) + timedelta(days=int(due.removeprefix("+").rstrip("d"))))


@dataclass
class Remembered:
    """A hazard: its deadlines and its states, each with the day since when; days are ISO 8601."""

    level: str
    found: str
    dues: list[tuple[str, str]]
    steps: list[tuple[str, str]] = field(default_factory=list)
    voided: bool = False

    def state(self, day: str) -> str | None:
        """Return the state at the end of a day, or None where it was not there."""
        if self.voided or self.found > day:
            return None
        return next((what for since, what in reversed(self.steps) if since <= day), "registered")

    def days_overdue(self, day: str) -> int:
        """Return by how many days it is overdue at the end of a day, 0 where it is not."""
        due = next(due for since, due in reversed(self.dues) if since <= day)
        if self.state(day) not in OPEN:
            return 0
        return max(0, (date.fromisoformat(day) - date.fromisoformat(due)).days)


def remembered(
    hazards: Mapping[str, Remembered], numbers: Mapping[str, str], day: str
) -> dict[str, dict[str, int]]:
    """Return of a day which hazards are overdue by how many days, and how many are found, rectified, closed and so on."""
    there = {name: one for name, one in hazards.items() if one.state(day) is not None}
    states = Counter(one.state(day) for one in there.values())
    late = {numbers[name]: one.days_overdue(day) for name, one in there.items()}
    overdue = {no: days for no, days in sorted(late.items()) if days}
    counts = {
        "found": len(there),
        "rectified": states["awaiting_review"] + states["closed"],
        "closed": states["closed"],
        "open": states["registered"] + states["rectifying"] + states["awaiting_review"],
        "overdue": len(overdue),
        "major_found": sum(one.level == "major" for one in there.values()),
    }
    return {"overdue": overdue, "counts": counts}


def remembered_of(year: Path, month: str) -> Any:
    """Return what the office remembered at the end of a month, of the year that was played at `year`."""
    return json.loads((year.parent / "said" / month / "remembered.json").read_text())
