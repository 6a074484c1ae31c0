"""Hazards on a page: as a table of which a hundred are shown at once, or as a few that a screen shows from afar."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from zizhao_cli.board.markup import Html, address, joined, link, tag
from zizhao_cli.board.moment import PAGE
from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.domain.values import Level
from zizhao_cli.render.cells import in_lines
from zizhao_cli.report.hazards import COLUMNS
from zizhao_cli.report.towns import TOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zizhao_cli.board.moment import Moment
    from zizhao_cli.domain.kinds.field import Field
    from zizhao_cli.report.model import Row

FIELDS = {column.key: column for column in [TOWN, *COLUMNS]}
_LATE = "late"


def table(rows: Sequence[Row], columns: Sequence[Field]) -> Html:
    """Return rows as a table, which a narrow window shows as blocks; numbers of hazards and units lead to their pages."""
    heads = (tag("th", one.heading, scope="col", class_="n" if one.numeric else None) for one in columns)  # fmt: skip
    body = (tag("tr", *(_cell(row, one) for one in columns)) for row in rows)
    whole = tag("table", tag("thead", tag("tr", *heads)), tag("tbody", *body))
    return tag("div", whole, class_="wide")


def hazards(rows: Sequence[Row], brief: Sequence[str]) -> Html:
    """Return hazards as a table of the columns `brief`."""
    town = [TOWN.key] if rows and TOWN.key in rows[0] else []
    return table(rows, [FIELDS[key] for key in [*town, *brief]])


def unit_called(row: Row) -> str:
    """Return by what the unit of a row is asked for: its code, in a district with the town before it."""
    town = row.get(TOWN.key) or str(row.get("no") or "").rpartition("/")[0]
    return "/".join(filter(None, [town, str(row["unit_code"])]))


def unit_link(row: Row) -> Html:
    """Return the way to the unit of a row, in a district with the town before its name."""
    text = " ".join(filter(None, [row.get(TOWN.key), str(row["unit"])]))
    return link(text, "unit", code=unit_called(row))


def _cell(row: Row, column: Field) -> Html:
    value, key = row[column.key], column.key
    text: str = in_lines(value, column)
    if key == "no" and HAZARD.numbers.find(text.rpartition("/")[2]) is not None:
        text = link(text, "hazard", no=text)
    elif key == "unit" and value is not None:
        text = link(text, "unit", code=unit_called(row))
    elif key == "name" and value is not None:
        text = link(text, "unit", code=str(row["code"]))
    elif key == "level" and value == Level.MAJOR:
        text = tag("b", text, class_="major")
    late = key in ("days_overdue", "days_review_late") and bool(value)
    classes = " ".join(name for name, so in (("n", column.numeric), (_LATE, late)) if so)
    return tag("td", text, class_=classes or None, data_label=column.heading)


class Said(NamedTuple):
    """What a few hazards have in large letters: the key of a number of days, and the words around it."""

    key: str
    before: str
    after: str
    none: str = ""
    """What is said instead where there are none."""


OVERDUE = Said("days_overdue", "逾期", "天")
LEFT = Said("days_left", "还剩", "天", "今天到期")


def few(rows: Sequence[Row], said: Said, nothing: str) -> Html:
    """Return hazards as a list that is read from afar, or `nothing` where there are none."""
    if not rows:
        return tag("p", nothing, class_="nothing")
    return tag("ol", *(_one(row, said) for row in rows), class_="few")


def _one(row: Row, said: Said) -> Html:
    days = row[said.key]
    if said.none and not days:
        number: Html = tag("span", tag("strong", said.none), class_="days")
    else:
        number = tag("span", said.before, tag("b", str(days)), said.after, class_="days")
    major = tag("b", "重大", class_="major") if row["level"] == Level.MAJOR else ""
    who = f"期限 {row['due_on']}" + (f" · {row['responsible']}" if row["responsible"] else "")
    told = tag(
        "span",
        tag("span", major, link(str(row["title"]), "hazard", no=row["no"]), class_="title"),
        tag("small", unit_link(row), f" · {who}"),
        class_="told",
    )
    return tag("li", number, told)


def paging(moment: Moment, page: str, shown: int, total: int | None, **query: str) -> Html:
    """Return which rows of a list are shown, and the ways to those before and after; of `total`, where it is known."""
    first = (moment.page - 1) * PAGE + 1
    more = shown == PAGE if total is None else first + shown - 1 < total
    ways = []
    if moment.page > 1:
        ways.append(tag("a", "上一页", href=address(page, **query, page=str(moment.page - 1))))
    if more:
        ways.append(tag("a", "下一页", href=address(page, **query, page=str(moment.page + 1))))
    of = "" if total is None else f"，共 {total} 项"
    where = f"第 {first}–{first + shown - 1} 项{of}" if shown else f"这一页没有了{of}"
    return tag("p", where, *(joined(" ", way) for way in ways), class_="paging") if ways or first > 1 else joined()  # fmt: skip
