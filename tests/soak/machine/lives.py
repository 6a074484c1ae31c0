"""What becomes of hazards in the model, and what stands in the way beside the rules of their lives (tests/report/life.py).

Each is called as the function of its name in the program is, but for the words that nothing depends on.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from tests.report.life import Person, given, refuse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.soak.machine.model import Model
    from tests.soak.machine.records import Hazard


def plan(model: Model, hazard: Hazard, on: date, due: str | None, **parts: str) -> None:
    _refuse_future(model, on)
    until = given(due, hazard.found).due if due else None
    _take(model, hazard, "plan", on, parts={*parts}, due=until)


def rectify(
    model: Model, hazard: Hazard, on: date, rectified_by: str | None, evidence: Sequence[str]
) -> None:
    model.refuse_pictures(evidence)
    _refuse_future(model, on)
    who = rectified_by or hazard.now.responsible
    refuse(who is None, "nobody rectified")
    _take(model, hazard, "rectify", on, evidence, by=who)


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
    _refuse_future(model, on)
    who = _person(model, reviewer, reviewer_unit)
    _take(model, hazard, "review", on, evidence, reviewer=who, passed=passed, due=due)


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
    _refuse_future(model, on)
    asker = asked_by or hazard.now.responsible
    refuse(asker is None, "nobody asked")
    asked = date.fromisoformat(asked_on) if asked_on else on
    refuse(asked > hazard.now.due, "asked late")
    approver = _person(model, approved_by, approver_unit)
    said = {"due": due, "asked_by": asker, "asked_on": asked, "approver": approver}
    _take(model, hazard, "extend", on, **said)


def transfer(model: Model, hazard: Hazard, on: date) -> None:
    _refuse_future(model, on)
    _take(model, hazard, "transfer", on)


def reopen(model: Model, hazard: Hazard, on: date) -> None:
    _refuse_future(model, on)
    _take(model, hazard, "reopen", on)


def void(
    model: Model,
    hazard: Hazard,
    on: date,
    approved_by: str | None,
    approver_unit: str | None,
) -> None:
    _refuse_future(model, on)
    approver = _approver(model, approved_by, approver_unit)
    _take(model, hazard, "void", on, today=model.today, approver=approver)


def edit(
    model: Model,
    hazard: Hazard,
    since: date | None,
    reason: str | None,
    approved_by: str | None,
    **words: str | None,
) -> None:
    """Without a day from which on, it is for the whole life."""
    if since:
        _refuse_future(model, since)
    to = {key: value for key, value in words.items() if value is not None}
    refuse(to.get("level", hazard.now.level) != hazard.now.level and reason is None, "no reason")
    approver = _approver(model, approved_by, None)
    if since:
        hazard.take("edit", since, model.entries + 1, to=to, approver=approver)
    else:
        hazard.mend(model.entries + 1, to, approver)
    _done(model, hazard)


def retract(
    model: Model,
    hazard: Hazard,
    number: int | None,
    approved_by: str | None,
    approver_unit: str | None,
) -> None:
    approver = _approver(model, approved_by, approver_unit)
    hazard.retract(model.entries + 1, number, approver)
    _done(model, hazard)


def replace(
    model: Model,
    hazard: Hazard,
    approved_by: str | None,
    **instead: str | None,
) -> str:
    """Register another hazard instead of one, with its evidence; return the number of the new one."""
    said: dict[str, Any] = {key: value for key, value in instead.items() if value is not None}
    place = hazard.place
    if "unit" in said:
        place = model.unit(said["unit"])
        refuse(not place.active, "retired unit")
        said["unit"] = place.code
    if "found_on" in said:
        said["found"] = date.fromisoformat(said.pop("found_on"))
        _refuse_future(model, said["found"])
    found = said.get("found", hazard.found)
    no = model.number(model.hazards, "YH", found.year, 4)
    approver = _approver(model, approved_by, None)
    new = hazard.instead(no, model.entries + 1, model.today, approver, **said)
    asked = said.get("due") or (hazard.first.clock.asked if new.handling == "deadline" else None)
    face = new.first
    new.content = (
        *(place.code, new.found),
        (face.title, asked, face.level, new.handling, face.responsible),
    )
    new.place, new.check, new.source_id = place, hazard.check, hazard.source_id
    model.hazards[no] = new
    place.used = True
    if hazard.check:
        model.checks[hazard.check].touched = True
    shown = [picture for picture, of in model.evidence if of == hazard.no]
    model.evidence += [(picture, no) for picture in shown]
    _done(model, hazard)
    return no


def note(model: Model, hazards: list[Hazard], evidence: Sequence[str]) -> list[str]:
    """Note something of hazards, each once; that changes nothing of them."""
    model.refuse_pictures(evidence)
    numbers = list(dict.fromkeys(hazard.no for hazard in hazards))
    model.evidence += [(picture, no) for no in numbers for picture in evidence]
    model.entries += 1
    return numbers


def _refuse_future(model: Model, on: date) -> None:
    refuse(on > model.today, "future")


def _person(model: Model, name: str, unit: str | None) -> Person:
    return name, None if unit is None else model.unit(unit).code


def _approver(model: Model, name: str | None, unit: str | None) -> Person | None:
    code = None if unit is None else model.unit(unit).code
    return None if name is None else (name, code)


def _take(
    model: Model, hazard: Hazard, name: str, on: date, evidence: Sequence[str] = (), **said: Any
) -> None:
    hazard.take(name, on, model.entries + 1, **said)
    _done(model, hazard, evidence)


def _done(model: Model, hazard: Hazard, evidence: Sequence[str] = ()) -> None:
    hazard.touched = True
    model.evidence += [(picture, hazard.no) for picture in evidence]
    model.entries += 1


STEPS = {step.__name__: step for step in (plan, rectify, review, extend, transfer, reopen, void)}
