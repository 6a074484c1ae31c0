"""Importing checks and hazards: all files of a call are one batch, written whole, in part where asked, or not at all."""

from __future__ import annotations

import re
from contextlib import ExitStack
from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.errors.records import UnknownUnit
from zizhao_cli.domain.kinds.batch import BATCH
from zizhao_cli.domain.kinds.unit import UNIT
from zizhao_cli.domain.placeholders import unit_name
from zizhao_cli.domain.rules.batch import BatchRecord
from zizhao_cli.domain.units import UnitNames
from zizhao_cli.errors import visible
from zizhao_cli.intake.errors import (
    ColumnsRefused,
    FileRefused,
    NoHeader,
    NoTable,
    SheetNotUnderstood,
)
from zizhao_cli.intake.problem import Problem, message
from zizhao_cli.intake.rows.blocks import Block
from zizhao_cli.intake.rows.column_builder import ColumnBuilder
from zizhao_cli.intake.rows.drafts import BadRow, DraftRow, PendingUnit
from zizhao_cli.intake.source import WORKBOOK_TYPES, opened, stdin_aside
from zizhao_cli.intake.table.columns import understand
from zizhao_cli.intake.table.mapping import Mapping
from zizhao_cli.intake.text import read_text
from zizhao_cli.ledger.imports.check import CheckImporter
from zizhao_cli.ledger.imports.discreet import file_number, of_entry, of_file, of_row, of_skipped
from zizhao_cli.ledger.imports.fingerprint_importer import FingerprintImporter
from zizhao_cli.ledger.imports.pictures import Album
from zizhao_cli.ledger.imports.receipt import Receipt, Rejects
from zizhao_cli.ledger.imports.unknown_columns import find_units
from zizhao_cli.store.active import is_referred_to
from zizhao_cli.store.journal.chain import canonical
from zizhao_cli.store.progress import Tell, quiet
from zizhao_cli.store.roll import roll, undone
from zizhao_cli.store.verify.projection import refuse_altered

if TYPE_CHECKING:
    from pathlib import Path

    from zizhao_cli.domain.kinds.kind import Kind
    from zizhao_cli.intake.rows.reader import RowReader
    from zizhao_cli.intake.source import Source
    from zizhao_cli.intake.table.columns import Understood
    from zizhao_cli.intake.table.table import Table
    from zizhao_cli.layouts import Layout
    from zizhao_cli.ledger.imports.new_units import NewUnits
    from zizhao_cli.ledger.imports.pictures import TablePictures
    from zizhao_cli.ledger.imports.row_importer import RowImporter
    from zizhao_cli.ledger.session import LedgerSession
    from zizhao_cli.store.journal.changeset import ChangeSet

_ROWS_OF_A_TABLE = 2
_EXPLAINS = re.compile("说明|须知|填表|选项|字典|封面|目录")
"""What a sheet is called that explains the others or lists what may be chosen, as in the program's own template."""


@dataclass(frozen=True)
class Request:
    """What an import was asked for."""

    files: list[str]
    layout: Layout
    type: str | None = None
    encoding: str | None = None
    new_units: str | None = None
    dry_run: bool = False
    keep_good: bool = False
    typed_year: int | None = None
    """The year that was typed beside a layout, whose own it replaces."""
    usual_year: int | None = None
    """The year of tables that name none, where neither says one."""
    tell: Tell = quiet
    """Is told of each file by its name how many of its rows were read."""


class _NothingIsWritten(Exception):
    """Ends the transaction without a trace; never leaves this module."""


def import_rows(session: LedgerSession, form: Kind, request: Request) -> tuple[Receipt, Rejects]:
    """Import records of a kind from rows of its `form`; return the receipt and the refused rows."""
    receipt, rejects = Receipt(dry_run=request.dry_run), Rejects()
    try:
        # What was copied is removed after the change-set has kept its own.
        with (
            stdin_aside(request.files, request.type) as stdin,
            ExitStack() as copies,
            session.change() as changes,
        ):
            album = Album(session, receipt, copies)
            one = _Import(session, changes, request, form, receipt, rejects, album)
            one.take(stdin)
            one.seal_or_leave()
    except _NothingIsWritten:
        if receipt.problems and not request.keep_good:
            receipt.new_units = []
    return receipt, rejects


class _Import:
    """One import inside its transaction."""

    def __init__(
        self,
        session: LedgerSession,
        changes: ChangeSet,
        request: Request,
        form: Kind,
        receipt: Receipt,
        rejects: Rejects,
        album: Album,
    ) -> None:
        self._session = session
        self._changes = changes
        self._request = request
        self._form = form
        layout = request.layout
        mapping = Mapping.read(form, layout.map, layout.ignore_column, layout.set, layout.year)
        self._mapping = replace(
            mapping,
            year_from="读法" if request.typed_year is None else "--year",
            usual_year=request.usual_year,
        )
        self._receipt = receipt
        self._rejects = rejects
        self._album = album
        refuse_altered(session.path, changes.connection)
        self._roll = roll(changes.connection)
        self._file_refused = False
        self._unknown: set[str] = set()
        self._new_units: NewUnits | None = None
        self._undone: set[int] = set()
        if request.new_units:
            self._undone = undone(changes.connection)
            from zizhao_cli.ledger.imports.new_units import NewUnits

            self._new_units = NewUnits(changes, request.new_units, session.today)
        importer: type[RowImporter] = import_module(form.module("ledger.imports")).IMPORTER
        self._importer = importer(changes, session, receipt)
        if isinstance(self._importer, FingerprintImporter) and request.new_units:
            self._importer.roll = self

    def take(self, stdin: Path) -> None:
        """Read all files, where `-` is the copy `stdin`, and hand their rows to the importer; what is refused goes into the receipt."""
        for number, name in enumerate(self._request.files, start=1):
            shown = file_number(number) if self._form.sealed else visible(name)
            try:
                with opened(name, self._request.type, stdin) as source:
                    self._file(replace(source, name=shown) if self._form.sealed else source)
                    source.check_unchanged()
            except FileRefused as refused:
                self._refuse_file(shown, refused, self._request.layout.sheet)

    def _refuse_file(self, name: str, refused: FileRefused, sheet: str | None) -> None:
        # Rows before it may stand in the ledger by now: a file is never kept in part for such a reason.
        self._file_refused = True
        if not self._form.sealed:  # what lacks is asked for by what stands in the file
            self._rejects.lacking.note(refused)
        for part in refused.parts:
            problem = Problem(
                name, part.line, part.column, None, message(part), part.sheet or sheet
            )
            self._receipt.problems.append(of_file(problem, part) if self._form.sealed else problem)

    def seal_or_leave(self) -> None:
        """Write the batch and its journal entry, or leave the transaction where nothing is to be written."""
        refused = self._file_refused or (self._receipt.problems and not self._request.keep_good)
        if refused or self._request.dry_run or not (self._receipt.new or self._receipt.new_units):
            raise _NothingIsWritten
        batch = BatchRecord(
            id=self._changes.next_id(BATCH, self._session.today.year),
            form=self._form.name,
            receipt=canonical(self._receipt.to_keep()),
        )
        self._changes.register(batch, self._session.today)
        self._receipt.batch = batch.number()
        counts = {
            "rows": self._receipt.rows,
            "new": self._receipt.new,
            "hazards": self._receipt.hazards,
        }
        self._changes.seal(
            f"{self._form.name}.import", self._receipt.batch, self._session.today, counts
        )

    def _file(self, source: Source) -> None:
        digest = source.sha256()
        self._importer.begin_file(source.name)
        self._rejects.begin_file()
        tables, without = self._understood(source)
        before, noted = self._receipt.rows, len(self._receipt.skipped)
        for table, understood in tables:
            self._rejects.lacking.seen += [] if self._form.sealed else [understood.headings]
            if understood.refused:
                find_units(understood, self._roll)
                if self._form.sealed:
                    for part in understood.refused:
                        part.seen = [understood.headings]
                refused = ColumnsRefused(understood.refused, [])
                self._refuse_file(source.name, refused, table.sheet)
            entry: dict[str, Any] = {
                "file": source.name,
                "sha256": digest,
                "encoding": table.encoding,
                "sheet": table.sheet,
                "rows": 0,
            }
            entry = of_entry(self._form, entry)
            self._receipt.files.append(entry)
            self._importer.sheet = table.sheet
            pictures = self._pictures(source, table, understood)
            self._importer.pictures = pictures
            if pictures is not None:
                understood.rows = pictures.watched(understood.rows)
            reader = self._reader(source.name, table, understood)
            for chunk in reader.chunks() if understood.makes_rows else reader.bad_cells():
                count = len(chunk.raw) if isinstance(chunk, Block) else len(chunk)
                self._receipt.rows += count
                entry["rows"] += count
                for bad in self._take(chunk, reader):
                    self._refuse(understood, bad)
                    if pictures is not None and self._request.keep_good:
                        pictures.reject(bad.line)
                self._request.tell(source.name, entry["rows"], table.done())
            if pictures is not None:
                pictures.finish()
            place = {"file": source.name, "sheet": table.sheet}
            self._receipt.skipped += (
                {**place, "line": line, "why": why} for line, why in table.skipped
            )
        left_out = self._left_out(without, beside_records=self._receipt.rows > before)
        self._receipt.skipped[noted:noted] = [
            {"file": source.name, "sheet": None, "line": None, "why": why} for why in left_out
        ]
        self._receipt.skipped[noted:] = of_skipped(self._form, self._receipt.skipped[noted:])

    def _pictures(
        self, source: Source, table: Table, understood: Understood
    ) -> TablePictures | None:
        """Return the pictures of a table; none where something of it is sealed, for evidence lies in the clear."""
        if self._form.sealed:
            return None
        return self._album.of_table(source, table, understood, self._changes)

    def _left_out(
        self, without: list[tuple[Table, FileRefused]], *, beside_records: bool
    ) -> list[str]:
        """Return what is to be said of the sheets without a header.

        Raises SheetNotUnderstood where records may be among their rows.
        """
        said: list[str] = []
        refused: list[FileRefused] = []
        for table, why in without:
            name, rows = table.sheet or "", _rows(why)
            said += (skipped for _, skipped in table.skipped)
            if rows < _ROWS_OF_A_TABLE:
                said.append(f"工作表“{name}”里没有表格")
            elif not beside_records or _EXPLAINS.search(name):
                said.append(f"工作表“{name}”没有找到表头，里面的 {rows} 行没有读")
            else:
                refused.append(SheetNotUnderstood(name, rows, getattr(why, "found", ())))
                refused[-1].sheet = name
        if refused:
            refused[0].parts = refused
            raise refused[0]
        return said

    def _understood(
        self, source: Source
    ) -> tuple[list[tuple[Table, Understood]], list[tuple[Table, FileRefused]]]:
        """Return the tables of a file with their columns, and the sheets without a header with why they are none.

        Raises NoHeader or NoTable where no sheet has one, and what understand refuses.
        """
        found: list[tuple[Table, Understood]] = []
        without: list[tuple[Table, FileRefused]] = []
        for table in self._tables(source):
            try:
                found.append((table, understand(table, self._form, self._mapping)))
            except (NoHeader, NoTable) as refused:
                refused.sheet = table.sheet
                without.append((table, refused))
            except FileRefused as refused:
                for part in refused.parts:
                    part.sheet = table.sheet
                raise
        if not found:
            raise max((refused for _, refused in without), key=_rows, default=NoTable())
        return found, without

    def _reader(self, file: str, table: Table, understood: Understood) -> RowReader:
        builder = ColumnBuilder(
            self._form,
            self._session.today,
            lambda: self._session.measures,
            self._unit,
            self._roll.get,
            date_1904=table.date_1904,
            period=understood.period,
            typed=table.encoding is None or table.keyed,
        )
        return self._importer.reader(file, table, understood, self._form, self._mapping, builder)

    def _tables(self, source: Source) -> list[Table]:
        if source.type not in WORKBOOK_TYPES:
            return [read_text(source, self._request.encoding)]
        from zizhao_cli.intake.workbook.workbook import read_workbook

        return read_workbook(source, self._request.layout.sheet, self._request.encoding)

    def _take(self, chunk: Block | list[Any], reader: RowReader) -> list[BadRow]:
        """Hand a chunk to the importer, and return its bad rows by line: those that were read so, and those that it refuses."""
        bad: list[BadRow] = []
        refused: list[Any]
        if isinstance(chunk, Block):
            assert isinstance(self._importer, CheckImporter)  # noqa: S101 - the only form that is read in blocks
            refused = self._importer.take_block(chunk)
        else:
            bad += (row for row in chunk if isinstance(row, BadRow))
            refused = [
                *self._importer.take(
                    [self.settled(row) for row in chunk if not isinstance(row, BadRow)]
                )
            ]
        bad += (reader.problem_of(row, key, reason) for row, key, reason in refused)
        return sorted(bad, key=lambda row: row.line)

    def settled(self, row: Any) -> Any:  # noqa: ANN401 - a DraftRow or a PlainRow
        """Return a row whose unit was not on the roll with its unit, where a row before it brought it."""
        if not isinstance(row, DraftRow) or not isinstance(row.unit_id, PendingUnit):
            return row
        unit = self._unit(row.unit_id)
        return row._replace(unit_id=unit.id) if isinstance(unit, UnitNames) else row

    def joined(self, row: DraftRow) -> DraftRow:
        """Put the unit of a row on the roll, and return the row with it. Raises what NewUnits.add refuses."""
        assert self._new_units is not None  # noqa: S101 - else the row was refused
        added = self._new_units.add(row.unit_id)
        self._receipt.new_units.append(f"{added.code} {added.name}")
        self._roll.add(added)
        return row._replace(unit_id=added.id)

    def _refuse(self, understood: Understood, row: BadRow) -> None:
        self._receipt.rejected += 1
        if self._form.sealed:
            self._receipt.problems += (of_row(self._form, problem) for problem in row.problems)
            return
        self._receipt.problems += row.problems
        # What is no record, as a line of totals, may have been read as a unit before it was seen to be none.
        unknown = (problem.value for problem in row.problems if problem.value in self._unknown)
        if isinstance(self._importer, FingerprintImporter):  # what else is imported brings no unit
            self._rejects.lacking.units.update(dict.fromkeys(map(str, unknown)))
        reasons = "；".join(problem.message for problem in row.problems)
        self._rejects.add(understood, row.cells, reasons)

    def _unit(self, text: str) -> UnitNames | PendingUnit:
        if self._new_units is None:
            try:
                return self._roll.find(text)
            except UnknownUnit:
                unit_name(text)
                self._unknown.add(text)
                raise
        unit = self._roll.get(text)
        # A retired unit is still the one that its rows are about; else they would be recorded twice, and it stays retired for good.
        if unit and (
            unit.active
            or unit.id not in self._undone
            or is_referred_to(self._changes.connection, UNIT, unit.id)
        ):
            return unit
        return PendingUnit(unit_name(text))


def _rows(refused: FileRefused) -> int:
    """Return how many rows there are in a sheet without a header."""
    return refused.rows if isinstance(refused, NoHeader) else 0
