"""A change-set: everything that one command writes, sealed by one journal entry."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from zizhao_cli.domain.kinds.field import Field, Reads
from zizhao_cli.domain.kinds.kind import EDIT_NO, NOTE, REGISTER
from zizhao_cli.domain.people import RECORDER
from zizhao_cli.domain.rules import rules_of
from zizhao_cli.domain.rules.life import Correction
from zizhao_cli.settings import now
from zizhao_cli.store.errors import ClockBehind, CopyWithoutSealed, LedgerDamaged
from zizhao_cli.store.evidence.owner import OF_A_REMARK, of_records
from zizhao_cli.store.held import HELD, refuse_evidence_in_part
from zizhao_cli.store.journal.chain import (
    EVIDENCE,
    GENESIS,
    REMARK,
    canonical,
    entry_hash,
    rows_digest,
)
from zizhao_cli.store.journal.clock import CLOCK_ACCEPTED, recorded_at
from zizhao_cli.store.journal.last import life_of
from zizhao_cli.store.journal.rows import insert, update, values_of
from zizhao_cli.store.persons import Persons
from zizhao_cli.store.sealed import withheld_since
from zizhao_cli.store.statements import COLUMNS
from zizhao_cli.store.write_ahead import mark_change
from zizhao_cli.store.writing import writing

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from zizhao_cli.domain.kinds.kind import Kind
    from zizhao_cli.domain.rules.life import Step
    from zizhao_cli.domain.rules.record import Record
    from zizhao_cli.domain.rules.told import Line
    from zizhao_cli.store.evidence.files import EvidenceFile


ACTED_BY = Field("acted_by", RECORDER, Reads.PERSON)


class Taken(NamedTuple):
    """A record before and after a step; a registration has neither `before` nor `step`."""

    before: Record | None
    after: Record
    step: Step | None


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
        last_seq, self.last_recorded_at, self._last_hash = row
        self.seq = last_seq + 1
        self._files: dict[EvidenceFile, None] = {}
        self._shown = self._remarks = 0
        self.taken: list[Taken] | None = None
        """What was taken, for somebody who looks on; an import of many rows has nobody."""

    def next_id(self, kind: Kind, year: int) -> int:
        """Return the id of the next record of `year`; numbers are never used twice, for nothing is deleted."""
        first, end = kind.numbers.year_range(year)
        query = f"SELECT max(id) FROM {kind.table} WHERE id >= ? AND id < ?"
        return (self.connection.execute(query, (first, end)).fetchone()[0] or first) + 1

    def register(self, record: Record, on: date, detail: Mapping[str, Any] | None = None) -> None:
        """Write a new record, in effect from `on`; `detail` is what is told of its registration beside it."""
        kind = record.kind_of_record
        row = record.stored()
        self._look(None, record, None)
        if kind.written_once:
            insert(self.connection, kind.table, {**row, "seq": self.seq})
            return
        insert(self.connection, kind.table, row)
        version = rules_of(kind).version
        noted = {**(detail or {}), **({"rules": version} if version > 1 else {})}
        self._put(kind, row, 1, "register", str(on), canonical(noted))

    def take(self, before: Record, step: Step) -> Any:  # noqa: ANN401 - a record of the same kind
        """Write that a record takes a step, under the rules of now, and return the record after it.

        Where the step changes what is told of days on which others were taken since, those are told anew.
        Raises what the step refuses, and StepNoLongerFollows.
        """
        kind = before.kind_of_record
        step = step.under(rules_of(kind).version, self._known_people(before, step))
        record_id = vars(before)["id"]
        if kind.written_once:
            return self._look(before, self._take_once(kind, before, step), step)
        self._refuse_altered(before)
        number = self._last_number(kind, record_id) + 1
        if self._comes_last(kind, record_id, step):
            own: Any = step.apply(before)
            told: list[Line] = []
        else:
            own, told = life_of(self.connection, kind, record_id).take(number, step)
        self._put(kind, own.stored(), number, step.step, str(step.on), step.kept())
        for line in told:
            number += 1
            self._tell_anew(kind, number, line)
        after = told[-1].record if told else own
        update(self.connection, kind.table, after.stored())
        return self._look(before, after, step)

    def _known_people(self, before: Record, step: Step) -> dict[str, str]:
        """Return the codes of those whom a step names, or its record does, as far as they are known; none where the step names nobody."""
        kind = before.kind_of_record
        named = _persons_of(step, [*kind.steps[step.step].details, ACTED_BY])
        if not named or kind.written_once or not self.persons:
            return {}
        return self.persons.codes([*named, *_persons_of(before, kind.columns)])

    @cached_property
    def persons(self) -> Persons:
        """Who is known in the ledger."""
        return Persons(self.connection)

    def _look(self, before: Record | None, after: Record, step: Step | None) -> Record:
        """Have whoever looks on see what was taken, and return the record after it."""
        if self.taken is not None:
            self.taken.append(Taken(before, after, step))
        return after

    def _refuse_altered(self, before: Record) -> None:
        """Refuse a record whose present row is not as its last step left it: the next step would cover that up.

        Raises LedgerDamaged.
        """
        kind, last = before.kind_of_record, before.stored()
        columns = ", ".join(f'"{column}"' for column in COLUMNS[kind.table])
        query = f"SELECT {columns} FROM {kind.table} WHERE id = ?"
        if self.connection.execute(query, (last["id"],)).fetchone() != values_of(kind.table, last):
            raise LedgerDamaged(self._path, f"{before.number()} 现在的样子和日志对不上")

    def _comes_last(self, kind: Kind, record_id: int, step: Step) -> bool:
        """Say whether a step comes after all others, as nearly all do, so that the life need not be read."""
        if rules_of(kind).placed_since is None:
            return True
        if step.looks_back:
            return False
        later = f"SELECT 1 FROM {kind.history} WHERE {kind.key} = ? AND effective_on > ? LIMIT 1"
        return self.connection.execute(later, (record_id, str(step.on))).fetchone() is None

    def _take_once(self, kind: Kind, before: Record, step: Step) -> Record:
        """Write what strikes out, or corrects, a record that is written once."""
        after = step.apply(before)
        row = {kind.key: vars(before)["id"], "seq": self.seq, "effective_on": step.on}
        if not isinstance(step, Correction):
            noted = step.model_dump(exclude={"step", "on", "rules", "people"})
            insert(self.connection, kind.history, {**row, **noted})
            return after
        query = f"SELECT count(*) + 1 FROM {kind.mended} WHERE {kind.key} = ?"
        row[EDIT_NO] = self.connection.execute(query, (row[kind.key],)).fetchone()[0]
        told = {"step": step.step, "detail": step.kept()}
        insert(self.connection, kind.mended, {**after.stored(), **row, **told})
        return after

    def _tell_anew(self, kind: Kind, number: int, line: Line) -> None:
        """Write a row that restates a step that stands, as its own row says it."""
        query = (
            f"SELECT step, detail FROM {kind.history} WHERE {kind.key} = ? AND {kind.number} = ?"
        )
        row = line.record.stored()
        step, detail = self.connection.execute(query, (row["id"], line.number)).fetchone()
        self._put(kind, row, number, step, str(line.on), detail, line.number)

    def _put(  # the columns of a history, one by one
        self,
        kind: Kind,
        row: Mapping[str, Any],
        number: int,
        step: str,
        on: str,
        detail: str,
        restates: int | None = None,
    ) -> None:
        assert kind.number is not None  # noqa: S101 - what is written once does not come here
        noted = {kind.key: row["id"], kind.number: number, "seq": self.seq}
        how = {"effective_on": on, "step": step, "detail": detail, "restates": restates}
        insert(self.connection, kind.history, {**row, **noted, **how})

    def _last_number(self, kind: Kind, record_id: int) -> int:
        query = f"SELECT max({kind.number}) FROM {kind.history} WHERE {kind.key} = ?"
        return int(self.connection.execute(query, (record_id,)).fetchone()[0])

    def _last_taken(self, record: Record) -> int:
        """Return the number of the step that a record took last; rows that restate one are none."""
        kind = record.kind_of_record
        if kind.written_once:
            return 1
        query = f"SELECT max({kind.number}) FROM {kind.history} WHERE {kind.key} = ? AND restates IS NULL"
        return int(self.connection.execute(query, (vars(record)["id"],)).fetchone()[0])

    def put_remark(self, record: Record, text: str) -> None:
        """Write what was noted of a record."""
        self._remarks += 1
        of = {"kind_of_record": record.kind_of_record.name, "record_id": vars(record)["id"]}
        noted = {"position": self._remarks, "step_no": self._last_taken(record), "text": text}
        insert(self.connection, REMARK, {"seq": self.seq, **of, **noted})

    def put_evidence(
        self, files: Sequence[EvidenceFile], record: Record, step: int | None = None
    ) -> None:
        """Write that files show something of a record at a step, by default the one that it took last; they are kept at the end."""
        if files:
            number = self._last_taken(record) if step is None else step
            self.show(files, record.kind_of_record, vars(record)["id"], number)

    def show(self, files: Sequence[EvidenceFile], kind: Kind, record_id: int, step: int) -> None:
        """Write that files show something of the record `record_id` at a step; they are kept at the end."""
        for file in files:
            shown = {"sha256": file.sha256, "kind": file.kind, "size": file.size, "name": file.name}
            self._put_evidence(shown, kind, record_id, step)
        self._files |= dict.fromkeys(files)

    def _put_evidence(
        self, shown: Mapping[str, Any], kind: Kind, record_id: int, step: int
    ) -> None:
        self._shown += 1
        of = {"kind_of_record": kind.name, "record_id": record_id}
        noted = {"seq": self.seq, "position": self._shown, "step_no": step}
        insert(self.connection, EVIDENCE, {**shown, **of, **noted})

    def carry_evidence(self, old: Record, new: Record) -> None:
        """Write that what came with the registration of `old` shows something of `new`, which was registered instead of it.

        What was noted with evidence goes along, too. What shows something of later steps stays with them.
        """
        owner = (old.kind_of_record.name, vars(old)["id"])
        heir = (new.kind_of_record, vars(new)["id"])
        query = f"SELECT * FROM ({of_records(self.connection)}) WHERE of_kind = ? AND of_id = ? ORDER BY seq, position"
        cursor = self.connection.execute(query, owner)
        names = [column[0] for column in cursor.description]
        noted: dict[int, list[dict[str, Any]]] = {}
        for row in (dict(zip(names, row, strict=True)) for row in cursor.fetchall()):
            shown = {key: row[key] for key in ("sha256", "kind", "size", "name")}
            if row["step"] == NOTE:
                noted.setdefault(row["seq"], []).append(shown)
            elif row["step"] in (REGISTER, None):
                self._put_evidence(shown, *heir, 1)
        said = "SELECT text FROM remark WHERE seq = ? AND kind_of_record = ? AND record_id = ?"
        for seq, files in noted.items():
            (text,) = self.connection.execute(said, (seq, *owner)).fetchone()
            self.put_remark(new, f"（转自 {old.number()}）{text}")
            for shown in files:
                self._put_evidence(shown, *heir, OF_A_REMARK)

    def keep_evidence(self) -> None:
        """Give the files their lasting names, now that nothing is left to refuse. Raises MachineFault."""
        if self._files:
            refuse_evidence_in_part()
            from zizhao_cli.store.evidence.files import keep

            keep(self._path, [*self._files])

    def seal(self, action: str, subject: str, effective_on: date, detail: dict[str, Any]) -> None:
        """Write the journal entry: `action` on `subject`, in effect from `effective_on`.

        Raises ClockBehind where the machine's clock was set back since the last entry.
        """
        clock = now()
        time = recorded_at(clock, self.last_recorded_at)
        if action == CLOCK_ACCEPTED:
            time = clock.isoformat()
        if time is None:
            raise ClockBehind(clock, self.last_recorded_at)
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
        mark_change(self.connection, chained, HELD.mark)


def _persons_of(of: object, fields: Iterable[Field]) -> list[str]:
    """Return the people that a record or a step names in these fields."""
    texts = (getattr(of, field.key, None) for field in fields if field.reads is Reads.PERSON)
    return [text for text in texts if text is not None]


@contextmanager
def change(path: Path, actor: str) -> Iterator[ChangeSet]:
    """Open the ledger at `path` for one change-set by `actor`; it commits at the end or leaves nothing."""
    with writing(path) as connection:
        if (since := withheld_since(connection)) is not None:
            raise CopyWithoutSealed(path, since)
        changes = ChangeSet(connection, path, actor)
        yield changes
        changes.keep_evidence()
