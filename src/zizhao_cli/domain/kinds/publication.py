"""What is made public (公开、公示): since when, where, until when. A declared kind takes part by naming the states in which that may be.

Duty lists and lists of powers are open to the public's supervision (plan, 四, 三), and what was done about somebody may be exposed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.domain.kinds.field import Field, Reads
from zizhao_cli.domain.kinds.kind import StepName

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zizhao_cli.domain.values import Word

PUBLISH = "publish"
PUBLISHED_ON = Field("published_on", "公开日期", Reads.DAY)
MEDIUM = Field(
    "medium",
    "公开方式",
    Reads.SHORT,
    metavar="方式",
    described="在哪里公开，如 公示栏、政府网站、通报",
)
PUBLIC_UNTIL = Field(
    "public_until",
    "公开至",
    Reads.ANY_DAY,
    written="--until",
    metavar="日期",
    described="公开到哪一天为止（含），不写即一直公开",
)
PUBLICATION = (PUBLISHED_ON, MEDIUM, PUBLIC_UNTIL)
"""What a record says of its publication, the last one where there were several."""
NOT_PUBLIC = "(published_on IS NULL OR public_until < :as_of)"
"""The SQL condition of a record that is not public at the end of :as_of: never made so, or no longer."""


def publishing(allowed: Sequence[Word]) -> StepName:
    """Return the step by which a record becomes public in one of the states `allowed`; its state stays."""
    return StepName(
        "公开",
        [MEDIUM, PUBLIC_UNTIL],
        allowed=allowed,
        needed=(MEDIUM.key,),
        dated=PUBLISHED_ON.key,
        does="记哪天起、在哪里公开，到哪天为止；又公开一次，以最近的一次为准。",
    )
