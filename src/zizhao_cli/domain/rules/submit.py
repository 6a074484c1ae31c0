"""Submissions: the record, the draft, and what becomes of one."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from zizhao_cli.domain.kinds.submit import RECEIVER, SUBMIT, SUBMITTED_ON, WHY_RETURNED
from zizhao_cli.domain.rules.draft import Draft, kept_as, read_as
from zizhao_cli.domain.rules.life import Reason, Retraction, Rules, Step
from zizhao_cli.domain.rules.record import Record
from zizhao_cli.domain.values import SubmissionState

_THERE = (SubmissionState.SUBMITTED, SubmissionState.RETURNED)


class SubmissionRecord(Record):
    """What was handed upward: `sent` is JSON, of each sheet its rows with the values of their columns; `anchor` is the ledger that it rests on."""

    kind_of_record = SUBMIT
    id: int
    form: str
    title: str | None = None
    form_version: str
    form_digest: str
    period: str
    base: str
    as_of: date
    sent: str
    anchor: str | None = None
    file: str
    receiver: str
    submitted_on: date
    state: str = SubmissionState.SUBMITTED
    last_step_on: date


class SubmissionDraft(Draft):
    """To whom a filled form went, and when."""

    receiver: Annotated[str, read_as(RECEIVER)]
    submitted_on: Annotated[date, read_as(SUBMITTED_ON)]


class SubmissionStep(Step):
    """Something that becomes of a submission."""

    kind = SUBMIT


class Return(SubmissionStep):
    """The receiver sent it back; it is made anew and recorded as another one."""

    step: Literal["return"] = "return"
    allowed = (SubmissionState.SUBMITTED,)
    leads_to = SubmissionState.RETURNED
    reason: Annotated[str, kept_as(WHY_RETURNED)]


class Void(SubmissionStep):
    """Recorded by mistake: it was never sent."""

    step: Literal["void"] = "void"
    of_all_days = True
    allowed = _THERE
    leads_to = SubmissionState.VOIDED
    reason: Reason


class Retract(SubmissionStep, Retraction):
    """A step taken by mistake, taken back."""

    step: Literal["retract"] = "retract"
    allowed = _THERE


def _registered(sent: SubmissionRecord, _: dict[str, Any]) -> tuple[date, dict[str, Any]]:
    """A submission begins on the day it was sent."""
    began = {"state": SubmissionState.SUBMITTED.value, "last_step_on": sent.submitted_on}
    return sent.submitted_on, began


RULES = Rules(SubmissionRecord, (Return, Void, Retract), _registered)
