"""Headings into keys: what each column of a table is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.text import matching_key
from zizhao_cli.intake.errors import (
    ColumnMissing,
    ColumnsRefused,
    ColumnTwice,
    FileRefused,
    NoHeader,
    NoTable,
    UnknownColumn,
)
from zizhao_cli.intake.table.header import SEARCHED_ROWS, find_header, heading_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from zizhao_cli.domain.kinds.kind import Kind
    from zizhao_cli.intake.table.mapping import Mapping
    from zizhao_cli.intake.table.table import Cells, Table

_UNTITLED = re.compile(r"第\d+列")
"""What a file of rejects calls a column without a heading."""
_AGAIN = re.compile(r"(.+)\(第\d+列\)")
"""What it calls the second column of one heading."""
# A row number is no id; 原因 is what a file of rejects carries beside the columns it came with; the rest is what
# the program's own lists say of a record and an import finds out for itself.
_PASSED_OVER = frozenset(
    (
        *("序号", "原因", "no", "unit_code", "unit_kind", "hazards", "batch", "voided", "state"),
        *("original_due_on", "closed_on", "check_no", "extensions", "supervised", "source"),
        *("days_overdue", "days_left", "days_late", "active"),
    )
)


@dataclass
class Understood:
    """A table whose columns are known: `columns` are places and keys, in their order in the file."""

    columns: list[tuple[int, str]]
    headings: list[str]
    """All headings as the file has them, blank ones included."""
    untitled: list[int]
    """Places of columns without a heading, in which nothing may stand."""
    rows: Iterator[tuple[int, Cells]]

    def place(self, key: str) -> int | None:
        """Return the place of the column for `key`, or None."""
        return next((place for place, name in self.columns if name == key), None)

    def key(self, place: int) -> str | None:
        """Return the key of the column at `place`, or None."""
        return next((key for at, key in self.columns if at == place), None)

    def heading(self, place: int) -> str:
        """Return the heading over the column at `place`."""
        return self.headings[place] or f"第 {place + 1} 列"


def understand(table: Table, form: Kind, mapping: Mapping) -> Understood:
    """Find the header of `table` and name its columns; what stands above it is added to `table.skipped`.

    Raises NoTable, NoHeader, UnknownColumn, ColumnTwice, ColumnMissing.
    """
    if table.keyed:
        return _keyed(table, form, mapping)
    head = list(islice(table.rows, SEARCHED_ROWS))
    names = _names(form, mapping)
    header = find_header(head, names)
    if header is None:
        if not any(heading_text(cell) for _, cells in head for cell in cells):
            raise NoTable
        count = sum(_is_row(table, *row) for row in chain(head, table.rows))
        raise NoHeader([form.heading(key) for key in form.required], count)
    for number, cells in head[: header.first]:
        words = [word for word in dict.fromkeys(map(heading_text, cells)) if word]
        if words:
            table.skipped.append((number, f"表头以上：{' '.join(words)[:60]}"))
    columns, untitled = _columns(header.headings, names, mapping, header.line)
    _check_required(form, {key for _, key in columns} | mapping.constant.keys())
    rows: Iterator[tuple[int, Cells]] = chain(head[header.below :], table.rows)
    if table.spread is not None:
        rows = _unspread(rows, table.spread)
    return Understood(columns, header.headings, untitled, rows)


def _is_row(table: Table, line: int, cells: Cells) -> bool:
    """Say whether two or more cells of a line are filled, a merged region being one."""
    spread = set(table.spread(line)) if table.spread is not None else ()
    filled = (place for place, cell in enumerate(cells) if heading_text(cell))
    return len(list(islice((place for place in filled if place not in spread), 2))) > 1


def _unspread(
    rows: Iterable[tuple[int, Cells]], spread: Callable[[int], Iterable[int]]
) -> Iterator[tuple[int, Cells]]:
    """Yield the rows below a header with what a merged region says in its first column alone.

    Above, 检查情况 over three columns is a heading of each; below, 未发现隐患 over four is no level and no deadline.
    """
    for number, cells in rows:
        for column in spread(number):
            cells[column] = ""
        yield number, cells


def _names(form: Kind, mapping: Mapping) -> dict[str, str]:
    """Return the key of each known heading; English keys are headings too."""
    names = {matching_key(key): key for key in form.form}
    for key, field in form.form.items():
        names.update({matching_key(heading): key for heading in field.headings})
    return {**names, **mapping.named}


def _columns(
    titles: list[str], names: dict[str, str], mapping: Mapping, line: int
) -> tuple[list[tuple[int, str]], list[int]]:
    columns: list[tuple[int, str]] = []
    untitled: list[int] = []
    refused: list[FileRefused] = []
    first: dict[str, str] = {}
    for place, title in enumerate(titles):
        key = matching_key(title)
        named, again = key in mapping.named, _AGAIN.fullmatch(key)
        if not key or (_UNTITLED.fullmatch(key) and not named and key not in mapping.ignored):
            untitled.append(place)
        elif key in mapping.ignored or ((again[1] if again else key) in _PASSED_OVER and not named):
            continue
        elif key not in names:
            refused.append(UnknownColumn(title, line))
        elif names[key] in first:
            refused.append(ColumnTwice(title, first[names[key]], line))
        else:
            first[names[key]] = title
            columns.append((place, names[key]))
    if refused:
        raise ColumnsRefused(refused)
    return columns, untitled


def _check_required(form: Kind, present: set[str]) -> None:
    for key in form.required:
        if key not in present:
            raise ColumnMissing(key, "、".join(form.form[key].headings))


def _keyed(table: Table, form: Kind, mapping: Mapping) -> Understood:
    """Name the keys of objects; each object may have its own, so their union is the header."""
    first = next(table.rows, None)
    if first is None:
        raise NoTable
    objects = chain([first], table.rows)
    names = _names(form, mapping)
    titles: list[str] = []
    places: dict[str, int] = {}
    columns: list[tuple[int, str]] = []

    def rows() -> Iterator[tuple[int, Any]]:
        for line, (value,) in objects:
            for title in value:
                if title not in places:
                    places[title] = len(titles)
                    titles.append(title)
                    added, _ = _columns([title], names, mapping, line)
                    taken = {key: titles[place] for place, key in columns}
                    if added and added[0][1] in taken:
                        raise ColumnTwice(title, taken[added[0][1]], line)
                    columns.extend((places[title], key) for _, key in added)
            cells: list[Any] = [None] * len(titles)
            for title, cell in value.items():
                cells[places[title]] = cell
            yield line, cells

    return Understood(columns, titles, [], rows())
