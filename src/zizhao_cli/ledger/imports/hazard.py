"""Imports hazards, with what their sheet says became of them."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.deadlines import days_late, days_left, days_overdue
from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.fingerprint import hazard_fingerprint
from zizhao_cli.domain.kinds.check import CHECK
from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.domain.people import Person
from zizhao_cli.domain.rules.hazard import PastRectification, PastReview
from zizhao_cli.domain.rules.hazard_record import HazardRecord
from zizhao_cli.domain.values import Level, State
from zizhao_cli.errors import quoted
from zizhao_cli.intake.rows.column import REMEMBERED
from zizhao_cli.intake.rows.words import NotPassed
from zizhao_cli.ledger.imports.fingerprint_importer import FingerprintImporter
from zizhao_cli.ledger.imports.hazard_rows import PastStep, past_steps
from zizhao_cli.report.as_of import AsOf

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zizhao_cli.domain.rules.life import Step
    from zizhao_cli.intake.rows.drafts import DraftRow, FoundRow
    from zizhao_cli.ledger.imports.differences import Told
    from zizhao_cli.ledger.imports.fingerprint_importer import Judged, NewRow
    from zizhao_cli.ledger.imports.hazard_rows import Row
    from zizhao_cli.ledger.imports.receipt import Receipt
    from zizhao_cli.ledger.session import LedgerSession
    from zizhao_cli.store.journal.changeset import ChangeSet


_RECTIFIED = PastRectification.model_fields["step"].default
_DAYS = r"\d{1,5}"
"""A count of days, which a date can bear."""


class HazardImporter(FingerprintImporter):
    """Imports hazards, with what the sheet says of their rectification and review."""

    kind = HAZARD

    def __init__(self, changes: ChangeSet, session: LedgerSession, receipt: Receipt) -> None:
        super().__init__(changes, session, receipt)
        self._hazards.next_id = self.next_id
        self._lived: dict[tuple[Any, ...], Sequence[PastStep]] = {}

    def fingerprint(self, row: DraftRow, *, as_typed: bool = False) -> str:
        assert row.hazard is not None  # noqa: S101 - the form requires it
        return hazard_fingerprint(
            row.unit_id, row.measure, row.day, row.hazard.facts, as_typed=as_typed
        )

    def told_by(self, record: HazardRecord) -> Told:
        reviewed = {"reviewed_on": record.closed_on, "review_result": record.closed_on and True}
        now = AsOf(HAZARD)
        noted = self._changes.connection.execute(
            f"SELECT {now.asked('inspectors_of')} AS inspectors, {now.asked('note_of')} AS note FROM hazard AS asked WHERE id = ?",
            (record.id,),
        ).fetchone()
        return {**super().told_by(record), **reviewed, "inspectors": noted[0], "note": noted[1]}

    def listed(self, record: HazardRecord, own: dict[str, str]) -> Told:
        due, state = record.due_on, record.state
        day = _day_of_list(record, own, self._session.today)
        found = {
            "check_no": None if record.check_id is None else CHECK.no(record.check_id),
            "provisional": bool(json.loads(record.due_basis).get("provisional")),
            "days_overdue": days_overdue(state, due, day),
            "days_left": days_left(state, due, day),
            "days_late": days_late(due, record.rectified_on),
        }
        return {**super().listed(record, own), **found}

    def judge(self, row: DraftRow) -> Judged:
        deadline, _ = super().judge(row)
        assert row.hazard is not None  # noqa: S101 - the form requires it
        past = self._past_steps(row.hazard)
        _refuse_backwards(row, past)
        return deadline, () if _runs_on(row.hazard) else past

    def _past_steps(self, hazard: FoundRow) -> Sequence[PastStep]:
        """Return what the sheet says of a hazard's later life; the same few people act on the same days."""
        if not (hazard.rectified_on or hazard.reviewed_on):
            return ()
        said = (hazard.responsible, *hazard[8:12])
        if said not in self._lived:
            if len(self._lived) > REMEMBERED:
                self._lived.clear()
            self._lived[said] = past_steps(_past_steps(hazard))
        return self._lived[said]

    def blamed(self, reason: Refused) -> str:
        return reason.key if isinstance(reason, SheetRunsBackwards) else super().blamed(reason)

    def write(self, rows: list[NewRow]) -> None:
        for row, fingerprint, (_, past) in rows:
            hazard = row.hazard
            assert hazard is not None  # noqa: S101 - the form requires it
            now = self._hazards.register(
                row, hazard, fingerprint=fingerprint, check_id=None, source_id=row.source_id
            )
            for step in past:
                now = self._hazards.step(now, step)
            if self.pictures is not None:
                self.pictures.take(row.line, HAZARD, now["id"], 2 if past else 1)
            if past or hazard.passed is not None:
                self._warn(row.line, now, hazard)
            self._receipt.new += 1
            self._receipt.hazards += 1
        self._hazards.flush()

    def _warn(self, line: int, now: Row, hazard: FoundRow) -> None:
        """Say what the rules would have asked and the sheet does not show."""
        title, major = quoted(hazard.title), hazard.level == Level.MAJOR
        missing = HazardRecord.of_row(now).missing_plan_parts() if major else []
        reviewer, rectified_by, rectified_on = (
            now[column] for column in ("reviewer", "rectified_by", "rectified_on")
        )
        if missing and now["state"] != State.REGISTERED:
            self.warn(line, f"重大隐患{title}已整改，表中看不出方案的{'、'.join(missing)}")
        if isinstance(hazard.passed, str):
            running = "，未销号，照旧计时" if isinstance(hazard.passed, NotPassed) else "，未销号"
            said = quoted(str(hazard.passed))
            self.warn(line, f"{title}的复查结果{said}看不出合格与否{running}")
        elif hazard.passed is not None and reviewer is None:
            state = State(now["state"]).label
            self.warn(line, f"{title}有复查结果，但没有复查人或复查日期，按{state}记")
        if rectified_on and not (hazard.rectified_on or isinstance(hazard.passed, bool)):
            self.warn(
                line,
                f"{title}没有整改完成时间，也看不出复查合格与否；以复查日期 {rectified_on} 为整改完成，计时到那天为止，请核对",
            )
        if reviewer and rectified_by and Person(reviewer).may_be(Person(rectified_by)):
            self.warn(line, f"{title}的整改人和复查人是同一个人：{reviewer}")


def _day_of_list(record: HazardRecord, own: dict[str, str], today: date) -> date:
    """Return the day on which a list was made, by the days that it counts up to a deadline or from it; today where there is no such day."""
    left, past = own.get("days_left", ""), own.get("days_overdue", "")
    day = today
    if re.fullmatch(_DAYS, left):
        day = today if past.strip("0") else record.due_on - timedelta(int(left))
    elif re.fullmatch(_DAYS, past):
        day = record.due_on + timedelta(int(past)) if int(past) else min(today, record.due_on)
    return day if record.found_on <= day <= today else today


def _past_steps(hazard: FoundRow) -> list[Step]:
    """Return what the sheet says that a hazard lived through; only a reviewer, a day and a passed review close it.

    Where only the review has a day, that day is the day of rectification, too.
    """
    rectified_on = hazard.rectified_on or hazard.reviewed_on
    if rectified_on is None:
        return []
    steps: list[Step] = [
        PastRectification(
            on=date.fromisoformat(rectified_on),
            rectified_by=hazard.responsible,
            by_responsible=True if hazard.responsible else None,
        )
    ]
    if isinstance(hazard.passed, bool) and hazard.reviewer and hazard.reviewed_on:
        reviewed_on = date.fromisoformat(hazard.reviewed_on)
        steps.append(PastReview(on=reviewed_on, reviewer=hazard.reviewer, passed=hazard.passed))
    return steps


def _runs_on(hazard: FoundRow) -> bool:
    """Say whether the sheet tells of no more than that it did not pass, or not in known words that it did: no clock stops."""
    failed = hazard.passed is False and not (hazard.reviewer and hazard.reviewed_on)
    return failed or isinstance(hazard.passed, NotPassed)


class SheetRunsBackwards(Refused):
    """Days of a row that run backwards; `key` is the column to blame."""

    def __init__(self, key: str, step: str, day: str, last: str) -> None:
        super().__init__(
            f"{step}的日子 {day} 早于前一步的日子 {last}", "请核对发现、整改、复查的先后"
        )
        self.key = key


def _refuse_backwards(row: DraftRow, steps: Sequence[PastStep]) -> None:
    assert row.hazard is not None  # noqa: S101 - the form requires it
    last = row.day
    for step in steps:
        if step.on < last:
            rectified = step.name == _RECTIFIED and row.hazard.rectified_on
            key = "rectified_on" if rectified else "reviewed_on"
            raise SheetRunsBackwards(key, step.label, step.on, last)
        last = step.on


IMPORTER = HazardImporter
