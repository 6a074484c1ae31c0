"""What a step refuses beside the state: days that run backwards, one person in two roles, an unfinished plan."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from tests.ledger.officer import sample_record
from zizhao_cli.domain.errors.steps import (
    AskedAfterApproval,
    AskedBeforeFound,
    BackwardsInTime,
    DueBeforeStep,
    NewDueNotLater,
    NothingToChange,
    PlanDueTooLate,
    PlanIncomplete,
    SamePerson,
)
from zizhao_cli.domain.errors.values import BlankText, ControlCharacter, TextTooLong
from zizhao_cli.domain.rules.hazard import (
    Edit,
    Extend,
    NewDeadline,
    Plan,
    Rectify,
    Review,
    Step,
    Transfer,
)
from zizhao_cli.domain.rules.hazard_record import PLAN_PARTS, HazardRecord

if TYPE_CHECKING:
    from zizhao_cli.domain.errors import Refused

FOUND = date(2022, 4, 20)
LAST = date(2022, 5, 2)
WHOLE_PLAN: dict[str, Any] = {
    "plan_responsible": "张静",
    "plan_measures": "清理",
    "plan_funds": "5000",
    "plan_due_on": date(2022, 5, 1),
    "plan_contingency": "撤离",
}


def due(text: str) -> NewDeadline:
    return NewDeadline(on=date.fromisoformat(text), basis={"kind": "date"})


def extension(**fields: Any) -> Extend:
    defaults: dict[str, Any] = {
        "on": LAST,
        "due": due("2022-06-01"),
        "reason": "缺料",
        "safeguards": "专人看守",
        "asked_by": "张静",
        "asked_on": LAST,
        "approved_by": "石世文",
    }
    return Extend(**(defaults | fields))


def awaiting(**fields: Any) -> HazardRecord:
    return sample_record(
        state="awaiting_review",
        rectified_on=LAST,
        rectified_by="张静",
        last_step_on=LAST,
        **fields,
    )


RUNNING_STEPS: list[Step] = [
    Plan(on=LAST, responsible="张静"),
    Rectify(on=LAST, rectified_by="张静"),
    extension(),
    Transfer(on=LAST, to="区应急局", reason="超出职权"),
]


@pytest.mark.parametrize("step", RUNNING_STEPS, ids=lambda step: step.step)
def test_no_step_runs_backwards_in_time(step: Step) -> None:
    assert step.apply(sample_record(last_step_on=LAST)).last_step_on == LAST
    with pytest.raises(BackwardsInTime) as refused:
        step.apply(sample_record(last_step_on=date(2022, 5, 3)))
    assert "2022-05-02" in refused.value.sentence
    assert "2022-05-03" in refused.value.sentence


def test_a_review_is_not_before_the_rectification() -> None:
    with pytest.raises(BackwardsInTime):
        Review(on=date(2022, 5, 1), reviewer="刘和平", passed=True).apply(awaiting())
    assert Review(on=LAST, reviewer="刘和平", passed=True).apply(awaiting()).state == "closed"


def test_a_correction_is_not_before_the_day_it_was_found() -> None:
    with pytest.raises(BackwardsInTime):
        Edit(on=date(2022, 4, 19), to={"title": "改正"}).apply(sample_record())


def test_a_correction_is_not_before_the_last_step() -> None:
    """It would carry the state of that step into the days before it."""
    assert Edit(on=LAST, to={"title": "改正"}).apply(awaiting()).title == "改正"
    with pytest.raises(BackwardsInTime):
        Edit(on=date(2022, 5, 1), to={"title": "改正"}).apply(awaiting())


def test_a_correction_holds_up_no_later_step() -> None:
    corrected = Edit(on=date(2022, 7, 1), to={"title": "改正"}).apply(sample_record())
    assert Rectify(on=LAST, rectified_by="张静").apply(corrected).rectified_on == LAST


@pytest.mark.parametrize("reviewer", ["张静", "张 静", "张\u3000静", " 张静"])
@pytest.mark.parametrize("passed", [True, False])
@pytest.mark.parametrize("unit_id", [None, 1])
def test_the_reviewer_is_not_who_rectified(
    reviewer: str, passed: bool, unit_id: int | None
) -> None:
    step = Review(on=LAST, reviewer=reviewer, reviewer_unit_id=unit_id, passed=passed)
    with pytest.raises(SamePerson):
        step.apply(awaiting())


def test_a_namesake_of_another_unit_may_review() -> None:
    step = Review(on=LAST, reviewer="张静", reviewer_unit_id=2, passed=True)
    assert step.apply(awaiting()).state == "closed"


def test_the_reviewer_is_compared_with_who_rectified_not_with_who_is_responsible() -> None:
    by_another = awaiting(responsible="刘和平")
    assert Review(on=LAST, reviewer="刘和平", passed=True).apply(by_another).state == "closed"


@pytest.mark.parametrize("approver", ["张静", "张 静"])
def test_the_approver_is_not_who_asked(approver: str) -> None:
    with pytest.raises(SamePerson):
        extension(approved_by=approver).apply(sample_record())
    namesake = extension(approved_by=approver, approver_unit_id=2)
    assert namesake.apply(sample_record()).extensions == 1


@pytest.mark.parametrize("missing", PLAN_PARTS)
def test_a_major_hazard_needs_all_five_parts(missing: str) -> None:
    step = Rectify(on=LAST, rectified_by="张静")
    with pytest.raises(PlanIncomplete) as refused:
        step.apply(sample_record(level="major", **(WHOLE_PLAN | {missing: None})))
    assert refused.value.sentence.endswith(f"还缺：{PLAN_PARTS[missing]}")


def test_a_major_hazard_with_all_five_parts_is_rectified() -> None:
    step = Rectify(on=LAST, rectified_by="张静")
    assert step.apply(sample_record(level="major", **WHOLE_PLAN)).state == "awaiting_review"


def test_a_general_hazard_needs_no_plan() -> None:
    after = Rectify(on=LAST, rectified_by="张静").apply(sample_record())
    assert after.state == "awaiting_review"


def test_a_plan_grows_part_by_part() -> None:
    hazard = Plan(on=LAST, responsible="张静").apply(sample_record(level="major"))
    assert hazard.missing_plan_parts() == ["措施", "资金", "时限", "应急预案"]
    hazard = Plan(on=LAST, measures="清理", funds="5000").apply(hazard)
    hazard = Plan(on=LAST, due_on=date(2022, 5, 5), contingency="撤离").apply(hazard)
    assert hazard.missing_plan_parts() == []
    assert hazard.plan_responsible == "张静"


def test_a_plan_of_no_part_is_refused() -> None:
    with pytest.raises(NothingToChange):
        Plan(on=LAST).apply(sample_record())


def test_a_plan_ends_not_after_the_deadline() -> None:
    assert Plan(on=LAST, due_on=date(2022, 5, 5)).apply(sample_record()).plan_due_on
    with pytest.raises(PlanDueTooLate):
        Plan(on=LAST, due_on=date(2022, 5, 6)).apply(sample_record())


@pytest.mark.parametrize(
    ("rules", "registered", "responsible"),
    [(2, None, None), (3, None, "王五"), (3, "张静", "张静"), (2, "张静", "张静")],
)
def test_whom_a_plan_makes_responsible(
    rules: int, registered: str | None, responsible: str | None
) -> None:
    """Where nobody was registered, and for no plan that was made before version 3 of the rules."""
    plan = Plan(on=LAST, responsible="王五", rules=rules)
    hazard = plan.apply(sample_record(responsible=registered))
    assert (hazard.responsible, hazard.plan_responsible) == (responsible, "王五")
    without = Plan(on=LAST, funds="5000", rules=rules).apply(sample_record(responsible=registered))
    assert without.responsible == registered


def test_a_failed_review_may_give_a_new_deadline() -> None:
    step = Review(on=LAST, reviewer="刘和平", passed=False, due=due("2022-06-01"))
    after = step.apply(awaiting())
    assert (after.due_on, after.original_due_on) == (date(2022, 6, 1), date(2022, 5, 5))
    assert after.extensions == 0


def test_the_new_deadline_is_not_before_the_review() -> None:
    same_day = Review(on=LAST, reviewer="刘和平", passed=False, due=due("2022-05-02"))
    assert same_day.apply(awaiting()).due_on == LAST
    with pytest.raises(DueBeforeStep):
        Review(on=LAST, reviewer="刘和平", passed=False, due=due("2022-05-01")).apply(awaiting())


def test_an_extension_keeps_the_original() -> None:
    once = extension().apply(sample_record())
    twice = extension(due=due("2022-07-01")).apply(once)
    assert (twice.due_on, twice.original_due_on) == (date(2022, 7, 1), date(2022, 5, 5))
    assert twice.extensions == 2


@pytest.mark.parametrize("new", ["2022-05-05", "2022-05-04"])
def test_an_extension_is_later(new: str) -> None:
    with pytest.raises(NewDueNotLater):
        extension(due=due(new)).apply(sample_record())
    assert extension(due=due("2022-05-06")).apply(sample_record()).due_on == date(2022, 5, 6)


def test_an_extension_is_not_to_a_day_before_it_was_given() -> None:
    asked = {"asked_on": date(2022, 5, 5), "on": date(2022, 6, 10)}
    with pytest.raises(DueBeforeStep):
        extension(due=due("2022-06-09"), **asked).apply(sample_record())
    assert extension(due=due("2022-06-10"), **asked).apply(sample_record()).due_on == asked["on"]


def test_an_extension_is_not_approved_before_it_was_asked_for() -> None:
    with pytest.raises(AskedAfterApproval):
        extension(asked_on=date(2022, 5, 3)).apply(sample_record())


def test_an_extension_is_not_asked_for_before_the_hazard_was_found() -> None:
    with pytest.raises(AskedBeforeFound):
        extension(asked_on=date(2021, 1, 1)).apply(sample_record())


def test_a_correction_that_changes_nothing_is_refused() -> None:
    with pytest.raises(NothingToChange):
        Edit(on=LAST, to={"title": sample_record().title}).apply(sample_record())


@pytest.mark.parametrize(
    ("value", "error"),
    [(" ", BlankText), ("", BlankText), ("a\x1bb", ControlCharacter), ("长" * 201, TextTooLong)],
)
def test_the_names_in_steps_are_checked_texts(value: str, error: type[Refused]) -> None:
    with pytest.raises(error):
        Rectify(on=LAST, rectified_by=value)
    with pytest.raises(error):
        Review(on=LAST, reviewer=value, passed=True)
    with pytest.raises(error):
        extension(approved_by=value)
    with pytest.raises(error):
        Transfer(on=LAST, to=value, reason="超出职权")
