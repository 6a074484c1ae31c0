"""What waits for others: papers to be delivered or answered, and hazards that were handed over and not answered in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.board.figures import said_of
from zizhao_cli.board.markup import Html, joined, link, tag
from zizhao_cli.board.page import Page, card, heading, lines
from zizhao_cli.board.tables import table
from zizhao_cli.report.papers_waiting import papers_waiting
from zizhao_cli.report.transfers import late_transfers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zizhao_cli.board.moment import Moment
    from zizhao_cli.domain.kinds.field import Field
    from zizhao_cli.report.model import Report

PAGE = "waiting"


def _papers(moment: Moment) -> Report:
    return moment.costly(
        "papers", work_out=lambda: papers_waiting(moment.connection, moment.filters(), moment.asked)
    )


def _transfers(moment: Moment) -> Report:
    return late_transfers(moment.connection, moment.filters(), moment.asked)


def waiting_page(moment: Moment) -> Page:
    """Return both as lists."""
    papers, transfers = _papers(moment), _transfers(moment)
    # A number on the board leads to a hazard; papers are known by their printed ones.
    printed = [column for column in papers.brief_columns() if column.key != "no"]
    parts = _list(papers, printed), _list(transfers, transfers.brief_columns())
    return Page("文书、移送", joined(heading("文书、移送"), *parts), PAGE)


def _list(report: Report, columns: Sequence[Field]) -> Html:
    shown = table(report.rows, columns) if report.rows else ""
    return card(report.title, tag("div", lines(said_of(report))), shown)


def waiting_line(moment: Moment) -> Html:
    """Return what of it waits in a sentence that leads to the lists; nothing where nothing does."""
    papers, transfers = _papers(moment).head["totals"], _transfers(moment).head["totals"]
    said = [
        f"{what} {number}"
        for what, number in (
            ("没有送达的文书", papers["undelivered"]),
            ("没有按时回复的文书", papers["unanswered"]),
            ("没有按时回复的移送", transfers["hazards"]),
        )
        if number
    ]
    return tag("p", link("；".join(said), PAGE), class_="sum") if said else joined()
