"""The lists of hazards: what is overdue, falls due, awaits its re-inspection, is open."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from zizhao_cli import datafiles
from zizhao_cli.board.markup import tag
from zizhao_cli.board.moment import PAGE
from zizhao_cli.board.page import SOON, Page, heading
from zizhao_cli.board.tables import hazards, paging, table
from zizhao_cli.domain.values import State
from zizhao_cli.report.accident_clocks import clocks
from zizhao_cli.report.hazards import BRIEF, hazard_rows
from zizhao_cli.report.past_due import past_due as matters
from zizhao_cli.report.question import Where
from zizhao_cli.report.tally import tally

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zizhao_cli.board.markup import Html
    from zizhao_cli.board.moment import Moment
    from zizhao_cli.domain.kinds.field import Field
    from zizhao_cli.domain.policy import Policy
    from zizhao_cli.report.model import Report, Row

FIRST_DUE_FIRST = "due_on, id"


class Listed(NamedTuple):
    """A list: the question that it answers, in which order, with which columns; all or those in one state."""

    title: str
    question: str
    brief: tuple[str, ...]
    order: str = FIRST_DUE_FIRST
    state: State | None = None

    def where(self, moment: Moment, **narrowed: str) -> Where:
        """Return the conditions of its rows."""
        where = Where(_days(moment))
        if self.state is not None:
            where.add("state = :state", state=self.state.value)
        moment.filters(**narrowed).narrow_hazards(moment.connection, where, moment.at)
        return where

    def totals(self, moment: Moment, **narrowed: str) -> Row:
        """Return how many there are, how many of them are major and overdue, and for how long at most."""
        where = self.where(moment, **narrowed)
        return tally(moment.connection, self.question, moment.at, where)

    def rows(self, moment: Moment, limit: int, skip: int = 0, **narrowed: str) -> list[Row]:
        """Return some of its rows."""
        return hazard_rows(
            moment.connection,
            self.question,
            moment.at,
            self.where(moment, **narrowed),
            sort=None,
            default=self.order,
            limit=limit,
            skip=skip,
        )


OVERDUE = Listed("逾期隐患", "overdue", (*BRIEF, "due_on", "days_overdue", "responsible"))
DUE = Listed("将到期隐患", "due", (*BRIEF, "due_on", "days_left", "responsible"))
AWAITING = Listed(
    "已整改待复查",
    "hazards",
    (*BRIEF, "due_on", "rectified_on", "days_late", "responsible"),
    "rectified_on, id",
    State.AWAITING_REVIEW,
)
LATE_REVIEWS = Listed("迟迟没有复查的隐患", "reviews", AWAITING.brief, AWAITING.order)
OPEN = Listed("未销号隐患", "open", (*BRIEF, "state", "due_on", "days_overdue", "responsible"))


def policy(moment: Moment) -> Policy:
    """Return the office's terms."""
    return datafiles.policy(moment.ledger)


def _days(moment: Moment) -> Row:
    """Return the days that the questions of these lists are asked with."""
    terms = policy(moment)
    return {
        "until": str(moment.today + timedelta(days=terms.due_soon_days)),
        "rectified_before": str(moment.today - timedelta(days=terms.review_within_days)),
    }


def overdue(moment: Moment) -> Page:
    """Return the page of what is overdue, the longest first."""
    totals = OVERDUE.totals(moment)
    said = f"逾期 {totals['hazards']} 项，其中重大 {totals['major']} 项"
    longest = totals["longest_days"]
    more = "。" if longest is None else f"，最长逾期 {longest} 天。"
    return _page(moment, "overdue", OVERDUE, totals, said + more)


def due(moment: Moment) -> Page:
    """Return the page of what falls due within the days of the policy."""
    totals, days = DUE.totals(moment), policy(moment).due_soon_days
    said = f"{days} 天内（含今天）到期 {totals['hazards']} 项，其中重大 {totals['major']} 项。"
    return _page(moment, "due", DUE, totals, said)


def reviews(moment: Moment) -> Page:
    """Return the page of what awaits its re-inspection, the longest first."""
    totals, late = AWAITING.totals(moment), LATE_REVIEWS.totals(moment)
    said = (
        f"已整改待复查 {totals['hazards']} 项，其中重大 {totals['major']} 项；"
        f"整改后 {policy(moment).review_within_days} 天内没有复查的 {late['hazards']} 项。"
    )
    return _page(moment, "reviews", AWAITING, totals, said)


def still_open(moment: Moment) -> Page:
    """Return the page of what is not closed, transferred or voided."""
    totals = OPEN.totals(moment)
    said = f"未销号 {totals['hazards']} 项，其中重大 {totals['major']} 项、逾期 {totals['overdue']} 项。"
    return _page(moment, "open", OPEN, totals, said)


def past_due(moment: Moment) -> Page:
    """Return the page of what else is past its term, the longest first."""
    report = matters(moment.connection, moment.filters(), moment.asked)
    return _listed(moment, report, "past-due", report.columns)


def accident_clocks(moment: Moment) -> Page:
    """Return the page of the clocks of accidents that run, those that are over for longest first."""
    report = clocks(moment.connection, moment.filters(), moment.asked)
    page = _listed(moment, report, "clocks", report.brief_columns())
    return page._replace(refresh=SOON)


def _listed(moment: Moment, report: Report, name: str, columns: Sequence[Field]) -> Page:
    (said, *_), first = report.summary, (moment.page - 1) * PAGE
    rows = report.rows[first : first + PAGE]
    shown: tuple[Html | str, ...] = (table(rows, columns),) if rows else ()
    ways = paging(moment, name, len(rows), len(report.rows))
    body = (heading(report.title), tag("p", said, class_="sum"))
    return Page(report.title, tag("div", *body, *shown, ways), name)


def _page(moment: Moment, name: str, listed: Listed, totals: Row, said: str) -> Page:
    rows = listed.rows(moment, PAGE, (moment.page - 1) * PAGE)
    shown: tuple[Html | str, ...] = (hazards(rows, listed.brief),) if rows else ()
    ways = paging(moment, name, len(rows), totals["hazards"])
    body = (heading(listed.title), tag("p", f"截至 {moment.today}，{said}", class_="sum"))
    return Page(listed.title, tag("div", *body, *shown, ways), name)
