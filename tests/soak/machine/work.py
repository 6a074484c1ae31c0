"""An officer at work with a model beside them, and the steps of a hazard's life; the rest of their work stands in test_machine.py."""

from __future__ import annotations

import tempfile
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
)

from tests.intake.office import Office
from tests.ledger.officer import copy_of
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
from tests.soak.machine.records import Hazard, No
from zizhao_cli.errors import ZizhaoError
from zizhao_cli.ledger import hazard_steps

if TYPE_CHECKING:
    from collections.abc import Callable

UNSAID: dict[str, dict[str, Any]] = {
    "rectify": {"note": None},
    "review": {"note": None},
    "extend": {"reason": "缺料", "safeguards": "专人看守"},
    "transfer": {"to": "区应急局", "reason": "超出职权"},
    "void": {"reason": "登记有误"},
}
"""What a step is given besides, and what nothing depends on."""


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

    def do(self, expect: Callable[[], Any], act: Callable[[], Any]) -> bool:
        """Do something in the model and in the ledger: both with one answer, or both refuse and write nothing.

        Return whether something was written.
        """
        before, entries = self.office.path.read_bytes(), self.model.entries
        expected = self.answer(expect, No)
        answer = self.answer(act, ZizhaoError)
        self.agreed = False
        assert isinstance(expected, No) == isinstance(answer, ZizhaoError), (expected, answer)
        assert isinstance(expected, No) or expected == answer
        wrote = self.model.entries > entries
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
        apt = [hazard for hazard in known if hazard.now.state in lives.FROM[name]]
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
            getattr(hazard_steps, name)(self.office.session, hazard.no, on=str(on), **said)

        taken = self.do(lambda: lives.STEPS[name](self.model, hazard, on, **given), act)
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

    @rule(number=drawn.numbers, later=drawn.later, name=st.sampled_from(["void", "transfer"]))
    def leave(self, number: int, later: timedelta, name: str) -> None:
        self.step(name, number, later)

    @rule(
        number=drawn.numbers,
        later=drawn.later,
        title=st.sampled_from([None, "通道堆物", "改过"]),
        level=st.sampled_from([None, "general", "major"]),
        reason=st.sampled_from([None, "核实"]),
    )
    def edit(self, number: int, later: timedelta, **given: Any) -> None:
        self.step("edit", number, later, **given)
