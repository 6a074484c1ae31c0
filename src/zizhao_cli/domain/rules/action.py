"""The rules of what is done about units and people."""

from __future__ import annotations

from typing import Any

from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.kinds.action import ACTION, ActionKind, ActionState
from zizhao_cli.domain.people import Person, keep_apart
from zizhao_cli.domain.rules.declared import declared


class NobodyNamed(Refused):
    def __init__(self) -> None:
        super().__init__("没有写对谁采取", "用 --unit 写单位，或用 --person 写人")


class PostMissing(Refused):
    def __init__(self, person: str) -> None:
        super().__init__(
            f"没有写{person}那一天的职务", "用 --post 写职务；追责要写清是在什么岗位上"
        )


class LayerMissing(Refused):
    def __init__(self) -> None:
        super().__init__(
            "追究责任没有写责任层次",
            "用 --layer 写 direct 直接责任、leading 领导责任或 supervising 监管责任",
        )


class TalkerMissing(Refused):
    def __init__(self) -> None:
        super().__init__(
            "约谈没有写约谈人", "用 --talked-by 写约谈人，可写多次；纪要用 --evidence 附上"
        )


class LayerOfNoPursuit(Refused):
    def __init__(self, kind: str) -> None:
        super().__init__(f"{kind}不分责任层次", "去掉 --layer；追究责任写 --kind pursue")


class NothingAnsweredFor(Refused):
    def __init__(self) -> None:
        super().__init__(
            "追究责任没有写是为什么事", "用 --record 写编号，或用 --subject 写事故名称"
        )


def _registered(record: Any) -> ActionState:  # noqa: ANN401 - the kind's record
    if record.unit_id is None and record.person is None:
        raise NobodyNamed
    if record.person is not None and record.post is None:
        raise PostMissing(record.person)
    kind = ActionKind(record.kind)
    if kind is not ActionKind.PURSUE:
        if record.layer is not None:
            raise LayerOfNoPursuit(kind.label)
        if kind is ActionKind.INTERVIEW and record.talked_by is None:
            raise TalkerMissing
        return ActionState.TAKEN
    if record.layer is None:
        raise LayerMissing
    if record.records is None and record.subject is None:
        raise NothingAnsweredFor
    return ActionState.PROPOSED


def _decided(record: Any, step: Any) -> None:  # noqa: ANN401 - as of Refuse
    """Refuse that somebody decides on himself. Raises SamePerson."""
    if record.person is not None:
        whom, who = Person(record.person, record.unit_id), Person(step.decided_by)
        known = step.people or {}
        keep_apart("对象", whom, "决定人", who, by=step.spelling(), known=known)


RULES = declared(ACTION, registered=_registered, refuses={"decide": _decided})
