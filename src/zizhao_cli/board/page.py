"""What stands around every page: the head with its ways, the day, the ledger, and at the foot what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from zizhao_cli.board.markup import Html, joined, link, tag
from zizhao_cli.district_address import Towns

if TYPE_CHECKING:
    from datetime import datetime

    from zizhao_cli.district_address import Books

HOME = "./"
WAYS = {
    HOME: "总览",
    "overdue": "逾期",
    "due": "将到期",
    "reviews": "待复查",
    "open": "未销号",
    "past-due": "其他逾期",
    "clocks": "事故时限",
    "waiting": "文书、移送",
    "coverage": "覆盖",
    "trend": "走势",
}
"""The pages that every page leads to."""
SOON, LATER = 60, 300
"""Seconds after which a screen looks again, and after which any page does that was left open."""
_WEEKDAYS = "一二三四五六日"


class Page(NamedTuple):
    """A page: what it is called, what is on it, which of WAYS it is, and after how many seconds it looks again by itself."""

    title: str
    body: Html
    here: str = ""
    refresh: int = LATER


def whole(page: Page, ledger: Books, now: datetime, foot: str, query: str = "") -> str:
    """Return the whole of a page; `foot` says what it rests on, `query` is what was looked for."""
    head = (
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", http_equiv="refresh", content=str(page.refresh)),
        tag("title", f"{page.title} · 安全生产看板"),
        tag("link", rel="icon", href="icon.svg"),
        tag("link", rel="stylesheet", href="board.css"),
    )
    body = (
        _header(page, ledger, now, query),
        tag("main", page.body),
        tag(
            "footer",
            tag("span", f"刷新于 {now:%Y-%m-%d %H:%M:%S}"),
            tag("span", foot),
            tag("span", f"{books(ledger)} {ledger}"),
            tag("span", "只能看，不能改；一切以账本为准"),
        ),
    )
    html = tag("html", tag("head", *head), tag("body", *body), lang="zh-CN")
    return f"<!DOCTYPE html>\n{html}\n"


def _header(page: Page, ledger: Books, now: datetime, query: str) -> Html:
    ways = (
        tag("a", text, href=name, aria_current="page" if name == page.here else None)
        for name, text in WAYS.items()
    )
    day = f"{now.year} 年 {now.month} 月 {now.day} 日 星期{_WEEKDAYS[now.weekday()]}"
    return tag(
        "header",
        tag(
            "div",
            link("安全生产看板", HOME, class_="name"),
            tag("span", day, class_="day"),
            tag("span", f"{books(ledger)} {ledger.name}", class_="which"),
        ),
        tag("nav", *ways),
        tag(
            "form",
            tag("input", type="search", name="q", value=query, placeholder="编号、单位、内容",
                aria_label="查找", maxlength="100"),
            tag("button", "查找"),
            action="search", method="get", role="search",
        ),
    )  # fmt: skip


def books(ledger: Books) -> str:
    """Return what it is that the board shows."""
    return "区县库" if isinstance(ledger, Towns) else "账本"


def heading(text: str, *beside: str) -> Html:
    """Return the heading of a page, or of a part of it, with what stands beside it."""
    return tag("div", tag("h1", text), *beside, class_="head")


def card(title: str, *inside: str, more: Html | None = None, class_: str = "") -> Html:
    """Return a part of a page with its heading, and the way to more of it."""
    head = tag("div", tag("h2", title), more or "", class_="head")
    return tag("section", head, *inside, class_=f"card {class_}".rstrip())


def lines(texts: list[str]) -> Html:
    """Return sentences, one a paragraph."""
    return joined(*(tag("p", text) for text in texts))
