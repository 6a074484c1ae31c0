"""How units and people are marked: what is looked at, and the points that the office gives for it (plan, 四, 一; 五, 三)."""

from __future__ import annotations

from typing import NamedTuple

from zizhao_cli.domain.values import Word


class Item(Word):
    """What is looked at."""

    SELF_CHECK = "self_check", "自查"
    RECTIFICATION = "rectification", "整改"
    OVERDUE = "overdue", "逾期"
    LATE = "late", "迟改"
    REBOUND = "rebound", "反弹"
    REOPENED = "reopened", "反销号"
    ACTIONS = "actions", "问责措施"
    REWARD = "reward", "奖励"


OF_PEOPLE = tuple(item for item in Item if item not in (Item.SELF_CHECK, Item.REBOUND))
"""What of it is looked at of one person."""
SHARES = (Item.SELF_CHECK, Item.RECTIFICATION)
"""What is a share of one; all else is counted."""


OF_NO_BASE = (Item.ACTIONS, Item.REWARD)
"""What is counted of everybody; all else only of whom there is something to count."""


class Weight(NamedTuple):
    """The points of an item, and of one that is counted how many each case costs, or of rewards adds."""

    points: int
    each: int | None = None


class Figure(NamedTuple):
    """What is found of an item: the part of the whole that counts for it, or how many cases, with the numbers of the records behind it.

    `missing` are the numbers of what the share lacks. Where there was `nothing` to go wrong, a count says nothing.
    """

    numbers: list[str]
    missing: list[str] | None = None
    nothing: bool = False

    @property
    def value(self) -> float | None:
        """The share or the count; None where there is nothing to divide, or nothing to count."""
        if self.nothing:
            return None
        if self.missing is None:
            return len(self.numbers)
        whole = len(self.numbers) + len(self.missing)
        return round(len(self.numbers) / whole, 4) if whole else None


def points_of(item: Item, weight: Weight, figure: Figure) -> float | None:
    """Return the points of an item, to one decimal, never below 0; None where there is nothing to divide."""
    value = figure.value
    if value is None:
        return None
    if item in SHARES:
        return round(weight.points * value, 1)
    counted = value * (weight.each or 0)
    return float(
        min(counted, weight.points) if item is Item.REWARD else max(0, weight.points - counted)
    )


def full_of(item: Item, weight: Weight, points: float | None) -> int:
    """Return of how many points an item is: none where it has no points, or adds to others."""
    return 0 if points is None or item is Item.REWARD else weight.points
