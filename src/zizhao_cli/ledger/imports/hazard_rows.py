"""The rows of imported hazards and of their versions, built one by one and written together.

A row holds text where the record of the rules holds days. What hazards of one deadline begin with, and what a past step changes, is
worked out by the rules once, and put into each row.
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from zizhao_cli.domain.deadlines import Deadline, set_deadline
from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.domain.rules.hazard import RULES
from zizhao_cli.domain.rules.hazard_record import HazardRecord
from zizhao_cli.domain.values import Handling, Level
from zizhao_cli.store.journal.rows import in_order, insert_all

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from zizhao_cli.domain.rules.life import Step
    from zizhao_cli.intake.rows.drafts import DraftRow, FoundRow
    from zizhao_cli.ledger.session import LedgerSession
    from zizhao_cli.store.journal.changeset import ChangeSet

Row = dict[str, Any]
"""The columns of a hazard as it is, with those of its last step."""
_DETAIL = json.JSONEncoder(ensure_ascii=False)
_REGISTERED = {"step_no": 1, "step": "register", "restates": None}
_UNDESCRIBED = {"id": 0, "unit_id": 0, "fingerprint": "", "measure": 0, "title": ""}


class Asked(NamedTuple):
    """A deadline that was asked for, and what a hazard with it begins with."""

    deadline: Deadline
    begins: Row


class PastStep(NamedTuple):
    """A step of the past: what it is called, its day (YYYY-MM-DD), and the columns that it changes."""

    name: str
    label: str
    on: str
    changes: Row


def past_steps(steps: Iterable[Step]) -> list[PastStep]:
    """Return steps that follow each other after a registration, taken under the rules of now, whatever their days.

    What they change must not depend on the hazard, as that of PastRectification and PastReview does not.
    """
    record = _begun(date.min, Deadline(date.max, {}), Level.GENERAL, Handling.DEADLINE)
    past: list[PastStep] = []
    for step in (step.under(RULES.version) for step in steps):
        before = record.with_changes({"last_step_on": date.min})
        record = step.apply(before)
        was, now = before.stored(), record.stored()
        changed = {key: value for key, value in now.items() if value != was[key]}
        told = {"effective_on": str(step.on), "step": step.step, "detail": step.kept()}
        past.append(PastStep(step.step, step.label(), str(step.on), {**changed, **told}))
    return past


def _begun(found_on: date, deadline: Deadline, level: str, handling: str) -> HazardRecord:
    described = {**_UNDESCRIBED, "level": level, "handling": handling}
    return HazardRecord.registered(found_on, deadline, **described)


class HazardRows:
    """Builds the rows of hazards and of their versions, and writes them together."""

    def __init__(self, changes: ChangeSet, session: LedgerSession) -> None:
        self._changes = changes
        self._session = session
        self._next: dict[int, int] = {}
        self._asked: dict[tuple[str | None, str, str, str], Asked] = {}
        self._present: dict[int, Row] = {}
        self._versions: list[tuple[Any, ...]] = []
        self._in_present, self._in_history = in_order(HAZARD.table), in_order(HAZARD.history)
        self.next_id: Callable[[int], int] = self._next_id

    def _next_id(self, year: int) -> int:
        if year not in self._next:
            self._next[year] = self._changes.next_id(HAZARD, year)
        self._next[year] += 1
        return self._next[year] - 1

    def deadline(self, hazard: FoundRow, found_on: str) -> Deadline:
        """Return the deadline of a hazard found on `found_on`; see domain.deadlines.set_deadline."""
        return self._asked_for(hazard, found_on).deadline

    def _asked_for(self, hazard: FoundRow, found_on: str) -> Asked:
        asked = (hazard.due, hazard.handling, hazard.level, found_on)
        known = self._asked.get(asked)
        if known is None:
            day = date.fromisoformat(found_on)
            deadline = set_deadline(
                hazard.due,
                handling=Handling(hazard.handling),
                level=Level(hazard.level),
                found_on=day,
                today=self._session.today,
                policy=lambda: self._session.policy,
                days_off=lambda: self._session.days_off,
            )
            begins = _begun(day, deadline, hazard.level, hazard.handling).stored()
            told = {**_REGISTERED, "seq": self._changes.seq, "effective_on": found_on}
            known = self._asked[asked] = Asked(deadline, {**begins, **told})
        return known

    def register(
        self,
        row: DraftRow,
        hazard: FoundRow,
        *,
        fingerprint: str,
        check_id: int | None,
        source_id: str | None,
    ) -> Row:
        """Register a hazard and return its row. Raises what `deadline` does."""
        said: dict[str, Any] = {}
        if check_id is None and row.inspectors is not None:
            said["inspectors"] = row.inspectors
        if check_id is None and row.note is not None:
            said["note"] = row.note
        said["rules"] = RULES.version
        registered = {
            **self._asked_for(hazard, row.day).begins,
            "id": self.next_id(int(row.day[:4])),
            "unit_id": row.unit_id,
            "check_id": check_id,
            "source_id": source_id,
            "fingerprint": fingerprint,
            "measure": row.measure,
            "title": hazard.title,
            "location": hazard.location,
            "sector": hazard.sector,
            "responsible": hazard.responsible,
            "leader": hazard.leader,
            "plan_measures": hazard.measures,
            "detail": _DETAIL.encode(said),
        }
        return self._version(registered)

    def step(self, before: Row, step: PastStep) -> Row:
        """Let a hazard registered just now take a step, and return its row; no step may lie before the last."""
        return self._version({**before, **step.changes, "step_no": before["step_no"] + 1})

    def _version(self, row: Row) -> Row:
        self._present[row["id"]] = row
        self._versions.append(self._in_history(row))
        return row

    def flush(self) -> None:
        """Write what was built since the last time."""
        connection = self._changes.connection
        insert_all(connection, HAZARD.table, map(self._in_present, self._present.values()))
        insert_all(connection, HAZARD.history, self._versions)
        self._present.clear()
        self._versions.clear()
