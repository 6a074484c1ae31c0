"""A walk: one unit looked at on site, measure after measure, and recorded in one entry."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date  # noqa: TC003 - read while the program runs, as the fields of a dataclass are
from secrets import token_hex
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.deadlines import Deadline, set_deadline
from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.kinds.check import CHECK
from zizhao_cli.domain.measures import MEASURES
from zizhao_cli.domain.rules.check import CheckDraft
from zizhao_cli.domain.rules.hazard_record import FoundHazard
from zizhao_cli.domain.values import Result, UnitKind
from zizhao_cli.errors import visible
from zizhao_cli.ledger.checks import put_check, seal_checks
from zizhao_cli.store.active import by_source

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Sequence

    from zizhao_cli.domain.measures import Measure
    from zizhao_cli.ledger.checks import Put
    from zizhao_cli.ledger.session import LedgerSession


class NothingBinds(Refused):
    def __init__(self, unit: str, kind: str) -> None:
        super().__init__(
            f"没有哪一条的检查对象是{UnitKind(kind).label}（{visible(unit)}）",
            "用 --measure 写明查哪几条，或改 data/measures.yaml 的 binds",
        )


@dataclass
class Answer:
    """What was seen of one measure: the result, a note, and each hazard as it was typed, by the fields of FoundHazard."""

    result: str
    note: str | None = None
    hazards: list[dict[str, str]] = field(default_factory=list)


@dataclass
class Walk:
    """What was answered so far; `unit` is a code, `at` the measure that is being asked, `revision` how often it was kept."""

    unit: str
    on: date
    kind: str
    inspectors: list[str]
    id: str = field(default_factory=lambda: token_hex(6))
    answers: dict[int, Answer] = field(default_factory=dict)
    at: int | None = None
    revision: int = 0

    def source_id(self, measure: int) -> str:
        """Return what a check of this walk is known by, so that the walk is recorded once, whatever happens to its file."""
        return f"walk-{self.id}-{measure}"

    def asked(self, route: Collection[int]) -> list[int]:
        """Return the measures that are on the route, and those that were answered before, in their order."""
        return sorted({*route, *self.answers})

    def of_result(self, result: Result) -> list[int]:
        """Return the measures with this result."""
        return [number for number in sorted(self.answers) if self.answers[number].result == result]


def route(measures: Sequence[Measure], unit: str, kind: str) -> list[int]:
    """Return the measures that bind units of a kind. Raises NothingBinds."""
    found = [measure.number for measure in measures if kind in measure.binds]
    if not found:
        raise NothingBinds(unit, kind)
    return found


def deadline(session: LedgerSession, walk: Walk, measure: int, found: dict[str, str]) -> Deadline:
    """Return the deadline that a hazard will have. Raises what is refused of the hazard when it is recorded."""
    draft = _draft(session, walk, measure, Answer(Result.FAIL.value, None, [found]))[0].hazard
    assert draft is not None  # noqa: S101 - a failed check has one
    return set_deadline(
        draft.due,
        handling=draft.handling,
        level=draft.level,
        found_on=walk.on,
        today=session.today,
        policy=lambda: session.policy,
        days_off=lambda: session.days_off,
    )


def record_walk(session: LedgerSession, walk: Walk) -> list[Put]:
    """Record all checks of a walk and their hazards in one entry, or nothing; what is recorded already stays as it is.

    Raises what add_check refuses.
    """
    drafts = [_draft(session, walk, *answered) for answered in sorted(walk.answers.items())]
    with session.change() as changes:
        put = [put_check(changes, session, draft, more) for draft, more in drafts]
        seal_checks(changes, put)
    return put


def recorded(connection: sqlite3.Connection, walk: Walk) -> list[str]:
    """Return the numbers of the checks of a walk that are in the ledger, voided ones, too."""
    sources = [walk.source_id(measure) for measure in range(1, MEASURES + 1)]
    found = by_source(connection, CHECK, sources)
    return sorted(CHECK.no(one.id) for known in found.values() for one in known if one.id)


def _draft(
    session: LedgerSession, walk: Walk, measure: int, answer: Answer
) -> tuple[CheckDraft, list[FoundHazard]]:
    """Return a check as it is to be registered, with the hazards beside its first."""
    given: dict[str, Any] = {
        "unit": walk.unit,
        "measure": str(measure),
        "checked_on": str(walk.on),
        "kind": walk.kind,
        "inspectors": walk.inspectors or None,
        "result": answer.result,
        "note": answer.note,
        "source_id": walk.source_id(measure),
        "hazard": answer.hazards[0] if answer.hazards else None,
    }
    more = [FoundHazard.read(found, session.known) for found in answer.hazards[1:]]
    return CheckDraft.read(given, session.known), more
