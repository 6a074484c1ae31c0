"""A year of the plan with all its submissions: each number is what was known then, and each that is otherwise now has the entries that changed it."""

from __future__ import annotations

import json
from collections import defaultdict
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

import time_machine

from tests.cli.recounted import (
    OF_UNITS,
    Check,
    Hazard,
    Span,
    Unit,
    adds,
    counts,
    form,
    recounted,
)
from tests.ledger.officer import Officer, set_up
from tests.soak.officer import Answer, call_main
from zizhao_cli.settings import SHANGHAI

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

BEGAN, ENDS = date(2022, 4, 20), date(2023, 4, 15)
FORMS = {key: form(key) for key in ("weekly", "town", "monthly", "campaign", "quarterly", "yearly")}
OF_APRIL = {5: 21, 6: 21, 8: 22, 9: 22, 10: 23, 11: 24, 12: 25, 13: 26, 18: 27, 19: 28, 20: 30}


class Sent(NamedTuple):
    """What was handed in: the form, what it was asked for, what it said by what was known then, and the last entry then."""

    no: str
    form: str
    span: Span
    values: dict[tuple[str, str, str], Any]
    rows: dict[str, list[str]]
    seq: int


@dataclass
class Year:
    """The office through the year: what it does on which day, and what it remembers, plainly."""

    path: Path
    plan: dict[date, list[Callable[[Officer], None]]] = field(
        default_factory=lambda: defaultdict(list)
    )
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

    def month(self, number: int, first: date) -> None:
        """Plan a month: what is found and put right in it, and what is corrected on the 15th of the next one."""

        def day(of_month: int) -> date:
            return first.replace(day=OF_APRIL.get(of_month, 30) if first.month == 4 and first.year == 2022 else of_month)  # fmt: skip

        after = (first + timedelta(days=31)).replace(day=1)
        which, nos = number % 6, {}

        def on(of_month: int, what: Callable[[Officer], None]) -> None:
            self.plan[day(of_month)].append(what)

        def later(of_month: int, what: Callable[[Officer], None]) -> None:
            self.plan[after.replace(day=of_month)].append(what)

        def add(name: str, unit: str, sector: str, level: str, found: date, due: date) -> Callable[[Officer], None]:  # fmt: skip
            def do(officer: Officer) -> None:
                one = Hazard(self.units[unit], sector, level, found, due)
                nos[name] = self.register(officer, unit, level, one)

            return do

        def rectify(name: str, told: date) -> Callable[[Officer], None]:
            def do(officer: Officer) -> None:
                steps = [(told, "rectified")]
                self.step(officer, nos[name], lambda: officer.rectify(nos[name], str(told)), steps=steps)  # fmt: skip

            return do

        def close(name: str, told: date) -> Callable[[Officer], None]:
            def do(officer: Officer) -> None:
                steps = [*self.hazards[nos[name]].steps, (told, "closed")]
                self.step(officer, nos[name], lambda: officer.review(nos[name], str(told)), steps=steps)  # fmt: skip

            return do

        def see(name: str, unit: str, of_month: int) -> Callable[[Officer], None]:
            def do(officer: Officer) -> None:
                nos[name] = self.check(officer, unit, day(of_month))

            return do

        on(6, add("a", "桂香村", "燃气", "general", day(5), day(20)))
        on(9, add("b", "大丘村", "学校", "general", day(8), day(25)))
        if number % 3 == 0:
            on(10, add("c", "油气站", "油气储存", "major", day(10), day(28)))

            def plan(officer: Officer) -> None:
                parts = {"responsible": "张静", "measures": "清理", "funds": "2万元"}
                self.step(officer, nos["c"], lambda: officer.plan(nos["c"], str(day(11)), str(day(25)), contingency="撤离", **parts), planned=day(11), wan=2.0)  # fmt: skip

            on(11, plan)
            later(5, rectify("c", after.replace(day=5)))
            later(8, close("c", after.replace(day=8)))
        on(12, see("seen", "大丘村", 12))
        on(13, see("station", "油气站", 13))
        on(18, rectify("a", day(18)))
        on(19, close("a", day(19)))
        if which not in (3, 5):
            later(2, rectify("b", after.replace(day=2)))
            later(4, close("b", after.replace(day=4)))
        corrections: dict[int, Callable[[Officer], None]] = {
            0: lambda officer: self.step(officer, nos["a"], lambda: officer.retract(nos["a"], approved_by="石世文"), steps=[(day(18), "rectified")]),
            1: lambda officer: self.step(officer, nos["b"], lambda: officer.edit(nos["b"], sector="消防", reason="看错"), sector="消防"),
            2: add("late", "应急办", "从没听说过的行业", "general", day(28), after.replace(day=20)),
            3: lambda officer: self.step(officer, nos["b"], lambda: officer.void(nos["b"]), voided=True),
            4: lambda officer: self.strike(officer, nos["seen"]),
            5: rectify("b", day(28)),
        }  # fmt: skip
        later(15, corrections[which])
        if which == 1:
            later(15, lambda officer: self.step(officer, nos["b"], lambda: officer.edit(nos["b"], title="线路老化", reason="错字")))  # fmt: skip
            later(15, lambda officer: self.step(officer, nos["a"], lambda: officer.note(nos["a"])))

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

    def expected(self, sent: Sent) -> dict[tuple[str, str, str], tuple[Any, Any, list[str]]]:
        """Return the cells that are otherwise now, with what was sent, what is now, and the entries that changed them."""
        what, now = FORMS[sent.form], self.now(sent.form, sent.span, sent.rows)
        entries: dict[tuple[str, str, str], set[int]] = defaultdict(set)
        for seq, before, after in self.moved:
            if seq > sent.seq:
                was = {} if before is None else adds(what, before, sent.span)
                became = adds(what, after, sent.span)
                for cell in was | became:
                    if was.get(cell) != became.get(cell):
                        entries[cell].add(seq)
        for seq, check in self.checked:
            for sheet in what["sheets"] if seq > sent.seq else ():
                for row in sent.rows[sheet["name"]]:
                    if counts(what, sheet, check, sent.span, row):
                        for column in what["columns"]:
                            if column.get("figure") in OF_UNITS:
                                entries[sheet["name"], row, column["key"]].add(seq)
        for column in what["columns"]:
            for sheet, row, _ in list(now):
                for key in column.get("share", ()):
                    entries[sheet, row, column["key"]] |= entries[sheet, row, key]
        return {
            cell: (value, now[cell], [str(seq) for seq in sorted(entries[cell])])
            for cell, value in sent.values.items()
            if now[cell] != value
        }


def done(*args: str) -> Answer:
    answer = call_main(args)
    assert answer.code == 0, (args, answer.err)
    return answer


def said(*args: str) -> Any:
    return json.loads(done(*args, "--format", "json").out)


def due_on(day: date) -> list[tuple[str, str, date, date]]:
    """Return the forms that fall due on a day, by the rules of the office: key, period and its days."""
    due = []
    before = day.replace(day=1) - timedelta(days=1)
    month = (f"{before:%Y-%m}", before.replace(day=1), before)
    if day.weekday() == 4:
        monday = day - timedelta(days=4)
        year, week, _ = day.isocalendar()
        due.append(("weekly", f"{year}-W{week:02}", monday, monday + timedelta(days=6)))
    if day.day == 3 and before >= BEGAN:
        due.append(("town", *month))
    if day.day == 6 and before >= BEGAN:
        due.append(("monthly", *month))
    if day.day == 25:
        ends = (day + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        due.append(("campaign", f"{day:%Y-%m}", day.replace(day=1), ends))
    if day.day == 15 and day.month % 3 == 1:
        quarter = f"{before.year}-Q{before.month // 3}"
        due.append(("quarterly", quarter, before.replace(month=before.month - 2, day=1), before))
    if (day.month, day.day) == (1, 31):
        year = day.year - 1
        due.append(("yearly", str(year), date(year, 1, 1), date(year, 12, 31)))
    return due


def test_a_year_of_the_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = set_up(tmp_path / "ledger.db")
    monkeypatch.setenv("ZIZHAO_DB", str(path))
    monkeypatch.setenv("ZIZHAO_BY", "陈科旭")
    monkeypatch.setenv("ZIZHAO_CONFIG", str(tmp_path / "config.txt"))
    year, day = Year(path), BEGAN
    with time_machine.travel(datetime.combine(day, time(8), SHANGHAI), tick=False):
        done("unit", "add", "YQ", "油气站", "--kind", "enterprise", "--parent", "桂香村", "--sector", "油气储存")  # fmt: skip
        for row in said("unit", "list")["rows"]:
            village = row["name"] if row["kind"] in ("village", "community") else row["parent"]
            year.units[row["name"]] = Unit(row["name"], village, row["sector"])
    for number in range(12):
        year.month(number, date(2022 + (number + 3) // 12, (number + 3) % 12 + 1, 1))
    while day <= ENDS:
        officer = Officer(path, day)
        with time_machine.travel(datetime.combine(day, time(9), SHANGHAI), tick=False):
            for what in year.plan.pop(day, ()):
                what(officer)
            if due := due_on(day):
                for one in due:
                    year.hand_in(officer, *one)
                assert said("submit", "due", "--within", "0")["rows"] == []
        day += timedelta(days=1)
    assert not year.plan
    assert len(year.sent) == 52 + 3 * 12 + 4 + 1
    with time_machine.travel(datetime.combine(day, time(9), SHANGHAI), tick=False):
        assert "核验通过" in done("db", "verify").out
        corrected = 0
        for sent in year.sent:
            told = said("submit", "diff", sent.no)["rows"]
            found = {
                (row["sheet"], row["row"], row["column"]): (row["sent"], row["now"], row["entries"])
                for row in told
            }
            assert found == year.expected(sent), (sent.no, sent.form)
            corrected += bool(found)
        assert 20 < corrected < len(year.sent)
