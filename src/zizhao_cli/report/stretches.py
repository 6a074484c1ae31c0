"""Figures at the ends of many stretches of days, counted in one reading of all lives."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from zizhao_cli.report.figures import COUNTED, FIGURES, rate
from zizhao_cli.report.filters import RUNS
from zizhao_cli.report.question import Where

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from zizhao_cli.domain.periods import Period
    from zizhao_cli.report.as_of import AsOf
    from zizhao_cli.report.filters import Filters
    from zizhao_cli.report.model import Row

_FOUND, _RECTIFIED, _CLOSED, _OPEN = (
    FIGURES[key].where for key in ("found", "rectified", "closed", "open")
)
_COUNTS = ("found", "rectified", "closed", "open", "overdue", "all", "done")


def figures_of(
    connection: sqlite3.Connection, filters: Filters, at: AsOf, stretches: Sequence[Period]
) -> list[Row]:
    """Return the figures of each of `stretches`, which follow each other, of the hazards that `filters` let through.

    All lives are read once: a stretch of a life counts at each end that it lies around, and so only groups of them come to Python. What came and was done
    in a stretch of days is told by what stands at the last end, so that it adds up however the days are cut. Units are those of the last end.
    """
    if not stretches:
        return []
    ends = [str(one.last) for one in stretches]
    where = Where({**at.values, "first": str(stretches[0].first), "since": ends[0]}, [COUNTED])
    filters.narrow_hazards(connection, where, at, found=False)
    where.values |= {f"end_{place}": end for place, end in enumerate(ends)}
    since = _before("began", ">", len(ends))
    until = f"CASE WHEN until IS NULL THEN {len(ends)} ELSE {_before('until', '>', len(ends))} END"
    columns = ", ".join(
        (
            f"{since} AS since",
            f"{until} AS until_end",
            f"{_within(_FOUND, 'found_on', len(ends))} AS found",
            f"{_within(_RECTIFIED, 'rectified_on', len(ends))} AS rectified",
            f"{_within(_CLOSED, 'closed_on', len(ends))} AS closed",
            f"{_OPEN} AS open",
            f"CASE WHEN {RUNS} THEN {_before('due_on', '>=', len(ends))} END AS overdue_from",
            f"{_RECTIFIED} AS done",
        )
    )
    asked = (
        "SELECT since, until_end, found, rectified, closed, open, overdue_from, done, count(*)\n"
        f"FROM (SELECT {columns} FROM hazards AS asked WHERE {' AND '.join(where.clauses)}) AS lived\n"
        "WHERE since < until_end\n"
        "GROUP BY 1, 2, 3, 4, 5, 6, 7, 8"
    )
    groups = chain.from_iterable(
        connection.execute(f"WITH hazards AS ({lives})\n{asked}", where.values)
        for lives in at.lives()
    )
    counts = [dict.fromkeys(_COUNTS, 0) for _ in ends]
    for since_end, until_end, *of, number in groups:
        found, rectified, closed, is_open, overdue_from, is_rectified = of
        for key, place in (("found", found), ("rectified", rectified), ("closed", closed)):
            if until_end == len(ends) and place is not None and place < len(ends):
                counts[place][key] += number
        for place in range(since_end, until_end):
            count = counts[place]
            count["all"] += number
            count["done"] += number * is_rectified
            count["open"] += number * is_open
            count["overdue"] += number * (overdue_from is not None and place >= overdue_from)
    return [
        {
            "period": one.text,
            **{key: count[key] for key in ("found", "rectified", "closed", "open", "overdue")},
            "rate": rate(count["done"], count["all"]),
            "first_on": str(one.first),
            "last_on": str(one.last),
        }
        for one, count in zip(stretches, counts, strict=True)
    ]


def _within(condition: str, day: str, ends: int) -> str:
    """Return the SQL of the place of the stretch that a day lies in, of what meets `condition` and is not earlier than all."""
    return f"CASE WHEN {condition} AND {day} >= :first THEN {_before(day, '>', ends)} END"


def _before(day: str, comparison: str, high: int, low: int = 0) -> str:
    """Return the SQL that counts the ends which a day is later than (`>`), or not earlier than (`>=`), in a few comparisons."""
    if low == high:
        return str(low)
    middle = (low + high) // 2
    later = _before(day, comparison, high, middle + 1)
    earlier = _before(day, comparison, middle, low)
    return f"CASE WHEN {day} {comparison} :end_{middle} THEN {later} ELSE {earlier} END"
