"""The rules of listed supervision."""

from __future__ import annotations

from typing import Any

from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.errors.steps import AskedAfterApproval, DueBeforeStep, NewDueNotLater
from zizhao_cli.domain.kinds.supervision import SUPERVISION, Acceptance, SupervisionOf
from zizhao_cli.domain.people import Person, approved_by_another
from zizhao_cli.domain.rules.declared import declared


class HazardNotNamed(Refused):
    def __init__(self, *, of_hazard: bool) -> None:
        said = "督办隐患要写隐患编号" if of_hazard else "督办事故查处不写隐患编号"
        super().__init__(said, "用 --of 写督办对象，隐患用 --hazard 写编号，事故用 --title 写名称")


class NothingSupervised(Refused):
    def __init__(self) -> None:
        super().__init__("没有写督办事项", "用 --title 写督办的是什么")


class AskedBeforeListed(Refused):
    def __init__(self, no: str, asked_on: object, listed_on: object) -> None:
        super().__init__(
            f"{no} 申请延期的日子 {asked_on} 早于挂牌日期 {listed_on}",
            "用 --asked-on 写书面申请的真实日子",
        )


class DueAfterPassing(Refused):
    def __init__(self, no: str) -> None:
        super().__init__(f"{no} 验收合格，不用另定期限", "去掉 --due，或结果写 fail 不合格")


def _registered(record: Any) -> None:  # noqa: ANN401 - the kind's record
    of_hazard = record.of == SupervisionOf.HAZARD
    if record.of is None or of_hazard != (record.hazard_id is not None):
        raise HazardNotNamed(of_hazard=of_hazard or record.of is None)
    if record.title is None:
        raise NothingSupervised


def _extension(record: Any, step: Any) -> None:  # noqa: ANN401 - as of Refuse
    asker, approver = Person(step.asked_by), Person(step.approved_by)
    known = step.people or {}
    approved_by_another(approver, ("延期申请人", asker), by=step.spelling(), known=known)
    if step.due_on <= record.due_on:
        raise NewDueNotLater(step.due_on, record.due_on)
    if step.asked_on > step.on:
        raise AskedAfterApproval(record.number(), step.asked_on, step.on)
    if step.asked_on < record.listed_on:
        raise AskedBeforeListed(record.number(), step.asked_on, record.listed_on)
    _not_gone_by(record, step)


def _acceptance(record: Any, step: Any) -> None:  # noqa: ANN401 - as of Refuse
    if step.due_on is not None and step.result == Acceptance.PASS:
        raise DueAfterPassing(record.number())
    _not_gone_by(record, step)


def _not_gone_by(_: Any, step: Any) -> None:  # noqa: ANN401 - as of Refuse
    if step.due_on is not None and step.due_on < step.on:
        raise DueBeforeStep(step.label(), step.due_on, step.on)


RULES = declared(
    SUPERVISION,
    refuses={"extend": _extension, "accept": _acceptance, "relist": _not_gone_by},
    registered=_registered,
)
