"""A hazard as the ledger knows it after a step."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel

from zizhao_cli.domain.errors import PlanIncomplete
from zizhao_cli.domain.numbering import HAZARDS
from zizhao_cli.domain.values import Level

PLAN_PARTS = {
    "plan_responsible": "责任人",
    "plan_measures": "措施",
    "plan_funds": "资金",
    "plan_due_on": "时限",
    "plan_contingency": "应急预案",
}
"""五落实: a plan is complete with all five (重庆市安全生产条例 art. 23)."""


class HazardRecord(BaseModel):
    """All that is known of a hazard at one moment. Days are calendar days, funds are as written (yuan)."""

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

    def missing_plan_parts(self) -> list[str]:
        """Return the Chinese names of the parts that the plan of a major hazard still lacks."""
        if self.level != Level.MAJOR:
            return []
        return [name for part, name in PLAN_PARTS.items() if getattr(self, part) is None]

    def refuse_without_plan(self) -> None:
        """Raise PlanIncomplete where this is a major hazard whose plan lacks a part."""
        missing = self.missing_plan_parts()
        if missing:
            raise PlanIncomplete(HAZARDS.no(self.id), missing)
