"""The steps of a hazard's life in the model: from which state, to which, and what stands in the way.

Each is called as the function of its name in the program is, but for the words that nothing depends on.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tests.soak.machine.records import OPEN, RUNNING, Hazard, bare, counted, refuse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.soak.machine.model import Model

FROM = {
    "plan": RUNNING,
    "rectify": RUNNING,
    "review": {"awaiting_review"},
    "extend": RUNNING,
    "transfer": OPEN,
    "void": {*OPEN, "transferred"},
    "edit": OPEN,
}
"""In which states a hazard may take a step."""


def plan(model: Model, hazard: Hazard, on: date, due: str | None, **parts: str) -> None:
    _begin(model, hazard, on, "plan")
    refuse(due is None and not parts, "nothing planned")
    refuse(due and counted(due, hazard.found) > hazard.now.due, "planned after the deadline")
    hazard.plan |= {*parts, *(["due"] if due else [])}
    _done(model, hazard, "plan", on, state="rectifying")


def rectify(
    model: Model, hazard: Hazard, on: date, rectified_by: str | None, evidence: Sequence[str]
) -> None:
    model.refuse_pictures(evidence)
    _begin(model, hazard, on, "rectify")
    who = rectified_by or hazard.responsible
    refuse(who is None, "nobody rectified")
    refuse(not hazard.plan_is_whole(), "plan incomplete")
    done = {"state": "awaiting_review", "rectified_on": on, "rectified_by": who}
    _done(model, hazard, "rectify", on, evidence, **done)


def review(
    model: Model,
    hazard: Hazard,
    on: date,
    reviewer: str,
    reviewer_unit: str | None,
    passed: bool,
    due: str | None,
    evidence: Sequence[str],
) -> None:
    model.refuse_pictures(evidence)
    _begin(model, hazard, on, "review")
    _refuse_same(model, hazard, str(hazard.now.rectified_by), reviewer, reviewer_unit)
    if passed:
        refuse(not hazard.plan_is_whole(), "plan incomplete")
        done: dict[str, object] = {"state": "closed", "closed_on": on}
    else:
        new = counted(due, hazard.found) if due else hazard.now.due
        refuse(due and new < on, "due before the review")
        done = {"state": "rectifying", "rectified_on": None, "rectified_by": None, "due": new}
    _done(model, hazard, "review", on, evidence, reviewer=reviewer, **done)


def extend(
    model: Model,
    hazard: Hazard,
    on: date,
    due: str,
    asked_by: str | None,
    asked_on: str | None,
    approved_by: str,
    approver_unit: str | None,
) -> None:
    _begin(model, hazard, on, "extend")
    asker = asked_by or hazard.responsible
    refuse(asker is None, "nobody asked")
    asked = date.fromisoformat(asked_on) if asked_on else on
    refuse(not hazard.found <= asked <= on, "asked before it was found, or after it was approved")
    refuse(asked > hazard.now.due, "asked late")
    _refuse_same(model, hazard, str(asker), approved_by, approver_unit)
    new = counted(due, hazard.found)
    refuse(new <= hazard.now.due, "not later")
    refuse(new < on, "due before the step")
    _done(model, hazard, "extend", on, due=new, extensions=hazard.now.extensions + 1)


def transfer(model: Model, hazard: Hazard, on: date) -> None:
    _begin(model, hazard, on, "transfer")
    _done(model, hazard, "transfer", on, state="transferred")


def void(model: Model, hazard: Hazard, on: date) -> None:
    _begin(model, hazard, on, "void")
    _done(model, hazard, "void", on, state="voided")


def edit(
    model: Model, hazard: Hazard, on: date, title: str | None, level: str | None, reason: str | None
) -> None:
    """A correction is no step of the life: it may lie before the last one."""
    _begin(model, hazard, on, "edit", hazard.last)
    now = hazard.now
    to = {"title": title or now.title, "level": level or now.level}
    refuse(to["level"] != now.level and reason is None, "no reason")
    refuse(to == {"title": now.title, "level": now.level}, "nothing to change")
    _done(model, hazard, "edit", on, **to)


def _begin(model: Model, hazard: Hazard, on: date, name: str, first: date | None = None) -> None:
    refuse(on > model.today, "future")
    refuse(hazard.now.state not in FROM[name], "not in this state")
    refuse(on < (first or hazard.last), "backwards")


def _refuse_same(
    model: Model, hazard: Hazard, one: str, other: str, other_unit: str | None
) -> None:
    """Refuse one person in two roles: the same name, unless the other is of a unit that is named."""
    elsewhere = other_unit is not None and model.unit(other_unit) is not hazard.unit
    refuse(bare(one) == bare(other) and not elsewhere, "same person")


def _done(
    model: Model,
    hazard: Hazard,
    name: str,
    on: date,
    evidence: Sequence[str] = (),
    **changes: object,
) -> None:
    hazard.take(name, on, **changes)
    hazard.touched = True
    model.evidence += [(picture, hazard.no) for picture in evidence]
    model.entries += 1


STEPS = {step.__name__: step for step in (plan, rectify, review, extend, transfer, void, edit)}
