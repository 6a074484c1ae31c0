"""What a ledger that was just upgraded tells of past days otherwise than before."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from zizhao_cli.domain.deadlines import days_overdue
from zizhao_cli.report.question import sql

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

FOR_ALL_DAYS = "0004"
"""The first revision under which what is struck out counts on no day; before, it counted until it was."""
HANDFUL = 5
"""How many hazards a sentence names."""


def changed_answers(connection: sqlite3.Connection, before: str) -> list[str]:
    """Return in Chinese what is told otherwise of a ledger that was of the revision `before`, and what is still told as it was."""
    if before >= FOR_ALL_DAYS:
        return []
    return [*_struck_out(connection), *_edited(connection)]


def _struck_out(connection: sqlite3.Connection) -> list[str]:
    overdue: list[str] = []
    others: list[str] = []
    rows = connection.execute(sql("struck_later"))
    for (no, struck_on), life in groupby(rows, lambda row: (row["no"], row["struck_on"])):
        (overdue if _was_overdue(life) else others).append(f"{no}（{struck_on} 作废）")
    if not (overdue or others):
        return []
    count = len(overdue) + len(others)
    how_many = f"其中 {len(overdue)} 项" if overdue else "没有一项"
    return [
        (
            f"注意：作废（含撤销批次）从此对每一天都算数：发现以后才作废的 {count} 项，以往各日的报表里不再有，"
            f"{how_many}在作废以前逾期过：{_handful([*overdue, *others])}"
        ),
        "作废过的全部用 report voided 看；那时印出的报表，加 --known-at 和那一天，仍照原样再出",
    ]


def _was_overdue(life: Iterable[sqlite3.Row]) -> bool:
    """Say whether a report of some day told that it was overdue: the last day of each row in effect has the most days."""
    return any(
        row["effective_on"] < row["until"]
        and days_overdue(
            row["state"],
            date.fromisoformat(row["due_on"]),
            date.fromisoformat(row["until"]) - timedelta(days=1),
        )
        for row in life
    )


def _edited(connection: sqlite3.Connection) -> list[str]:
    numbers = [row["no"] for row in connection.execute(sql("edited_later"))]
    if not numbers:
        return []
    return [
        (
            f"以前更正过的 {len(numbers)} 项仍从更正的那一天起算：{_handful(numbers)}；"
            "要各日都改的，用 hazard edit 照样再写一次，不写 --from"
        )
    ]


def _handful(named: Sequence[str]) -> str:
    more = f" 等 {len(named)} 项" if len(named) > HANDFUL else ""
    return f"{'、'.join(named[:HANDFUL])}{more}"
