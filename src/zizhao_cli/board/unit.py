"""The page of a unit: what it is, how it stands, and what of it is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.board.figures import covered, heat_map, legend
from zizhao_cli.board.lists import OPEN
from zizhao_cli.board.markup import Html, joined, link, tag
from zizhao_cli.board.moment import PAGE
from zizhao_cli.board.page import Page, card, heading
from zizhao_cli.board.tables import hazards, paging, unit_called
from zizhao_cli.domain.kinds.unit import UNIT
from zizhao_cli.render.cells import human
from zizhao_cli.report.hazards import BRIEF, hazard_rows
from zizhao_cli.report.question import Where
from zizhao_cli.report.summary import Cohort, counted, in_words
from zizhao_cli.report.units import unit_record, units_in

if TYPE_CHECKING:
    from zizhao_cli.board.moment import Moment
    from zizhao_cli.report.model import Row

_SHOWN = ("code", "kind", "parent", "supervisor", "sector")
"""What the board says of a unit: nobody's name or telephone, and no notes."""
_LAST = 20
"""Hazards that are over, and units within it, that are shown of a unit."""


def unit_page(moment: Moment) -> Page:
    """Return the page of the unit whose code, name or alias is asked for. Raises UnknownUnit, AmbiguousUnit."""
    unit = unit_record(moment.connection, moment.query.get("code", ""))
    code = unit_called({**unit, "unit_code": unit["code"]})
    [figures] = counted(moment.connection, Cohort(moment.filters(unit=code), moment.at))
    body = (
        heading(str(unit["name"]), tag("span", "已停用", class_="badge") if not unit["active"] else ""),
        _what(unit, code),
        tag("p", f"截至 {moment.today}，{in_words(figures)}", class_="sum"),
        _map(moment, code),
        _open(moment, code),
        _over(moment, code),
        _within(moment, code),
    )  # fmt: skip
    return Page(str(unit["name"]), joined(*body))


def _what(unit: Row, code: str) -> Html:
    said = []
    town = code.rpartition("/")[0]
    for key in _SHOWN:
        if text := human(unit[key], UNIT.fields[key]):
            shown = (
                link(text, "unit", code="/".join(filter(None, [town, text])))
                if key in ("parent", "supervisor")
                else text
            )
            said.append(tag("span", f"{UNIT.fields[key].heading} ", shown))
    return tag("p", *said, class_="facts")


def _map(moment: Moment, code: str) -> Html:
    rows = [row for row in covered(moment, "all", missing=False).rows if unit_called(row) == code]
    return card("十五条", heat_map([rows]), legend()) if rows else joined()


def _open(moment: Moment, code: str) -> Html:
    rows = OPEN.rows(moment, PAGE, (moment.page - 1) * PAGE, unit=code)
    total = OPEN.totals(moment, unit=code)["hazards"]
    if not rows:
        return card("未销号", tag("p", "没有未销号的隐患。", class_="nothing"))
    brief = [key for key in OPEN.brief if key != "unit"]
    return card("未销号", hazards(rows, brief), paging(moment, "unit", len(rows), total, code=code))


def _over(moment: Moment, code: str) -> Html:
    where = Where({}, ["state IN ('closed', 'transferred')"])
    moment.filters(unit=code).narrow_hazards(moment.connection, where, moment.at)
    rows = hazard_rows(
        moment.connection, "hazards", moment.at, where, sort=None, default="id DESC", limit=_LAST
    )
    brief = [
        *(key for key in BRIEF if key != "unit"),
        "state",
        "found_on",
        "closed_on",
        "days_late",
    ]
    return card(f"销号、移送的（最近 {_LAST} 项）", hazards(rows, brief)) if rows else joined()


def _within(moment: Moment, code: str) -> Html:
    names = units_in(moment.connection, code)
    if not names:
        return joined()
    town = code.rpartition("/")[0]
    shown = (
        joined(link(name, "unit", code="/".join(filter(None, [town, own]))), " ")
        for own, name in names
    )
    return card("在它里面的单位", tag("p", *shown, class_="names"))
