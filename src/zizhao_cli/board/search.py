"""The page of what was looked for: a number, units by their names, hazards by what is written of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.board.markup import Html, joined, link, tag
from zizhao_cli.board.moment import PAGE
from zizhao_cli.board.page import Page, card, heading
from zizhao_cli.board.tables import hazards, paging
from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.report.hazards import BRIEF, hazard_rows
from zizhao_cli.report.question import Where
from zizhao_cli.report.towns import keys_of
from zizhao_cli.report.units import units_called

if TYPE_CHECKING:
    from zizhao_cli.board.moment import Moment

LONGEST = 100
"""Characters of what is looked for; no more are read."""
_UNITS = 30
_BRIEF = [*BRIEF, "state", "found_on", "due_on", "days_overdue"]


def looked_for(moment: Moment) -> str:
    """Return what is looked for."""
    # To the database a text ends where this character stands.
    return moment.query.get("q", "").replace("\0", " ").strip()[:LONGEST]


def search(moment: Moment) -> Page:
    """Return what was found."""
    text = looked_for(moment)
    if not text:
        hint = tag(
            "p", "写编号（YH-2022-0001，今年的可只写序号）、单位的名称或代码，或隐患里的几个词。"
        )
        return Page("查找", joined(heading("查找"), hint))
    parts = [*_numbered(moment, text), *_units(moment, text), _hazards(moment, text)]
    return Page(f"查找 {text}", joined(heading("查找", tag("span", text, class_="badge")), *parts))


def _numbered(moment: Moment, text: str) -> list[Html]:
    numbers = HAZARD.series
    found = numbers and numbers.find(numbers.whole(text.rpartition("/")[2], moment.today.year))
    if found is None:
        return []
    where = Where()
    where.among("id", keys_of(moment.connection, found))
    rows = hazard_rows(moment.connection, "hazards", moment.at, where, sort=None, default="id")
    return [card("编号", hazards(rows, _BRIEF))] if rows else []


def _units(moment: Moment, text: str) -> list[Html]:
    found = units_called(moment.connection, text, _UNITS)
    names = (joined(link(name, "unit", code=code), " ") for code, name in found)
    return [card("单位", tag("p", *names, class_="names"))] if found else []


def _hazards(moment: Moment, text: str) -> Html:
    where = Where()
    moment.filters(text=[text]).narrow_hazards(moment.connection, where, moment.at)
    rows = hazard_rows(
        moment.connection,
        "hazards",
        moment.at,
        where,
        sort=None,
        default="id DESC",
        limit=PAGE,
        skip=(moment.page - 1) * PAGE,
    )
    ways = paging(moment, "search", len(rows), None, q=text)
    shown = hazards(rows, _BRIEF) if rows else tag("p", "没有含有这些词的隐患。", class_="nothing")
    return card("隐患", shown, ways)
