"""The figures that reports and forms count hazards by: each is a state and a day, and is defined here alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from zizhao_cli.domain.kinds.field import Field
from zizhao_cli.domain.values import OPEN, Level, State
from zizhao_cli.report.filters import OVERDUE

if TYPE_CHECKING:
    from collections.abc import Iterable

_OPEN = f"state IN ({', '.join(repr(state.value) for state in OPEN)})"
_MAJOR = f"level = '{Level.MAJOR.value}'"
_CLOSED = f"state = '{State.CLOSED.value}'"
_RECTIFIED = f"state IN ('{State.AWAITING_REVIEW.value}', '{State.CLOSED.value}')"
COUNTED = f"state <> '{State.VOIDED.value}'"
"""The condition of what any figure counts: what was struck out counts on no day."""


class Figure(NamedTuple):
    """A number of hazards: what it is called, which it counts (SQL over `hazards` as they were at the end of :as_of), and the rule in words."""

    key: str
    heading: str
    where: str
    rule: str
    within: str | None = None
    """The figure that it is a part of, and so never exceeds."""

    @property
    def field(self) -> Field:
        """Its column."""
        return Field(self.key, self.heading, numeric=True)


_FIGURES = (
    Figure("found", "发现", "true", "发现日期在基数的日子里的隐患，作废的不算"),
    Figure(
        "rectified",
        "已整改",
        _RECTIFIED,
        "其中到那一天整改已经完成、没有被复查退回的（已整改待复查和已销号）",
        "found",
    ),
    Figure("closed", "已销号", _CLOSED, "其中到那一天已经复查合格销号的", "rectified"),
    Figure("open", "未销号", _OPEN, "其中到那一天还没有销号，也没有移送的", "found"),
    Figure(
        "overdue",
        "逾期",
        OVERDUE[True],
        "未销号的里面，到那一天结束时整改没有完成、期限已过的；期限当日不算",
        "open",
    ),
    Figure(
        "late",
        "迟改",
        f"{_RECTIFIED} AND rectified_on > due_on",
        "已整改的里面，整改完成在期限之后的",
        "rectified",
    ),
    Figure("major_found", "重大", _MAJOR, "发现的里面，到那一天等级是重大的", "found"),
    Figure(
        "major_closed",
        "重大已销号",
        f"{_MAJOR} AND {_CLOSED}",
        "重大的里面已经销号的",
        "major_found",
    ),
    Figure("supervised", "挂牌督办", "supervised", "发现的里面，到那一天挂牌督办的", "found"),
    Figure(
        "transferred",
        "已移送",
        f"state = '{State.TRANSFERRED.value}'",
        "发现的里面，到那一天已经移送的；发现 = 已销号 + 未销号 + 已移送",
        "found",
    ),
)
FIGURES = {figure.key: figure for figure in _FIGURES}
_UNRECTIFIED = f"NOT ({_RECTIFIED}) AND {_OPEN}"
_PLANNED = f"{_MAJOR} AND {_UNRECTIFIED} AND plan_measures IS NOT NULL"
_WHOLE = " AND ".join(
    f"plan_{part} IS NOT NULL" for part in ("responsible", "funds", "due_on", "contingency")
)
OF_FORMS = {
    figure.key: figure
    for figure in (
        Figure(
            "unrectified",
            "尚未整改",
            _UNRECTIFIED,
            "发现的里面，到那一天整改还没有完成、也没有移送的",
            "found",
        ),
        Figure(
            "planned",
            "列入治理计划",
            _PLANNED,
            "重大的里面，整改没有完成而定了整改措施的",
            "major_found",
        ),
        Figure(
            "planned_whole",
            "其中五落实",
            f"{_PLANNED} AND {_WHOLE}",
            "列入治理计划的里面，责任人、措施、资金、时限、预案五项都有的",
            "planned",
        ),
    )
}
"""Figures that forms ask for beside those."""
READY = Figure(
    "ready",
    "方案已定",
    f"{_UNRECTIFIED} AND plan_measures IS NOT NULL AND (NOT {_MAJOR} OR {_WHOLE})",
    "尚未整改的里面，写了整改措施的；重大的要五落实齐全",
    "unrectified",
)
"""What is ready to be put right, as far as its level asks for a plan."""
CARRIED = Figure(
    "carried",
    "以前遗留",
    _OPEN,
    "发现日期早于基数的第一天、到那一天还没有销号也没有移送的；另列，不在发现里",
)
"""What earlier days left unfinished; it is counted apart from the cohort."""
FUNDS = Field("funds", "方案资金（元）", numeric=True)
RATE = Field("rate", "整改率", numeric=True, fraction=True)
FUNDS_RULE = "发现的里面，整改方案写明数额的资金相加；写的不是数额的没有计入，一项数额也没有时空着"
RATE_RULE = "已整改 ÷ 发现，由合计重算，不相加；没有发现时是 —"


def rate(part: float, whole: float) -> float | None:
    """Return the fraction `part` of `whole`, to four decimals; None where there is nothing to divide."""
    return round(part / whole, 4) if whole else None


def counts(figures: Iterable[Figure] = _FIGURES) -> str:
    """Return the list of columns, in SQL, that count figures."""
    return ", ".join(f"coalesce(sum({one.where}), 0) AS {one.key}" for one in figures)
