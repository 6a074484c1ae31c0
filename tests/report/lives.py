"""Random lives: sequences of steps over a few hazards, carried out on a real ledger beside a model of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from tests.report.life import FROM, Life, No, deadline, refuse
from zizhao_cli.errors import ZizhaoError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ledger.officer import Officer

START = date(2022, 4, 20)
PEOPLE = ["刘和平", "张静", "张 静", "石世文"]
APPROVERS = [None, "石世文", "石世文", "刘和平", "陈科旭"]
UNITS = {"GXC": "桂香村", "XJC": "先进村"}
TITLE = "疏散通道堆放杂物"


@dataclass(frozen=True)
class Move:
    """Something tried on one of the hazards, so many days after the last move, dated so many days back."""

    hazard: int
    step: str
    later: int
    back: int
    who: str
    approver: str | None
    due_in: int
    what: int


@dataclass
class Ledger:
    """What the test itself expects: the hazards, and how many entries the journal has."""

    entries: int
    lives: list[Life] = field(default_factory=list)

    def begin(self, **said: Any) -> Life:
        """Note a hazard that is registered under the next number."""
        self.entries += 1
        no = f"YH-2022-{len(self.lives) + 1:04d}"
        self.lives.append(Life.begin(no, seq=self.entries, **said))
        return self.lives[-1]


# The common steps stand more than once, so that lives go on for a while.
STEPS = [
    *("plan", "rectify", "pass", "fail", "extend", "transfer", "void", "edit", "mend", "note"),
    *("retract", "retract_one", "replace", "reopen"),
    *("plan", "rectify", "rectify", "fail", "pass", "extend", "edit", "edit", "mend"),
    *("retract", "retract_one", "retract_one"),
]
MOVES = st.lists(
    st.builds(
        Move,
        hazard=st.integers(0, 5),
        step=st.sampled_from(STEPS),
        later=st.sampled_from([0, 0, 1, 3, 10]),
        back=st.sampled_from([0, 0, 0, 1, 4, 20]),
        who=st.sampled_from(PEOPLE),
        approver=st.sampled_from(APPROVERS),
        due_in=st.integers(-3, 40),
        what=st.integers(0, 9),
    ),
    min_size=8,
    max_size=16,
)


def begin(officer: Officer) -> Ledger:
    """Register three hazards: one general, one major, one to be put right at once."""
    (entries,) = officer.known("SELECT count(*) FROM journal")[0]
    ledger = Ledger(entries)
    for asked, level, handling in (
        ("2022-05-05", "general", "deadline"),
        ("2022-05-05", "major", "deadline"),
        (None, "general", "immediate"),
    ):
        said = {"level": level, "handling": handling}
        no = officer.hazard(due=asked, **said)
        clock = deadline(asked, START, level, handling)
        known = {"title": TITLE, "responsible": "张静", **said}
        life = ledger.begin(unit="GXC", found=START, asked=clock, **known)
        assert life.no == no
    return ledger


def take(officer: Officer, ledger: Ledger, move: Move, day: date) -> bool:
    """Try `move` on a hazard, and say whether it was done; the model does it too, or refuses it too."""
    officer = replace(officer, today=day)
    life = _apt(ledger, move)
    on = max(day - timedelta(days=move.back), START - timedelta(days=1))
    act, expect = _MOVES[move.step](officer, ledger, life, move, on)
    expected, refused = _answer(expect, No), _answer(act, ZizhaoError)
    assert (expected is None) == (refused is None), (move, on, expected, refused)
    if expected is None and move.step != "replace":
        ledger.entries += 1
    return expected is None


def _answer(act: Callable[[], Any], refusal: type[Exception]) -> Exception | None:
    try:
        act()
    except refusal as refused:
        return refused
    return None


def _apt(ledger: Ledger, move: Move) -> Life:
    """Return the hazard of a move, mostly one that may take its step."""
    name = {"pass": "review", "fail": "review", "retract_one": "retract"}.get(move.step, move.step)
    apt = [life for life in ledger.lives if life.now.state in FROM.get(name, [life.now.state])]
    if name == "retract":
        apt = [life for life in apt if life.retractable()]
    there = apt if apt and move.hazard else ledger.lives
    return there[move.hazard % len(there)]


Tried = tuple["Callable[[], Any]", "Callable[[], Any]"]
"""What is done in the ledger, and in the model."""


def _plan(officer: Officer, ledger: Ledger, life: Life, move: Move, on: date) -> Tried:
    major = life.now.level == "major"
    parts = {"responsible", "measures", "funds", "contingency"} if major else {"funds"}
    due = on + timedelta(days=move.due_in) if major else None

    def act() -> None:
        if due:
            officer.whole_plan(life.no, str(on), str(due))
        else:
            officer.plan(life.no, str(on), funds="5000")

    def expect() -> None:
        refuse(due and due < life.found, "due before found")
        life.take("plan", on, ledger.entries + 1, parts=parts, due=due)

    return act, expect


def _rectify(officer: Officer, ledger: Ledger, life: Life, move: Move, on: date) -> Tried:
    by = move.who if move.what % 3 == 0 else None
    who = by or str(life.now.responsible)
    return (
        lambda: officer.rectify(life.no, str(on), by=by),
        lambda: life.take("rectify", on, ledger.entries + 1, by=who),
    )


def _review(officer: Officer, ledger: Ledger, life: Life, move: Move, on: date) -> Tried:
    passed = move.step == "pass"
    new = str(on + timedelta(days=move.due_in)) if move.due_in % 2 and not passed else None
    said = {"reviewer": (move.who, None), "passed": passed, "due": new}
    return (
        lambda: officer.review(life.no, str(on), reviewer=move.who, passed=passed, due=new),
        lambda: life.take("review", on, ledger.entries + 1, **said),
    )


def _extend(officer: Officer, ledger: Ledger, life: Life, move: Move, on: date) -> Tried:
    due = str(life.now.due + timedelta(days=move.due_in))
    people = {"asked_by": "张静", "approver": (move.who, None)}
    said = {"due": due, "asked_on": START, **people}

    def expect() -> None:
        refuse(life.now.due < START, "asked late")
        life.take("extend", on, ledger.entries + 1, **said)

    return (
        lambda: officer.extend(
            life.no, due, str(on), asked_by="张静", approved_by=move.who, asked_on=str(START)
        ),
        expect,
    )


def _leave(officer: Officer, ledger: Ledger, life: Life, move: Move, on: date) -> Tried:
    return (
        lambda: getattr(officer, move.step)(life.no, str(on)),
        lambda: life.take(move.step, on, ledger.entries + 1),
    )


def _void(officer: Officer, ledger: Ledger, life: Life, move: Move, on: date) -> Tried:
    approver = move.approver and (move.approver, None)
    said = {"today": officer.today, "approver": approver}
    return (
        lambda: officer.void(life.no, str(on), approved_by=move.approver),
        lambda: life.take("void", on, ledger.entries + 1, **said),
    )


def _retract(officer: Officer, ledger: Ledger, life: Life, move: Move, _: date) -> Tried:
    number = None
    if move.step == "retract_one":
        standing = [step.number for step in life.retractable()]
        there = [*standing, *standing, *(step.number for step in life.steps)] or [2]
        number = there[move.what % len(there)]
    approver = move.approver and (move.approver, None)
    return (
        lambda: officer.retract(life.no, number, move.approver),
        lambda: life.retract(ledger.entries + 1, number, approver),
    )


def _correct(officer: Officer, ledger: Ledger, life: Life, move: Move, on: date) -> Tried:
    to: dict[str, Any] = [
        {"title": f"改 {move.due_in}"},
        {"title": TITLE},
        {"responsible": move.who},
        {"responsible": move.who, "title": f"改 {on}"},
        {"level": "major"},
        {"level": "general"},
        {"level": "general", "title": "出口堵塞"},
    ][move.what % 7]
    approver = move.approver and (move.approver, None)
    seq = ledger.entries + 1
    how = {"reason": "核实", "approved_by": move.approver, **to}
    if move.step == "mend":
        return lambda: officer.edit(life.no, **how), lambda: life.mend(seq, to, approver)
    return (
        lambda: officer.edit(life.no, str(on), **how),
        lambda: life.take("edit", on, seq, to=to, approver=approver),
    )


def _replace(officer: Officer, ledger: Ledger, life: Life, move: Move, on: date) -> Tried:
    due = str(on + timedelta(days=move.due_in))
    given: dict[str, str] = [
        {"title": "出口堵塞"},
        {"unit": "XJC"},
        {"due": due},
        {"found_on": str(on)},
        {"found_on": str(on), "due": due},
        {"level": "major"},
        {"level": "general"},
        {"handling": "immediate"},
        {"handling": "deadline"},
        {"handling": "deadline", "unit": "GXC", "responsible": move.who},
    ][move.what % 10]
    said: dict[str, Any] = {"found" if key == "found_on" else key: v for key, v in given.items()}
    if "found" in said:
        said["found"] = on
    approver = move.approver and (move.approver, None)

    def act() -> None:
        assert officer.replace(life.no, move.approver, **given) == ledger.lives[-1].no

    def expect() -> None:
        no = f"YH-2022-{len(ledger.lives) + 1:04d}"
        new = life.instead(no, ledger.entries + 1, officer.today, approver, **said)
        ledger.lives.append(new)
        ledger.entries += 1

    return act, expect


def _note(officer: Officer, _: Ledger, life: Life, move: Move, __: date) -> Tried:
    return lambda: officer.note(life.no, f"催办 {move.what}"), lambda: None


_MOVES: dict[str, Callable[[Officer, Ledger, Life, Move, date], Tried]] = {
    "plan": _plan,
    "rectify": _rectify,
    "pass": _review,
    "fail": _review,
    "extend": _extend,
    "transfer": _leave,
    "reopen": _leave,
    "void": _void,
    "retract": _retract,
    "retract_one": _retract,
    "edit": _correct,
    "mend": _correct,
    "replace": _replace,
    "note": _note,
}
