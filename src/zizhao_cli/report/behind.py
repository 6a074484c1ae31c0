"""Which entries changed the numbers of a form: those with which a hazard joined or left what a cell counts, or with which units and checks came and went."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from zizhao_cli.domain.kinds.field import Field
from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.report.as_of import AsOf
from zizhao_cli.report.counted import tally
from zizhao_cli.report.filled import (
    Numbers,
    cohort_at,
    counting_of,
    dimension_of,
    figures_by,
    known_elsewhere,
    lines_of,
)
from zizhao_cli.report.forms import OF_UNITS, TOTAL, TOWN_ALONE
from zizhao_cli.report.groups import GROUPS, Group
from zizhao_cli.report.summary import Asking

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator
    from datetime import date

    from zizhao_cli.domain.kinds.kind import Kind
    from zizhao_cli.domain.periods import Period
    from zizhao_cli.report.filters import Filters
    from zizhao_cli.report.forms import Column, Form, FormSheet

Cell = tuple[str, str, str]
"""A sheet, its row, and the key of its column."""
_Adds = dict[int, dict[Cell, int]]
"""For the id of each hazard what it adds to which cells."""
_ID = Field("id", "编号")
_EACH = Group(_ID, {_ID: "asked.id"})
_LISTED = "SELECT value FROM json_each(:ids)"
_MOST_STEPS = 200
"""Entries that are looked at one by one; where there are more, all that touched a hazard which joined or left are named."""


class Behind(NamedTuple):
    """What a form of a period counts at the end of a day of the records of one kind: hazards, or one that is declared whole."""

    connection: sqlite3.Connection
    ledger: Filters
    form: Form
    period: Period
    day: date
    kind: Kind = HAZARD

    def changed_by(self, touched: dict[int, set[int]], anchor: int) -> dict[Cell, set[int]]:
        """Return for each cell the entries since `anchor` that changed what it counts; `touched` has the records of each entry, by their ids."""
        entries: dict[int, list[int]] = defaultdict(list)
        for seq in sorted(touched):
            for one in touched[seq]:
                entries[one].append(seq)
        if not entries:
            return {}
        before, now = self._adds(entries, anchor), self._adds(entries, max(touched))
        moved = {one for one in entries if before[one] != now[one]}
        steps = sorted({seq for one in moved if len(entries[one]) > 1 for seq in entries[one]})
        if len(steps) > _MOST_STEPS:
            steps = []
        stepped = {one for seq in steps for one in touched[seq] & moved}
        found: dict[Cell, set[int]] = defaultdict(set)
        for one in moved - stepped:
            for cell in _differing(before[one], now[one]):
                found[cell] |= {*entries[one]}
        for seq in steps:
            after = self._adds(stepped & touched[seq], seq)
            for one in stepped & touched[seq]:
                for cell in _differing(before[one], after[one]):
                    found[cell].add(seq)
                before[one] = after[one]
        return found

    def _adds(self, records: Iterable[int], seq: int) -> _Adds:
        """Return what each of the records adds to which cells, by what was recorded up to the entry `seq`."""
        at = AsOf(self.kind, self.day, seq, "begun")
        return self._of_hazards(records, at) if self.kind is HAZARD else self._of_kind(records, at)

    def _of_kind(self, records: Iterable[int], at: AsOf) -> _Adds:
        days = cohort_at(self.form, self.period, self.ledger, AsOf(HAZARD, self.day)).days
        found: _Adds = defaultdict(dict)
        counting, elsewhere = counting_of(self.form, self.kind), known_elsewhere(self.form)
        for one in records:
            for sheet in self.form.sheets:
                by = dimension_of(sheet)
                counted = tally(self.connection, counting, at, days, by, [one])
                for cell, number in self._cells(sheet, Numbers({}, {}, counted.numbers), elsewhere):
                    found[one][cell] = number
        return found

    def _of_hazards(self, hazards: Iterable[int], at: AsOf) -> _Adds:
        cohort = cohort_at(self.form, self.period, self.ledger, at)
        where, before = cohort.where(self.connection), cohort.before(self.connection)
        for one in (where, before):
            if one is not None:
                one.add(f"id IN ({_LISTED})", ids=json.dumps([*hazards]))
        found: _Adds = defaultdict(dict)
        elsewhere = known_elsewhere(self.form)
        for sheet in self.form.sheets:
            by = GROUPS.get(dimension_of(sheet) or "")
            groups = [*([] if by is None else [by]), GROUPS["level"], _EACH]
            asked = figures_by(Asking(self.connection, cohort, groups), where, before)
            for (*value, level, hazard), figures in asked.items():
                numbers = Numbers({(value[0] if value else None, level): figures}, {}, {})
                for cell, number in self._cells(sheet, numbers, elsewhere):
                    found[hazard][cell] = number
        return found

    def _cells(
        self, sheet: FormSheet, numbers: Numbers, elsewhere: set[str]
    ) -> Iterator[tuple[Cell, int]]:
        """Yield the cells of a sheet to which `numbers` of one record add something."""
        for label, values, sub in lines_of(sheet, numbers, elsewhere):
            rows = [label] if sub or sheet.by == TOWN_ALONE else [label, TOTAL]
            own = {c.key: self._adds_to(c, numbers, values) for c in self.form.columns}
            for column in self.form.columns:
                number = sum(own[key] for key in column.adds) or own[column.key]
                if number:
                    yield from (((sheet.name, row, column.key), number) for row in rows)

    def _adds_to(self, column: Column, numbers: Numbers, values: list[Any]) -> int:
        counts_units = column.figure in OF_UNITS
        told = (column.figure is not None or column.counts is not None) and not counts_units
        return (numbers.of(column, values) or 0) if told and values else 0


def _differing(one: dict[Cell, int], other: dict[Cell, int]) -> Iterable[Cell]:
    return (cell for cell in one | other if one.get(cell) != other.get(cell))


def hazards_of_units(connection: sqlite3.Connection, units: Iterable[Any]) -> set[int]:
    """Return the ids of the hazards of units, by the ids of those, and of the units that lie in them: where they count may change with them."""
    query = (
        "SELECT h.id FROM hazard AS h JOIN unit AS u ON u.id = h.unit_id "
        f"WHERE u.id IN ({_LISTED}) OR u.parent_id IN ({_LISTED})"
    )
    return {row[0] for row in connection.execute(query, {"ids": json.dumps([*units])})}
