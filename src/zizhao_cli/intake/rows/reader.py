"""Rows into drafts of checks and hazards, with every problem of every row."""

from __future__ import annotations

from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.errors.records import (
    DetailsWithoutHazard,
    FailWithoutHazard,
    HazardWithoutFail,
    NoHazardToRegister,
    ResultMissing,
)
from zizhao_cli.domain.kinds import record_of
from zizhao_cli.domain.kinds.field import Reads
from zizhao_cli.domain.placeholders import is_placeholder
from zizhao_cli.domain.values import Result
from zizhao_cli.errors import quoted
from zizhao_cli.intake.cell_errors import (
    CellMissing,
    LineOrHazard,
    NotANumber,
    NothingAbove,
    OnlyInOwnLists,
    RowsWithinCell,
    UnitWithin,
)
from zizhao_cli.intake.errors import FileRefused
from zizhao_cli.intake.rows.blocks import block_of
from zizhao_cli.intake.rows.cell_text import shown
from zizhao_cli.intake.rows.drafts import (
    OF_HAZARDS,
    BadRow,
    DraftRow,
    NumberedRow,
    PlainRow,
    draft_of,
    is_of_a_hazard,
)
from zizhao_cli.intake.rows.no_records import NoRecords
from zizhao_cli.intake.rows.own_columns import not_of_a_new_one, own_texts
from zizhao_cli.intake.rows.row_problems import RowProblems
from zizhao_cli.intake.rows.special_cells import BLANK, DITTO, EXAMPLE
from zizhao_cli.intake.table.table import Shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zizhao_cli.domain.kinds.kind import Kind
    from zizhao_cli.intake.problem import Problem
    from zizhao_cli.intake.rows.blocks import Block, RawRows
    from zizhao_cli.intake.rows.column import Column
    from zizhao_cli.intake.rows.column_builder import ColumnBuilder
    from zizhao_cli.intake.table.columns import Understood
    from zizhao_cli.intake.table.mapping import Mapping
    from zizhao_cli.intake.table.table import Table

CHUNK_ROWS = 2000
Row = DraftRow | NumberedRow | PlainRow
FIRST = 10
"""Deadlines in words of which a receipt says what was made of them."""
_MISSING = object()


class RowReader:
    """Reads the rows of one table."""

    def __init__(
        self,
        file: str,
        table: Table,
        understood: Understood,
        form: Kind,
        mapping: Mapping,
        builder: ColumnBuilder,
    ) -> None:
        self._table = table
        self._understood = understood
        self._form = form
        self._builder = builder
        self._problems = RowProblems(file, table, understood, form)
        self._no_records = NoRecords(table, understood, form, self._column)
        self._columns: dict[str, Column] = {}
        self._above: list[Any] = []
        # Under a column that the caller says to hold ids from elsewhere, none is a number of the ledger.
        ids_are_meant = "source_id" in mapping.named.values()
        self._numbering = ("no",) if ids_are_meant else ("no", "source_id")
        self._constant: dict[str, Any] = {}
        for key, text in mapping.constant.items():
            self._hold_for_all(key, text, f"--set {key}")
        for key, said in understood.said.items():
            self._hold_for_all(key, said.value, f"表头以上的 {said.label}", said.line)

    def _hold_for_all(self, key: str, cell: object, source: str, line: int | None = None) -> None:
        """Take a value for all rows. Raises FileRefused."""
        try:
            value = self._column(key).learn(cell)
            if value is None:
                raise CellMissing(key)
            self._constant[key] = value
        except Refused as refused:
            raise FileRefused(
                f"{source}：{refused.sentence}", refused.way_out or "", line=line, column=key
            ) from refused

    def _column(self, key: str) -> Column:
        if key not in self._columns:
            self._columns[key] = self._builder.column(key, self._problems.heading(key))
        return self._columns[key]

    def chunks(self) -> Iterator[Block | list[DraftRow] | list[Row | BadRow]]:
        """Yield the rows in chunks: as a block where all are plain, else one by one."""
        while raw := list(islice(self._understood.rows, CHUNK_ROWS)):
            plain = self._form.in_blocks and not self._needs_rows(raw)
            block = self._block_of(raw) if plain else None
            if block is None:
                yield list(self._read(raw))
            else:
                self._above = raw[-1][1]
                yield block
        self._note_period()
        self._table.skipped += (
            (None, f"{self._problems.heading('due_on')} {quoted(text)} 算作{meaning}")
            for text, meaning in islice(self._builder.days.taken_as.items(), FIRST)
        )

    def _block_of(self, raw: RawRows) -> Block | list[DraftRow] | None:
        return block_of(
            raw,
            self._understood,
            self._column,
            self._constant,
            self._form,
        )

    def _note_period(self) -> None:
        """Note where days that do not say it took their year from."""
        period = self._understood.period
        if period is not None and self._builder.days.assumed:
            month = f" {period.month} 月" if period.month else ""
            self._table.skipped.append(
                (period.line, f"没有写年月的日子按 {period.source} 算作 {period.year} 年{month}")
            )

    def _needs_rows(self, rows: list[tuple[int, list[Any]]]) -> bool:
        """Say whether pictures, merged regions or an open quotation mark reach into these rows, or an object lacks a key."""
        table = self._table
        if table.pictures is not None or (table.keyed and any(None in cells for _, cells in rows)):
            return True
        if table.swallowed and any(line in table.swallowed for line, _ in rows):
            return True
        return table.spread is not None and any(
            table.spread(line) or (table.from_above is not None and table.from_above(line))
            for line, _ in rows
        )

    def _read(self, rows: list[tuple[int, list[Any]]]) -> Iterator[Row | BadRow]:
        """Yield each row as a draft, or with its problems; blank rows and what is no record are left out."""
        for line, raw in rows:
            if all(cell in BLANK or str(cell).isspace() for cell in raw):
                continue
            cells = raw
            if raw[0].__class__ is str and raw[0][:2] == EXAMPLE:
                self._table.skipped.append((line, "示例行"))
                continue
            if (place := self._table.swallowed.get(line)) is not None:
                problem = self._problems.at(line, place, raw, RowsWithinCell())
                yield BadRow(line, self._as_rejected(raw), [problem])
                continue
            if (other := self._of_another_unit(line, raw)) is not None:
                yield other
                continue
            if self._is_no_record(line, raw, bad=False):
                continue
            if not DITTO.isdisjoint(raw):
                cells = [
                    self._above[place] if cell in DITTO and place < len(self._above) else cell
                    for place, cell in enumerate(raw)
                ]
            doubtful = self._no_records.doubtful
            values, problems = self._values(line, cells)
            if doubtful:
                text = next(filter(None, map(shown, raw)), "")
                problems.append(self._problems.of_cell(line, "hazard", text, LineOrHazard(text)))
            row = self._draft(line, values, problems, cells)
            if row is None and self._is_no_record(line, raw, bad=True):
                continue
            self._above = cells
            yield BadRow(line, self._as_rejected(cells), problems) if row is None else row

    def _of_another_unit(self, line: int, cells: list[Any]) -> BadRow | None:
        """Return a row that names but another unit than the one of all rows: what follows is about that."""
        if "unit" not in self._constant or (name := self._no_records.name_alone(cells)) is None:
            return None
        try:
            unit = self._builder.on_roll(name)
        except Refused:
            unit = None
        if unit is None or unit.id == self._constant["unit"]:
            return None
        problem = self._problems.of_cell(line, "unit", name, UnitWithin(name))
        return BadRow(line, self._as_rejected(cells), [problem])

    def bad_cells(self) -> Iterator[list[BadRow]]:
        """Yield the rows with cells that cannot be read, of a table that lacks a required column."""
        for line, cells in self._understood.rows:
            if any(shown(cell) for cell in cells) and not self._is_no_record(line, cells, bad=True):
                _, problems = self._values(line, cells)
                if problems:
                    yield [BadRow(line, self._as_rejected(cells), problems)]

    def _values(self, line: int, cells: list[Any]) -> tuple[dict[str, Any], list[Problem]]:
        values = self._constant.copy()
        problems: list[Problem] = []
        count = len(cells)
        for place, key in self._understood.columns:
            cell = cells[place] if place < count else ""
            if cell in BLANK:
                continue
            if cell in DITTO:
                problems.append(self._problems.of_cell(line, key, cell, NothingAbove(str(cell))))
                values[key] = _MISSING
                continue
            column = self._columns.get(key) or self._column(key)
            column.forget_if_full()
            value = column.known.get(cell, _MISSING) if column.known else _MISSING
            if value is _MISSING:
                try:
                    value = column.learn(cell)
                except Refused as refused:
                    problems.append(self._problems.of_cell(line, key, cell, refused))
            if value is not None:
                values[key] = value
        if count != len(self._understood.headings) or self._understood.untitled:
            shifted = self._problems.of_width(line, cells)
            problems += [] if shifted is None else [shifted]
        return values, problems

    def _as_rejected(self, cells: list[Any]) -> list[Any]:
        """Return a refused row as it may be handed back: 同上 spelled out, days and what stands above the table as well."""
        shown_cells = [str(cell) if isinstance(cell, Shown) else cell for cell in cells]
        for place, key in self._understood.columns:
            reads = self._form.form[key].reads
            if reads in (Reads.DAY, Reads.DUE) and place < len(cells):
                with suppress(Refused):
                    shown_cells[place] = self._builder.days.spelled(
                        cells[place], due=reads is Reads.DUE
                    )
        said = [shown(one.value) for one in self._understood.said.values()]
        missing = len(self._understood.headings) - len(cells)
        return [*shown_cells, *[""] * missing, *said] if said and missing >= 0 else shown_cells

    def problem_of(self, row: Row, key: str, refused: Refused) -> BadRow:
        """Return a row that the ledger refused, with its problem in the column for `key`."""
        problem = self._problems.of_row(row.line, key, row.cells, refused)
        return BadRow(row.line, self._as_rejected(row.cells), [problem])

    def _is_no_record(self, line: int, cells: list[Any], *, bad: bool) -> bool:
        """Say whether a row is no record, which is noted as skipped."""
        why = self._no_records.why(line, cells, bad=bad)
        if why is not None:
            self._table.skipped.append((line, why))
        return why is not None

    def _refuse_missing(
        self, line: int, values: dict[str, Any], problems: list[Problem], cells: list[Any]
    ) -> None:
        for key in self._form.required:
            if key not in values:
                missing: Refused = CellMissing(self._form.heading(key))
                if key == "hazard" and (text := shown(self._problems.cell(key, cells))):
                    missing = NoHazardToRegister(text)
                problems.append(self._problems.of_row(line, key, cells, missing))

    def _is_unanswered(self, values: dict[str, Any], cells: list[Any]) -> bool:
        """Say whether nobody wrote what a check came to, though the table asks: neither a result, nor that there is no hazard."""
        asked = any(
            key == "result" and not (self._table.keyed and cells[place : place + 1] in ([], [None]))
            for place, key in self._understood.columns
        )
        return asked and "result" not in values and not shown(self._problems.cell("hazard", cells))

    def _draft(
        self, line: int, values: dict[str, Any], problems: list[Problem], cells: list[Any]
    ) -> DraftRow | NumberedRow | PlainRow | None:
        get = values.get
        ids = (get(key) for key in self._numbering)
        no = next((id_ for id_ in ids if isinstance(id_, str) and record_of(id_)), None)
        own = own_texts(self._understood, self._builder, cells) if self._understood.own else {}
        if no is not None:
            said = {key: text for key, (_, text) in own.items()}
            return None if problems else NumberedRow(line, no, values, cells, said)
        problems += (
            self._problems.at(line, place, cells, OnlyInOwnLists())
            for place in not_of_a_new_one(own, self._builder, get("unit"))
        )
        if isinstance(other := get("no"), str):
            problems.append(self._problems.of_row(line, "no", cells, NotANumber(other)))
        self._refuse_missing(line, values, problems, cells)
        hazard, result = get("hazard"), get("result")
        if result is None and hazard is None and self._is_unanswered(values, cells):
            problems.append(self._problems.of_row(line, "result", cells, ResultMissing()))
        if result is None:
            result = Result.PASS.value if hazard is None else Result.FAIL.value
        if hazard is None and result == Result.FAIL:
            problems.append(self._problems.of_row(line, "hazard", cells, FailWithoutHazard()))
        elif hazard is not None and result in (Result.PASS, Result.NA):
            contradiction = HazardWithoutFail(Result(result).label)
            problems.append(self._problems.of_row(line, "result", cells, contradiction))
        elif hazard is None and "hazard" not in self._form.required:
            problems += (
                self._problems.of_row(line, key, cells, DetailsWithoutHazard())
                for key in OF_HAZARDS
                # What is set for the whole table is meant for the hazards among its rows.
                if is_of_a_hazard(key, get(key))
                and not is_placeholder(shown(self._problems.cell(key, cells)) or "")
            )
        if problems:
            return None
        return draft_of(line, values, result, cells)


class PlainReader(RowReader):
    """Reads rows into what they give, of which the importer makes drafts."""

    def _draft(
        self, line: int, values: dict[str, Any], problems: list[Problem], cells: list[Any]
    ) -> PlainRow | None:
        self._refuse_missing(line, values, problems, cells)
        own = own_texts(self._understood, self._builder, cells)
        said = {key: text for key, (_, text) in own.items()}
        return None if problems else PlainRow(line, values, cells, said)
