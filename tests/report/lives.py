"""Random lives: sequences of steps over a few hazards, carried out on a real ledger beside a model of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from zizhao_cli.errors import ZizhaoError

if TYPE_CHECKING:
    from tests.ledger.officer import Officer

START = date(2022, 4, 20)
PEOPLE = ["张静", "张 静", "刘和平", "石世文"]
RUNNING = {"registered", "rectifying"}
OPEN = {*RUNNING, "awaiting_review"}

ALLOWED = {
    "plan": RUNNING,
    "rectify": RUNNING,
    "pass": {"awaiting_review"},
    "fail": {"awaiting_review"},
    "extend": RUNNING,
    "transfer": OPEN,
    "void": {*OPEN, "transferred"},
    "edit": OPEN,
}
LEADS_TO = {
    "plan": "rectifying",
    "rectify": "awaiting_review",
    "pass": "closed",
    "fail": "rectifying",
    "transfer": "transferred",
    "void": "voided",
}
"""The contract's table; extend and edit leave the state as it is."""


@dataclass(frozen=True)
class Move:
    """Something tried on one of the hazards, so many days after the last move."""

    hazard: int
    step: str
    later: int
    who: str
    due_in: int


@dataclass
class Model:
    """What the test itself expects of a hazard."""

    no: str
    state: str = "registered"
    states: list[tuple[date, str]] = field(default_factory=list)


# The common steps stand more than once, so that lives go on for a while.
STEPS = [*ALLOWED, "plan", "rectify", "rectify", "rectify", "fail", "fail", "pass", "extend"]
MOVES = st.lists(
    st.builds(
        Move,
        hazard=st.integers(0, 2),
        step=st.sampled_from(STEPS),
        later=st.sampled_from([0, 0, 1, 3, 10, 30]),
        who=st.sampled_from(PEOPLE),
        due_in=st.integers(-3, 40),
    ),
    min_size=4,
    max_size=10,
)


def begin(officer: Officer) -> list[Model]:
    """Register three hazards: one general, one major, one to be put right at once."""
    due = {"due": "2022-05-05"}
    given = [due, {**due, "level": "major"}, {"due": None, "handling": "immediate"}]
    return [
        Model(officer.hazard(**each), states=[(START, "registered")])  # type: ignore[arg-type]
        for each in given
    ]


def take(officer: Officer, model: Model, move: Move, day: date) -> bool:
    """Try `move` on a hazard, and say whether it was done; the model follows where it was."""
    on, due = str(day), str(day + timedelta(days=move.due_in))
    major = officer.record(model.no)["level"] == "major"
    steps = {
        "plan": lambda: (
            officer.whole_plan(model.no, on, due)
            if major
            else officer.plan(model.no, on, funds="5000")
        ),
        "rectify": lambda: officer.rectify(model.no, on, by=move.who),
        "pass": lambda: officer.review(model.no, on, reviewer=move.who),
        "fail": lambda: officer.review(
            model.no, on, reviewer=move.who, passed=False, due=due if move.due_in % 2 else None
        ),
        "extend": lambda: officer.extend(
            model.no, due, on, approved_by=move.who, asked_on=str(START)
        ),
        "transfer": lambda: officer.transfer(model.no, on),
        "void": lambda: officer.void(model.no, on),
        "edit": lambda: officer.edit(model.no, on, title=f"改 {on} {move.due_in}"),
    }
    try:
        steps[move.step]()
    except ZizhaoError:
        return False
    assert model.state in ALLOWED[move.step], f"{move.step} from {model.state}"
    model.state = LEADS_TO.get(move.step, model.state)
    model.states.append((day, model.state))
    return True
