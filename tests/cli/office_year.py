"""An office through a year: what it does on which day, what it hands in, and what it remembers of all that, plainly."""

from __future__ import annotations

import json
from collections import defaultdict
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.cli.recounted import (
    OF_UNITS,
    Cell,
    Check,
    Hazard,
    Span,
    Unit,
    adds,
    counts,
    form,
    recounted,
)
from tests.soak.officer import Answer, call_main

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import TypeAlias

    from tests.ledger.officer import Officer

    Doing: TypeAlias = Callable[[Officer], None]

BEGAN = date(2022, 4, 20)
FORMS = {key: form(key) for key in ("weekly", "town", "monthly", "campaign", "quarterly", "yearly")}
OF_APRIL = {5: 21, 6: 21, 8: 22, 9: 22, 10: 23, 11: 24, 12: 25, 13: 26, 18: 27, 19: 28}
"""On which days of the first month is done what other months do on theirs; the rest on its last."""


class Sent(NamedTuple):
    """What was handed in: the form, what it was asked for, what it said by what was known then, and the last entry then."""

    no: str
    form: str
    span: Span
    values: dict[Cell, Any]
    rows: dict[str, list[str]]
    seq: int


@dataclass
class Year:
    """The office through the year: what it does on which day, and what it remembers, plainly."""

    path: Path
    plan: dict[date, list[Doing]] = field(default_factory=lambda: defaultdict(list))
    units: dict[str, Unit] = field(default_factory=dict)
    hazards: dict[str, Hazard] = field(default_factory=dict)
    checks: dict[str, Check] = field(default_factory=dict)
    moved: list[tuple[int, Hazard | None, Hazard]] = field(default_factory=list)
    """Each entry about a hazard: how it was remembered before, and after."""
    checked: list[tuple[int, Check]] = field(default_factory=list)
    sent: list[Sent] = field(default_factory=list)

    def seq(self, officer: Officer) -> int:
        return int(officer.known("SELECT max(seq) FROM journal")[0][0])

    def register(self, officer: Officer, unit: str, level: str, one: Hazard) -> str:
        given = {"found_on": str(one.found), "due": str(one.due), "sector": one.sector}
        no = officer.hazard(unit=unit, level=level, **given)
        self.hazards[no] = one
        self.moved.append((self.seq(officer), None, deepcopy(one)))
        return no

    def step(self, officer: Officer, no: str, do: Callable[[], Any], **change: Any) -> None:
        """Do something with a hazard, and remember it as `change` says."""
        one = self.hazards[no]
        before = deepcopy(one)
        do()
        for name, value in change.items():
            setattr(one, name, value)
        self.moved.append((self.seq(officer), before, deepcopy(one)))

    def check(self, officer: Officer, unit: str, on: date) -> str:
        no = officer.check(unit=unit, checked_on=str(on), kind="town")
        self.checks[no] = Check(self.units[unit], on)
        self.checked.append((self.seq(officer), self.checks[no]))
        return no

    def strike(self, officer: Officer, no: str) -> None:
        officer.void_check(no, on=officer.today)
        self.checks[no].voided = True
        self.checked.append((self.seq(officer), self.checks[no]))

    def now(self, key: str, span: Span, rows: dict[str, list[str]]) -> dict[Any, Any]:
        hazards, checks = self.hazards.values(), self.checks.values()
        return recounted(FORMS[key], span, self.units.values(), hazards, checks, rows)

    def hand_in(self, officer: Officer, key: str, period: str, first: date, last: date) -> None:
        """Fill a form, hand it in, and remember what it has to say."""
        day = officer.today
        base = FORMS[key]["base"]
        begins = {"year": date(last.year, 1, 1), "campaign": BEGAN}.get(base, first)
        ending = "xlsx" if key in ("monthly", "quarterly") else "json"
        file = str(self.path.with_name(f"{key}-{period}.{ending}"))
        done("submit", "make", key, "--period", period, "--output", file)
        made = done("submit", "record", file, "--to", "区安委办", "--on", str(day))
        assert made.err == ""
        no = made.out.strip()
        told = said("submit", "show", no)["sent"]
        rows = {sheet: [*lines] for sheet, lines in told.items()}
        span = Span(begins, last, min(last, day))
        values = self.now(key, span, rows)
        sent = {cell: told[cell[0]][cell[1]][cell[2]] for cell in values}
        assert sent == values, (no, key, period)
        self.sent.append(Sent(no, key, span, values, rows, self.seq(officer) - 1))

    def expected(self, sent: Sent) -> dict[Cell, tuple[Any, Any, list[str]]]:
        """Return the cells that are otherwise now, with what was sent, what is now, and the entries that changed them."""
        what, now = FORMS[sent.form], self.now(sent.form, sent.span, sent.rows)
        entries: dict[Cell, set[int]] = defaultdict(set)
        for cell, seq in [*self._of_hazards(sent), *self._of_checks(sent)]:
            entries[cell].add(seq)
        for column in what["columns"]:
            for (sheet, row, _), key in product(now, column.get("share", ())):
                entries[sheet, row, column["key"]] |= entries[sheet, row, key]
        return {
            cell: (value, now[cell], [str(seq) for seq in sorted(entries[cell])])
            for cell, value in sent.values.items()
            if now[cell] != value
        }

    def _of_hazards(self, sent: Sent) -> Iterator[tuple[Cell, int]]:
        """Yield each cell with each later entry by which a hazard joined or left it."""
        for seq, before, after in self.moved:
            was = {} if before is None else adds(FORMS[sent.form], before, sent.span)
            became = adds(FORMS[sent.form], after, sent.span)
            for cell in was | became if seq > sent.seq else ():
                if was.get(cell) != became.get(cell):
                    yield cell, seq

    def _of_checks(self, sent: Sent) -> Iterator[tuple[Cell, int]]:
        """Yield each cell of units with each later entry of a check that counts in its row."""
        what = FORMS[sent.form]
        keys = [one["key"] for one in what["columns"] if one.get("figure") in OF_UNITS]
        later = [(seq, check) for seq, check in self.checked if seq > sent.seq]
        for sheet, (seq, check) in product(what["sheets"], later):
            for row, key in product(sent.rows[sheet["name"]], keys):
                if counts(what, sheet, check, sent.span, row):
                    yield (sheet["name"], row, key), seq


class Month:
    """A month: what is found and put right in it, and what is corrected on the 15th of the next one, after its forms were sent."""

    def __init__(self, year: Year, number: int) -> None:
        self.year, self.number = year, number
        self.first = date(2022 + (number + 3) // 12, (number + 3) % 12 + 1, 1)
        self.after = (self.first + timedelta(days=31)).replace(day=1)
        self.nos: dict[str, str] = {}

    def day(self, of_month: int) -> date:
        """Return a day of the month; the plan began on 20 April."""
        return self.first.replace(day=of_month if self.number else OF_APRIL.get(of_month, 30))

    def on(self, of_month: int, what: Doing) -> None:
        self.year.plan[self.day(of_month)].append(what)

    def later(self, of_month: int, what: Doing) -> None:
        self.year.plan[self.after.replace(day=of_month)].append(what)

    def planned(self) -> None:
        """Plan the month."""
        due = {of_month: self.day(of_month) for of_month in (20, 25, 28)}
        self.on(6, self.add("a", "桂香村", "燃气", "general", (self.day(5), due[20])))
        self.on(9, self.add("b", "大丘村", "学校", "general", (self.day(8), due[25])))
        if self.number % 3 == 0:
            self.on(10, self.add("c", "油气站", "油气储存", "major", (self.day(10), due[28])))
            self.on(11, self.plan_of("c"))
            self.later(5, self.rectify("c", self.after.replace(day=5)))
            self.later(8, self.close("c", self.after.replace(day=8)))
        self.on(12, self.see("seen", "大丘村", 12))
        self.on(13, self.see("station", "油气站", 13))
        self.on(18, self.rectify("a", self.day(18)))
        self.on(19, self.close("a", self.day(19)))
        if self.number % 6 not in (3, 5):
            self.later(2, self.rectify("b", self.after.replace(day=2)))
            self.later(4, self.close("b", self.after.replace(day=4)))
        for what in self.corrections()[self.number % 6]:
            self.later(15, what)

    def corrections(self) -> list[list[Doing]]:
        """Return what is noticed too late, another thing each month; titles and notes change no number."""
        late = (self.day(28), self.after.replace(day=20))
        return [
            [self.step("a", lambda o, no: o.retract(no, approved_by="石世文"), steps=[(self.day(18), "rectified")])],
            [
                self.step("b", lambda o, no: o.edit(no, sector="消防", reason="看错"), sector="消防"),
                self.step("b", lambda o, no: o.edit(no, title="线路老化", reason="错字")),
                self.step("a", lambda o, no: o.note(no)),
            ],
            [self.add("late", "应急办", "从没听说过的行业", "general", late)],
            [self.step("b", lambda o, no: o.void(no), voided=True)],
            [lambda officer: self.year.strike(officer, self.nos["seen"])],
            [self.rectify("b", self.day(28))],
        ]  # fmt: skip

    def step(self, name: str, do: Callable[[Officer, str], None], **change: Any) -> Doing:
        """Return what takes a step of a hazard, and what is remembered of it then."""

        def doing(officer: Officer) -> None:
            no = self.nos[name]
            self.year.step(officer, no, lambda: do(officer, no), **change)

        return doing

    def add(self, name: str, unit: str, sector: str, level: str, days: tuple[date, date]) -> Doing:
        def doing(officer: Officer) -> None:
            one = Hazard(self.year.units[unit], sector, level, *days)
            self.nos[name] = self.year.register(officer, unit, level, one)

        return doing

    def plan_of(self, name: str) -> Doing:
        day, due = self.day(11), str(self.day(25))
        parts = {"responsible": "张静", "measures": "清理", "funds": "2万元", "contingency": "撤离"}

        def plan(officer: Officer, no: str) -> None:
            officer.plan(no, str(day), due, **parts)

        return self.step(name, plan, planned=day, wan=2.0)

    def rectify(self, name: str, on: date) -> Doing:
        return self.step(name, lambda o, no: o.rectify(no, str(on)), steps=[(on, "rectified")])

    def close(self, name: str, on: date) -> Doing:
        def doing(officer: Officer) -> None:
            no = self.nos[name]
            steps = [*self.year.hazards[no].steps, (on, "closed")]
            self.year.step(officer, no, lambda: officer.review(no, str(on)), steps=steps)

        return doing

    def see(self, name: str, unit: str, of_month: int) -> Doing:
        def doing(officer: Officer) -> None:
            self.nos[name] = self.year.check(officer, unit, self.day(of_month))

        return doing


def done(*args: str) -> Answer:
    answer = call_main(args)
    assert answer.code == 0, (args, answer.err)
    return answer


def said(*args: str) -> Any:
    return json.loads(done(*args, "--format", "json").out)
