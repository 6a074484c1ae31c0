"""An officer at work with a model beside them, and the steps of a hazard's life; the rest of their work stands in test_machine.py."""

from __future__ import annotations

import tempfile
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import time_machine
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from tests.intake.office import Office
from tests.ledger.officer import copy_of
from tests.report.life import FROM, No
from tests.soak.machine import drawn, lives
from tests.soak.machine.drawn import START, TODAY
from tests.soak.machine.model import Model
from tests.soak.machine.reading import (
    assert_same_now,
    assert_same_on,
    assert_sound,
    in_order,
    roll_of,
    turns,
)
from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.errors import ZizhaoError
from zizhao_cli.ledger import corrections, hazard_steps

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from tests.soak.machine.records import Hazard

UNSAID: dict[str, dict[str, Any]] = {
    "rectify": {"note": None},
    "review": {"note": None},
    "extend": {"reason": "缺料", "safeguards": "专人看守"},
    "transfer": {"to": "区应急局", "reason": "超出职权"},
    "reopen": {"returned_by": "区应急局", "reason": "退回"},
    "void": {"reason": "登记有误"},
}
"""What a step is given besides, and what nothing depends on."""


NIGHTS = 4
"""How often the day changes, at most."""


def at_noon(day: date) -> time_machine.travel:
    """Return the noon of a day, at which everything of it is recorded."""
    return time_machine.travel(f"{day}T12:00:00+08:00", tick=False)


class Work(RuleBasedStateMachine):
    """An officer at work, and the model beside them."""

    fresh: ClassVar[Path]
    """A ledger that knows the first units and hazards; every example begins with a copy."""
    figures: ClassVar[Counter[str]] = Counter()

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.office = Office(copy_of(self.fresh, Path(self.folder.name)), TODAY)
        drawn.paint(self.office.path.parent)
        self.model = Model(TODAY, roll_of(self.office)[: -len(drawn.FIRST_UNITS)])
        for code, name in drawn.FIRST_UNITS.items():
            self.model.add_unit(code, name, drawn.VILLAGE, START)
        for found in drawn.FIRST_HAZARDS:
            self.model.add_hazard("E1", START, found, None, [])
        self.model.evenings = {START - timedelta(1): 1, TODAY: self.model.entries}
        self.backup: tuple[Path, Model] | None = None
        self.compared = 0
        self.agreed = True
        """Whether all answers were the same so far: where one was not, every later comparison would only hide it."""
        self.figures["examples"] += 1

    def teardown(self) -> None:
        if not self.agreed:
            self.folder.cleanup()
            return
        days = turns(self.model)
        for day in days[:: len(days) // 12 + 1]:
            assert_same_on(self.office, self.model, day)
            for evening in self.model.evenings:
                assert_same_on(self.office, self.model, day, evening)
        assert_sound(self.office, self.model)
        self.folder.cleanup()

    @invariant()
    def says_the_same(self) -> None:
        entries = self.model.entries
        if entries != self.compared:
            self.compared = entries
            assert_same_now(self.office, self.model)
            days = turns(self.model)
            assert_same_on(self.office, self.model, days[entries * 37 % len(days)])

    @precondition(lambda self: len(self.model.evenings) <= NIGHTS)
    @rule(nights=st.sampled_from([1, 1, 2, 20]))
    def sleep(self, nights: int) -> None:
        """Another day begins."""
        today = self.office.today + timedelta(nights)
        self.office = replace(self.office, today=today)
        self.model.today = today

    def do(self, expect: Callable[[], Any], act: Callable[[], Any]) -> bool:
        """Do something in the model and in the ledger: both with one answer, or both refuse and write nothing.

        Return whether something was written.
        """
        before, entries = self.office.path.read_bytes(), self.model.entries
        expected = self.answer(expect, No)
        with at_noon(self.office.today):
            answer = self.answer(act, ZizhaoError)
        self.agreed = False
        assert isinstance(expected, No) == isinstance(answer, ZizhaoError), (expected, answer)
        assert isinstance(expected, No) or expected == answer
        wrote = self.model.entries > entries
        if wrote:
            self.model.evenings[self.office.today] = self.model.entries
        self.figures["written" if wrote else "refused, or nothing new"] += 1
        assert wrote == (self.office.path.read_bytes() != before)
        self.agreed = True
        return wrote

    def answer(self, act: Callable[[], Any], refusal: type[Exception]) -> Any:
        """Return what an act returns, or its refusal."""
        try:
            return act()
        except refusal as refused:
            return refused

    # The life of a hazard.

    def hazard(self, name: str, number: int) -> Hazard:
        """Return a hazard, mostly one that may take the step `name`."""
        known = in_order(self.model)
        apt = [hazard for hazard in known if hazard.now.state in FROM[name]]
        return apt[number % len(apt)] if apt and number else known[number % len(known)]

    def step(self, name: str, number: int, later: timedelta, **given: Any) -> None:
        """Take a step of a hazard's life."""
        hazard = self.hazard(name, number)
        on = hazard.last + later
        files = given.get("evidence")
        said = given | UNSAID.get(name, {})
        if files is not None:
            said["evidence"] = drawn.named(self.office.path.parent, files)

        def act() -> None:
            no = [hazard.no] if name == "void" else hazard.no
            getattr(hazard_steps, name)(self.office.session, no, on=str(on), **said)

        self.count(name, self.do(lambda: lives.STEPS[name](self.model, hazard, on, **given), act))

    def count(self, name: str, taken: bool) -> None:
        self.figures[f"{name}: {'taken' if taken else 'refused'}"] += 1

    @rule(number=drawn.numbers, later=drawn.later, parts=drawn.plans, ahead=st.none() | drawn.ahead)
    def plan(
        self, number: int, later: timedelta, parts: dict[str, str], ahead: timedelta | None
    ) -> None:
        hazard = self.hazard("plan", number)
        due = None if ahead is None else str(max(hazard.found, hazard.now.due - ahead))
        self.step("plan", number, later, due=due, **parts)

    @rule(
        number=drawn.numbers,
        later=drawn.later,
        rectified_by=drawn.maybe_people,
        evidence=drawn.pictures,
    )
    def rectify(self, number: int, later: timedelta, **given: Any) -> None:
        self.step("rectify", number, later, **given)

    @rule(
        number=drawn.numbers,
        later=drawn.later,
        rectified_by=drawn.maybe_people,
        reviewer=drawn.people,
        reviewer_unit=drawn.maybe_units,
        passed=st.booleans(),
        ahead=st.none() | drawn.ahead,
        evidence=drawn.pictures,
    )
    def review(
        self,
        number: int,
        later: timedelta,
        rectified_by: str | None,
        ahead: timedelta | None,
        **given: Any,
    ) -> None:
        if not any(h.now.state == "awaiting_review" for h in self.model.hazards.values()):
            self.step("rectify", number, later, rectified_by=rectified_by, evidence=[])
        hazard = self.hazard("review", number)
        new = None if ahead is None else str(max(hazard.last + later + ahead, hazard.found))
        self.step("review", number, later, due=None if given["passed"] else new, **given)

    @rule(
        number=drawn.numbers,
        later=drawn.later,
        ahead=drawn.ahead,
        asked=st.sampled_from([None, None, 0, 1, 9, -1]),
        asked_by=drawn.maybe_people,
        approved_by=drawn.people,
        approver_unit=drawn.maybe_units,
    )
    def extend(
        self, number: int, later: timedelta, ahead: timedelta, asked: int | None, **given: Any
    ) -> None:
        hazard = self.hazard("extend", number)
        on = hazard.last + later
        asked_on = None if asked is None else str(min(on - timedelta(asked), TODAY))
        due = str(hazard.now.due + ahead)
        self.step("extend", number, later, due=due, asked_on=asked_on, **given)

    @rule(number=drawn.numbers, later=drawn.later, name=st.sampled_from(["transfer", "reopen"] * 2))
    def leave(self, number: int, later: timedelta, name: str) -> None:
        self.step(name, number, later)

    @rule(
        number=drawn.numbers,
        later=drawn.later,
        approved_by=drawn.approvers,
        approver_unit=drawn.maybe_units,
    )
    def void(self, number: int, later: timedelta, **given: Any) -> None:
        self.step("void", number, later, **given)

    # What was recorded otherwise than it was.

    @rule(
        number=drawn.numbers,
        later=st.none() | drawn.later,
        title=st.sampled_from([None, "通道堆物", "改过"]),
        level=st.sampled_from([None, "general", "major"]),
        responsible=st.sampled_from([None, None, "刘和平", "张静"]),
        reason=st.sampled_from([None, "核实", "核实"]),
        approved_by=drawn.approvers,
    )
    def edit(self, number: int, later: timedelta | None, **given: Any) -> None:
        """For the whole life, or from a day on, before or after the last step."""
        hazard = self.hazard("edit", number)
        since = None if later is None else hazard.last + later
        told = given | {"since": since and str(since), "approver_unit": None}

        def act() -> None:
            hazard_steps.edit(self.office.session, hazard.no, **told)

        done = self.do(lambda: lives.edit(self.model, hazard, since, **given), act)
        self.count("mend" if since is None else "edit", done)

    @rule(
        number=drawn.numbers,
        which=st.none() | drawn.numbers,
        approved_by=drawn.approvers,
        approver_unit=drawn.maybe_units,
    )
    def retract(self, number: int, which: int | None, **given: Any) -> None:
        """The last step, or another one."""
        known = [hazard for hazard in in_order(self.model) if hazard.retractable()]
        hazard = known[number % len(known)] if known else self.hazard("retract", number)
        there = [2, *(step.number for step in hazard.retractable())]
        step_no = None if which is None else there[-which % len(there)]

        def act() -> None:
            how = {"number": step_no, "reason": "记错", **given}
            corrections.retract(self.office.session, HAZARD, hazard.no, **how)

        done = self.do(lambda: lives.retract(self.model, hazard, step_no, **given), act)
        self.count("retract the last" if which is None else "retract another", done)

    @rule(number=drawn.numbers, approved_by=drawn.approvers, instead=drawn.instead)
    def replace(self, number: int, approved_by: str | None, instead: dict[str, str | None]) -> None:
        hazard = self.hazard("replace", number)
        taken = self.do(
            lambda: lives.replace(self.model, hazard, approved_by, **instead),
            lambda: self.office.replace(hazard.no, approved_by, **instead),
        )
        self.count("replace", taken)

    @rule(chosen=st.lists(drawn.numbers, min_size=1, max_size=3), evidence=drawn.pictures)
    def note(self, chosen: list[int], evidence: list[str]) -> None:
        known = in_order(self.model)
        hazards = [known[number % len(known)] for number in chosen]
        files = drawn.named(self.office.path.parent, evidence)
        numbers = [hazard.no for hazard in hazards]

        def act() -> list[str]:
            session = self.office.session
            return corrections.note(session, HAZARD, numbers, "催办", on=None, evidence=files)

        self.count("note", self.do(lambda: lives.note(self.model, hazards, evidence), act))
