"""The page of a hazard: how it stands, how its deadline came about, what was done, and its pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.board.evidence import gallery
from zizhao_cli.board.markup import Html, joined, link, tag
from zizhao_cli.board.page import Page, card, heading
from zizhao_cli.board.tables import unit_link
from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.domain.values import Level, State
from zizhao_cli.render.cells import in_lines
from zizhao_cli.report.hazards import hazard_record, record_columns
from zizhao_cli.report.life import arithmetic
from zizhao_cli.report.notices import of_hazard, steps_of
from zizhao_cli.report.timeline import remarks, struck_out, timeline, timeline_lines, told_now

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zizhao_cli.board.moment import Moment
    from zizhao_cli.domain.kinds.field import Field
    from zizhao_cli.report.model import Row

_ABOVE = {"no", "unit_code", "unit", "title", "level", "state", "days_overdue", "days_left"}
"""What stands in large letters above the rest."""


def hazard_page(moment: Moment) -> Page:
    """Return the page of the hazard whose number is asked for. Raises UnknownRecord."""
    row, whole = hazard_record(moment.connection, moment.query.get("no", ""), moment.today)
    no = str(row["no"])
    steps = timeline(moment.connection, HAZARD, no)
    noted = remarks(moment.connection, HAZARD, no)
    notices = of_hazard(moment.connection, no, str(row["unit_code"]))
    lived = timeline_lines(HAZARD, steps, noted, steps_of(moment.connection, notices))
    columns, extra = record_columns(whole, steps)
    why = arithmetic(row, told_now(moment.connection, HAZARD, no), steps, moment.today)
    facts = tag("dl", *_facts({**row, **extra}, columns), class_="facts")
    body = (
        tag("p", f"{no} · ", unit_link(row), class_="over"),
        heading(str(row["title"]), *_badges(row)),
        _struck(struck_out(steps, no)),
        tag(
            "div",
            tag("div", card("情况", facts), card("期限的由来", _listed(why)), class_="column"),
            tag(
                "div",
                card("经过", _listed(lived, "ol")),
                gallery(moment, no),
                class_="column",
            ),
            class_="two",
        ),
    )  # fmt: skip
    return Page(f"{no} {row['title']}", joined(*body))


def _badges(row: Row) -> list[Html]:
    state = State(row["state"])
    badges = [tag("span", state.label, class_="badge")]
    if row["level"] == Level.MAJOR:
        badges.insert(0, tag("span", "重大", class_="badge bad"))
    if row["days_overdue"]:
        badges.append(tag("span", f"逾期 {row['days_overdue']} 天", class_="badge bad"))
    elif row["days_left"] is not None:
        left = f"还剩 {row['days_left']} 天" if row["days_left"] else "今天到期"
        badges.append(tag("span", left, class_="badge soon"))
    return badges


def _struck(why: Row) -> Html:
    """Return why a hazard was struck out, and which one is there instead of it, or instead of which it is."""
    said = []
    if why["void_reason"]:
        said.append(tag("p", f"已作废：{why['void_reason']}", class_="sum"))
    for key, text in (("replaced_by", "现在看"), ("replaces", "换下的是")):
        if why[key]:
            said.append(tag("p", f"{text} ", link(str(why[key]), "hazard", no=str(why[key]))))
    return joined(*said)


def _facts(row: Row, columns: Sequence[Field]) -> list[Html]:
    facts = []
    for column in columns:
        empty = row[column.key] in (None, "", False)
        if column.key not in _ABOVE and not empty:
            said = in_lines(row[column.key], column)
            facts.append(tag("div", tag("dt", column.heading), tag("dd", said)))
    return facts


def _listed(texts: Sequence[str], list_: str = "ul") -> Html:
    return tag(list_, *(tag("li", text) for text in texts), class_="told")
