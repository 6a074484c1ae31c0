"""From which day to which something holds (有效期): a duty, a power. Its record begins on the first of these days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.domain.kinds.field import Field, Reads
from zizhao_cli.domain.kinds.fields import REASON
from zizhao_cli.domain.kinds.kind import Only, StepName

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zizhao_cli.domain.values import Word

SINCE = Field(
    "since_on",
    "起始日期",
    Reads.DAY,
    headings=("起始日期", "生效日期", "执行日期", "施行日期"),
    written="--since",
    metavar="日期",
    described="从哪一天起有效（含），不能是将来",
)
UNTIL = Field(
    "until_on",
    "截止日期",
    Reads.ANY_DAY,
    headings=("截止日期", "失效日期", "废止日期"),
    written="--until",
    metavar="日期",
    described="到哪一天为止有效（含），不写即一直有效",
)
IN_FORCE = Field("in_force", "当日有效", flag=True)
"""Worked out: whether it holds on the day that a list is of."""
ONLY_IN_FORCE = Only(
    "只列当日有效的", "since_on <= :as_of AND (until_on IS NULL OR until_on >= :as_of)"
)


def ending(allowed: Sequence[Word], ended: Word) -> StepName:
    """Return the step that ends it: its day is the last one on which it holds."""
    return StepName(
        "废止",
        [REASON],
        allowed=allowed,
        leads_to=ended,
        needed=(REASON.key,),
        dated=UNTIL.key,
        does="记它到哪天为止（--on，含当日），为什么不再有效。",
    )
