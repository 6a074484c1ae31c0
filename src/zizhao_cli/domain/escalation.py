"""The ladder of actions: what may call for them, and which follows which (plan, 五, 三)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from zizhao_cli.domain.values import Word

if TYPE_CHECKING:
    from zizhao_cli.domain.kinds.action import ActionKind


class Trigger(Word):
    """Why a unit is to be dealt with."""

    NO_SELF_CHECK = "no_self_check", "没有自查"
    THIN_MEASURES = "thin_measures", "措施不具体"
    NOT_PUT_RIGHT = "not_put_right", "不整改"
    REBOUND = "rebound", "效果不明显"


class Rung(NamedTuple):
    """A step of a ladder: the action, and after how many calendar days since the one before, or since the reason began."""

    action: ActionKind
    after: int


class Ladder(NamedTuple):
    """What the office settled: whether its ladders are in use, what is thin or copied, after how many calendar days a major hazard is one that is not put right, and the steps for each reason."""

    enabled: bool
    source: str
    thin_below: int
    copied_in: int
    major_open_days: int
    rungs: dict[Trigger, list[Rung]]
