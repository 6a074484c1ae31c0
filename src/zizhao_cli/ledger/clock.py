"""A way past an entry that was recorded by a clock that was ahead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.kinds.fields import APPROVED_BY, REASON
from zizhao_cli.domain.people import Person, Spelling, keep_apart
from zizhao_cli.domain.placeholders import person
from zizhao_cli.domain.reading import kept_text
from zizhao_cli.settings import now
from zizhao_cli.store.journal.clock import CLOCK_ACCEPTED, recorded_at

if TYPE_CHECKING:
    from datetime import datetime

    from zizhao_cli.ledger.session import LedgerSession


class ClockNotBehind(Refused):
    def __init__(self, clock: datetime, last: str | None) -> None:
        super().__init__(
            f"本机时钟 {clock.isoformat()} 不早于账本最后一条记录 {last}，没有要认可的",
            "照常记账即可",
        )


def accept_clock(session: LedgerSession, *, reason: str, approved_by: str) -> str | None:
    """Record that the clock is right as it is, though the last entry was recorded later; return the time of that entry.

    Times run on from this entry, and what was recorded before it counts, for known-at, as known no later than it.
    Raises ClockNotBehind, SamePerson where who records it approves it.
    """
    why = kept_text(REASON, reason)
    approver = Person(person(APPROVED_BY.name, approved_by))
    keep_apart("记账人", Person(session.actor), "批准人", approver)
    with session.change() as changes:
        last = changes.last_recorded_at
        if recorded_at(now(), last) is not None:
            raise ClockNotBehind(now(), last)
        told_apart_by = {"spelling": Spelling.LETTERS.value}
        noted = {"reason": why, "approved_by": approved_by, "behind": last, **told_apart_by}
        changes.seal(CLOCK_ACCEPTED, "账本", session.today, noted)
    return last
