"""An officer in the same process as the test: short calls on a real ledger, with what a call needs filled in."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import time_machine

from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.domain.rules.hazard_record import HazardRecord
from zizhao_cli.ledger import (
    checks,
    corrections,
    hazard_replacement,
    hazard_steps,
    hazards,
    setup,
    units,
)
from zizhao_cli.ledger.session import LedgerSession
from zizhao_cli.report.as_of import as_of_at
from zizhao_cli.report.filters import Filters
from zizhao_cli.report.hazards import hazard_record, hazard_rows
from zizhao_cli.report.question import Where
from zizhao_cli.store.reading import reading

if TYPE_CHECKING:
    from pathlib import Path

    from zizhao_cli.report.model import Row

DAY_BEFORE = "2022-04-19T08:00:00+08:00"
"""When the ledgers of these tests were set up: before anything in them happened."""


def set_up(path: Path) -> Path:
    """Make a ledger at `path` as it was the day before the campaign began."""
    with time_machine.travel(DAY_BEFORE, tick=False):
        setup.init(LedgerSession(path, "陈科旭", date(2022, 4, 19)))
    return path


def copy_of(ledger: Path, folder: Path) -> Path:
    """Return a copy of `ledger` in `folder`; nobody may have it open."""
    target = folder / "ledger.db"
    shutil.copy(ledger, target)
    return target


@dataclass(frozen=True)
class Officer:
    """The liaison officer 陈科旭 with the ledger at `path`, at the end of 2022."""

    path: Path
    today: date = date(2022, 12, 31)

    @property
    def session(self) -> LedgerSession:
        """A session opened anew, as each command opens it."""
        return LedgerSession(self.path, "陈科旭", self.today)

    def hazard(self, **given: Any) -> str:
        """Register a hazard found on 2022-04-20, due on 2022-05-05, and return its number."""
        defaults = {
            "unit": "桂香村",
            "measure": "6",
            "title": "疏散通道堆放杂物",
            "found_on": "2022-04-20",
            "due": "2022-05-05",
            "responsible": "张静",
        }
        return HAZARD.no(hazards.add_hazard(self.session, defaults | given)[0].id)

    def check(self, **given: Any) -> str:
        """Record a check that passed on 2022-04-20, and return its number."""
        defaults = {
            "unit": "桂香村",
            "measure": "6",
            "checked_on": "2022-04-20",
            "result": "fail" if "hazard" in given else "pass",
        }
        return checks.add_check(self.session, defaults | given)[0]

    def void_check(self, no: str, reason: str = "重复登记", on: date = date(2022, 6, 1)) -> str:
        return checks.void_check(self.session, no, reason, on)[0].after.number()

    def plan(self, no: str, on: str | None = None, due: str | None = None, **parts: str) -> None:
        hazard_steps.plan(self.session, no, on=on, due=due, **parts)

    def whole_plan(self, no: str, on: str, due: str) -> None:
        """Record a plan with all five parts."""
        parts = {"responsible": "张静", "measures": "清理", "funds": "5000", "contingency": "撤离"}
        self.plan(no, on, due, **parts)

    def rectify(self, no: str, on: str | None = None, by: str | None = None) -> None:
        hazard_steps.rectify(self.session, no, on=on, rectified_by=by, note=None)

    def review(self, no: str, on: str | None = None, **how: Any) -> None:
        defaults = {"reviewer": "刘和平", "reviewer_unit": None, "passed": True, "due": None}
        hazard_steps.review(self.session, no, **(defaults | {"note": None, "on": on} | how))

    def extend(self, no: str, due: str, on: str | None = None, **how: Any) -> None:
        defaults = {"reason": "缺料", "safeguards": "专人看守", "asked_by": None, "asked_on": None}
        people = {"approved_by": "石世文", "approver_unit": None}
        hazard_steps.extend(self.session, no, **(defaults | people | {"due": due, "on": on} | how))

    def transfer(self, no: str, on: str | None = None) -> None:
        hazard_steps.transfer(self.session, no, on=on, to="区应急局", reason="超出职权")

    def void(self, no: str, on: str | None = None, approved_by: str | None = "石世文") -> None:
        hazard_steps.void(self.session, [no], on=on, reason="登记有误", approved_by=approved_by)

    def retract(self, no: str, number: int | None = None, approved_by: str | None = None) -> None:
        how = {"approved_by": approved_by, "approver_unit": None}
        corrections.retract(self.session, HAZARD, no, number=number, reason="记错", **how)

    def reopen(self, no: str, on: str | None = None) -> None:
        hazard_steps.reopen(self.session, no, on=on, returned_by="区应急局", reason="退回")

    def replace(self, no: str, approved_by: str | None = "石世文", **given: str) -> str:
        """Replace a hazard, and return the number of the one that is there instead."""
        how = {"approved_by": approved_by, "approver_unit": None}
        changed = hazard_replacement.replace_hazard(self.session, no, given, reason="记错", **how)
        return changed.after.number()

    def note(self, no: str, text: str = "催办") -> None:
        corrections.note(self.session, HAZARD, [no], text, on=None)

    def edit(self, no: str, on: str | None = None, reason: str | None = None, **to: Any) -> None:
        """Correct a hazard from a day on, or for its whole life where none is told."""
        hazard_steps.edit(self.session, no, since=on, reason=reason, **to)

    def unit(self, code: str, name: str, **given: Any) -> str:
        """Add an enterprise to the roll and return its code."""
        whole = {"code": code, "name": name, "kind": "enterprise"} | given
        return units.add_unit(self.session, whole, date(2022, 5, 1))

    def record(self, no: str, day: date | None = None) -> dict[str, Any]:
        """Return all that is known of a hazard now, with the days that a record shows on `day`."""
        with reading(self.path) as connection:
            row, whole = hazard_record(connection, no, day or self.today)
        return {**whole, **row}

    def rows(self, question: str, as_of: date, known_at: date | None = None) -> list[Row]:
        """Return what a report (`overdue`, `open`, `hazards`) says of a day."""
        with reading(self.path) as connection:
            at = as_of_at(connection, HAZARD, as_of, known_at)
            return hazard_rows(connection, question, at, Where(), sort=None, default="id")

    def known(self, sql: str) -> list[tuple[Any, ...]]:
        """Return what a query of the test finds in the ledger."""
        with reading(self.path) as connection:
            return [tuple(row) for row in connection.execute(sql)]

    @property
    def filters(self) -> Filters:
        """Filters that let everything through."""
        return Filters(self.path, self.today)


def sample_record(**fields: Any) -> HazardRecord:
    """Return a general hazard just registered, found on 2022-04-20 and due on 2022-05-05."""
    defaults: dict[str, Any] = {
        "id": 2022 * 10_000_000 + 1,
        "unit_id": 1,
        "fingerprint": "0" * 32,
        "measure": 6,
        "title": "疏散通道堆放杂物",
        "level": "general",
        "handling": "deadline",
        "responsible": "张静",
        "state": "registered",
        "found_on": date(2022, 4, 20),
        "due_on": date(2022, 5, 5),
        "original_due_on": date(2022, 5, 5),
        "due_basis": "{}",
        "last_step_on": date(2022, 4, 20),
    }
    return HazardRecord(**(defaults | fields))
