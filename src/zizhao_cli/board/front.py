"""The first page, for the screen on the wall: four numbers, then what is behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.board import lists
from zizhao_cli.board.chart import chart
from zizhao_cli.board.figures import DRAWN, covered, gone
from zizhao_cli.board.markup import Html, joined, link, tag
from zizhao_cli.board.page import HOME, SOON, Page, card
from zizhao_cli.board.tables import LEFT, OVERDUE, few, unit_link
from zizhao_cli.board.waiting import waiting_line
from zizhao_cli.render.cells import NOTHING_TO_DIVIDE
from zizhao_cli.report.accident_clocks import clock_in_words, clocks
from zizhao_cli.report.coverage import Sent
from zizhao_cli.report.past_due import past_due

if TYPE_CHECKING:
    from zizhao_cli.board.moment import Moment
    from zizhao_cli.report.model import Report

FEW = 10
"""Hazards of each list that a screen shows."""
_UNITS = 16
"""Units that did not report, named on a screen."""
_MONTH = {"of": "month", "show": "missing"}


def front(moment: Moment) -> Page:
    """Return what is overdue, falls due, awaits its re-inspection, what waits for others, who reported this month, and how it went."""
    overdue, due = lists.OVERDUE.totals(moment), lists.DUE.totals(moment)
    awaiting, late = lists.AWAITING.totals(moment), lists.LATE_REVIEWS.totals(moment)
    terms, reported = lists.policy(moment), covered(moment, "month", missing=True)
    still = lists.OPEN.totals(moment)
    longest = overdue["longest_days"]
    others = len(past_due(moment.connection, moment.filters(), moment.asked).rows)
    over = f"其中重大 {overdue['major']} 项" + ("" if longest is None else f"，最长 {longest} 天")
    over += f"；另有其他事项 {others} 件" if others else ""
    sent = reported.head["totals"]
    share = NOTHING_TO_DIVIDE if sent["rate"] is None else f"{sent['rate']:.0%}"
    days = terms.due_soon_days
    numbers = tag(
        "div",
        _number("逾期", str(overdue["hazards"]), "项", over, "overdue", "bad" if overdue["hazards"] else "good"),
        _number(f"{days} 天内到期", str(due["hazards"]), "项", f"其中重大 {due['major']} 项", "due", "soon" if due["hazards"] else "good"),
        _number("待复查", str(awaiting["hazards"]), "项", f"迟了的 {late['hazards']} 项", "reviews", "soon" if late["hazards"] else "calm"),
        _number("未销号", str(still["hazards"]), "项", f"其中重大 {still['major']} 项", "open", "calm"),
        _number("本月自查报送", share, "", f"应报 {sent['expected']} 个，未报 {sent['missing']} 个", "coverage", "calm", **_MONTH),
        class_="numbers",
    )  # fmt: skip
    parts = (
        card("逾期最久", few(lists.OVERDUE.rows(moment, FEW), OVERDUE, "没有逾期的隐患。"), more=link("全部", "overdue")),
        card(f"{days} 天内到期", few(lists.DUE.rows(moment, FEW), LEFT, f"{days} 天内没有到期的隐患。"), more=link("全部", "due")),
        tag("div", _gone(moment), _who(reported), class_="column"),
    )  # fmt: skip
    body = joined(
        numbers, _clocks(moment), waiting_line(moment), tag("div", *parts, class_="three")
    )
    return Page("总览", body, HOME, SOON)


def _clocks(moment: Moment) -> Html:
    """Return the clocks of accidents that run, each in a few words; nothing where none does."""
    rows = clocks(moment.connection, moment.filters(), moment.asked).rows
    said = [f"{row['no']} {clock_in_words(row)}" for row in rows]
    more = f" 等 {len(rows)} 个" if len(rows) > FEW else ""
    told = "；".join(said[:FEW]) + more
    return tag("p", link(f"事故时限：{told}", "clocks"), class_="sum") if said else joined()


def _number(
    what: str, number: str, each: str, beside: str, page: str, look: str, **query: str
) -> Html:
    shown = tag("span", number, tag("small", each), class_="number")
    told = joined(tag("span", what, class_="what"), shown, tag("span", beside, class_="beside"))
    return link(told, page, class_=f"tile {look}", **query)


def _gone(moment: Moment) -> Html:
    report = gone(moment)
    shown = chart(report, DRAWN) if report.rows else tag("p", "还没有隐患。", class_="nothing")
    return card("十二个月走势", shown, more=link("全部", "trend"))


def _who(reported: Report) -> Html:
    missing = [row for row in reported.rows if row["sent"] == Sent.MISSING]
    names = [unit_link(row) for row in missing[:_UNITS]]
    more = f" 等 {len(missing)} 个" if len(missing) > _UNITS else ""
    shown = (
        tag("p", *(joined(name, " ") for name in names), more, class_="names")
        if names
        else tag("p", "应报的单位都报了。", class_="nothing")
    )
    return card("本月还没有报的", shown, more=link("全部", "coverage", **_MONTH), class_="who")
