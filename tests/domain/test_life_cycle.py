"""Every step from every state, as the table in the contract allows or refuses it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from tests.ledger.officer import sample_record
from zizhao_cli.domain.errors.steps import StepNotAllowed
from zizhao_cli.domain.rules.hazard import (
    RULES,
    Edit,
    Extend,
    NewDeadline,
    Plan,
    Rectify,
    Reopen,
    Replace,
    Review,
    Transfer,
    Void,
)
from zizhao_cli.domain.rules.told import Life
from zizhao_cli.domain.values import State

if TYPE_CHECKING:
    from zizhao_cli.domain.rules.hazard_record import HazardRecord
    from zizhao_cli.domain.rules.life import Step

ON = date(2022, 5, 3)
LATER = NewDeadline(on=date(2022, 6, 1), basis={"kind": "date"})
STEPS: dict[str, Step] = {
    "plan": Plan(on=ON, responsible="张静"),
    "rectify": Rectify(on=ON, rectified_by="张静"),
    "review passed": Review(on=ON, reviewer="刘和平", passed=True),
    "review failed": Review(on=ON, reviewer="刘和平", passed=False),
    "extend": Extend(
        on=ON,
        due=LATER,
        reason="缺料",
        safeguards="专人看守",
        asked_by="张静",
        asked_on=ON,
        approved_by="石世文",
    ),
    "transfer": Transfer(on=ON, to="区应急局", reason="超出职权"),
    "void": Void(on=ON, reason="登记有误"),
    "edit": Edit(on=ON, to={"title": "改正"}),
    "replace": Replace(on=ON, reason="单位记错", replaced_by="YH-2022-0002"),
    "reopen": Reopen(on=ON, returned_by="区应急局", reason="不属其职权"),
}
OPEN = ["registered", "rectifying", "awaiting_review"]
TO: dict[str, dict[str, str]] = {
    "plan": {"registered": "rectifying", "rectifying": "rectifying"},
    "rectify": {"registered": "awaiting_review", "rectifying": "awaiting_review"},
    "review passed": {"awaiting_review": "closed"},
    "review failed": {"awaiting_review": "rectifying"},
    "extend": {"registered": "registered", "rectifying": "rectifying"},
    "transfer": dict.fromkeys(OPEN, "transferred"),
    # Any but closed; and what is void already is not voided again.
    "void": dict.fromkeys([*OPEN, "transferred"], "voided"),
    "edit": {state: state for state in [*OPEN, "closed", "transferred"]},
    "replace": dict.fromkeys([*OPEN, "transferred"], "voided"),
    "reopen": {"transferred": "rectifying"},
}
PAIRS = [(step, str(state)) for step in STEPS for state in State]


def hazard_in(state: str) -> HazardRecord:
    rectified: dict[str, Any] = {"rectified_on": date(2022, 5, 2), "rectified_by": "张静"}
    return sample_record(
        state=state,
        last_step_on=date(2022, 5, 2),
        **(rectified if state in ("awaiting_review", "closed") else {}),
    )


@pytest.mark.parametrize(("step", "state"), PAIRS)
def test_the_table(step: str, state: str) -> None:
    before = hazard_in(state)
    kept = before.model_copy()
    if state in TO[step]:
        assert STEPS[step].apply(before).state == TO[step][state]
    else:
        with pytest.raises(StepNotAllowed) as refused:
            STEPS[step].apply(before)
        assert "YH-2022-0001" in refused.value.sentence
        assert State(state).label in refused.value.sentence
    assert before == kept


@pytest.mark.parametrize(
    ("step", "changed"),
    [
        ("plan", {"state", "last_step_on", "plan_responsible"}),
        ("rectify", {"state", "last_step_on", "rectified_on", "rectified_by"}),
        ("extend", {"last_step_on", "due_on", "due_basis", "extensions"}),
        ("transfer", {"state", "last_step_on"}),
        ("void", {"state", "last_step_on"}),
        ("edit", {"title"}),
    ],
)
def test_a_step_changes_what_it_says_and_nothing_else(step: str, changed: set[str]) -> None:
    before = hazard_in("registered")
    after = STEPS[step].apply(before)
    fields = type(before).model_fields
    assert {name for name in fields if getattr(before, name) != getattr(after, name)} == changed


def test_a_passed_review_keeps_the_day_it_was_rectified() -> None:
    after = STEPS["review passed"].apply(hazard_in("awaiting_review"))
    assert (after.closed_on, after.rectified_on) == (ON, date(2022, 5, 2))
    assert after.reviewer == "刘和平"


def test_a_failed_review_starts_the_clock_again() -> None:
    before = hazard_in("awaiting_review")
    after = STEPS["review failed"].apply(before)
    assert (after.rectified_on, after.rectified_by, after.closed_on) == (None, None, None)
    assert (after.due_on, after.original_due_on) == (before.due_on, before.original_due_on)


def lived(first: HazardRecord, names: list[str]) -> list[HazardRecord]:
    """Return the records of a life that begins with `first`, read back from what the journal keeps of its steps."""
    life = Life(RULES, first, first.found_on)
    for number, name in enumerate(names, 2):
        life.take(number, RULES.read(STEPS[name].kept()))
    return [line.record for line in life.lines]


def test_replay_gives_each_record_again() -> None:
    first = sample_record()
    names = ["plan", "extend", "rectify", "review failed", "rectify", "review passed"]
    records = lived(first, names)
    assert [record.state for record in records] == [
        "registered",
        "rectifying",
        "rectifying",
        "awaiting_review",
        "rectifying",
        "awaiting_review",
        "closed",
    ]
    assert records[0] is first
    assert records[-1].due_on == date(2022, 6, 1)


def test_replay_refuses_what_the_rules_refuse() -> None:
    with pytest.raises(StepNotAllowed):
        lived(sample_record(), ["review passed"])
