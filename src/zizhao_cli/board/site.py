"""What the board answers: the page of an address, or why there is none, and never anything that was not named here."""

from __future__ import annotations

import os
import traceback
from html import escape
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from zizhao_cli import settings
from zizhao_cli.board import lists, search
from zizhao_cli.board.evidence import file_of
from zizhao_cli.board.figures import coverage_page, trend_page
from zizhao_cli.board.front import front
from zizhao_cli.board.hazard import hazard_page
from zizhao_cli.board.kept import Kept
from zizhao_cli.board.markup import joined, tag
from zizhao_cli.board.moment import Moment
from zizhao_cli.board.page import LATER, SOON, Page, books, heading, whole
from zizhao_cli.board.unit import unit_page
from zizhao_cli.board.waiting import PAGE as WAITING
from zizhao_cli.board.waiting import waiting_page
from zizhao_cli.domain.errors.records import AmbiguousUnit, UnknownRecord, UnknownUnit
from zizhao_cli.errors import ZizhaoError
from zizhao_cli.report.clock import clock_behind
from zizhao_cli.store.opened import opened

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from zizhao_cli.district_address import Books

PAGES: dict[str, Callable[[Moment], Page]] = {
    "": front,
    "overdue": lists.overdue,
    "due": lists.due,
    "reviews": lists.reviews,
    "open": lists.still_open,
    "past-due": lists.past_due,
    "clocks": lists.accident_clocks,
    "coverage": coverage_page,
    "trend": trend_page,
    WAITING: waiting_page,
    "unit": unit_page,
    "hazard": hazard_page,
    "search": search.search,
}
"""All pages by their addresses."""
EVIDENCE = "evidence"
FILES = {"board.css": "text/css; charset=utf-8", "icon.svg": "image/svg+xml"}
"""What lies beside this file and is handed out as it is."""
HTML = "text/html; charset=utf-8"


class Answer(NamedTuple):
    """What is sent back: its status, its type, its content, and headers of its own."""

    status: HTTPStatus
    type: str
    content: bytes
    headers: tuple[tuple[str, str], ...] = ()


class Site:
    """The pages of one ledger; `complain` is told of faults of the program."""

    def __init__(self, ledger: Books, complain: Callable[[str], None]) -> None:
        self._ledger, self._complain = ledger, complain
        self._kept = Kept()
        here = Path(__file__)
        self._files = {name: here.with_name(name).read_bytes() for name in FILES}

    def answer(self, name: str, query: Mapping[str, str]) -> Answer:
        """Return the answer to the address `name` with what it asks. Raises nothing."""
        if name in FILES:
            return Answer(HTTPStatus.OK, FILES[name], self._files[name])
        now = settings.now()
        if name not in PAGES and name != EVIDENCE:
            return self._failed(HTTPStatus.NOT_FOUND, now, "没有这个网页", "从上面的各页进去")
        try:
            with opened(self._ledger) as connection:
                moment = Moment(connection, self._ledger, now, query, self._kept)
                return self._evidence(moment) if name == EVIDENCE else self._page(name, moment)
        except (UnknownRecord, UnknownUnit, AmbiguousUnit) as error:
            return self._failed(HTTPStatus.NOT_FOUND, now, error.sentence)
        except ZizhaoError as error:
            return self._failed(HTTPStatus.SERVICE_UNAVAILABLE, now, error.sentence, error.way_out)
        except Exception as problem:  # noqa: BLE001 - one page that fails is no reason to end
            self._complain(f"看板出错：{type(problem).__name__}")
            if os.environ.get("ZIZHAO_DEBUG") == "1":
                traceback.print_exc()
            return self._failed(HTTPStatus.INTERNAL_SERVER_ERROR, now, "程序出错", "请报告给维护者")

    def _page(self, name: str, moment: Moment) -> Answer:
        page = PAGES[name](moment)
        foot = (
            "账本还没有记录"
            if moment.anchor is None
            else f"{books(moment.ledger)}锚点 {moment.anchor}（未核验）"
        )
        if behind := clock_behind(moment.connection, moment.now):
            page = page._replace(body=joined(tag("p", behind, class_="warning"), page.body))
        text = whole(page, moment.ledger, moment.now, foot, search.looked_for(moment))
        return Answer(HTTPStatus.OK, HTML, text.encode())

    def _evidence(self, moment: Moment) -> Answer:
        try:
            file = file_of(moment)
        except OSError:
            file = None
        if file is None:
            return self._failed(
                HTTPStatus.NOT_FOUND, moment.now, "没有这份佐证，或文件不在、与登记的不一致", "用 zizhao db verify 核验"
            )  # fmt: skip
        if file.saved_as is None:
            return Answer(HTTPStatus.OK, file.type, file.content)
        saved = ("Content-Disposition", f'attachment; filename="{file.saved_as}"')
        return Answer(HTTPStatus.OK, file.type, file.content, (saved,))

    def _failed(
        self, status: HTTPStatus, now: datetime, sentence: str, way_out: str | None = None
    ) -> Answer:
        body = joined(heading(sentence), tag("p", way_out) if way_out else "")
        # A screen comes back by itself once the ledger does.
        again = SOON if status is HTTPStatus.SERVICE_UNAVAILABLE else LATER
        page = Page("看不了", body, refresh=again)
        return Answer(status, HTML, whole(page, self._ledger, now, "").encode())


def refusal(status: HTTPStatus, text: str, *headers: tuple[str, str]) -> Answer:
    """Return what somebody is told who may not come in: nothing of the ledger."""
    page = f'<!DOCTYPE html>\n<html lang="zh-CN"><meta charset="utf-8"><title>{escape(text)}</title><p>{escape(text)}</p></html>\n'
    return Answer(status, HTML, page.encode(), headers)
