"""The lists of a past day, by what was known then: of hazards as the reports tell them, of checks and units as a model in plain Python does."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING, Any

import time_machine
from hypothesis import given
from hypothesis import strategies as st

from tests.report.lives import MOVES, START, Move
from tests.report.test_lives import BOUNDED, WATCHED, anew, expected, known, lived
from zizhao_cli.errors import ZizhaoError
from zizhao_cli.ledger import units
from zizhao_cli.ledger.check_replacement import replace_check
from zizhao_cli.ledger.checks import edit_check
from zizhao_cli.report.as_of import Then
from zizhao_cli.report.checks import check_list
from zizhao_cli.report.deadlines import Asked, overdue, still_open
from zizhao_cli.report.hazards import hazard_list
from zizhao_cli.report.summary import summary
from zizhao_cli.report.units import unit_list
from zizhao_cli.store.reading import reading

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from tests.ledger.officer import Officer
    from zizhao_cli.report.model import Row

__all__ = ["anew"]
OPEN = ("registered", "rectifying", "awaiting_review")


@BOUNDED
@given(moves=MOVES)
def test_the_list_of_hazards_is_what_reports_of_the_day_tell(
    anew: type[AbstractContextManager[Officer]], moves: list[Move]
) -> None:
    with anew() as officer:
        last, ledger = lived(officer, moves)
        everything = officer.filters
        with reading(officer.path) as connection:
            for day in WATCHED:
                then, asked = Then(day), Asked(day, sort="no")
                rows = hazard_list(connection, everything, "no", None, then).rows
                model = expected(ledger, day, ledger.entries)
                assert known(rows, model) == model
                opened = hazard_list(
                    connection, replace(everything, state=OPEN), "no", None, then
                ).rows
                assert opened == still_open(connection, everything, asked).rows
                assert opened == summary(connection, everything, asked, listing="open").rows
                over = hazard_list(connection, replace(everything, overdue=True), "no", None, then)
                assert over.rows == overdue(connection, everything, asked).rows
            if last <= officer.today:
                now = hazard_list(connection, everything, None, None)
                same = hazard_list(connection, everything, None, None, Then(officer.today))
                assert now.rows == same.rows


@dataclass
class Check:
    """What the test expects of a check: when each thing about it was recorded, and what it said."""

    no: str
    unit: str
    on: date
    recorded: date
    inspectors: list[tuple[date, list[str]]]
    hazard: str | None = None
    struck: date | None = None

    def at(self, day: date, by: date, roll: Unit) -> Row | None:
        """Return what a list says of it, on a day by what was recorded by another."""
        if self.on > day or self.recorded > by:
            return None
        return {
            "no": self.no,
            "unit": roll.told(day, by)["name"],
            "checked_on": str(self.on),
            "inspectors": [names for when, names in self.inspectors if when <= by][-1],
            "hazards": [self.hazard] if self.hazard else [],
            "voided": self.struck is not None and self.struck <= by,
        }


@dataclass
class Unit:
    """What the test expects of a unit: its versions in the order in which they were recorded."""

    versions: list[tuple[date, date, Row]]

    def at(self, day: date, by: date) -> Row | None:
        there = [said for recorded, on, said in self.versions if recorded <= by and on <= day]
        return there[-1] if there else None

    def told(self, day: date, by: date) -> Row:
        """Return what is said of it beside a record, which may be older than its place on the roll."""
        return self.at(day, by) or self.versions[0][2]

    def change(self, recorded: date, on: date, **said: Any) -> None:
        self.versions.append((recorded, on, {**self.versions[-1][2], **said}))


@dataclass
class Office:
    """A ledger beside a model of its checks and of some of its units."""

    officer: Officer
    today: date = START
    checks: list[Check] = field(default_factory=list)
    units: dict[str, Unit] = field(default_factory=dict)

    def __post_init__(self) -> None:
        before = START - timedelta(days=1)
        for code, name in {"GXC": "桂香村", "XJC": "先进村"}.items():
            said = {"code": code, "name": name, "active": True, "contact": None}
            self.units[code] = Unit([(before, before, said)])

    def do(self, step: str, back: int, what: int) -> None:
        """Try a step; what is refused changes nothing on either side."""
        officer = replace(self.officer, today=self.today)
        on = max(self.today - timedelta(days=back), START - timedelta(days=1))
        try:
            getattr(self, step)(officer, on, what)
        except (ZizhaoError, IndexError):
            return

    def check(self, officer: Officer, on: date, what: int) -> None:
        code = ("GXC", "XJC")[what % 2]
        failed = {"hazard": {"title": f"堵塞 {what}", "due": "+90d"}} if what % 3 == 0 else {}
        no = officer.check(unit=code, checked_on=str(on), inspectors=["甲"], **failed)
        self._begun(no, code, on)
        if failed:
            found = officer.known("SELECT no FROM hazard ORDER BY id DESC LIMIT 1")
            self.checks[-1].hazard = found[0][0]

    def _begun(self, no: str, code: str, on: date) -> None:
        self.checks.append(Check(no, code, on, self.today, [(self.today, ["甲"])]))

    def edit(self, officer: Officer, _: date, what: int) -> None:
        check = self.checks[what % len(self.checks or [0])]
        names = [("甲",), ("乙",), ("乙", "丙")][what % 3]
        edit_check(officer.session, [check.no], {"inspectors": [*names]}, None)
        check.inspectors.append((self.today, [*names]))

    def void(self, officer: Officer, _: date, what: int) -> None:
        check = self.checks[what % len(self.checks or [0])]
        officer.void_check(check.no, on=self.today)
        check.struck = self.today

    def replace(self, officer: Officer, on: date, what: int) -> None:
        check = self.checks[what % len(self.checks or [0])]
        if check.hazard is not None:
            return
        how = {"reason": "记错", "approved_by": None, "approver_unit": None}
        given: dict[str, str | None] = {"measure": "7", "checked_on": str(on)}
        changed, _, _ = replace_check(officer.session, check.no, given, {}, **how)  # type: ignore[arg-type]
        check.struck = self.today
        self._begun(changed.after.number(), check.unit, on)
        self.checks[-1].inspectors = [(self.today, check.inspectors[-1][1])]

    def rename(self, officer: Officer, on: date, what: int) -> None:
        code = [*self.units][what % len(self.units)]
        name = f"新名 {code} {what}"
        units.edit_unit(officer.session, [code], {"name": name}, on)
        self.units[code].change(self.today, on, name=name)

    def shop(self, officer: Officer, on: date, what: int) -> None:
        said = {"code": f"CS{what}", "name": f"超市 {what}", "kind": "enterprise"}
        code = units.add_unit(officer.session, said, on)
        row = {"code": code, "name": said["name"], "active": True, "contact": None}
        self.units[code] = Unit([(self.today, on, row)])

    def retire(self, officer: Officer, on: date, what: int) -> None:
        code = [*self.units][2 + what % (len(self.units) - 2 or 1)]
        units.retire_unit(officer.session, [code], "关闭", on)
        self.units[code].change(self.today, on, active=False)

    def back(self, officer: Officer, on: date, what: int) -> None:
        code = [*self.units][2 + what % (len(self.units) - 2 or 1)]
        units.edit_unit(officer.session, [code], {"active": True, "contact": "李四"}, on)
        self.units[code].change(self.today, on, active=True, contact="李四")


STEPS = ["check", "check", "edit", "void", "replace", "rename", "shop", "retire", "back"]
TRIED = st.lists(
    st.tuples(
        st.sampled_from(STEPS),
        st.sampled_from([0, 1, 4]),
        st.sampled_from([0, 0, 2, 9]),
        st.integers(0, 5),
    ),
    min_size=10,
    max_size=25,
)


@BOUNDED
@given(tried=TRIED)
def test_the_lists_of_checks_and_units_are_what_a_model_tells(
    anew: type[AbstractContextManager[Officer]], tried: list[tuple[str, int, int, int]]
) -> None:
    with anew() as officer:
        office = Office(officer)
        for step, later, back, what in tried:
            office.today += timedelta(days=later)
            with time_machine.travel(f"{office.today}T09:00:00+08:00", tick=False):
                office.do(step, back, what)
        ends = [START + timedelta(days=n) for n in (-2, -1, 0, 2, 7, 20)] + [office.today]
        filters = replace(officer.filters, today=office.today)
        with reading(officer.path) as connection:
            for day, by in product(ends, [*ends, None]):
                then, at = Then(day, by), by or office.today
                rows = check_list(connection, filters, "no", None, then, with_voided=True).rows
                model = [check.at(day, at, office.units[check.unit]) for check in office.checks]
                there = sorted((row for row in model if row), key=lambda row: str(row["no"]))
                assert known(rows, there) == there, (day, by)
                rows = check_list(connection, filters, "no", None, then, with_voided=False).rows
                standing = [row for row in there if not row["voided"]]
                assert known(rows, standing) == standing
                narrowed = replace(filters, inspector="乙")
                rows = check_list(connection, narrowed, "no", None, then, with_voided=False).rows
                assert [row["no"] for row in rows] == [
                    row["no"] for row in standing if "乙" in row["inspectors"]
                ]
                by_hazard = hazard_list(connection, narrowed, "no", None, then).rows
                assert sorted(row["no"] for row in by_hazard) == sorted(
                    no for row in there if "乙" in row["inspectors"] for no in row["hazards"]
                )
                roll = [unit.at(day, at) for unit in office.units.values()]
                for retired in (True, False):
                    rows = unit_list(connection, None, None, None, then, with_retired=retired).rows
                    mine = [row for row in rows if row["code"] in office.units]
                    want = [one for one in roll if one and (retired or one["active"])]
                    assert known(mine, want) == want, (day, by)
                    others = {row["code"] for row in rows} - office.units.keys()
                    assert bool(others) == (min(day, at) >= START - timedelta(days=1))
            for ask in (Then(office.today), Then(office.today, office.today)):
                for voided in (True, False):
                    now = check_list(connection, filters, None, None, with_voided=voided)
                    same = check_list(connection, filters, None, None, ask, with_voided=voided)
                    assert now.rows == same.rows
                    whole = unit_list(connection, None, None, None, with_retired=voided)
                    of_day = unit_list(connection, None, None, None, ask, with_retired=voided)
                    assert whole.rows == of_day.rows
