"""Notices: the record, and what becomes of a paper that was issued."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.kinds import notice as notice_fields
from zizhao_cli.domain.kinds.notice import NOTICE
from zizhao_cli.domain.rules.draft import kept_as
from zizhao_cli.domain.rules.life import Approved, Reason, Retraction, Rules, Step
from zizhao_cli.domain.rules.record import Record
from zizhao_cli.domain.values import NoticeState, Paper

_THERE = tuple(state for state in NoticeState if state is not NoticeState.VOIDED)
_LATER = ("delivered_on", "received_by", "witness", "answered_on")


class AnsweredElsewhere(Refused):
    def __init__(self, no: str, paper: str, way_out: str) -> None:
        super().__init__(f"{no} 是{Paper(paper).label}，回复不记在文书上", way_out)


class NoticeRecord(Record):
    """A paper as it was issued: `year` and `serial` make its printed number with the word of its kind; a re-inspection's paper has those of its `first_id`.

    `hazards` and `inspectors` are JSON lists, of numbers and of names.
    """

    kind_of_record = NOTICE
    id: int
    unit_id: int
    first_id: int | None = None
    paper: str
    year: int
    serial: int
    paper_no: str
    receiver: str
    hazards: str
    inspectors: str | None = None
    issued_on: date
    report_by: date | None = None
    file: str
    state: str = NoticeState.ISSUED
    delivered_on: date | None = None
    received_by: str | None = None
    witness: str | None = None
    answered_on: date | None = None
    last_step_on: date


class NoticeStep(Step):
    """Something that becomes of a paper."""

    kind = NOTICE


class Deliver(NoticeStep):
    """Somebody of the unit took it and signed for it, be it after the unit would not."""

    step: Literal["deliver"] = "deliver"
    allowed = (NoticeState.ISSUED, NoticeState.REFUSED)
    received_by: Annotated[str, kept_as(notice_fields.RECEIVED_BY)]
    delivered_by: Annotated[str, kept_as(notice_fields.DELIVERED_BY)] | None = None

    def changes(self, notice: NoticeRecord) -> dict[str, Any]:
        delivered_on = notice.delivered_on or self.on
        given = {"delivered_on": delivered_on, "received_by": self.received_by}
        return {"state": NoticeState.DELIVERED.value, **given}


class Refuse(NoticeStep):
    """The unit would not sign for it; it was left there before a witness, which is recorded (安全生产法 art. 68)."""

    step: Literal["refuse"] = "refuse"
    allowed = (NoticeState.ISSUED,)
    reason: Annotated[str, kept_as(notice_fields.WHY_REFUSED)]
    witness: Annotated[str, kept_as(notice_fields.WITNESS)]
    delivered_by: Annotated[str, kept_as(notice_fields.DELIVERED_BY)] | None = None

    def changes(self, notice: NoticeRecord) -> dict[str, Any]:
        del notice
        left = {"delivered_on": self.on, "witness": self.witness}
        return {"state": NoticeState.REFUSED.value, **left}


class Answer(NoticeStep):
    """The receiver has answered in writing. Of a transfer the hazard keeps that, and a re-inspection asks for no answer."""

    step: Literal["answer"] = "answer"
    allowed = (NoticeState.DELIVERED, NoticeState.REFUSED)
    note: Annotated[str, kept_as(notice_fields.ANSWER)]

    def changes(self, notice: NoticeRecord) -> dict[str, Any]:
        if notice.paper == Paper.TRANSFER:
            way = "移送的回复记在隐患上：hazard answered 编号 --note 处理意见"
            raise AnsweredElsewhere(notice.number(), notice.paper, way)
        if notice.paper == Paper.REVIEW:
            way = "复查意见书不要回复；整改完成用 hazard rectify 记"
            raise AnsweredElsewhere(notice.number(), notice.paper, way)
        return {"state": NoticeState.ANSWERED.value, "answered_on": self.on}


class Void(NoticeStep, Approved):
    """Issued by mistake; its number is not used again. One that reached its unit somebody else approves to be struck out."""

    step: Literal["void"] = "void"
    of_all_days = True
    allowed = _THERE
    leads_to = NoticeState.VOIDED
    reason: Reason

    def changes(self, notice: NoticeRecord) -> dict[str, Any]:
        if notice.state != NoticeState.ISSUED:
            self.refuse_unapproved(notice.number(), f"已送到（{notice.delivered_on}）")
        return super().changes(notice)


class Retract(NoticeStep, Retraction):
    """A step taken by mistake, taken back."""

    step: Literal["retract"] = "retract"
    allowed = _THERE


def _registered(notice: NoticeRecord, _: dict[str, Any]) -> tuple[date, dict[str, Any]]:
    """A paper's life begins on the day it was issued."""
    began = {"state": NoticeState.ISSUED.value, "last_step_on": notice.issued_on}
    return notice.issued_on, {**began, **dict.fromkeys(_LATER)}


RULES = Rules(NoticeRecord, (Deliver, Refuse, Answer, Void, Retract), _registered)
