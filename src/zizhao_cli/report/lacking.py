"""What a record does not say that it is asked for, and which of its days have run out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.report.waiting import days_over

if TYPE_CHECKING:
    from datetime import date

    from zizhao_cli.domain.kinds.lacking import Asks
    from zizhao_cli.report.model import Row


def lacking(row: Row, asks: Asks, day: date) -> Row:
    """Return what a record lacks, for each measure that asks for it in one text, and which of its days lie before `day`."""
    missing = []
    for measure, fields in asks.measures.items():
        names = [field.name for field in fields if _lacks(row, field.key, asks)]
        if names:
            missing.append(f"第 {measure} 条：{'、'.join(names)}")
    expired = [
        f"{field.name} {row[field.key]}，过了 {over} 天"
        for field in asks.ending
        if (over := days_over(row[field.key], day))
    ]
    return {"missing": missing, "expired": expired}


def _lacks(row: Row, key: str, asks: Asks) -> bool:
    only_with = asks.only_with.get(key)
    asked = only_with is None or row[only_with] not in (None, 0, *_NONE)
    return asked and row[key] is None


_NONE = ("无", "没有")
"""What says that there is nothing of the kind."""


def less(all_of_them: int | None, some: int | None) -> int | None:
    """Return how many are not among `some`, None where one of both numbers is not said."""
    return None if all_of_them is None or some is None else max(0, all_of_them - some)
