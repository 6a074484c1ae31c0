"""What imports checks and hazards: tells new ones from those that are there, numbers them, and writes them."""

from __future__ import annotations

from abc import abstractmethod
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.errors.records import SourceIdConflict, UnitRetired
from zizhao_cli.domain.errors.values import BlankText, ControlCharacter, TextTooLong
from zizhao_cli.domain.fingerprint import all_alike
from zizhao_cli.domain.numbering import SERIALS
from zizhao_cli.intake.rows.drafts import NumberedRow, PendingUnit
from zizhao_cli.intake.rows.reader import RowReader
from zizhao_cli.ledger.imports.differences import (
    differences,
    own_differences,
    told_at_first,
    told_by,
    told_by_row,
)
from zizhao_cli.ledger.imports.numbered import refuse_other
from zizhao_cli.ledger.imports.oddities import Oddities
from zizhao_cli.ledger.imports.row_importer import RowImporter
from zizhao_cli.ledger.imports.suggestions import Suggestions
from zizhao_cli.store.active import Known, by_fingerprint, by_source
from zizhao_cli.store.journal.met import Met
from zizhao_cli.store.journal.rows import trust_rows
from zizhao_cli.store.roll import retired

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zizhao_cli.domain.deadlines import Deadline
    from zizhao_cli.domain.kinds.kind import Kind
    from zizhao_cli.intake.rows.drafts import DraftRow
    from zizhao_cli.ledger.imports.differences import Told
    from zizhao_cli.ledger.imports.hazard_rows import HazardRows, PastStep
    from zizhao_cli.ledger.imports.receipt import Receipt
    from zizhao_cli.ledger.session import LedgerSession
    from zizhao_cli.store.journal.changeset import ChangeSet

RefusedRow = tuple["DraftRow | NumberedRow", str, Refused]
"""A row, the key of the column that is to blame, and why."""
Judged = tuple["Deadline | None", "Sequence[PastStep]"]
"""Of the hazard in a row: its deadline, and what the row says that it lived through since."""
NewRow = tuple["DraftRow", str, Judged]
"""A row, its digest, and what was judged of it."""
Digests = tuple[str, ...]
"""A row's digest, and before it the one of programs up to 0.2 where that is another."""


_OF_THE_UNIT = (UnitRetired, BlankText, ControlCharacter, TextTooLong)


class NewcomersRoll(Protocol):
    """The roll of units during an import that may add to it."""

    def settled(self, row: DraftRow) -> DraftRow:
        """Return the row with its unit where that is on the roll by now, else as it is."""

    def joined(self, row: DraftRow) -> DraftRow:
        """Put the unit of the row on the roll, and return the row with it. Raises what the roll refuses."""


class FingerprintImporter(RowImporter):
    """Imports rows chunk by chunk. A row is known by its source id, else by its content and how often it came before."""

    kind: Kind
    reader = RowReader

    def __init__(self, changes: ChangeSet, session: LedgerSession, receipt: Receipt) -> None:
        super().__init__(changes, session, receipt)
        self._connection = changes.connection
        self.roll: NewcomersRoll | None = None
        """Where units that the roll lacks may join it; None where rows that name one were refused before."""
        self._next: dict[int, int] = {}
        self._first_of_file: dict[int, int] = {}
        self._first_of_call: dict[int, int] = {}
        self._retired = retired(self._connection)
        self.oddities = Oddities(session, self._connection, self.warn)
        self._suggestions = Suggestions(session.path, self._connection, self.warn)
        trust_rows(self._connection)
        self._met = Met(self._connection)

    @cached_property
    def _hazards(self) -> HazardRows:
        """What builds the rows of hazards; a file without any needs none of their rules."""
        from zizhao_cli.ledger.imports.hazard_rows import HazardRows

        return HazardRows(self._changes, self._session)

    def begin_file(self, name: str) -> None:
        """Count occurrences anew: the rows of one file overlap with what was there before it, other files included."""
        super().begin_file(name)
        self._first_of_file = dict(self._next)
        self._met.begin()

    def take(self, rows: Sequence[DraftRow | NumberedRow]) -> list[RefusedRow]:
        """Write the rows that are new, count those that are there, and return those that are refused."""
        refused: list[RefusedRow] = []
        drafts: list[DraftRow] = []
        for one in rows:
            if isinstance(one, NumberedRow):
                refused += self._take_numbered(one)
            else:
                drafts.append(one)
        new: list[NewRow] = []
        source_ids = [row.source_id for row in drafts if row.source_id is not None]
        known = self.by_source(source_ids)
        digests = [self._digests_of(row) for row in drafts]
        earlier = self._earlier(
            [
                fingerprint
                for row, both in zip(drafts, digests, strict=True)
                if row.source_id is None
                for fingerprint in both
            ]
        )
        for as_read, as_digested in zip(drafts, digests, strict=True):
            row, both = self._with_unit(as_read, as_digested, join=False)
            try:
                if self._is_there(row, both, earlier, known, new):
                    self._receipt.same += 1
                    if self.pictures is not None:
                        self.pictures.leave(row.line)
                    continue
                judged = self._judged(row)
                row, both = self._with_unit(row, both, join=True)
            except Refused as reason:
                refused.append((row, self.blamed(reason), reason))
                continue
            fingerprint = both[-1]
            new.append((row, fingerprint, judged))
            # Only a row that is taken stands for its source id.
            if row.source_id is not None:
                known.setdefault(row.source_id, []).append(Known(fingerprint, None, active=True))
        self.write(new)
        self._point_out(new)
        return refused

    def _point_out(self, new: list[NewRow]) -> None:
        """Note in the receipt what is odd in rows that were written."""
        rows = ((row.line, row.unit_id, row.measure, row.day) for row, _, _ in new)
        if new:
            self.oddities.look_at(*zip(*rows, strict=True))
        for row, _, (deadline, _) in new:
            if deadline is not None:
                self.oddities.deadline(row.line, deadline, row.day)
            self._suggestions.look_at(row)

    def _take_numbered(self, row: NumberedRow) -> list[RefusedRow]:
        """Count a row as there, or return it with why it is not the record whose number it has."""
        try:
            refuse_other(self._connection, self.kind, row, self._differing)
        except Refused as reason:
            key = "no" if row.given.get("no") else "source_id"
            return [(row, key, reason)]
        self._receipt.same += 1
        if self.pictures is not None:
            self.pictures.leave(row.line)
        return []

    def _differing(self, record: Any, row: NumberedRow) -> list[str]:  # noqa: ANN401 - the kind's record
        """Return what a row says that is not as the record is now; what the row leaves blank is not asked."""
        given = row.given
        here = {key: value for key, value in given.items() if key != "no" and value is not None}
        at_once, due = here.get("due_on", (False, None))
        if due or at_once:
            here["due_on"] = due or here.get("checked_on")
        differing = self._told_apart(self.told_by(record), here)
        listed = self.listed(record, row.own) if row.own else {}
        return [*differing, *own_differences(self.kind, listed, row.own)]

    def listed(self, record: Any, own: dict[str, str]) -> Told:  # noqa: ANN401, ARG002 - the kind's record; what days of `own` say
        """Return what a list shows of a record, by the keys of the kind."""
        query = "SELECT code, kind FROM unit WHERE id = ?"
        code, kind = self._connection.execute(query, (record.unit_id,)).fetchone()
        return {**vars(record), "unit_code": code, "unit_kind": kind}

    def told_by(self, record: Any) -> Told:  # noqa: ANN401 - the kind's record
        """Return what a record says, by the keys of the form."""
        return told_by(self.kind, record)

    def _told_apart(self, there: Told, here: Told) -> list[str]:
        """Return the differences of two that say what units they are of by ids."""
        query = "SELECT name FROM unit WHERE id = ?"
        for told in (there, here):
            if isinstance(told.get("unit"), int):
                told["unit"] = self._connection.execute(query, (told["unit"],)).fetchone()[0]
        return differences(self.kind, there, here)

    def _digests_of(self, row: DraftRow) -> Digests:
        """Return the digests of a row; what a unit is said to have that is not on the roll yet is nowhere on record."""
        if isinstance(row.unit_id, PendingUnit):
            return ("",)
        facts = () if row.hazard is None else row.hazard.facts
        typed = self.fingerprint(row, as_typed=True)
        if all_alike((row.inspectors, row.note, *facts)):
            return (typed,)
        return typed, self.fingerprint(row)

    def _with_unit(
        self, row: DraftRow, digests: Digests, *, join: bool
    ) -> tuple[DraftRow, Digests]:
        """Return a row and its digests with the unit that the roll lacked, where it has it by now or is to have it."""
        if self.roll is None or not isinstance(row.unit_id, PendingUnit):
            return row, digests
        row = self.roll.joined(row) if join else self.roll.settled(row)
        return row, self._digests_of(row)

    def _is_there(
        self,
        row: DraftRow,
        digests: Digests,
        earlier: Counter[str],
        known: dict[str, list[Known]],
        new: list[NewRow],
    ) -> bool:
        """Say whether a row is on record. Raises SourceIdConflict where its source id stands for something else.

        What was struck out stands for nothing else: its row may come again as it should have been.
        """
        if row.source_id is None:
            return any(earlier[one] > 0 and self._met.again(one) <= earlier[one] for one in digests)
        there = known.get(row.source_id, [])
        if any(record.fingerprint in digests for record in there):
            return True
        for record in there:
            if record.active:
                raise self._conflict(row, record.id, new)
        return False

    def _judged(self, row: DraftRow) -> Judged:
        if row.unit_id in self._retired:
            unit = self._retired[row.unit_id]
            raise UnitRetired(unit.name, unit.code)
        return self.judge(row)

    def _conflict(self, row: DraftRow, record_id: int | None, new: list[NewRow]) -> Refused:
        is_new = record_id is None or record_id >= self._first_of_call.get(
            record_id // SERIALS, record_id + 1
        )
        no = "本次导入的另一行" if record_id is None or is_new else self.kind.no(record_id)
        if record_id is None:
            other = next(one for one, _, _ in new if one.source_id == row.source_id)
            there = told_by_row(self.kind, other, self._hazards)
        else:
            there = told_at_first(self._connection, self.kind, record_id)
        here = told_by_row(self.kind, row, self._hazards)
        return SourceIdConflict(row.source_id or "", no, self._told_apart(there, here))

    def _earlier(self, fingerprints: list[str]) -> Counter[str]:
        """Count for each content the records that were there before this file."""
        found = self.by_fingerprint(fingerprints)
        return Counter(
            fingerprint
            for fingerprint, record_id, _ in found
            if record_id < self._first(record_id // SERIALS)
        )

    def _first(self, year: int) -> int:
        """Return the first id of `year` that this file may have given out."""
        if year not in self._next:
            self._next[year] = self._first_of_call[year] = self._changes.next_id(self.kind, year)
        return self._first_of_file.setdefault(year, self._next[year])

    def next_id(self, year: int, count: int = 1) -> int:
        """Return the next id of `year`, the first of `count` that are taken."""
        if year not in self._first_of_file:
            self._first(year)
        self._next[year] += count
        return self._next[year] - count

    @abstractmethod
    def fingerprint(self, row: DraftRow, *, as_typed: bool = False) -> str:
        """Return the digest of what the row says; `as_typed` that of programs up to 0.2."""

    def by_source(self, source_ids: list[str]) -> dict[str, list[Known]]:
        """Return the records that are known by these source ids."""
        return by_source(self._connection, self.kind, source_ids)

    def by_fingerprint(self, fingerprints: list[str]) -> list[tuple[str, int, bool]]:
        """Return the records that say the same and have no source id."""
        return by_fingerprint(self._connection, self.kind, fingerprints)

    @abstractmethod
    def write(self, rows: list[NewRow]) -> None:
        """Write new rows."""

    def judge(self, row: DraftRow) -> Judged:
        """Judge the hazard in a new row. Raises what the rules refuse."""
        return None if row.hazard is None else self._hazards.deadline(row.hazard, row.day), []

    def blamed(self, reason: Refused) -> str:
        """Return the key of the column that is to blame."""
        if isinstance(reason, SourceIdConflict):
            return "source_id"
        return "unit" if isinstance(reason, _OF_THE_UNIT) else "due_on"
