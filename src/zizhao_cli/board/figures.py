"""The pages of figures: how units stand with the measures, who reported, and how it went from month to month."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from zizhao_cli.board.chart import chart
from zizhao_cli.board.markup import Html, joined, link, tag
from zizhao_cli.board.page import Page, heading, lines
from zizhao_cli.board.tables import table, unit_called, unit_link
from zizhao_cli.domain.periods import Each
from zizhao_cli.render.heat import MARKS
from zizhao_cli.report.coverage import SHEET, coverage
from zizhao_cli.report.covered import Status
from zizhao_cli.report.model import Bars
from zizhao_cli.report.towns import with_town
from zizhao_cli.report.trend import trend

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zizhao_cli.board.moment import Moment
    from zizhao_cli.report.model import Report, Row

_STRETCHES = {"month": "本月", "quarter": "本季", "year": "今年", "all": "全部"}
UNITS = 50
"""Units of a map that are shown at once."""
_SHEET = [field for field in SHEET if field.key not in ("unit_code", "contact", "phone")]
"""What the board shows of who reported: nobody's telephone."""


def covered(moment: Moment, stretch: str, *, missing: bool) -> Report:
    """Return `report coverage` of one of the stretches up to today, or with `missing` of who reported."""
    period = None if stretch == "all" else Each(stretch).around(moment.today).text
    filters = moment.filters(period=period)

    def work_out() -> Report:
        return coverage(moment.connection, filters, moment.asked, missing=missing)

    return moment.costly("coverage", period, "missing" if missing else None, work_out=work_out)


def coverage_page(moment: Moment) -> Page:
    """Return the map of units and measures, or the sheet of who reported."""
    stretch = moment.query.get("of", "all")
    stretch = stretch if stretch in _STRETCHES else "all"
    missing = moment.query.get("show") == "missing"
    report = covered(moment, stretch, missing=missing)
    show = {"show": "missing"} if missing else {}
    ways = joined(
        _ways("coverage", {"": "单位和条款", "missing": "谁没有报"}, "show",
              "missing" if missing else "", of=stretch),
        _ways("coverage", _STRETCHES, "of", stretch, **show),
    )  # fmt: skip
    by_unit = [[*rows] for _, rows in groupby(report.rows, unit_called)]
    first = (moment.page - 1) * UNITS
    shown = by_unit[first : first + UNITS]
    if missing:
        rows = [row for rows in shown for row in rows]
        body = table(rows, with_town(moment.connection, _SHEET))
    else:
        body = joined(legend(), heat_map(shown))
    parts = (heading(report.title, ways), tag("div", lines(said_of(report)), class_="sum"), body)
    return Page(report.title, joined(*parts, _pages(moment, len(by_unit), of=stretch, **show)), "coverage")  # fmt: skip


def said_of(report: Report) -> list[str]:
    """Return the sentences of a report without its anchor, which stands at the foot of each page."""
    return [line for line in report.summary if not line.startswith(("账本锚点", "区县库锚点"))]


def heat_map(units: Sequence[Sequence[Row]]) -> Html:
    """Return units, each with its rows of all measures, as a map."""
    if not units:
        return tag("p", "没有这样的单位。", class_="nothing")
    across = (tag("th", str(row["measure"]), scope="col") for row in units[0])
    head = tag("tr", tag("th", "单位", scope="col"), *across)
    body = (
        tag("tr", tag("th", unit_link(rows[0]), scope="row"),
            *map(_mark, rows))
        for rows in units
    )  # fmt: skip
    whole = tag("table", tag("thead", head), tag("tbody", *body), class_="heat")
    return tag("div", whole, class_="wide")


def _mark(row: Row) -> Html:
    status = Status(row["status"])
    place = [*Status].index(status)
    said = f"第 {row['measure']} 条：{status.label}，检查 {row['checks']} 次，最近 {row['last_checked_on'] or '—'}，未销号 {row['open']} 项"
    return tag("td", MARKS[place], title=said, class_=f"c{place}")


def legend() -> Html:
    """Return what the marks of a map say."""
    told = (
        tag("span", f"{MARKS[place]} {status.label}", class_=f"c{place}")
        for place, status in enumerate(Status)
    )
    return tag("p", *told, class_="legend")


def _ways(page: str, names: dict[str, str], key: str, here: str, **besides: str) -> Html:
    ways = []
    for name, text in names.items():
        query = {**besides, **({key: name} if name else {})}
        ways.append(link(text, page, class_="here" if name == here else None, **query))
    return tag("span", *ways, class_="ways")


def _pages(moment: Moment, units: int, **query: str) -> Html:
    last = -(-units // UNITS)
    if last <= 1:
        return joined()
    ways = []
    for text, page in (("上一页", moment.page - 1), ("下一页", moment.page + 1)):
        if 1 <= page <= last:
            ways.append(joined(" ", link(text, "coverage", **query, page=str(page))))
    return tag("p", f"第 {moment.page} 页，共 {last} 页（{units} 个单位）", *ways, class_="paging")


def gone(moment: Moment, each: Each = Each.MONTH) -> Report:
    """Return `report trend`."""
    filters = moment.filters(period=None)

    def work_out() -> Report:
        return trend(moment.connection, filters, moment.asked, each=each.value)

    return moment.costly("trend", each.value, work_out=work_out)


DRAWN = Bars("period", ("found", "closed", "open"))
_CUT = {"week": "按周", "month": "按月", "quarter": "按季"}


def trend_page(moment: Moment) -> Page:
    """Return how it went over the last twelve months, drawn and in numbers."""
    by = moment.query.get("by", "month")
    each = Each(by) if by in _CUT else Each.MONTH
    report = gone(moment, each)
    body = (
        heading(report.title, _ways("trend", _CUT, "by", each.value)),
        tag("div", lines(said_of(report)), class_="sum"),
        tag("div", chart(report, DRAWN), class_="card") if report.rows else "",
        table(report.rows[::-1], report.brief_columns()),
    )
    return Page(report.title, joined(*body), "trend")
