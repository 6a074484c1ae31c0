"""What the figures of measures are counted from: lists of records and reports, each with the command that asks the same."""

from __future__ import annotations

import shlex
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.kinds.fields import UNIT, UNIT_CODE
from zizhao_cli.report.as_of import Then
from zizhao_cli.report.covered import OF_PLACES
from zizhao_cli.report.declared import record_list
from zizhao_cli.report.fifteen.figure import NOT_RECORDED, Figure, Listing
from zizhao_cli.report.summary import Cohort, counted

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Mapping, Sequence

    from zizhao_cli.domain.kinds.kind import Kind
    from zizhao_cli.report.covered import Coverage
    from zizhao_cli.report.filters import Filters
    from zizhao_cli.report.frame import Asked
    from zizhao_cli.report.model import Report, Row

    Question = Callable[[sqlite3.Connection, Filters, Asked], Report]


class Ground:
    """A ledger on the day that is asked for, narrowed by units and days."""

    def __init__(
        self, connection: sqlite3.Connection, filters: Filters, asked: Asked, covered: Coverage
    ) -> None:
        """Raises what Filters.days raises."""
        self.connection, self.covered = connection, covered
        self.asked = asked._replace(sort=None, limit=None)
        self.days = filters.days()
        first, last = (None, None) if self.days is None else (self.days.first, self.days.last)
        self.first = None if first == date.min else first
        self.last = None if last == date.max else last
        # By their days, for a command is to ask the same tomorrow.
        self.filters = replace(
            filters,
            measure=None,
            phase=None,
            period=None,
            first=None if self.first is None else str(self.first),
            last=None if self.last is None else str(self.last),
        )
        self.by_place = bool(filters.given().keys() & set(OF_PLACES))
        self._answers: dict[str, Report] = {}

    @property
    def then(self) -> Then:
        """The day, and by when what is told of it was known."""
        return Then(self.asked.as_of, self.asked.known_at)

    @cached_property
    def units(self) -> list[str]:
        """The codes of the units that are asked for."""
        return [unit["unit_code"] for unit in self.covered.in_use()]

    def records(
        self,
        kind: Kind,
        *,
        among: Mapping[str, Sequence[str]] | None = None,
        only: Sequence[str] = (),
        having: Sequence[str] = (),
        text: Sequence[str] = (),
        past_due: bool = False,
        standing: bool = False,
    ) -> Listing:
        """Return what `KIND list` lists with these options; those that begin within the days that are asked for, unless they stand from before (`standing`)."""
        found = dict(among or {})
        options = [f"--{key.replace('_', '-')}" for key in (*only, *having)]
        options += ["--past-due"] if past_due else []
        options += _options({**found, "text": text})
        first, last = (None, None) if standing else (self.first, self.last)
        days = _options({"from": first, "to": last})
        if self.by_place and (UNIT.key not in kind.fields or not self.units):
            return Listing(self._command(f"{kind.name} list", [*options, *days]), None, kind.called)
        if self.by_place:
            found[UNIT.key] = self.units
            options += _options({UNIT.key: self.units})
        command = self._command(f"{kind.name} list", [*options, *days])
        over = [kind.term.over] if past_due and kind.term is not None else []
        listed = self._once(
            command,
            lambda: record_list(
                self.connection,
                kind,
                self.asked.as_of,
                self.then,
                among=found,
                only=only,
                having=[*having, *over],
                text=text,
                first=first,
                last=last,
            ),
        )
        return Listing(command, listed.rows, kind.called)

    def without(self, kind: Kind) -> Listing:
        """Return the units that have no record of a kind which each should have, as its list names them; nobody tells them by units."""
        command = self._command(f"{kind.name} list", [])
        if self.by_place:
            return Listing(command, None)
        listed = self._once(
            command, lambda: record_list(self.connection, kind, self.asked.as_of, self.then)
        )
        return Listing(command, listed.head["without"], UNIT_CODE.key, ("without",))

    def report(
        self,
        name: str,
        question: Question,
        *options: str,
        called: str | None = "no",
        under: Sequence[str] = ("rows",),
        days: bool = True,
        places: bool = True,
        level: str | None = None,
    ) -> Listing:
        """Return what `report NAME` lists with these options; one that is narrowed by no `days`, or no `places`, is asked without them."""
        if self.by_place and not places:
            return Listing(self._command(f"report {name}", options), None, called)
        filters = replace(self.filters, level=level)
        if not days:
            filters = replace(filters, first=None, last=None)
        command = self._command(f"report {name}", [*options, *_options(filters.given())])
        answer = self._once(command, lambda: question(self.connection, filters, self.asked))
        found: Any = answer.rows if under == ("rows",) else answer.head
        for key in () if under == ("rows",) else under:
            found = found[key]
        return Listing(command, found, called, tuple(under))

    def counted(self, key: str, label: str, of: Figure | None = None) -> Figure:
        """Return how many hazards of all measures a figure of `report summary` counts; they are not named, for there may be very many."""
        command = self._command(
            "report summary", [f"--list {key}", *_options(self.filters.given())]
        )
        value = self._hazards[key] or (0 if of is not None and of.value is not None else None)
        lacking = NOT_RECORDED if value is None else None
        whole = None if of is None else of.key
        return Figure(key, label, value, "项", command, whole, lacking=lacking)

    @cached_property
    def _hazards(self) -> Row:
        cohort = Cohort(self.filters, self.covered.at, self.days)
        return counted(self.connection, cohort)[0]

    def command(self, of: str, *options: str, measure: int) -> str:
        """Return the command that asks a report of one measure, narrowed as all is."""
        given = replace(self.filters, measure=str(measure)).given()
        return self._command(of, [*options, *_options(given)])

    def _once(self, command: str, asked: Callable[[], Report]) -> Report:
        """Return the answer to a command; what was asked before is not asked again."""
        if command not in self._answers:
            self._answers[command] = asked()
        return self._answers[command]

    def _command(self, of: str, options: Sequence[str]) -> str:
        known = self.asked.known_at
        day = _options({"as-of": self.asked.as_of, "known-at": known})
        return " ".join(["zizhao", of, *options, *day])


def _options(given: Mapping[str, object]) -> list[str]:
    """Return options as they are typed in a shell, one for each value."""
    typed = []
    for key, values in given.items():
        several = values if isinstance(values, (list, tuple)) else [values]
        typed += [
            f"--{key.replace('_', '-')} {shlex.quote(str(value))}"
            for value in several
            if value is not None
        ]
    return typed
