"""A change-set: everything that one command writes, sealed by one journal entry."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.rules import rules_of
from zizhao_cli.settings import now
from zizhao_cli.store.errors import ClockBehind
from zizhao_cli.store.journal.chain import (
    EVIDENCE,
    GENESIS,
    canonical,
    entry_hash,
    recorded_at,
    rows_digest,
)
from zizhao_cli.store.journal.rows import insert, update
from zizhao_cli.store.write_ahead import mark_change
from zizhao_cli.store.writing import writing

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from zizhao_cli.domain.kinds.kind import Kind
    from zizhao_cli.domain.rules.life import Step
    from zizhao_cli.domain.rules.record import Record
    from zizhao_cli.store.evidence.files import EvidenceFile


class ChangeSet:
    """Writes rows of history and what they mean now, and at its end the journal entry."""

    def __init__(self, connection: sqlite3.Connection, path: Path, actor: str) -> None:
        self.connection = connection
        self._path = path
        self._actor = actor
        last = self.connection.execute(
            "SELECT seq, recorded_at, hash FROM journal ORDER BY seq DESC LIMIT 1"
        )
        row: tuple[int, str | None, str] = last.fetchone() or (0, None, GENESIS)
        last_seq, self._last_recorded_at, self._last_hash = row
        self.seq = last_seq + 1
        self._files: list[EvidenceFile] = []

    def next_id(self, kind: Kind, year: int) -> int:
        """Return the id of the next record of `year`; numbers are never used twice, for nothing is deleted."""
        first, end = kind.numbers.year_range(year)
        query = f"SELECT max(id) FROM {kind.table} WHERE id >= ? AND id < ?"
        return (self.connection.execute(query, (first, end)).fetchone()[0] or first) + 1

    def register(self, record: Record, on: date, detail: Mapping[str, Any] | None = None) -> None:
        """Write a new record, in effect from `on`; `detail` is what is told of its registration beside it."""
        kind = record.kind_of_record
        row = record.stored()
        if kind.written_once:
            insert(self.connection, kind.table, {**row, "seq": self.seq})
            return
        insert(self.connection, kind.table, row)
        version = rules_of(kind).version
        noted = {**(detail or {}), **({"rules": version} if version > 1 else {})}
        self._put(kind, row, 1, "register", str(on), canonical(noted))

    def take(self, before: Record, step: Step) -> Any:  # noqa: ANN401 - a record of the same kind
        """Write that a record takes a step, under the rules of now, and return the record after it.

        Raises what the step refuses.
        """
        kind = before.kind_of_record
        step = step.under(rules_of(kind).version)
        after = step.apply(before)
        record_id = vars(before)["id"]
        if kind.written_once:
            noted = step.model_dump(exclude={"step", "on", "rules"})
            row = {kind.key: record_id, "seq": self.seq, "effective_on": step.on, **noted}
            insert(self.connection, kind.history, row)
            return after
        row = after.stored()
        update(self.connection, kind.table, row)
        number = self._last_number(kind, record_id) + 1
        self._put(kind, row, number, step.step, str(step.on), step.kept())
        return after

    def _put(  # the columns of a history, one by one
        self, kind: Kind, row: Mapping[str, Any], number: int, step: str, on: str, detail: str
    ) -> None:
        assert kind.number is not None  # noqa: S101 - what is written once does not come here
        noted = {kind.key: row["id"], kind.number: number, "seq": self.seq}
        how = {"effective_on": on, "step": step, "detail": detail}
        insert(self.connection, kind.history, {**row, **noted, **how})

    def _last_number(self, kind: Kind, record_id: int) -> int:
        query = f"SELECT max({kind.number}) FROM {kind.history} WHERE {kind.key} = ?"
        return int(self.connection.execute(query, (record_id,)).fetchone()[0])

    def put_evidence(self, files: Sequence[EvidenceFile], record: Record) -> None:
        """Write that files show something of a record at the step that it took last; they are kept at the end."""
        kind, record_id = record.kind_of_record, vars(record)["id"]
        step = 1 if kind.written_once or not files else self._last_number(kind, record_id)
        for position, file in enumerate(files, len(self._files) + 1):
            shown = {"sha256": file.sha256, "kind": file.kind, "size": file.size, "name": file.name}
            of = {"kind_of_record": kind.name, "record_id": record_id, "step_no": step}
            insert(
                self.connection, EVIDENCE, {"seq": self.seq, "position": position, **shown, **of}
            )
        self._files += files

    def keep_evidence(self) -> None:
        """Give the files their lasting names, now that nothing is left to refuse. Raises MachineFault."""
        if self._files:
            from zizhao_cli.store.evidence.files import keep

            keep(self._path, self._files)

    def seal(self, action: str, subject: str, effective_on: date, detail: dict[str, Any]) -> None:
        """Write the journal entry: `action` on `subject`, in effect from `effective_on`.

        Raises ClockBehind where the machine's clock was set back since the last entry.
        """
        clock = now()
        time = recorded_at(clock, self._last_recorded_at)
        if time is None:
            raise ClockBehind(clock, self._last_recorded_at)
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
        insert(self.connection, "journal", {**entry, "hash": chained})
        mark_change(self.connection, chained)


@contextmanager
def change(path: Path, actor: str) -> Iterator[ChangeSet]:
    """Open the ledger at `path` for one change-set by `actor`; it commits at the end or leaves nothing."""
    with writing(path) as connection:
        changes = ChangeSet(connection, path, actor)
        yield changes
        changes.keep_evidence()
