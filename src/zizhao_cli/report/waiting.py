"""How long something waits on a day, in calendar days."""

from __future__ import annotations

from datetime import date


def days_over(due_on: str | None, day: date, waits: bool = True) -> int | None:
    """Return by how many calendar days `day` is past a term: 0 on its own day and before, None where there is none, or nothing waits for it any more."""
    if due_on is None or not waits:
        return None
    return max(0, (day - date.fromisoformat(due_on)).days)


def days_since(began_on: str | None, day: date) -> int | None:
    """Return how many calendar days have gone by since a day, None where there is none."""
    return None if began_on is None else (day - date.fromisoformat(began_on)).days
