"""A change-set: everything that one command writes, sealed by one journal entry."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.hazard import HazardRecord
from zizhao_cli.domain.numbering import BATCHES
from zizhao_cli.settings import now
from zizhao_cli.store.engine import writing
from zizhao_cli.store.errors import ClockBehind
from zizhao_cli.store.journal import GENESIS, canonical, entry_hash, recorded_at, rows_digest
from zizhao_cli.store.tables import (
    Batch,
    BatchUndo,
    Check,
    CheckVoid,
    Evidence,
    Hazard,
    HazardVersion,
    Journal,
    Unit,
    UnitRecord,
    UnitVersion,
)
from zizhao_cli.store.write_ahead import mark_change

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from sqlmodel import Session

    from zizhao_cli.domain.numbering import Series
    from zizhao_cli.store.evidence import Paper


class ChangeSet:
    """Writes rows of history and what they mean now, and at its end the journal entry."""

    def __init__(self, session: Session, path: Path, actor: str) -> None:
        self.session = session
        self._path = path
        self.connection = driver_connection(session)
        self._actor = actor
        last = self.connection.execute(
            "SELECT seq, recorded_at, hash FROM journal ORDER BY seq DESC LIMIT 1"
        )
        row: tuple[int, str | None, str] = last.fetchone() or (0, None, GENESIS)
        last_seq, self._last_recorded_at, self._last_hash = row
        self.seq = last_seq + 1
        self._papers: list[Paper] = []

    def next_id(self, series: Series, year: int) -> int:
        """Return the id of the next record of `year`; numbers are never used twice, for nothing is deleted."""
        self.session.flush()
        first, end = series.year_range(year)
        query = f"SELECT max(id) FROM {series.table} WHERE id >= ? AND id < ?"
        return (self.connection.execute(query, (first, end)).fetchone()[0] or first) + 1

    def put_unit(self, unit_id: int | None, record: UnitRecord, effective_on: date) -> int:
        """Write a unit as it is from `effective_on` on, new where `unit_id` is None; return its id."""
        fields = record.model_dump()
        if unit_id is None:
            unit = Unit(**fields)
        else:
            unit = self.session.get_one(Unit, unit_id)
            unit.sqlmodel_update(fields)
        self.session.add(unit)
        self.session.flush()
        assert unit.id is not None  # noqa: S101 - the flush has set it
        query = "SELECT coalesce(max(version_no), 0) + 1 FROM unit_version WHERE unit_id = ?"
        number = self.connection.execute(query, (unit.id,)).fetchone()[0]
        version = UnitVersion(
            **fields, unit_id=unit.id, version_no=number, seq=self.seq, effective_on=effective_on
        )
        self.session.add(version)
        return unit.id

    def put_hazard(self, record: HazardRecord, step: str, effective_on: date, detail: str) -> None:
        """Write a hazard as it is after `step`; `detail` is the step as JSON."""
        fields = record.model_dump()
        query = "SELECT coalesce(max(step_no), 0) + 1 FROM hazard_version WHERE id = ?"
        number = self.connection.execute(query, (record.id,)).fetchone()[0]
        if number == 1:
            self.session.add(Hazard(**fields))
        else:
            self.session.get_one(Hazard, record.id).sqlmodel_update(fields)
        version = HazardVersion(
            **fields,
            step_no=number,
            seq=self.seq,
            effective_on=effective_on,
            step=step,
            detail=detail,
        )
        self.session.flush()
        self.session.add(version)

    def hazard(self, hazard_id: int) -> HazardRecord | None:
        """Return a hazard as it is now."""
        row = self.session.get(Hazard, hazard_id)
        return (
            None
            if row is None
            else HazardRecord(**{name: getattr(row, name) for name in HazardRecord.model_fields})
        )

    def put_check(self, check: Check) -> None:
        """Write a check."""
        self.session.add(check)
        self.session.flush()

    def put_check_void(self, check_id: int, effective_on: date, reason: str) -> None:
        """Strike out a check."""
        self.session.add(
            CheckVoid(check_id=check_id, seq=self.seq, effective_on=effective_on, reason=reason)
        )

    def put_batch(self, form: str, receipt: dict[str, Any], year: int) -> int:
        """Write what an import of `form` did, and return the id of the batch."""
        batch_id = self.next_id(BATCHES, year)
        self.session.add(Batch(id=batch_id, seq=self.seq, form=form, receipt=canonical(receipt)))
        return batch_id

    def put_batch_undo(self, batch_id: int, effective_on: date, reason: str) -> None:
        """Strike out all checks that a batch wrote."""
        self.session.add(
            BatchUndo(batch_id=batch_id, seq=self.seq, effective_on=effective_on, reason=reason)
        )

    def put_evidence(
        self, papers: Sequence[Paper], *, hazard_id: int | None = None, check_id: int | None = None
    ) -> None:
        """Write that files show something of a check, or of this step of a hazard; they are kept at the end."""
        self._papers += papers
        for position, paper in enumerate(papers, 1):
            self.session.add(
                Evidence(
                    seq=self.seq,
                    position=position,
                    hazard_id=hazard_id,
                    check_id=check_id,
                    sha256=paper.sha256,
                    kind=paper.kind,
                    size=paper.size,
                    name=paper.name,
                )
            )

    def keep_evidence(self) -> None:
        """Give the files their lasting names, now that nothing is left to refuse. Raises MachineFault."""
        if self._papers:
            from zizhao_cli.store.evidence import keep

            keep(self._path, self._papers)

    def seal(self, action: str, subject: str, effective_on: date, detail: dict[str, Any]) -> None:
        """Write the journal entry: `action` on `subject`, in effect from `effective_on`.

        Raises ClockBehind where the machine's clock was set back since the last entry.
        """
        self.session.flush()
        moment = now()
        time = recorded_at(moment, self._last_recorded_at)
        if time is None:
            raise ClockBehind(moment, self._last_recorded_at)
        entry: dict[str, Any] = {
            "seq": self.seq,
            "recorded_at": time,
            "effective_on": effective_on,
            "actor": self._actor,
            "action": action,
            "subject": subject,
            "detail": canonical(detail),
            "digest": rows_digest(self.connection, self.seq),
            "prev_hash": self._last_hash,
        }
        chained = entry_hash(entry)
        self.session.add(Journal(**entry, hash=chained))
        self.session.flush()
        mark_change(self.connection, chained)


def driver_connection(session: Session) -> sqlite3.Connection:
    """Return the sqlite3 connection under `session`, inside its transaction."""
    driver = session.connection().connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)  # noqa: S101 - the only driver there is
    return driver


@contextmanager
def change(path: Path, actor: str) -> Iterator[ChangeSet]:
    """Open the ledger at `path` for one change-set by `actor`; it commits at the end or leaves nothing."""
    with writing(path) as session:
        changes = ChangeSet(session, path, actor)
        yield changes
        changes.keep_evidence()
