"""What forms count of records of declared kinds: how many of which kind stand so on a day, how many units they are of, or what they add up to."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.kinds import KINDS, kind_named
from zizhao_cli.domain.kinds.field import Reads
from zizhao_cli.domain.text import matching_key
from zizhao_cli.errors import quoted
from zizhao_cli.report.question import Where, select

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping

    from zizhao_cli.datafiles import Entry
    from zizhao_cli.domain.kinds.field import Field
    from zizhao_cli.domain.kinds.kind import Kind
    from zizhao_cli.domain.periods import Period
    from zizhao_cli.report.as_of import AsOf

_KNOWN = {kind.name for kind in KINDS if kind.given and kind.series and not kind.apart}
KEYS = {"of", "where", "day", "sum", "units"}
"""The keys of a column that say what it counts."""


class Counting(NamedTuple):
    """What a column counts: records of `kind` that say one of some values in each of the fields `where`, whose `day` lies in the days of the form.

    `sum` is the field that they add up, and `units` counts each unit once.
    """

    kind: Kind
    where: tuple[tuple[str, frozenset[Any]], ...]
    day: str
    sum: str | None = None
    units: bool = False

    @property
    def is_money(self) -> bool:
        """Say whether it is a sum of money, in fen."""
        return self.sum is not None and self.kind.fields[self.sum].reads is Reads.AMOUNT

    def takes(self, row: Mapping[str, Any]) -> bool:
        """Say whether a record counts, its day aside."""
        return all(row[key] in values for key, values in self.where)


class Found(NamedTuple):
    """A number, and the records behind it."""

    number: int
    records: tuple[str, ...]


class Tally(NamedTuple):
    """What was counted: for each value of what makes rows the number of each column, and the records that no column took."""

    numbers: dict[Any, dict[str, Found]]
    passed_over: dict[str, list[str]]


def counting(keys: Mapping[str, Entry]) -> Counting | None:
    """Return what a column of a form counts, or None where it says nothing of it. Raises BrokenDataFile."""
    if "of" not in keys:
        for key in KEYS & keys.keys():
            raise keys[key].broken(f"{key} 只同 of 一起写")
        return None
    name = keys["of"].text()
    if name not in _KNOWN:
        raise keys["of"].broken(f"没有 {quoted(name)}；可写：{'、'.join(sorted(_KNOWN))}")
    kind = kind_named(name)
    where = keys["where"].mapping(set(), {*kind.fields}) if "where" in keys else {}
    summed = _field(kind, keys["sum"], Reads.AMOUNT, Reads.NUMBER) if "sum" in keys else None
    return Counting(
        kind,
        tuple((key, _values(kind.fields[key], entry)) for key, entry in where.items()),
        _field(kind, keys["day"], Reads.DAY).key if "day" in keys else kind.begins,
        None if summed is None else summed.key,
        keys["units"].is_a(bool, "true 或 false") if "units" in keys else False,
    )


def _field(kind: Kind, entry: Entry, *reads: Reads) -> Field:
    """Return the field that a file names, read in one of some ways. Raises BrokenDataFile."""
    known = {field.key: field for field in kind.columns if field.reads in reads}
    if entry.text() not in known:
        raise entry.broken(f"没有 {quoted(entry.text())}；可写：{'、'.join(known)}")
    return known[entry.text()]


def _values(field: Field, entry: Entry) -> frozenset[Any]:
    """Return the values of a field that a file names, as they are stored. Raises BrokenDataFile."""
    texts = entry.value if isinstance(entry.value, list) else [entry]
    found = set()
    for one in texts:
        if field.flag:
            found.add(one.is_a(bool, "true 或 false"))
            continue
        text = str(one.value)
        try:
            found.add(field.words.parse(field.name, text).value if field.words else text)
        except Refused as problem:
            raise one.broken(problem.sentence) from problem
    return frozenset(found)


def tally(
    connection: sqlite3.Connection,
    columns: Mapping[str, Counting],
    at: AsOf,
    days: Period | None,
    by: str | None,
    among: Iterable[int] | None = None,
) -> Tally:
    """Count what the `columns` of the kind of `at` take, by what makes rows (`sector`, `village`, or nothing), of the records with the ids `among` or of all.

    `days` bound the day by which each column counts; None where all days count.
    """
    numbers: dict[Any, dict[str, Found]] = defaultdict(dict)
    lists: dict[str, Mapping[str, Any]] = {}
    taken: set[str] = set()
    for day in dict.fromkeys(one.day for one in columns.values()):
        own = {key: one for key, one in columns.items() if one.day == day}
        hits: dict[tuple[Any, str], list[Any]] = defaultdict(list)
        for row in _rows(connection, at, day, days, among):
            lists[row["no"]] = row
            for key, one in own.items():
                if one.takes(row):
                    taken.add(row["no"])
                    hits[_dimension(at.kind, row, by), key].append(row)
        for (value, key), rows in hits.items():
            numbers[value][key] = _found(own[key], rows)
    passed_over = [no for no in lists if no not in taken]
    return Tally(dict(numbers), {at.kind.name: passed_over} if passed_over else {})


def _rows(
    connection: sqlite3.Connection,
    at: AsOf,
    day: str,
    days: Period | None,
    among: Iterable[int] | None,
) -> Iterable[Any]:
    where = Where({**at.values}, ["state <> 'voided'", f"{day} <= :as_of"])
    if days is not None:
        where.add(f"{day} BETWEEN :first AND :last", first=str(days.first), last=str(days.last))
    if among is not None:
        where.add("id IN (SELECT value FROM json_each(:ids))", ids=json.dumps([*among]))
    return select(connection, at, where, order="id")


def _found(one: Counting, rows: list[Any]) -> Found:
    records = tuple(row["no"] for row in rows)
    if one.sum is not None:
        return Found(sum(row[one.sum] or 0 for row in rows), records)
    if one.units:
        return Found(len({_party(one.kind, row) for row in rows}), records)
    return Found(len(rows), records)


def _party(kind: Kind, row: Any) -> tuple[Any, ...]:  # noqa: ANN401 - a row
    """Return what tells the units of records apart: the unit, or the name of one that is not on the roll."""
    keys = row.keys()
    party = [matching_key(row[key] or "") for key in ("unit_code", "name") if key in keys]
    return tuple(party) or (row[kind.called],)


def _dimension(kind: Kind, row: Any, by: str | None) -> Any:  # noqa: ANN401 - a row, and any value of it
    """Return what puts a record into a row of a form."""
    if by is None or by not in kind.fields or row[by] is None:
        return None
    field = kind.fields[by]
    return field.shown(row[by]) if field.words is not None else row[by]
