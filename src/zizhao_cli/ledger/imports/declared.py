"""Imports rows of kinds that are declared whole: one with a code is known by it, others by what they say and how many like them went before."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, ClassVar

from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.kinds.declared import CODE, ENTERED_ON
from zizhao_cli.domain.kinds.field import Reads
from zizhao_cli.domain.rules import rules_of
from zizhao_cli.domain.text import same_text
from zizhao_cli.errors import MissingOption
from zizhao_cli.intake.cell_errors import CellMissing
from zizhao_cli.ledger.declared import drawn_up, register
from zizhao_cli.ledger.imports.numbered import RecordDiffers
from zizhao_cli.ledger.imports.row_importer import RowImporter
from zizhao_cli.ledger.sealing import Sealing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from zizhao_cli.domain.kinds.kind import Kind
    from zizhao_cli.domain.rules.record import Record
    from zizhao_cli.intake.rows.drafts import PlainRow
    from zizhao_cli.ledger.imports.receipt import Receipt
    from zizhao_cli.ledger.session import LedgerSession
    from zizhao_cli.store.journal.changeset import ChangeSet

    Said = tuple[Any, ...]


class DeclaredImporter(RowImporter):
    """Imports rows of one declared kind."""

    kind: ClassVar[Kind]

    def __init__(self, changes: ChangeSet, session: LedgerSession, receipt: Receipt) -> None:
        super().__init__(changes, session, receipt)
        kind = self.kind
        said = [kind.fields[key] for key in kind.given if key != ENTERED_ON.key]
        self._columns = [kind.column(field) for field in said]
        self._there = Counter(map(self._said, self._registered()))
        self._coded = {record.number(): record for record in self._registered() if not kind.series}
        self._seen: Counter[Said] = Counter()

    def begin_file(self, name: str) -> None:
        super().begin_file(name)
        self._seen.clear()

    def take(self, rows: Sequence[PlainRow]) -> list[tuple[PlainRow, str, Refused]]:
        """Write the records that are new, count those that are there, and return the rows that are refused."""
        refused: list[tuple[PlainRow, str, Refused]] = []
        for row in rows:
            try:
                self._take(_typed(self.kind, row.given))
            except Refused as reason:
                refused.append((row, self._blamed(row, reason), reason))
        return refused

    def _take(self, row: dict[str, Any]) -> None:
        sealing = Sealing.of(self.kind, row, coded=False) if self.kind.sealed else None
        given = {key: value for key, value in row.items() if key in self.kind.fields}
        begins, since = self.kind.begins, self.kind.counts_since
        dated = begins in given or since in given
        if begins in self.kind.form and begins != ENTERED_ON.key and not dated:
            raise CellMissing(self.kind.heading(begins))
        record = drawn_up(self._session, self._changes, self.kind, given)
        said = self._said(record)
        if self._is_there(record, given, said):
            self._receipt.same += 1
            return
        written = register(self._session, self._changes, self.kind, given, sealing)
        self._there[said] += 1
        self._coded |= {} if self.kind.series else {written.number(): written}
        self._receipt.new += 1

    def _is_there(self, record: Record, given: Mapping[str, Any], said: Said) -> bool:
        """Say whether a row is a record that is there. Raises RecordDiffers where the one of its code is another."""
        if self.kind.series is not None:
            self._seen[said] += 1
            return self._there[said] >= self._seen[said]
        other = self._coded.get(record.number())
        if other is None:
            return False
        columns = {self.kind.column(self.kind.fields[key]) for key in given}
        differing = [
            next(f.heading for f in self.kind.columns if self.kind.column(f) == column)
            for column, was, now in zip(self._columns, self._said(other), said, strict=True)
            if was != now and column in columns
        ]
        if differing:
            raise RecordDiffers(record.number(), differing)
        return True

    def _said(self, record: Record) -> Said:
        """Return what tells a record from others."""
        values = vars(record)
        return tuple(
            same_text(value) if isinstance(value := values[column], str) else value
            for column in self._columns
        )

    def _registered(self) -> list[Record]:
        """Return the records as they were registered, but for those whose batch was undone."""
        kind = self.kind
        undone = f"SELECT {kind.key} FROM {kind.history} WHERE step = 'undo'"
        query = (
            f"SELECT * FROM {kind.history} WHERE {kind.number} = 1 AND {kind.key} NOT IN ({undone})"
        )
        cursor = self._changes.connection.execute(query)
        names = [column[0] for column in cursor.description]
        rules = rules_of(kind)
        return [rules.record.of_row(dict(zip(names, row, strict=True))) for row in cursor]

    def _blamed(self, row: PlainRow, reason: Refused) -> str:
        """Return the key of the column that is to blame: the one whose name or value the reason tells, else the first that must be there."""
        if isinstance(reason, MissingOption):
            return self.kind.required[0]
        told = [
            key
            for key, value in row.given.items()
            if key in self.kind.form
            and (self.kind.form[key].name in reason.sentence or str(value) in reason.sentence)
        ]
        return told[0] if told else (self.kind.required or tuple(self.kind.form))[0]


def importer_of(kind: Kind) -> type[DeclaredImporter]:
    """Return what imports rows of a declared kind."""
    return type(f"{kind.name.title()}Importer", (DeclaredImporter,), {"kind": kind})


def _typed(kind: Kind, given: dict[str, Any]) -> dict[str, Any]:
    """Return what a row gives as somebody would type it: a deadline out of its pair, several values apart."""
    said: dict[str, Any] = {}
    for key, value in given.items():
        field = kind.fields.get(key) or kind.form.get(key)
        if field is None or value is None:
            continue
        if field.reads is Reads.DUE:
            at_once, day = value
            said[key] = given.get(kind.begins, "today") if at_once else day
        elif field.several:
            said[key] = [part for part in re.split(r"[、，,;；\s]+", str(value)) if part]
        else:
            said[key] = value
    return said if CODE.key not in said else {**said, CODE.key: str(said[CODE.key])}
