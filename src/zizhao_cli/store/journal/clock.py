"""The times at which entries are recorded, which never run backwards but where a clock is accepted."""

from __future__ import annotations

from datetime import datetime, timedelta

CLOCK_ACCEPTED = "db.accept_clock"
"""The action of an entry from which on times run on from the clock as it is, though it lies behind the last entry."""
CLOCK_TOLERANCE = timedelta(minutes=2)
"""How far the clock may be set back between two entries, as time servers do."""


def recorded_at(now: datetime, last: str | None) -> str | None:
    """Return the time of recording for an entry after one of `last` (ISO 8601), never running backwards.

    None where the clock lies more than two minutes behind the last entry.
    """
    if last is None or now >= datetime.fromisoformat(last):
        return now.isoformat()
    return last if datetime.fromisoformat(last) - now <= CLOCK_TOLERANCE else None
