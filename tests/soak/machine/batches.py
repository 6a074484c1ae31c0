"""Imports in the model: which rows are new, known or refused, and what undoing a batch takes back."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.report.life import No, Person, refuse, refuse_unapproved
from tests.soak.machine.records import Batch, Check, Found, Hazard, Unit

if TYPE_CHECKING:
    from datetime import date

    from tests.soak.machine.model import Model

Answer = tuple[str | None, int, int, int]
"""The batch, None where nothing is written, and how many rows are new, known, refused."""


@dataclass(frozen=True)
class Line:
    """A row of a file of checks or hazards; with `found` a failed check, or the hazard itself."""

    unit: str
    on: date
    source_id: str | None
    found: Found | None
    rectified_on: date | None = None
    reviewer: str | None = None
    reviewed_on: date | None = None
    passed: bool = True


UnitLine = tuple[str, str, str | None]
"""A row of a file of units: code, name, village."""


def take(model: Model, lines: list[Line], *, hazards: bool, keep_good: bool) -> Answer:
    """Import checks or hazards."""
    records: list[Check | Hazard] = [*(model.hazards if hazards else model.checks).values()]
    # Only the undoing of its batch frees a row; what was struck out by itself is known, and stands for nothing else.
    kept = [record for record in records if not record.undone]
    nameless = Counter(record.content for record in kept if record.source_id is None)
    by_source: dict[str, list[tuple[object, bool]]] = defaultdict(list)
    for record in kept:
        by_source[record.source_id or ""].append((record.content, record.stands))
    met: Counter[tuple[object, ...]] = Counter()
    good: list[tuple[Line, Unit, tuple[object, ...]]] = []
    known = refused = 0
    for line in lines:
        try:
            place, content = _read(model, line, hazards=hazards)
            if line.source_id is None:
                met[content] += 1
                there = met[content] <= nameless[content]
            else:
                named = by_source[line.source_id]
                there = any(content == said for said, _ in named)
                refuse(not there and any(stands for _, stands in named), "other content")
            if there:
                known += 1
                continue
            refuse(not place.active, "retired unit")
            _refuse_times(line)
            # Only a row that is taken stands for its source id.
            if line.source_id:
                by_source[line.source_id].append((content, True))
            good.append((line, place, content))
        except No:
            refused += 1
    if not good or (refused and not keep_good):
        return None, len(good), known, refused
    batch = _begin(model)
    for line, place, content in good:
        if hazards:
            _put_hazard(model, line, place, batch)
        else:
            _put_check(model, line, place, content, batch)
    return batch, len(good), known, refused


def _begin(model: Model) -> str:
    batch = model.number(model.batches, "PC", model.today.year, 4)
    model.batches[batch] = Batch(model.today)
    model.entries += 1
    return batch


def _read(model: Model, line: Line, *, hazards: bool) -> tuple[Unit, tuple[object, ...]]:
    """Return the unit of a row, and what tells the row from another."""
    days = [day for day in (line.on, line.rectified_on, line.reviewed_on) if day]
    refuse(max(days) > model.today, "future")
    place = model.unit(line.unit)
    facts = line.found and line.found.facts
    if hazards:
        return place, (place.code, line.on, facts)
    return place, (place.code, line.on, "fail" if line.found else "pass", facts)


def _refuse_times(line: Line) -> None:
    """Refuse a deadline that cannot be, and days that run backwards."""
    if line.found:
        line.found.deadline(line.on)
    rectified_on = line.rectified_on or line.reviewed_on
    days = [line.on, rectified_on, line.reviewed_on if line.reviewer else None]
    given = [day for day in days if day is not None]
    refuse(given != sorted(given), "backwards")


def _put_check(
    model: Model, line: Line, place: Unit, content: tuple[object, ...], batch: str
) -> None:
    result = "fail" if line.found else "pass"
    check = model.put_check(place, line.on, result, content, line.source_id, batch)
    if line.found:
        due = line.found.deadline(line.on)
        model.put_hazard(place, line.on, line.found, due, check.no, batch)


def _put_hazard(model: Model, line: Line, place: Unit, batch: str) -> None:
    """Put a hazard with the life that its row tells: only a reviewer, a day and a passed review close it."""
    assert line.found
    due = line.found.deadline(line.on)
    hazard = model.put_hazard(place, line.on, line.found, due, None, batch, line.source_id)
    rectified_on = line.rectified_on or line.reviewed_on
    still_there = not line.passed and not line.reviewer and not line.rectified_on
    if rectified_on and not still_there:
        hazard.take("past_rectify", rectified_on, model.entries, by=line.found.responsible)
    if line.reviewed_on and line.reviewer:
        seen = {"reviewer": (line.reviewer, None), "passed": line.passed}
        hazard.take("past_review", line.reviewed_on, model.entries, **seen)


def take_units(model: Model, lines: list[UnitLine], *, keep_good: bool) -> Answer:
    """Import units."""
    batch = model.number(model.batches, "PC", model.today.year, 4)
    before = [*model.units]
    known, waiting, refused = 0, lines, []
    while waiting:
        refused = []
        for line in waiting:
            try:
                known += _take_unit(model, line, batch)
            except No:
                refused.append(line)
        # A unit may lie in one that stands further down.
        if len(refused) == len(waiting):
            break
        waiting = refused
    added = model.units[len(before) :]
    answer = len(added), known, len(refused)
    if not added or (refused and not keep_good):
        model.units = before
        return None, *answer
    for unit in added:
        for above in before:
            above.used = above.used or above.code == unit.parent
    return _begin(model), *answer


def _take_unit(model: Model, line: UnitLine, batch: str) -> bool:
    """Put a unit on the roll, or say that it is there."""
    code, name, village = line
    above = None if village is None else model.unit(village).code
    there = next((unit for unit in model.units if unit.code == code), None)
    if there is not None:
        same = there.name == name and there.kind == "enterprise" and above in (None, there.parent)
        refuse(not same, "other content")
        return True
    model.refuse_taken(name, above)
    model.units.append(Unit(code, [(model.today, name)], parent=above, batch=batch))
    return False


def undo(model: Model, batch: str, approver: Person | None) -> str:
    """Strike out all that a batch wrote, unless later work rests on it.

    From the next day on somebody else approves it, where a hazard is major or overdue.
    """
    known = model.batches[batch]
    refuse(not known.stands, "undone already")
    checks = [check for check in model.checks.values() if check.batch == batch]
    hazards = [hazard for hazard in model.hazards.values() if hazard.batch == batch]
    units = [unit for unit in model.units if unit.batch == batch]
    refuse(any(record.touched for record in (*checks, *hazards)), "worked on")
    refuse(any(unit.used for unit in units), "unit used")
    if model.today > known.day and any(hazard.now.grave(model.today) for hazard in hazards):
        refuse_unapproved(approver)
    for check in checks:
        check.voided = check.undone = True
    for hazard in hazards:
        hazard.take("undo", model.today, model.entries + 1)
        hazard.undone = True
    for unit in units:
        unit.names.append((model.today, unit.name))
        unit.active = False
    known.stands = False
    model.entries += 1
    return batch
