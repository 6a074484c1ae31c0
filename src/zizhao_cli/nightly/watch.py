"""What is watched every night: a list of questions. Whoever watches more adds a line to WATCHED."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from zizhao_cli.report.accident_clocks import clock_in_words, clocks
from zizhao_cli.report.deadlines import due, overdue
from zizhao_cli.report.papers_waiting import UNDELIVERED, papers_waiting
from zizhao_cli.report.past_due import past_due
from zizhao_cli.report.transfers import OVER, late_transfers

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from zizhao_cli.report.filters import Filters
    from zizhao_cli.report.frame import Asked
    from zizhao_cli.report.model import Report, Row


class Watched(NamedTuple):
    """A question: what its files are called, what is asked, and what a group is told of one row, with no person in it."""

    name: str
    question: Callable[[sqlite3.Connection, Filters, Asked], Report]
    told: Callable[[Row], str]
    always: bool = False
    """Whether it is also said that there is nothing."""
    titled: bool = True
    """Whether a group is told what a row is about, which of some kinds may tell of people."""


def _overdue(row: Row) -> str:
    return f"逾期 {row['days_overdue']} 天"


def _due(row: Row) -> str:
    return "今天到期" if row["days_left"] == 0 else f"{row['due_on']} 到期"


def _past_due(row: Row) -> str:
    return f"{row['what']}逾期 {row['days_overdue']} 天"


def _waiting(row: Row) -> str:
    undelivered = f"{row[UNDELIVERED]} 天没有送达" if row[UNDELIVERED] else ""
    unanswered = f"回复逾期 {row[OVER]} 天" if row[OVER] else ""
    return "，".join(filter(None, (undelivered, unanswered)))


def _transferred(row: Row) -> str:
    return f"移送回复逾期 {row[OVER]} 天"


WATCHED = (
    Watched("overdue", overdue, _overdue, always=True),
    Watched("due", partial(due, within=None), _due, always=True),
    Watched("papers", papers_waiting, _waiting),
    Watched("transfers", late_transfers, _transferred),
    Watched("past-due", past_due, _past_due, titled=False),
    Watched("clocks", clocks, clock_in_words, titled=False),
)
