"""Rows into drafts of checks and hazards, with every problem of every row."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from zizhao_cli.domain.errors import (
    DetailsWithoutHazard,
    FailWithoutHazard,
    HazardWithoutFail,
    NoHazardToRegister,
    Refused,
)
from zizhao_cli.domain.placeholders import DITTO_WORDS, is_placeholder
from zizhao_cli.domain.values import CheckKind, Handling, Level, Result
from zizhao_cli.intake.cells import Cells, Column, shown
from zizhao_cli.intake.errors import CellMissing, CellsBeyondHeader, FileRefused, NothingAbove
from zizhao_cli.intake.problem import Problem, message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zizhao_cli.intake.blocks import Block
    from zizhao_cli.intake.table.columns import Understood
    from zizhao_cli.intake.table.forms import Form
    from zizhao_cli.intake.table.mapping import Mapping
    from zizhao_cli.intake.table.table import Table

DITTO = frozenset(
    form.format(word)
    for word in DITTO_WORDS
    for form in ("{}", "{} ", " {}", "{}\t", '="{}"', '="{}"\t')
)
EXAMPLE = "示例"
OF_HAZARDS = ("level", "due_on")
DAYS = ("checked_on", "due_on", "rectified_on", "reviewed_on")
_BELOW = re.compile(
    r"合\s*计|共\s*计|总\s*计|小\s*计|备\s*注|说\s*明|注[:：]|填\s*[表报]|审\s*核|制\s*表|(单位)?负责人|签\s*[字名]|联系电话|以\s*下\s*(空白|无)"
)
BLANK = frozenset(("", None))
_MISSING = object()
CHUNK_ROWS = 2000


class FoundRow(NamedTuple):
    """The hazard in a row. Days are YYYY-MM-DD; `due` may also count days."""

    title: str
    level: str
    handling: str
    due: str | None
    location: str | None
    sector: str | None
    responsible: str | None
    measures: str | None
    rectified_on: str | None
    reviewer: str | None
    reviewed_on: str | None
    passed: bool | str | None
    """Whether the re-inspection passed, or the text that does not say so."""


class DraftRow(NamedTuple):
    """A row that is as it should be: a check, or for the form `hazard` a hazard with its day and inspectors."""

    line: int
    source_id: str | None
    unit_id: Any
    """The unit's id; a PendingUnit until the ledger takes the row."""
    measure: int
    day: str
    kind: str
    inspectors: str | None
    result: str
    note: str | None
    hazard: FoundRow | None
    cells: list[Any]
    """The row as it came, 同上 spelled out."""


class UnitRow(NamedTuple):
    """A unit of the roll as a row gives it, not yet a draft."""

    line: int
    given: dict[str, Any]
    cells: list[Any]


@dataclass(frozen=True)
class BadRow:
    """A row with problems, and its cells as they came."""

    line: int
    cells: list[Any]
    problems: list[Problem]


class RowReader:
    """Reads the rows of one table."""

    def __init__(
        self,
        file: str,
        table: Table,
        understood: Understood,
        form: Form,
        mapping: Mapping,
        cells: Cells,
    ) -> None:
        self._file = file
        self._table = table
        self._understood = understood
        self._form = form
        self._cells = cells
        self._columns: dict[str, Column] = {}
        self._above: list[Any] = []
        self._constant: dict[str, Any] = {}
        for key, text in mapping.constant.items():
            try:
                value = self._column(key).learn(text)
                if value is None:
                    raise CellMissing(key)
                self._constant[key] = value
            except Refused as refused:
                raise FileRefused(
                    f"--set {key}：{refused.sentence}", refused.way_out or "", column=key
                ) from refused

    def _column(self, key: str) -> Column:
        if key not in self._columns:
            self._columns[key] = self._cells.column(key, self._heading(key))
        return self._columns[key]

    def chunks(self) -> Iterator[Block | list[DraftRow | UnitRow | BadRow]]:
        """Yield the rows in chunks: as a block where all are plain, else one by one."""
        from zizhao_cli.intake.blocks import block_of

        while raw := list(islice(self._understood.rows, CHUNK_ROWS)):
            plain = self._form.in_blocks and not self._table.keyed
            block = block_of(raw, self._understood, self._column, self._constant) if plain else None
            if block is None:
                yield list(self._read(raw))
            else:
                self._above = raw[-1][1]
                yield block

    def _read(self, rows: list[tuple[int, list[Any]]]) -> Iterator[DraftRow | UnitRow | BadRow]:
        """Yield each row as a draft, or with its problems; blank rows and what is no record are left out."""
        for line, raw in rows:
            if all(cell in BLANK or str(cell).isspace() for cell in raw):
                continue
            cells = raw
            if raw[0].__class__ is str and raw[0][:2] == EXAMPLE:
                self._table.skipped.append((line, "示例行"))
                continue
            if not DITTO.isdisjoint(raw):
                cells = [
                    self._above[place] if cell in DITTO and place < len(self._above) else cell
                    for place, cell in enumerate(raw)
                ]
            values, problems = self._values(line, cells)
            row = self._draft(line, values, problems, cells)
            if row is None and self._is_no_record(line, cells):
                continue
            self._above = cells
            yield BadRow(line, self._as_rejected(cells), problems) if row is None else row

    def _values(self, line: int, cells: list[Any]) -> tuple[dict[str, Any], list[Problem]]:
        values = self._constant.copy()
        problems: list[Problem] = []
        count = len(cells)
        for place, key in self._understood.columns:
            cell = cells[place] if place < count else ""
            if cell in BLANK:
                continue
            if cell in DITTO:
                problems.append(self._problem(line, key, cell, NothingAbove(str(cell))))
                values[key] = _MISSING
                continue
            column = self._columns.get(key) or self._column(key)
            column.forget_if_full()
            value = column.known.get(cell, _MISSING) if column.known else _MISSING
            if value is _MISSING:
                try:
                    value = column.learn(cell)
                except Refused as refused:
                    problems.append(self._problem(line, key, cell, refused))
            if value is not None:
                values[key] = value
        if count > len(self._understood.headings) or self._understood.untitled:
            self._refuse_untitled(line, cells, problems)
        return values, problems

    def _as_rejected(self, cells: list[Any]) -> list[Any]:
        """Return a refused row as it may be handed back: 同上 spelled out, days of a sheet as days."""
        shown_cells = list(cells)
        for place, key in self._understood.columns:
            if key in DAYS and place < len(cells) and isinstance(cells[place], float | int):
                with suppress(Refused):
                    shown_cells[place] = self._cells.day_text(cells[place])
        return shown_cells

    def problem_of(self, row: DraftRow | UnitRow, key: str, refused: Refused) -> BadRow:
        """Return a row that the ledger refused, with its problem in the column for `key`."""
        problem = self._problem_in(row.line, key, row.cells, refused)
        return BadRow(row.line, self._as_rejected(row.cells), [problem])

    def _cell(self, key: str, cells: list[Any]) -> Any:  # noqa: ANN401 - cells are of any kind
        """Return what stands in the column for `key`, or None."""
        place = next((place for place, name in self._understood.columns if name == key), None)
        return None if place is None or place >= len(cells) else cells[place]

    def _problem_in(self, line: int, key: str, cells: list[Any], refused: Refused) -> Problem:
        """Return a problem of the column for `key`, with what stands in it."""
        return self._problem(line, key, self._cell(key, cells), refused)

    def _refuse_untitled(self, line: int, cells: list[Any], problems: list[Problem]) -> None:
        places = [*self._understood.untitled, *range(len(self._understood.headings), len(cells))]
        filled = [
            place for place in places if place < len(cells) and str(cells[place] or "").strip()
        ]
        if filled:
            value = shown(cells[filled[0]])
            text = message(CellsBeyondHeader(len(filled)))
            problems.append(
                Problem(self._file, line, f"第 {filled[0] + 1} 列", value, text, self._table.sheet)
            )

    def _is_no_record(self, line: int, cells: list[Any]) -> bool:
        """Say whether a row with problems is blank, or one of the lines below a table, which are noted as skipped.

        Such a line begins with 合计, 填表人 or the like, and has next to nothing of what a record must have.
        """
        texts = [text for text in (shown(cell) for cell in cells) if text and text.strip()]
        if not texts:
            return True
        filled = sum(
            key in self._form.required and place < len(cells) and self._says_something(cells[place])
            for place, key in self._understood.columns
        )
        if filled > 1 or not _BELOW.match(texts[0].strip()):
            return False
        self._table.skipped.append((line, f"表格以下：{' '.join(dict.fromkeys(texts))[:60]}"))
        return True

    @staticmethod
    def _says_something(cell: object) -> bool:
        """Say whether a cell is filled, and not with 填表人 or the like."""
        text = (shown(cell) or "").strip()
        return bool(text) and not _BELOW.match(text)

    def _problem(self, line: int, key: str, cell: object, refused: Refused) -> Problem:
        heading = self._heading(key)
        return Problem(self._file, line, heading, shown(cell), message(refused), self._table.sheet)

    def _heading(self, key: str) -> str:
        """Return what the file calls the column for `key`, or what the form does where the file has none."""
        place = next((place for place, name in self._understood.columns if name == key), None)
        return self._form.heading(key) if place is None else self._understood.heading(place)

    def _refuse_missing(
        self, line: int, values: dict[str, Any], problems: list[Problem], cells: list[Any]
    ) -> None:
        for key in self._form.required:
            if key not in values:
                missing: Refused = CellMissing(self._form.heading(key))
                if key == "hazard" and (text := shown(self._cell(key, cells))):
                    missing = NoHazardToRegister(text)
                problems.append(self._problem_in(line, key, cells, missing))

    def _draft(
        self, line: int, values: dict[str, Any], problems: list[Problem], cells: list[Any]
    ) -> DraftRow | UnitRow | None:
        get = values.get
        self._refuse_missing(line, values, problems, cells)
        hazard, result = get("hazard"), get("result")
        if result is None:
            result = Result.PASS.value if hazard is None else Result.FAIL.value
        if hazard is None and result == Result.FAIL:
            problems.append(self._problem_in(line, "hazard", cells, FailWithoutHazard()))
        elif hazard is not None and result in (Result.PASS, Result.NA):
            contradiction = HazardWithoutFail(Result(result).label)
            problems.append(self._problem_in(line, "result", cells, contradiction))
        elif hazard is None and "hazard" not in self._form.required:
            problems += (
                self._problem_in(line, key, cells, DetailsWithoutHazard())
                for key in OF_HAZARDS
                # What is set for the whole table is meant for the hazards among its rows.
                if is_of_a_hazard(key, get(key))
                and not is_placeholder(shown(self._cell(key, cells)) or "")
            )
        if problems:
            return None
        return DraftRow(
            line,
            get("source_id"),
            values["unit"],
            values["measure"],
            values["checked_on"],
            get("kind") or CheckKind.SELF.value,
            get("inspectors"),
            result,
            get("note"),
            None if hazard is None else _found(hazard, values),
            cells,
        )


class UnitReader(RowReader):
    """Reads the rows of a roll of units."""

    def _draft(
        self, line: int, values: dict[str, Any], problems: list[Problem], cells: list[Any]
    ) -> UnitRow | None:
        self._refuse_missing(line, values, problems, cells)
        return None if problems else UnitRow(line, values, cells)


def is_of_a_hazard(key: str, value: object) -> bool:
    """Say whether only a hazard has such a value: a deadline, the level 重大."""
    return (key == "due_on" and value is not None) or (key == "level" and value == Level.MAJOR)


def _found(title: str, values: dict[str, Any]) -> FoundRow:
    get = values.get
    at_once, due = get("due_on") or (False, None)
    return FoundRow(
        title,
        get("level") or Level.GENERAL.value,
        Handling.IMMEDIATE.value if at_once else get("handling") or Handling.DEADLINE.value,
        due,
        get("location"),
        get("sector"),
        get("responsible"),
        get("measures"),
        get("rectified_on"),
        get("reviewer"),
        get("reviewed_on"),
        get("review_result"),
    )
