"""Hazards: the record, what its plan must have, and the drafts from which one is registered."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

from zizhao_cli.domain.deadlines import days_past
from zizhao_cli.domain.errors.steps import PlanIncomplete
from zizhao_cli.domain.kinds import hazard as hazard_fields
from zizhao_cli.domain.kinds.fields import MEASURE, SECTOR
from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.domain.people import Person, Spelling
from zizhao_cli.domain.placeholders import names_none, says_nothing
from zizhao_cli.domain.rules.draft import Draft, read_as
from zizhao_cli.domain.rules.record import Record
from zizhao_cli.domain.values import Handling, Level, State

if TYPE_CHECKING:
    from zizhao_cli.domain.deadlines import Deadline

STRICTER = 3
"""The version of the rules since which the unit of who acted must be known, as he acted, to tell a namesake apart, a plan
is asked for of what ever was major, its parts say something, and its person is responsible where nobody was registered."""
TRANSFER = ("transferred_to", "transferred_on", "reply_due_on", "answered_on", "result_on")
"""What is known of a transfer: to whom, when, when it is to be answered, when it was, and when its result came back."""
PLAN_PARTS = {
    "plan_responsible": "责任人",
    "plan_measures": "措施",
    "plan_funds": "资金",
    "plan_due_on": "时限",
    "plan_contingency": "应急预案",
}
"""五落实: a plan is complete with all five (重庆市安全生产条例 art. 23)."""


def as_json(basis: dict[str, Any]) -> str:
    """Return the arithmetic of a deadline as the ledger keeps it."""
    return json.dumps(basis, ensure_ascii=False, sort_keys=True)


class HazardRecord(Record):
    """All that is known of a hazard at one moment. Days are calendar days, funds are as written (yuan)."""

    kind_of_record = HAZARD
    id: int
    unit_id: int
    check_id: int | None = None
    source_id: str | None = None
    fingerprint: str
    measure: int
    title: str
    location: str | None = None
    sector: str | None = None
    level: str
    handling: str
    responsible: str | None = None
    source: str | None = None
    supervised: bool = False
    state: str
    found_on: date
    due_on: date
    original_due_on: date
    due_basis: str
    """How the present deadline came about, as JSON (domain.deadlines.Deadline.basis)."""
    extensions: int = 0
    last_step_on: date
    rectified_on: date | None = None
    rectified_by: str | None = None
    reviewer: str | None = None
    closed_on: date | None = None
    plan_responsible: str | None = None
    plan_measures: str | None = None
    plan_funds: str | None = None
    plan_due_on: date | None = None
    plan_contingency: str | None = None
    transferred_to: str | None = None
    transferred_on: date | None = None
    reply_due_on: date | None = None
    answered_on: date | None = None
    result_on: date | None = None
    leader: str | None = None

    @classmethod
    def registered(cls, found_on: date, deadline: Deadline, **described: Any) -> HazardRecord:  # noqa: ANN401 - fields
        """Return a hazard as its life begins: on the day it was found, with its first deadline."""
        return cls(
            state=State.REGISTERED.value,
            found_on=found_on,
            due_on=deadline.due_on,
            original_due_on=deadline.due_on,
            due_basis=as_json(deadline.basis),
            last_step_on=found_on,
            **described,
        )

    def missing_plan_parts(self, *, was_major: bool = False) -> list[str]:
        """Return the Chinese names of the parts that the plan of a major hazard, or one that was, still lacks."""
        if self.level != Level.MAJOR and not was_major:
            return []
        return [name for part, name in PLAN_PARTS.items() if getattr(self, part) is None]

    def saying_plan(self) -> HazardRecord:
        """Return it without the parts of its plan that say nothing, which rules before version 3 took."""
        return self.with_changes(dict.fromkeys(empty_parts(vars(self))))

    def grave(self, day: date) -> str | None:
        """Return that it is major, or was past its deadline by `day`, or when its clock stopped; else None."""
        if self.level == Level.MAJOR:
            return "是重大隐患"
        stopped_on = self.rectified_on or self.last_step_on
        over = days_past(self.state, self.due_on, stopped_on, day)
        return f"已逾期 {over} 天" if over else None

    def person(self, name: str, rules: int) -> Person:
        """Return who is called `name` as one of its unit; since version 3 of the rules only who is registered as responsible is."""
        known = rules < STRICTER or self.has_responsible(name)
        return Person(name, self.unit_id if known else None)

    def has_responsible(self, name: str | None) -> bool:
        """Say whether who is called `name` is registered, or planned, as responsible."""
        responsible = filter(None, (self.responsible, self.plan_responsible))
        return name is not None and any(
            Person(name).may_be(Person(other), Spelling.LETTERS) for other in responsible
        )

    def refuse_without_plan(self, *, was_major: bool = False) -> None:
        """Raise PlanIncomplete where this is, or was, a major hazard whose plan lacks a part."""
        missing = self.missing_plan_parts(was_major=was_major)
        if missing:
            raise PlanIncomplete(self.number(), missing, was_major=self.level != Level.MAJOR)


def empty_parts(parts: dict[str, Any]) -> list[str]:
    """Return which parts of a plan, by their columns, hold a placeholder."""
    texts = {part: parts[part] for part in PLAN_PARTS if isinstance(parts[part], str)}
    return [
        part
        for part, text in texts.items()
        if (names_none if part == "plan_responsible" else says_nothing)(text)
    ]


class FoundHazard(Draft):
    """The part of a failed check that becomes a hazard."""

    title: Annotated[str, read_as(hazard_fields.TITLE)]
    level: Annotated[Level, read_as(hazard_fields.LEVEL)] = Level.GENERAL
    handling: Annotated[Handling, read_as(hazard_fields.HANDLING)] = Handling.DEADLINE
    due: str | None = None
    location: Annotated[str, read_as(hazard_fields.LOCATION)] | None = None
    sector: Annotated[str, read_as(SECTOR)] | None = None
    responsible: Annotated[str, read_as(hazard_fields.RESPONSIBLE)] | None = None
    leader: Annotated[str, read_as(hazard_fields.LEADER)] | None = None


class HazardDraft(FoundHazard):
    """A hazard as it is found. `unit`, `due` and `check` are as typed: the ledger knows what they mean."""

    unit: str
    measure: Annotated[int, read_as(MEASURE)]
    found_on: Annotated[date, read_as(hazard_fields.FOUND_ON)]
    source: Annotated[str, read_as(hazard_fields.SOURCE)] | None = None
    check: str | None = None
