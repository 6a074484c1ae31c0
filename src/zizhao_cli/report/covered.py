"""How each unit stands with each measure on a day: whether it was checked within some days, by whom, and what was found."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from zizhao_cli import datafiles
from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.domain.periods import Period
from zizhao_cli.domain.text import matching_key
from zizhao_cli.domain.values import Word
from zizhao_cli.errors import UsageProblem
from zizhao_cli.report.as_of import AsOf, as_of_at
from zizhao_cli.report.figures import COUNTED, FIGURES
from zizhao_cli.report.filters import OF_DAYS
from zizhao_cli.report.question import Where, sql

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from zizhao_cli.domain.measures import Measure
    from zizhao_cli.report.filters import Filters
    from zizhao_cli.report.frame import Asked
    from zizhao_cli.report.model import Row

OF_PLACES = ("unit", "kind", "sector", "inside", "supervisor", "tag")
"""The options that narrow units."""
_OF_UNITS = (*OF_PLACES[:2], "measure", *OF_PLACES[2:])


class NotOfUnits(UsageProblem):
    def __init__(
        self, name: str, options: list[str], known: Sequence[str] = (*_OF_UNITS, *OF_DAYS)
    ) -> None:
        given = "、".join(f"--{option}" for option in options)
        super().__init__(
            f"report {name} 数的是单位和检查，不按 {given} 缩小",
            f"去掉它；可用 {' '.join(f'--{option}' for option in known)}",
        )


class Status(Word):
    """How a unit stands with a measure."""

    UNBOUND = "unbound", "不涉及"
    UNCHECKED = "unchecked", "没有查"
    CLEAN = "clean", "查过无问题"
    OPEN = "open", "有问题未了"
    RECTIFIED = "rectified", "问题已了"
    STALE = "stale", "久未再查"


class Pair(NamedTuple):
    """What is known of a unit and a measure; days are ISO texts, and numbers those within the days that are asked for, but `open`, `overdue` and `major_open`."""

    checks: int = 0
    last_checked_on: str | None = None
    self_checks: int = 0
    open: int = 0
    overdue: int = 0
    major_open: int = 0
    found: int = 0
    self_found: int = 0

    def status(self, *, bound: bool, stale_before: str) -> Status:
        """Return how it stands; the last check of one that is stale was before the day `stale_before`."""
        if self.open:
            return Status.OPEN
        if not self.checks:
            return Status.UNCHECKED if bound else Status.UNBOUND
        if self.last_checked_on is not None and self.last_checked_on < stale_before:
            return Status.STALE
        return Status.RECTIFIED if self.found else Status.CLEAN


NOTHING = Pair()


class Covered(NamedTuple):
    """One unit with what is known of it by measures."""

    unit: Row
    bound: set[int]
    pairs: dict[int, Pair]

    def pair(self, measure: int) -> Pair:
        """Return what is known of it and a measure."""
        return self.pairs.get(measure, NOTHING)

    def sum(self, key: str) -> int:
        """Return a number of all measures together."""
        return sum(getattr(pair, key) for pair in self.pairs.values())

    @property
    def reported(self) -> bool:
        """Whether it checked itself, whatever it found: a report of zero is a report."""
        return self.sum("self_checks") > 0

    @property
    def said_zero(self) -> bool:
        """Whether it checked itself and found nothing."""
        return self.reported and not self.sum("self_found")

    @property
    def found_by_others(self) -> int:
        """How many hazards came otherwise than from its own checks."""
        return self.sum("found") - self.sum("self_found")

    @property
    def last_checked_on(self) -> str | None:
        """The day of its last check."""
        return max(
            (p.last_checked_on for p in self.pairs.values() if p.last_checked_on), default=None
        )


class Coverage:
    """The units and measures that `filters` let through, as they were on the day that is asked."""

    def __init__(
        self, connection: sqlite3.Connection, filters: Filters, asked: Asked, name: str
    ) -> None:
        """`name` is the report's. Raises NotOfUnits, UnknownUnit, UnknownWord, BadMeasure, and what Filters.days raises."""
        others = [key for key in filters.given() if key not in _OF_UNITS + OF_DAYS]
        if others:
            raise NotOfUnits(name, others)
        self.connection, self.filters = connection, filters
        self.at: AsOf = as_of_at(connection, HAZARD, asked.as_of, asked.known_at)
        days = filters.days()
        first = date.min if days is None else days.first
        self.days = Period("", first, asked.as_of if days is None else min(asked.as_of, days.last))
        numbers = filters.measures_asked()
        self.measures: list[Measure] = [
            one
            for one in datafiles.measures(filters.ledger)
            if not numbers or one.number in numbers
        ]
        self.stale_days = datafiles.policy(filters.ledger).stale_after_days
        before = self.days.last.toordinal() - self.stale_days
        self.stale_before = str(date.fromordinal(max(before, 1)))

    @cached_property
    def said_days(self) -> str:
        """The days that are asked for, in words, before what is said of them; nothing where all are."""
        return "" if self.days.first == date.min else f"{self.days.described()}："

    def units(self, *, ever: bool = False) -> list[Covered]:
        """Return the units in the order of their registration, each with its measures; the last check is one of any day before the end, where `ever`."""
        pairs = self._pairs(ever=ever)
        binds = {
            kind: {one.number for one in self.measures if kind in one.binds}
            for kind in {kind for one in self.measures for kind in one.binds}
        }
        return [
            Covered(unit, binds.get(unit["unit_kind"], set()), pairs[unit["unit_id"]])
            for unit in self.in_use()
        ]

    def in_use(self) -> Iterator[Row]:
        """Yield the units in use that are asked for, in the order of their registration."""
        yield from units_narrowed(self.connection, self.filters, self.at)

    def _pairs(self, *, ever: bool) -> dict[int, dict[int, Pair]]:
        """Return what is known of each unit by measures."""
        first, until = str(self.days.first), str(self.days.last)
        everything = ever or self.days.first == date.min
        values = {
            **self.at.values,
            "first": first,
            "until": until,
            "since": str(date.min) if ever else first,
        }
        numbers = {one.number for one in self.measures}
        by_itself = sql("by_itself")
        # All checks are read in the order in which they lie, not one by one through the index of their days.
        checks = sql("coverage_checks").format(
            by_itself=f"({by_itself})", checked_on="+c.checked_on" if everything else "c.checked_on"
        )
        pairs: dict[int, dict[int, Pair]] = defaultdict(dict)
        for unit, measure, *checked in self.connection.execute(checks, values):
            if measure in numbers:
                pairs[unit][measure] = Pair(*checked)
        hazards = sql("coverage_hazards").format(
            open=f"({FIGURES['open'].where})",
            overdue=f"({FIGURES['overdue'].where})",
            major=f"({FIGURES['major_found'].where})",
            counted=COUNTED,
            by_itself=f"({by_itself})",
        )
        statement = f"WITH hazards AS ({self.at.relation()})\n{hazards}"
        for unit, measure, *found in self.connection.execute(statement, values):
            if measure in numbers:
                pair = pairs[unit].get(measure, NOTHING)
                pairs[unit][measure] = pair._replace(
                    **dict(
                        zip(
                            ("open", "overdue", "major_open", "found", "self_found"),
                            found,
                            strict=True,
                        )
                    )
                )
        return pairs


def units_narrowed(connection: sqlite3.Connection, filters: Filters, at: AsOf) -> Iterator[Row]:
    """Yield the units in use that the filters of units let through, in the order of their registration, as they were at `at`."""
    where = Where({**at.values})
    filters.narrow_units(connection, where, at.units())
    asked = sql("coverage_units").format(units=at.units())
    conditions = f"WHERE {' AND '.join(where.clauses)}" if where.clauses else ""
    found = connection.execute(
        f"SELECT * FROM ({asked}) AS asked {conditions} ORDER BY unit_id", where.values
    )
    sectors = filters.sectors_asked()
    for row in found:
        if not sectors or (row["sector"] and matching_key(row["sector"]) in sectors):
            yield dict(row)
