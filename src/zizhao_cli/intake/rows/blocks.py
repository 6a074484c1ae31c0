"""Many plain rows at once, column by column: what most of a large file consists of.

Rows are taken so only where every one of them is a check without a hazard, or every one a hazard, and nothing in them needs a
closer look; in any other case the caller reads them one by one, with the same result.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.kinds import may_hold_numbers
from zizhao_cli.domain.values import CheckKind, Result
from zizhao_cli.intake.rows.drafts import (
    OF_HAZARDS,
    DraftRow,
    PendingUnit,
    draft_of,
    is_of_a_hazard,
)
from zizhao_cli.intake.rows.lines import is_total, may_be_line
from zizhao_cli.intake.rows.special_cells import BLANK, DITTO, EXAMPLE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from zizhao_cli.domain.kinds.kind import Kind
    from zizhao_cli.intake.rows.column import Column
    from zizhao_cli.intake.table.columns import Understood

RawRows = list[tuple[int, list[Any]]]


@dataclass(frozen=True)
class Block:
    """Checks as columns of equal length."""

    raw: RawRows
    source_ids: Sequence[str | None]
    unit_ids: Sequence[int]
    measures: Sequence[int]
    days: Sequence[str]
    kinds: Sequence[str]
    inspectors: Sequence[str | None]
    results: Sequence[str]
    notes: Sequence[str | None]

    @property
    def said(self) -> tuple[Sequence[Any], ...]:
        """What DraftRow.said holds of each row, as columns."""
        return (
            self.unit_ids,
            self.measures,
            self.days,
            self.kinds,
            self.inspectors,
            self.results,
            self.notes,
        )

    def rows(self) -> list[DraftRow]:
        """Return the same checks as rows."""
        values = zip(self.source_ids, *self.said, strict=True)
        return [
            DraftRow._make((line, *said, None, cells))
            for (line, cells), said in zip(self.raw, values, strict=True)
        ]


def block_of(
    raw: RawRows,
    understood: Understood,
    column_for: Callable[[str], Column],
    constant: dict[str, Any],
    form: Kind,
) -> Block | list[DraftRow] | None:
    """Return `raw` as a block of checks or as the drafts of hazards, or None where one of its rows needs a closer look."""
    of_hazards = "hazard" in form.required
    rows = [cells for _, cells in raw]
    if understood.untitled or understood.own or set(map(len, rows)) != {len(understood.headings)}:
        return None
    # Of hazards little is said for a whole table; what is makes records of rows that say no more than a section does.
    if (of_hazards and constant) or _may_hold_lines(rows):
        return None
    columns = _columns(list(zip(*rows, strict=True)), understood, column_for, constant)
    if columns is None or not _are_new(columns):
        return None
    return _hazards(raw, columns) if of_hazards else _checks(raw, columns)


def _may_hold_lines(rows: list[list[Any]]) -> bool:
    """Say whether one of many rows is blank, an example, or may be a line that is no record."""
    first = [row[0] for row in rows]
    if any(cell[:2] == EXAMPLE for cell in first if cell.__class__ is str):
        return True
    filled = first if all(first) else [next(filter(None, row), None) for row in rows]
    return any(map(_may_be_line, set(filled)))


def _may_be_line(first: Any) -> bool:  # noqa: ANN401 - cells are of any kind
    """Say whether a row whose first filled cell is `first` is blank, or may be a line that is no record."""
    if first.__class__ is not str:
        return first is None
    return first[0].isspace() or may_be_line(first) or is_total(first)


def _columns(
    cells: list[tuple[Any, ...]],
    understood: Understood,
    column_for: Callable[[str], Column],
    constant: dict[str, Any],
) -> dict[str, Sequence[Any]] | None:
    """Return the values of all rows by their keys, or None where one needs a closer look."""
    count = len(cells[0])
    columns: dict[str, Sequence[Any]] = {key: [value] * count for key, value in constant.items()}
    for place, key in understood.columns:
        values = _values(cells[place], column_for(key))
        if values is None or (key in constant and None in values):
            return None
        columns[key] = values
    # Where much is set, a row may have its number alone.
    own = [columns[key] for _, key in understood.columns if key != "source_id"]
    if constant and not (own and all(map(any, zip(*own, strict=True)))):
        return None
    # One cell alone may name another unit.
    if "unit" in constant and any(sum(map(bool, row)) == 1 for row in zip(*own, strict=True)):
        return None
    return columns


def _values(cells: tuple[Any, ...], column: Column) -> list[Any] | None:
    """Return the values of one column, or None where a cell is refused or means the cell above it."""
    if column.plain is not None:
        return column.plain(cells) if DITTO.isdisjoint(cells) else None
    column.forget_if_full()
    known = column.known
    try:
        for cell in dict.fromkeys(cells):
            if cell not in known:
                if cell in DITTO:
                    return None
                known[cell] = None if cell in BLANK else column.learn(cell)
    except Refused:
        return None
    return [known[cell] for cell in cells]


def _are_new(columns: dict[str, Sequence[Any]]) -> bool:
    """Say whether all rows have a known unit, a measure and a day, and none the number of a record."""
    units, measures, days = (columns.get(key, [None]) for key in ("unit", "measure", "checked_on"))
    if None in units or None in measures or None in days:
        return False
    if any(columns.get("no", ())) or may_hold_numbers(columns.get("source_id", ())):
        return False
    return not any(isinstance(unit, PendingUnit) for unit in set(units))


def _hazards(raw: RawRows, columns: dict[str, Sequence[Any]]) -> list[DraftRow] | None:
    if None in columns.get("hazard", [None]):
        return None
    return [
        draft_of(line, dict(zip(columns, values, strict=True)), Result.FAIL.value, cells)
        for (line, cells), values in zip(raw, zip(*columns.values(), strict=True), strict=True)
    ]


def _checks(raw: RawRows, columns: dict[str, Sequence[Any]]) -> Block | None:
    nothing: list[None] = [None] * len(raw)
    if any(hazard is not None for hazard in columns.get("hazard", ())):
        return None
    for key in OF_HAZARDS:
        if any(is_of_a_hazard(key, value) for value in set(columns.get(key, ()))):
            return None
    if None in columns.get("result", ()):
        return None  # what was not looked at did not pass
    results = [result or Result.PASS.value for result in columns.get("result", nothing)]
    if Result.FAIL.value in results:
        return None
    kinds = [kind or CheckKind.SELF.value for kind in columns.get("kind", nothing)]
    inspectors, notes, source_ids = (
        columns.get(key, nothing) for key in ("inspectors", "note", "source_id")
    )
    units, measures, days = (columns[key] for key in ("unit", "measure", "checked_on"))
    return Block(raw, source_ids, units, measures, days, kinds, inspectors, results, notes)
