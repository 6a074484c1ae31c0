"""Headings into keys: what each column of a table is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, NamedTuple

from zizhao_cli.domain.kinds import record_of
from zizhao_cli.domain.text import matching_key
from zizhao_cli.intake.errors import (
    ColumnMissing,
    ColumnsRefused,
    ColumnTwice,
    FileRefused,
    ListWithoutNumbers,
    NoHeader,
    NoTable,
    UnknownColumn,
    YearDiffers,
)
from zizhao_cli.intake.table.above import Period, own_cells, periods_above, said_above
from zizhao_cli.intake.table.below import of_one_head, rows_below
from zizhao_cli.intake.table.header import SEARCHED_ROWS, find_header, heading_text
from zizhao_cli.intake.table.mapping import PICTURES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zizhao_cli.domain.kinds.kind import Kind
    from zizhao_cli.intake.table.above import Said
    from zizhao_cli.intake.table.mapping import Mapping
    from zizhao_cli.intake.table.table import Cells, Table

_UNTITLED = re.compile(r"第\d+列")
"""What a file of rejects calls a column without a heading."""
_OF_PICTURES = re.compile("照片|图片|影像|图像|相片|^(?:整改|治理)[前后]$")
"""What stands over a column of pictures."""
_AGAIN = re.compile(r"(.+)\(第\d+列\)")
"""What it calls the second column of one heading."""
_OF_AN_OWN_LIST = 3
"""Columns that only the program's own lists have, of which no sheet of a village has so many."""
# A row number is no id; 原因 is what a file of rejects carries beside the columns it came with.
_PASSED_OVER = frozenset(("序号", "原因"))


@dataclass
class Understood:
    """A table whose columns are known: `columns` are places and keys, in their order in the file."""

    columns: list[tuple[int, str]]
    headings: list[str]
    """All headings as the file has them, blank ones included."""
    titles: list[str]
    """The same, as they are read again whatever stands below them, and those of what stood above the table."""
    untitled: list[int]
    """Places of columns without a heading, in which nothing may stand."""
    rows: Iterator[tuple[int, Cells]]
    said: dict[str, Said] = field(default_factory=dict)
    """What the lines above say of every row, by keys that no column has."""
    period: Period | None = None
    refused: list[FileRefused] = field(default_factory=list)
    """A refusal for each column that nobody knows or that is missing: the cells can be read, but nothing is kept."""
    makes_rows: bool = True
    """Whether all required columns are there."""
    pictures: list[int] = field(default_factory=list)
    """Places of columns of pictures."""
    own: list[tuple[int, str]] = field(default_factory=list)
    """Places and keys of what the program's own lists say and an import does not read."""

    def keys(self) -> dict[int, str]:
        """Return the keys of `titles` by their places."""
        return dict([*self.columns, *enumerate(self.said, start=len(self.headings))])

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

    Raises NoTable, NoHeader, ColumnsRefused.
    """
    if table.keyed:
        return _keyed(table, form, mapping)
    head = list(islice(table.rows, SEARCHED_ROWS))
    names = _names(form, mapping)
    header = find_header(table, head, names)
    if header is None:
        if not any(heading_text(cell) for _, cells in head for cell in cells):
            raise NoTable
        seen = [[heading_text(cell) for cell in cells] for _, cells in head]
        count = sum(len(own_cells(table, *row)) > 1 for row in chain(head, table.rows))
        raise NoHeader([form.heading(key) for key in form.required], seen, count)
    own = _own_titles(form, header.headings, head[header.below :], names, mapping)
    _refuse_without_numbers(form, own, names, mapping, header.line)
    named = _columns(own, names, mapping, header.line)
    present = {key for _, key in named.known} | mapping.constant.keys()
    above = head[: header.first]
    found = said_above(table, above, form, names)
    said = {key: one for key, one in found.items() if key not in present}
    _note(table, above, said)
    missing = [
        ColumnMissing(key, form.form[key].headings, header.headings, header.line)
        for key in form.required
        if key not in present | said.keys()
    ]
    rows = rows_below(table, header, chain(head[header.below :], table.rows))
    if said:
        rows = of_one_head(
            table, header, rows, said, lambda row: said_above(table, [row], form, names)
        )
    period = _period(periods_above(table, above), mapping)
    return Understood(
        named.known,
        header.headings,
        [*own, *map(form.heading, said)],
        named.untitled,
        rows,
        said,
        period,
        [*named.unknown, *missing],
        makes_rows=not missing,
        pictures=named.pictures,
        own=named.own,
    )


def _refuse_without_numbers(
    form: Kind, titles: list[str], names: dict[str, str], mapping: Mapping, line: int
) -> None:
    """Raise ColumnsRefused where a table is one of the program's own lists and no column has the numbers."""
    only_own = {
        matching_key(word)
        for field in form.columns
        if field.reads is None and names.get(matching_key(field.key)) == ""
        for word in (field.key, field.heading)
        if not names.get(matching_key(word))
    } - mapping.ignored
    by_place = mapping.by_place(titles)
    keys = (by_place.get(place, matching_key(title)) for place, title in enumerate(titles))
    found = [title for title, key in zip(titles, keys, strict=True) if key in only_own]
    numbered = any(names.get(matching_key(title)) == "no" for title in titles)
    if len(found) >= _OF_AN_OWN_LIST and (not numbered or "no" in mapping.ignored):
        raise ColumnsRefused([ListWithoutNumbers(found, line)], [titles])


def _period(named: list[Period], mapping: Mapping) -> Period | None:
    """Return the year of days without one. Raises YearDiffers where the table names none but others than the caller does.

    A standing setting is for tables that name none.
    """
    one = named[0] if len(named) == 1 else None
    year = mapping.year
    if year is None:
        usual = None if named else mapping.usual_year
        return one if usual is None else Period(usual, source="config 里的 year", given=True)
    if one is not None and one.until is not None and year == one.year - 1:
        one = None  # what was filled in on 2025-01-05 may be of 2024
    elif named and year not in {period.year for period in named}:
        raise YearDiffers(mapping.year_from, year, named[0].year, named[0].line)
    return Period(year, one and one.month, source=mapping.year_from, given=True)


def _note(table: Table, above: list[tuple[int, Cells]], said: dict[str, Said]) -> None:
    """Add the lines above a table to what was skipped, and what of them holds for all of it."""
    for number, cells in above:
        words = [word for word in dict.fromkeys(map(heading_text, cells)) if word]
        if words:
            table.skipped.append((number, f"表头以上：{' '.join(words)[:60]}"))
        for one in said.values():
            if one.line == number:
                table.skipped.append(
                    (number, f"表头以上，用于全表：{one.label} {heading_text(one.value)[:60]}")
                )


def may_be_rejects(titles: list[str], form: Kind, mapping: Mapping) -> bool:
    """Say whether a file of rejects may have these titles: all are known, said by the caller, or of its own making."""
    known = {*_names(form, mapping), *mapping.ignored, *_PASSED_OVER}
    places = mapping.by_place(titles)
    for place, title in enumerate(titles):
        key = matching_key(title)
        again = _AGAIN.fullmatch(key)
        if place in places or _UNTITLED.fullmatch(key) or _OF_PICTURES.search(key):
            continue
        if key not in known and (again is None or again[1] not in known):
            return False
    return True


def _own_titles(
    form: Kind,
    titles: list[str],
    rows: Iterable[tuple[int, Cells]],
    names: dict[str, str],
    mapping: Mapping,
) -> list[str]:
    """Return the titles of one of the program's own lists, of which numbers of records under 编号 tell, or 代码 where they have codes.

    What in other tables would be something else, or nothing known, is called by its key.
    """
    own = {matching_key(field.heading): field.key for field in form.columns}
    official = {matching_key(field.heading): field.key for field in form.official}
    if official and official.keys() <= set(map(matching_key, titles)):
        own.update(official)
    for told in (*mapping.named, *mapping.ignored):
        own.pop(told, None)
    keys = [own.get(matching_key(title)) for title in titles]
    if form.called not in keys:
        return titles
    place = keys.index(form.called)
    if form.series and not any(
        record_of(heading_text(cells[place])) for _, cells in rows if place < len(cells)
    ):
        return titles
    named = [names.get(matching_key(title)) for title in titles]
    return [
        title if key is None or names.get(key) == meant else key
        for title, key, meant in zip(titles, keys, named, strict=True)
    ]


def _names(form: Kind, mapping: Mapping) -> dict[str, str]:
    """Return the key of each known heading, "" for what the program's own lists say and an import finds out for itself.

    English keys are headings too.
    """
    names = {matching_key(field.key): "" for field in (*form.official, *form.columns)}
    names.update({matching_key(key): key for key in form.form})
    for key, declared in form.form.items():
        names.update({matching_key(heading): key for heading in declared.headings})
    return {**names, **mapping.named}


class Named(NamedTuple):
    """What the columns of a table are: places with keys, places without a heading, those of pictures, refusals of the unknown.

    `own` are places and keys of what only the program's own lists have.
    """

    known: list[tuple[int, str]]
    untitled: list[int]
    pictures: list[int]
    unknown: list[FileRefused]
    own: list[tuple[int, str]]


def _columns(titles: list[str], names: dict[str, str], mapping: Mapping, line: int) -> Named:
    """Return what each column of a table with these headings is. Raises ColumnsRefused."""
    pictures: list[int] = []
    columns: list[tuple[int, str]] = []
    untitled: list[int] = []
    unknown: list[FileRefused] = []
    own: list[tuple[int, str]] = []
    twice: list[FileRefused] = []
    first: dict[str, str] = {}
    by_place = mapping.by_place(titles)
    for place, title in enumerate(titles):
        key = by_place.get(place, matching_key(title))
        named = key in mapping.named
        if not named and key not in mapping.ignored and (again := _AGAIN.fullmatch(key)):
            key = again[1]
        if not key or (_UNTITLED.fullmatch(key) and not named and key not in mapping.ignored):
            untitled.append(place)
        elif not named and (key in mapping.ignored or key in _PASSED_OVER):
            continue
        elif names.get(key) == "":
            own.append((place, key))
        elif names.get(key) == PICTURES or (key not in names and _OF_PICTURES.search(key)):
            pictures.append(place)
        elif key not in names:
            unknown.append(UnknownColumn(title, line))
        elif names[key] in first:
            twice.append(ColumnTwice(title, first[names[key]], line, place + 1))
        else:
            first[names[key]] = title
            columns.append((place, names[key]))
    if twice:
        raise ColumnsRefused([*unknown, *twice], [titles])
    return Named(columns, untitled, pictures, unknown, own)


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
    pictures: list[int] = []
    own: list[tuple[int, str]] = []

    def rows() -> Iterator[tuple[int, Any]]:
        for line, (value,) in objects:
            if [*value] == titles:
                yield line, [*value.values()]
                continue
            for title in value:
                if title not in places:
                    places[title] = len(titles)
                    titles.append(title)
                    named = _columns([title], names, mapping, line)
                    if named.unknown:
                        raise ColumnsRefused(named.unknown, [titles])
                    pictures.extend(places[title] for _ in named.pictures)
                    own.extend((places[title], key) for _, key in named.own)
                    added = named.known
                    taken = {key: titles[place] for place, key in columns}
                    if added and added[0][1] in taken:
                        raise ColumnTwice(title, taken[added[0][1]], line, places[title] + 1)
                    columns.extend((places[title], key) for _, key in added)
            cells: list[Any] = [None] * len(titles)
            for title, cell in value.items():
                cells[places[title]] = cell
            yield line, cells

    return Understood(columns, titles, titles, [], rows(), pictures=pictures, own=own)
