"""A hazard's life in plain Python, told at two times: how it stood on a day, by what was recorded up to an entry.

Nothing here comes from the program. A step either is recorded or raises `No`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise
from math import inf
from typing import Any, NamedTuple, Self

RUNNING = {"registered", "rectifying"}
OPEN = {*RUNNING, "awaiting_review"}
NOT_VOIDED = {*OPEN, "closed", "transferred"}
PARTS = {"responsible", "measures", "funds", "due", "contingency"}
DEFAULT = "+15d"
"""The deadline of a general hazard for which none is asked."""
WORDS = ("title", "level", "responsible")
"""What is told of a hazard that corrections put right."""
RECORDER = ("陈科旭", None)
PLANNED = "张静"
"""Who is responsible in every plan that names somebody."""

FROM = {
    "plan": RUNNING,
    "rectify": RUNNING,
    "past_rectify": RUNNING,
    "review": {"awaiting_review"},
    "past_review": {"awaiting_review"},
    "extend": RUNNING,
    "transfer": OPEN,
    "reopen": {"transferred"},
    "void": {*OPEN, "transferred"},
    "replace": {*OPEN, "transferred"},
    "undo": NOT_VOIDED,
    "retract": NOT_VOIDED,
    "edit": NOT_VOIDED,
    "mend": NOT_VOIDED,
}
"""In which states a hazard may take a step; `edit` is a correction from a day on, `mend` one of the whole life."""

Person = tuple[str, str | None]
"""A name, and the code of the unit where one is told."""


class No(Exception):
    """The model expects a refusal."""


def refuse(wrong: object, why: str) -> None:
    if wrong:
        raise No(why)


def bare(name: str) -> str:
    """Return a name without its spaces: "张 静" and "张静" are one."""
    return "".join(name.split())


def refuse_same(one: Person, other: Person) -> None:
    """Refuse one person in two roles: the same name, unless of units that are told and differ."""
    elsewhere = None not in (one[1], other[1]) and one[1] != other[1]
    refuse(bare(one[0]) == bare(other[0]) and not elsewhere, "same person")


def refuse_unapproved(approver: Person | None, *others: Person) -> None:
    """Ask for an approver, who is neither the recorder nor one of the others."""
    if approver is None:
        raise No("no approver")
    for person in (RECORDER, *others):
        refuse_same(person, approver)


def counted(due: str, found: date) -> date:
    """Return the day that a deadline as typed means: 2022-05-05, or +15d."""
    if due.startswith("+"):
        return found + timedelta(days=int(due[1:-1]))
    return date.fromisoformat(due)


class Deadline(NamedTuple):
    """A deadline, and what was asked for: by whom (`given`, `policy`, `handling`), and in which words."""

    due: date
    by: str
    asked: str | None = None


def deadline(asked: str | None, found: date, level: str, handling: str) -> Deadline:
    """Return the first deadline of a hazard."""
    if handling == "immediate":
        refuse(asked and counted(asked, found) != found, "immediate is due at once")
        return Deadline(found, "handling")
    refuse(asked is None and level == "major", "major needs a deadline")
    return given(asked, found) if asked else Deadline(counted(DEFAULT, found), "policy")


def given(asked: str, found: date) -> Deadline:
    due = counted(asked, found)
    refuse(due < found, "due before found")
    return Deadline(due, "given", asked)


@dataclass(frozen=True)
class Face:
    """A hazard as it stands after a step."""

    state: str
    clock: Deadline
    level: str
    title: str
    responsible: str | None
    last: date
    """The day of the last step of its life; corrections are none."""
    extensions: int = 0
    rectified_on: date | None = None
    rectified_by: str | None = None
    closed_on: date | None = None
    reviewer: str | None = None
    plan: frozenset[str] = frozenset()

    @property
    def due(self) -> date:
        return self.clock.due

    def refuse_without_plan(self) -> None:
        """Only a major hazard needs all five parts."""
        refuse(self.level == "major" and not self.plan >= PARTS, "plan incomplete")

    def person(self, name: str, unit: str) -> Person:
        """Return who acted: of the unit where he is registered or planned as responsible, else of nowhere known."""
        planned = PLANNED if "responsible" in self.plan else None
        known = {bare(other) for other in (self.responsible, planned) if other}
        return (name, unit if bare(name) in known else None)

    def grave(self, day: date) -> bool:
        """Say whether nobody strikes it out alone on `day`: it is past its deadline, or was when its clock stopped."""
        stopped = day if self.state in RUNNING else self.rectified_on or self.last
        return self.due < stopped


@dataclass(frozen=True)
class Step:
    """A step: in which entry it was recorded, its number among the rows of the record, its day, and what it says."""

    seq: int
    number: int
    name: str
    on: date
    said: dict[str, Any]

    @property
    def corrects(self) -> bool:
        return self.name == "edit"

    def without(self, mended: dict[str, Any]) -> Step:
        """Return what is left of a correction, where some of what it says is mended for the whole life."""
        if not self.corrects:
            return self
        left = {key: value for key, value in self.said["to"].items() if key not in mended}
        return replace(self, said={**self.said, "to": left})


class Told(NamedTuple):
    """What is told of a day on which something changed: the step, None for the registration, and the hazard after it."""

    on: date
    step: Step | None
    face: Face


@dataclass
class Life:
    """A hazard with the steps of its life in the order in which they were recorded, taken back or not."""

    no: str
    unit: str
    found: date
    first: Face
    original_due: date
    handling: str = "deadline"
    seq: int = 1
    steps: list[Step] = field(default_factory=list)
    rows: int = 1
    """How many rows the record has: its steps, and those that were told anew after a correction."""

    @classmethod
    def begin(cls, no: str, unit: str, found: date, asked: Deadline, seq: int, **said: Any) -> Self:
        """Return a hazard as it is registered."""
        handling, original = said.pop("handling", "deadline"), said.pop("original", asked.due)
        face = Face("registered", asked, last=found, **said)
        return cls(no, unit, found, face, original, handling, seq)

    # How it stands.

    def told(self, seq: float = inf) -> list[Told]:
        """Return its life as it is told by what was recorded up to entry `seq`, by days, and of one day as recorded."""
        words: dict[str, Any] = {}
        standing: list[Step] = []
        for step in self.steps:
            if step.seq > seq:
                break
            if step.name == "retract":
                standing = [one for one in standing if one.number != step.said["retracts"]]
            elif step.name == "mend":
                words |= step.said["to"]
                left = [one.without(step.said["to"]) for one in standing]
                standing = [one for one in left if not one.corrects or one.said["to"]]
            else:
                standing.append(step)
        told = [Told(self.found, None, replace(self.first, **words))]
        for step in sorted(standing, key=lambda one: (one.on, one.number)):
            told.append(Told(step.on, step, self._after(told[-1].face, step)))
        return told

    @property
    def now(self) -> Face:
        return self.told()[-1].face

    @property
    def last(self) -> date:
        return self.now.last

    @property
    def stands(self) -> bool:
        return self.now.state != "voided"

    def at(self, day: date, seq: float = inf) -> Face | None:
        """Return it as it was at the end of `day` by what was recorded up to entry `seq`, or None where it was not there.

        What was struck out by then was so on all days.
        """
        if day < self.found or self.seq > seq:
            return None
        told = self.told(seq)
        if told[-1].face.state == "voided":
            return told[-1].face
        return [each.face for each in told if each.on <= day][-1]

    def retractable(self) -> list[Step]:
        """Return the steps that can be taken back."""
        return [each.step for each in self.told() if each.step and not each.step.corrects]

    # What becomes of it.

    def take(self, name: str, on: date, seq: int, **said: Any) -> None:
        """Record a step of its life, or a correction (`to`) from the day on."""
        before = self.told()
        refuse(before[-1].face.state not in FROM[name], "not in this state")
        if name == "edit":
            refuse(on < self.found, "backwards")
            then = [each.face for each in before if each.on <= on][-1]
            refuse(_says(then, said["to"]), "nothing to change")
            if on == self.found:
                _refuse_lowering([then], **said)
            if _lowered(said):
                refuse_unapproved(said["approver"])
        else:
            refuse(on < before[-1].face.last, "backwards")
        if name == "rectify" or (name == "review" and said["passed"]):
            _refuse_without_plan(before)
        if name in ("rectify", "past_rectify"):
            said["known"] = before[-1].face.person(str(said["by"]), self.unit)
        if name == "review":
            done = [each.step.said for each in before if each.step and "known" in each.step.said]
            refuse(not done, "not rectified")
            refuse_same(done[-1]["known"], said["reviewer"])
        if name in ("void", "replace"):
            was_major = any(each.face.level == "major" for each in before)
            if was_major or before[-1].face.grave(max(on, said["today"])):
                refuse_unapproved(said["approver"])
        self._record(Step(seq, self.rows + 1, name, on, said))

    def mend(self, seq: int, to: dict[str, Any], approver: Person | None = None) -> None:
        """Record a correction for the whole life."""
        faces = [each.face for each in self.told()]
        refuse(faces[-1].state not in FROM["mend"], "not in this state")
        refuse(all(_says(face, to) for face in faces), "nothing to change")
        _refuse_lowering(faces, to, approver)
        self._record(Step(seq, self.rows + 1, "mend", self.found, {"to": to}))

    def retract(self, seq: int, number: int | None, approver: Person | None = None) -> None:
        """Record that a step is taken back: the one that was recorded last, or the one with this number."""
        refuse(self.now.state not in FROM["retract"], "not in this state")
        there = {step.number: step for step in self.retractable()}
        refuse(not there, "nothing to retract")
        number = max(there) if number is None else number
        refuse(number not in there, "no such step")
        step = there[number]
        if step.said.get("passed"):
            refuse_unapproved(approver, step.said["reviewer"])
        self._record(Step(seq, self.rows + 1, "retract", step.on, {"retracts": number}))

    def _record(self, step: Step) -> None:
        """Record a step, if all that stands follows then; what lies behind it is told anew."""
        before = self.told()
        self.steps.append(step)
        try:
            told = self.told()
        except No:
            self.steps.pop()
            raise
        if step.name == "mend":
            anew = len(told) - 1
        elif step.name == "retract":
            numbers = [each.step.number for each in before if each.step]
            anew = len(numbers) - numbers.index(step.said["retracts"]) - 1
        else:
            anew = len(told) - [each.step for each in told].index(step) - 1
        self.rows += 1 + anew

    def _after(self, face: Face, step: Step) -> Face:
        """Return what a hazard that stands so becomes by a step, or refuse."""
        if step.corrects:
            return replace(face, **step.said["to"])
        refuse(face.state not in FROM[step.name], "not in this state")
        refuse(step.on < face.last, "backwards")
        changes = _RULES[step.name](self, face, step.on, **step.said)
        return replace(face, last=step.on, **changes)

    def _plan(self, face: Face, _: date, parts: set[str], due: date | None) -> dict[str, Any]:
        parts = {*parts, *(["due"] if due else [])}
        refuse(not parts, "nothing planned")
        refuse(due and due > face.due, "planned after the deadline")
        who = PLANNED if face.responsible is None and "responsible" in parts else face.responsible
        return {"state": "rectifying", "plan": face.plan | parts, "responsible": who}

    def _rectify(self, face: Face, on: date, by: str, known: Person) -> dict[str, Any]:
        face.refuse_without_plan()
        return self._past_rectify(face, on, by, known)

    def _past_rectify(self, _: Face, on: date, by: str | None, known: Person) -> dict[str, Any]:
        del known
        return {"state": "awaiting_review", "rectified_on": on, "rectified_by": by}

    def _review(
        self, face: Face, on: date, reviewer: Person, passed: bool, due: str | None
    ) -> dict[str, Any]:
        refuse_same(face.person(str(face.rectified_by), self.unit), reviewer)
        if passed:
            face.refuse_without_plan()
        changes = self._past_review(face, on, reviewer, passed=passed)
        if due and not passed:
            changes["clock"] = given(due, self.found)
            refuse(changes["clock"].due < on, "due before the review")
        return changes

    def _past_review(self, _: Face, on: date, reviewer: Person, passed: bool) -> dict[str, Any]:
        if passed:
            return {"state": "closed", "closed_on": on, "reviewer": reviewer[0]}
        again = {"state": "rectifying", "rectified_on": None, "rectified_by": None}
        return {**again, "reviewer": reviewer[0]}

    def _extend(
        self,
        face: Face,
        on: date,
        due: str,
        asked_by: str,
        asked_on: date,
        approver: Person,
        until: date | None = None,
    ) -> dict[str, Any]:
        refuse(
            not self.found <= asked_on <= on, "asked before it was found, or after it was approved"
        )
        refuse_same(face.person(asked_by, self.unit), approver)
        new = Deadline(until, "given", due) if until else given(due, self.found)
        refuse(new.due <= face.due, "not later")
        refuse(new.due < on, "due before the step")
        return {"clock": new, "extensions": face.extensions + 1}

    def _transfer(self, _: Face, __: date) -> dict[str, Any]:
        return {"state": "transferred"}

    def _reopen(self, _: Face, __: date) -> dict[str, Any]:
        return {"state": "rectifying", "rectified_on": None, "rectified_by": None}

    def _void(self, _: Face, __: date, **___: object) -> dict[str, Any]:
        return {"state": "voided"}

    def _undo(self, _: Face, __: date) -> dict[str, Any]:
        return {"state": "voided"}

    # Another one instead.

    def instead(self, no: str, seq: int, today: date, approver: Person | None, **said: Any) -> Life:
        """Return the hazard that replaces this one (`unit`, `found`, `due`, `handling` and words as they should have been)."""
        told = self.told()
        first, face = told[0].face, told[-1].face
        refuse(face.state not in FROM["replace"], "not in this state")
        found, handling = said.get("found", self.found), said.get("handling", self.handling)
        asked = said.get("due")
        extended = asked is None and all(
            then.face.clock == now.face.clock or (now.step and now.step.name == "extend")
            for then, now in pairwise(told)
        )
        words = {key: said.get(key, getattr(first, key)) for key in WORDS}
        clock = (first if extended else face).clock
        if asked is None and (found, handling) == (self.found, self.handling):
            pass
        elif asked is None and clock.by == "given" and handling != "immediate":
            clock = given(str(clock.asked), found)
        else:
            clock = deadline(asked, found, said.get("level", first.level), handling)
        unit = said.get("unit", self.unit)
        same = all(getattr(face, key) == said[key] for key in WORDS if key in said)
        as_it_is = (unit, found, handling) == (self.unit, self.found, self.handling)
        refuse(same and as_it_is and asked in (None, str(face.due)), "nothing to change")
        new = self.begin(
            no, unit, found, clock, seq, handling=handling, original=self.original_due, **words
        )
        extensions = first.extensions if extended else face.extensions
        new.first = replace(new.first, plan=self.first.plan, extensions=extensions)
        dues = [each.step.said["due"] for each in told if each.step and each.step.name == "plan"]
        planned = next((due for due in reversed(dues) if due), None)
        refuse(planned and planned > new.now.due and not extended, "planned too late")
        for each in told[1:]:
            new._carry(each, seq, said, approver, planned=planned, extended=extended)
        self.take("replace", max(today, face.last), seq, today=today, approver=approver)
        return new

    def _carry(
        self,
        told: Told,
        seq: int,
        said: dict[str, Any],
        by: Person | None,
        *,
        planned: date | None,
        extended: bool,
    ) -> None:
        """Take a step of the hazard that this one replaces, if it goes along."""
        step = told.step
        assert step
        if step.name == "plan":
            due = step.said["due"]
            if due and due > self.now.due and due != planned:
                due = None
            if due or step.said["parts"]:
                how = {**step.said, "due": due}
                self.take("plan", max(told.on, self.last), seq, **how)
        elif step.name == "extend" and extended:
            asked_on = max(step.said["asked_on"], self.found)
            until = told.face.due
            how = {**step.said, "asked_on": asked_on, "until": until}
            self.take("extend", max(told.on, self.last), seq, **how)
        elif step.corrects:
            to = {key: value for key, value in step.said["to"].items() if key not in said}
            on = max(told.on, self.found)
            then = [each.face for each in self.told() if each.on <= on][-1]
            if not _says(then, to):
                self.take("edit", on, seq, to=to, approver=by)


def _says(face: Face, to: dict[str, Any]) -> bool:
    return all(getattr(face, key) == value for key, value in to.items())


def _refuse_lowering(faces: list[Face], to: dict[str, Any], approver: Person | None = None) -> None:
    """That it never was major, somebody else approves."""
    if to.get("level") == "general" and any(face.level == "major" for face in faces):
        refuse_unapproved(approver)


def _lowered(said: dict[str, Any]) -> bool:
    """Say whether somebody approved that a hazard is a general one."""
    return said["to"].get("level") == "general" and said.get("approver") is not None


def _refuse_without_plan(told: list[Told]) -> None:
    """What ever was major needs its plan, unless somebody approved that it was lowered."""
    was_major = False
    for each in told:
        lowered = each.step and each.step.corrects and _lowered(each.step.said)
        was_major = each.face.level == "major" or (was_major and not lowered)
    refuse(was_major and not told[-1].face.plan >= PARTS, "plan incomplete")


_RULES = {
    "plan": Life._plan,
    "rectify": Life._rectify,
    "past_rectify": Life._past_rectify,
    "review": Life._review,
    "past_review": Life._past_review,
    "extend": Life._extend,
    "transfer": Life._transfer,
    "reopen": Life._reopen,
    "void": Life._void,
    "replace": Life._void,
    "undo": Life._undo,
}
