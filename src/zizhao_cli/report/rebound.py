"""Hazards that came back: found again where the same was closed, within the days that the office allows."""

from __future__ import annotations

import json
from collections import Counter
from datetime import MINYEAR, date, timedelta
from functools import cache
from heapq import heappop, heappush
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from zizhao_cli.domain.kinds.field import Field
from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.domain.text import matching_key
from zizhao_cli.report.as_of import AsOf, as_of_at
from zizhao_cli.report.figures import COUNTED, RATE, rate
from zizhao_cli.report.frame import Asked, framed
from zizhao_cli.report.question import Where, ask, sort_keys, sorted_rows, sql

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from zizhao_cli.domain.periods import Period
    from zizhao_cli.report.filters import Filters
    from zizhao_cli.report.model import Report, Row

_OWN = ("no", "unit_code", "unit", "measure", "location", "title", "level", "found_on", "state")
COLUMNS = [
    *(HAZARD.fields[key] for key in _OWN),
    Field("earlier_no", "上一次"),
    Field("earlier_title", "上一次的隐患"),
    Field("earlier_closed_on", "上一次销号"),
    Field("days_between", "隔了天数", numeric=True),
    Field("earlier_reviewer", "上一次复查人"),
    Field("earlier_responsible", "上一次责任人"),
]
_OF_EARLIER = ("no", "title", "closed_on", "reviewer", "responsible")
_BRIEF = [
    *("no", "unit", "measure", "location", "title", "found_on"),
    *("earlier_no", "earlier_closed_on", "days_between", "earlier_reviewer", "earlier_responsible"),
]


class Back(NamedTuple):
    """A hazard that came back: it, its unit, and the one of the same place that was the last to be closed before, by their ids."""

    id: int
    unit_id: int
    earlier_id: int
    days_between: int


def rebound_rule(within: int) -> str:
    """Return in words what counts as having come back within so many calendar days."""
    return (
        f"反弹：同一个单位、同一条款、同一部位，销号后 {within} 天内（含当天）又查出的隐患，比的是它以前最近一次销号；"
        "部位全角半角、空格、大小写不论，都没有写部位的，隐患描述也要相同；作废的不算"
    )


def rebound(
    connection: sqlite3.Connection,
    filters: Filters,
    asked: Asked,
    *,
    within: int | None = None,
    explain: bool = False,
) -> Report:
    """Return the hazards that `filters` let through and that had come back, each with the one that was closed before.

    `within` is in calendar days, by default the policy's rebound_within_days. Raises UnknownSortKey, and what Filters raises.
    """
    from zizhao_cli import datafiles

    days = datafiles.policy(filters.ledger).rebound_within_days if within is None else within
    at = as_of_at(connection, HAZARD, asked.as_of, asked.known_at)
    where = _narrowed(connection, filters, at)
    closed = Where(where.values, [*where.clauses, "closed_on IS NOT NULL"])
    filters.narrow_days(closed, "closed_on")
    filters.narrow_days(where, "found_on")
    rows = _rows(connection, at, [*_came_back(connection, at, where, filters.days(), days)])
    count = f"WITH hazards AS ({at.relation()}) SELECT count(*) FROM hazards AS asked WHERE {' AND '.join(closed.clauses)}"
    (finished,) = connection.execute(count, closed.values).fetchone()
    share = rate(len(rows), finished)
    totals = {"rebounds": len(rows), "closed": finished, RATE.key: share}
    said = (
        f"销号后 {days} 天内反弹的 {len(rows)} 项" if rows else f"没有销号后 {days} 天内反弹的隐患"
    )
    sentences = [
        f"{said}；日子里销号 {finished} 项，反弹率 {'—' if share is None else f'{share:.2%}'}。"
    ]
    besides: dict[str, Any] = {}
    if explain:
        besides["rules"] = {
            "rebounds": rebound_rule(days),
            RATE.key: "反弹率：反弹 ÷ 同样条件下日子里销号的；没有销号的是 —",
        }
        sentences += [f"{rule}。" for rule in besides["rules"].values()]
    frame = framed(connection, filters, asked, at.known_seq, "rebound", {"within": days})
    rows = sorted_rows(rows, sort_keys(asked.sort, COLUMNS))
    return frame.around(COLUMNS, rows, _BRIEF, sentences, totals, title="反弹的隐患", **besides)


def rebounds_of_units(
    connection: sqlite3.Connection,
    at: AsOf,
    days: Period,
    within: int,
    measures: Sequence[int] = (),
) -> Counter[int]:
    """Return for each unit, by its id, how many hazards that were found within `days`, of the `measures` if any are named, had come back."""
    where = Where({**at.values}, [COUNTED])
    if measures:
        where.among("measure", [*measures])
    of_any_day = days.first == date.min and days.last >= at.day
    if not of_any_day:
        where.add("found_on BETWEEN :first AND :last", first=str(days.first), last=str(days.last))
    found = _came_back(connection, at, where, None if of_any_day else days, within)
    return Counter(back.unit_id for back in found)


def _narrowed(connection: sqlite3.Connection, filters: Filters, at: AsOf) -> Where:
    where = Where({**at.values}, [COUNTED])
    filters.narrow_hazards(connection, where, at, found=False)
    return where


def _came_back(
    connection: sqlite3.Connection, at: AsOf, where: Where, days: Period | None, within: int
) -> Iterator[Back]:
    """Yield what came back of the hazards of `where`, which were found within `days`, place by place.

    The rows of one place are read one by one, and of those only closings that lie ahead are kept.
    """
    connection.create_function("place_of", 2, _place, deterministic=True)
    first = date.min if days is None else days.first
    earliest = first if first.year == MINYEAR else first - timedelta(days=within)
    values = {"found_from": str(first), "closed_from": str(earliest)}
    asked_for, among = f"({' AND '.join(where.clauses)})", ""
    if where.clauses != [COUNTED]:
        # Other places need not be sorted.
        somewhere = f"SELECT unit_id, measure FROM ({at.relation()}) AS asked WHERE {asked_for}"
        among = f"AND (unit_id, measure) IN ({somewhere})"
    places = sql("places").format(
        hazards=at.relation(), counted=COUNTED, asked_for=asked_for, among=among
    )
    found = connection.execute(places, where.values | values)
    for _, of_place in groupby(found, key=itemgetter("unit_id", "measure", "place")):
        ahead: list[tuple[str, int]] = []
        closed = ("", 0)
        for day, of_day in groupby(of_place, key=itemgetter("found_on")):
            while ahead and ahead[0][0] <= day:
                closed = max(closed, heappop(ahead))
            again = [*of_day]
            if closed[0]:
                between = (date.fromisoformat(day) - date.fromisoformat(closed[0])).days
                for row in again if between <= within else ():
                    if row["asked_for"]:
                        yield Back(row["id"], row["unit_id"], closed[1], between)
            # Twins that were found on one day did not come back one after the other.
            for row in again:
                if row["closed_on"] is not None:
                    heappush(ahead, (row["closed_on"], row["id"]))


def _rows(connection: sqlite3.Connection, at: AsOf, found: list[Back]) -> list[Row]:
    """Return the rows of what came back, the first that was found first."""
    ids = json.dumps([number for back in found for number in (back.id, back.earlier_id)])
    where = Where({**at.values, "ids": ids}, ["id IN (SELECT value FROM json_each(:ids))"])
    told = {row["id"]: row for row in ask(connection, "hazards", where, order="id", at=at)}
    rows = []
    for back in sorted(found, key=lambda back: (told[back.id]["found_on"], back.id)):
        earlier = told[back.earlier_id]
        row = {key: told[back.id][key] for key in _OWN}
        row |= {f"earlier_{key}": earlier[key] for key in _OF_EARLIER}
        rows.append(
            {key.key: {**row, "days_between": back.days_between}[key.key] for key in COLUMNS}
        )
    return rows


def _place(location: str | None, title: str) -> str:
    """Return what tells where a hazard is: its place, or of one that names none what it is."""
    key = "" if location is None else _key(location)
    return f"部位 {key}" if key else f"隐患 {_key(title)}"


_key = cache(matching_key)
