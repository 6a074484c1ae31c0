"""The rows of imported hazards and of their versions, built one by one and written together."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.deadlines import Deadline, set_deadline
from zizhao_cli.domain.fingerprint import hazard_fingerprint
from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.domain.rules.hazard import RULES
from zizhao_cli.domain.rules.hazard_record import HazardRecord
from zizhao_cli.domain.values import Handling, Level
from zizhao_cli.store.journal.rows import insert_all, values_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from zizhao_cli.domain.rules.life import Step
    from zizhao_cli.intake.rows.drafts import DraftRow, FoundRow
    from zizhao_cli.ledger.session import LedgerSession
    from zizhao_cli.store.journal.changeset import ChangeSet


class HazardRows:
    """Builds the rows of hazards and of their versions, and writes them together."""

    def __init__(self, changes: ChangeSet, session: LedgerSession) -> None:
        self._changes = changes
        self._session = session
        self._next: dict[int, int] = {}
        self._deadlines: dict[tuple[str | None, str, str, str], Deadline] = {}
        self._records: dict[int, HazardRecord] = {}
        self._steps: dict[int, int] = {}
        self._versions: list[tuple[HazardRecord, dict[str, Any]]] = []
        self.next_id: Callable[[int], int] = self._next_id

    def _next_id(self, year: int) -> int:
        if year not in self._next:
            self._next[year] = self._changes.next_id(HAZARD, year)
        self._next[year] += 1
        return self._next[year] - 1

    def deadline(self, hazard: FoundRow, found_on: str) -> Deadline:
        """Return the deadline of a hazard found on `found_on`; see domain.deadlines.set_deadline."""
        asked = (hazard.due, hazard.handling, hazard.level, found_on)
        if asked not in self._deadlines:
            self._deadlines[asked] = set_deadline(
                hazard.due,
                handling=Handling(hazard.handling),
                level=Level(hazard.level),
                found_on=date.fromisoformat(found_on),
                today=self._session.today,
                policy=lambda: self._session.policy,
                days_off=lambda: self._session.days_off,
            )
        return self._deadlines[asked]

    def register(
        self,
        row: DraftRow,
        hazard: FoundRow,
        deadline: Deadline,
        *,
        check_id: int | None,
        source_id: str | None,
    ) -> HazardRecord:
        """Register a hazard and return its record."""
        found_on = date.fromisoformat(row.day)
        record = HazardRecord.registered(
            found_on,
            deadline,
            id=self.next_id(found_on.year),
            unit_id=row.unit_id,
            check_id=check_id,
            source_id=source_id,
            fingerprint=hazard_fingerprint(row.unit_id, row.measure, row.day, hazard.facts),
            measure=row.measure,
            title=hazard.title,
            location=hazard.location,
            sector=hazard.sector,
            level=hazard.level,
            handling=hazard.handling,
            responsible=hazard.responsible,
            leader=hazard.leader,
            plan_measures=hazard.measures,
        )
        noted = {"inspectors": row.inspectors, "note": row.note} if check_id is None else {}
        said = {key: value for key, value in noted.items() if value is not None}
        detail = {**said, "rules": RULES.version}
        self._version(record, "register", found_on, json.dumps(detail, ensure_ascii=False))
        return record

    def step(self, record: HazardRecord, step: Step) -> HazardRecord:
        """Apply a step to a hazard registered just now, and return its record."""
        step = step.under(RULES.version)
        after = step.apply(record)
        self._version(after, step.step, step.on, step.kept())
        return after

    def _version(self, record: HazardRecord, step: str, on: date, detail: str) -> None:
        self._steps[record.id] = self._steps.get(record.id, 0) + 1
        noted = {
            "step_no": self._steps[record.id],
            "seq": self._changes.seq,
            "effective_on": on,
            "step": step,
            "detail": detail,
        }
        self._records[record.id] = record
        self._versions.append((record, noted))

    def flush(self) -> None:
        """Write what was built since the last time."""
        connection = self._changes.connection
        present, history = HAZARD.table, HAZARD.history
        records = [values_of(present, vars(record)) for record in self._records.values()]
        insert_all(connection, present, records)
        versions = ({**vars(record), **how} for record, how in self._versions)
        insert_all(connection, history, [values_of(history, version) for version in versions])
        self._records.clear()
        self._versions.clear()
        self._steps.clear()
