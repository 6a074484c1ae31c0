"""What cuts across all measures: what is late of everything (plan, 四, 十五)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.report.deadlines import overdue
from zizhao_cli.report.past_due import past_due
from zizhao_cli.report.reviews import reviews

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zizhao_cli.report.fifteen.figure import Figure
    from zizhao_cli.report.fifteen.ground import Ground


def everything(ground: Ground) -> Iterator[Figure]:
    """Yield the hazards of all measures that are overdue or wait for their re-inspection, and what else is past its term."""
    yield ground.report("overdue", overdue).figure(
        "overdue_of_all", "各条逾期的隐患", "项", zero=True, open=True
    )
    yield ground.report("reviews", reviews).figure(
        "reviews_late", "整改了迟迟没有复查的隐患", "项", zero=True, open=True
    )
    yield ground.report("past-due", past_due).figure(
        "past_due", "其他逾期的事项", "件", zero=True, open=True
    )
