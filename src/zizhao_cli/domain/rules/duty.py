"""The rules of duties."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.errors.steps import NothingToChange
from zizhao_cli.domain.frequency import Every, frequency_of
from zizhao_cli.domain.kinds.duty import DUTY
from zizhao_cli.domain.rules.declared import declared
from zizhao_cli.domain.rules.validity import refuse_ended_before

if TYPE_CHECKING:
    from datetime import date


class DoneOnThatDay(Refused):
    def __init__(self, no: str, day: date) -> None:
        super().__init__(
            f"{no} 在 {day} 已经记过一次履职",
            f"看记过的：duty show {no}；记错了先撤回：duty retract {no}",
        )


class DoneAlready(Refused):
    def __init__(self, no: str, day: str) -> None:
        super().__init__(f"{no} 是一次性的职责，{day} 已经办了", f"记错了先撤回：duty retract {no}")


class DoneOutsideItsDays(Refused):
    def __init__(self, no: str, day: date, since: date, until: date) -> None:
        super().__init__(
            f"{no} 从 {since} 到 {until} 有效，{day} 不在里面",
            "核对日子，或用 duty list --in-force --as-of 日期 找那天有效的",
        )


def _registered(record: Any) -> None:  # noqa: ANN401 - the kind's record
    frequency_of(record.often)
    refuse_ended_before(record)


def _done(record: Any, step: Any) -> None:  # noqa: ANN401 - as of Refuse
    if record.until_on is not None and step.on > record.until_on:
        raise DoneOutsideItsDays(record.number(), step.on, record.since_on, record.until_on)
    days = json.loads(record.done_days or "[]")
    if str(step.on) in days:
        raise DoneOnThatDay(record.number(), step.on)
    if days and frequency_of(record.often).every is Every.ONCE:
        raise DoneAlready(record.number(), days[0])


def _revised(record: Any, step: Any) -> None:  # noqa: ANN401 - as of Refuse
    del record
    frequency_of(step.often)
    if (step.text, step.basis, step.often, step.proof) == (None, None, None, None):
        raise NothingToChange("没有写要改什么")


RULES = declared(DUTY, refuses={"done": _done, "revise": _revised}, registered=_registered)
