"""Accidents by month or year: of the month, and since January, each with how many of it are production accidents (the monthly table of accidents).

A fatal accident is one with a death, one of serious injuries has these and no death. People are those who died, with the missing who count as dead by the day, and the seriously injured; of
unknown numbers none is added, and the accident is named.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from zizhao_cli.domain.accidents import Figures, missing_are_dead
from zizhao_cli.domain.errors import few
from zizhao_cli.domain.kinds.accident import ACCIDENT, AccidentState, Production
from zizhao_cli.domain.kinds.field import Field
from zizhao_cli.domain.periods import Each
from zizhao_cli.report.accident import as_recorded
from zizhao_cli.report.as_of import as_of_at
from zizhao_cli.report.declared import rows_of
from zizhao_cli.report.filters import OF_DAYS
from zizhao_cli.report.frame import framed
from zizhao_cli.report.question import Where, sort_keys, sorted_rows

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    from zizhao_cli.report.filters import Filters
    from zizhao_cli.report.frame import Asked
    from zizhao_cli.report.model import Report, Row

_NARROWED = ("unit", "inside", "supervisor", "tag", *OF_DAYS)
_COUNTS = {
    "accidents": "事故起数",
    "people": "死亡和重伤人数",
    "fatal": "死亡事故起数",
    "dead": "死亡人数",
    "severe": "重伤事故起数",
    "injured": "重伤人数",
}
_PRODUCTION = "_production"
_SINCE_JANUARY = "ytd_"


def _columns(each: Each) -> list[Field]:
    """Return the columns: each count of the stretch and since January, followed by its share of production accidents."""
    this = f"{'本' if each is Each.QUARTER else '当'}{each.label}"
    counts = [
        Field(f"{when}{key}{share}", f"{said}{heading}{of}", numeric=True)
        for when, said in (("", this), (_SINCE_JANUARY, "累计"))
        for key, heading in _COUNTS.items()
        for share, of in (("", ""), (_PRODUCTION, "其中生产性"))
    ]
    named = [
        Field("records", "事故", several=True),
        Field("provisional", "待确认", several=True),
        Field("struck", "已核销", several=True),
        Field("unknown", "人数不明", several=True),
        Field("afterwards", "过了时限才记", several=True),
    ]
    return [Field("period", "期间"), *counts, *named]


_BRIEF = [
    "period",
    *(f"{when}{key}" for when in ("", _SINCE_JANUARY) for key in _COUNTS if key != "people"),
    "provisional",
]


class Harmed(NamedTuple):
    """An accident as it is counted: when, whether it is one of production, how many died and were seriously injured."""

    no: str
    on: date
    production: bool
    dead: int
    injured: int

    def counts(self) -> dict[str, int]:
        """Return what it adds to each count."""
        severe = not self.dead and bool(self.injured)
        return {
            "accidents": 1,
            "people": self.dead + self.injured,
            "fatal": int(bool(self.dead)),
            "dead": self.dead,
            "severe": int(severe),
            "injured": self.injured,
        }


def accidents(
    connection: sqlite3.Connection, filters: Filters, asked: Asked, *, by: str = Each.MONTH.value
) -> Report:
    """Return the accidents by month, or by year, of the days that are asked for; by default of the year until the day.

    Provisional ones count and are named; struck ones do not, and are named. Raises NarrowedOtherwise, UnknownWord, UnknownSortKey, and what Filters raises.
    """
    filters.refuse_all_but("accidents", _NARROWED)
    each = Each.parse("--by", by)
    days = filters.days()
    last = asked.as_of if days is None else min(asked.as_of, days.last)
    first = date(last.year, 1, 1) if days is None or days.first == date.min else days.first
    at = as_of_at(connection, ACCIDENT, asked.as_of, asked.known_at)
    where = Where({**at.values})
    filters.narrow_units(connection, where, at.units())
    where.add("happened_on BETWEEN :since AND :until", since=f"{first.year}-01-01", until=str(last))
    found = [as_recorded(row) for row in rows_of(connection, ACCIDENT, where, at)]
    rows = [
        _row(stretch, first, last, found, asked.as_of) for stretch in _stretches(each, first, last)
    ]
    asked_for = [row for row in found if str(first) <= row["happened_on"]]
    base = {"base": {"from": str(first), "to": str(last)}}
    frame = framed(connection, filters, asked, at.known_seq, "accidents", base, dated=True)
    totals = _totals(asked_for, asked.as_of)
    columns = _columns(each)
    rows = sorted_rows(rows, sort_keys(asked.sort, columns))
    title = "生产安全事故情况"
    sentences = _sentences(asked_for, totals)
    return frame.around(columns, rows, _BRIEF, sentences, totals, title=title, each="期")


def _stretches(each: Each, first: date, last: date) -> Iterator[tuple[str, date, date]]:
    """Yield the name, the first and the last day of each stretch that the days lie in."""
    day = first
    while day <= last:
        stretch = each.around(day)
        yield stretch.text, stretch.first, stretch.last
        if stretch.last >= last:
            return
        day = date.fromordinal(stretch.last.toordinal() + 1)


def _row(
    stretch: tuple[str, date, date], first: date, last: date, found: Sequence[Row], day: date
) -> Row:
    text, begins, ends = stretch
    begins, ends = max(begins, first), min(ends, last)
    within = _between(found, begins, ends)
    since = _between(found, date(ends.year, 1, 1), ends)
    return {
        "period": text,
        **_counted("", within, day),
        **_counted(_SINCE_JANUARY, since, day),
        **_named(within),
    }


def _between(found: Iterable[Row], first: date, last: date) -> list[Row]:
    return [row for row in found if str(first) <= row["happened_on"] <= str(last)]


def _there(rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if row["state"] != AccidentState.VOIDED]


def _harmed(row: Row, day: date) -> Harmed:
    missing = (row["missing"] or 0) if missing_are_dead(row, day) else 0
    return Harmed(
        row["no"],
        date.fromisoformat(row["happened_on"]),
        row["production"] == Production.YES,
        (row["dead"] or 0) + missing,
        row["injured"] or 0,
    )


def _counted(when: str, rows: Iterable[Row], day: date) -> Row:
    counts: Row = {f"{when}{key}{share}": 0 for key in _COUNTS for share in ("", _PRODUCTION)}
    for one in (_harmed(row, day) for row in _there(rows)):
        for key, number in one.counts().items():
            counts[f"{when}{key}"] += number
            counts[f"{when}{key}{_PRODUCTION}"] += number if one.production else 0
    return counts


def _named(rows: Sequence[Row]) -> Row:
    """Return the numbers of the accidents that are counted, which of them are provisional or of unknown numbers, and of those that were struck out."""
    there = _there(rows)
    return {
        "records": [row["no"] for row in there],
        "provisional": [row["no"] for row in there if row["state"] == AccidentState.PROVISIONAL],
        "struck": [row["no"] for row in rows if row["state"] == AccidentState.VOIDED],
        "unknown": [row["no"] for row in there if _uncounted(row)],
        "afterwards": [row["no"] for row in there if row["afterwards"]],
    }


def _uncounted(row: Row) -> bool:
    figures = Figures.of(row)
    return None in (figures.dead, figures.injured, figures.missing)


def _totals(rows: Sequence[Row], day: date) -> Row:
    unclear = [row["no"] for row in _there(rows) if row["production"] == Production.UNKNOWN]
    return {**_counted("", rows, day), **_named(rows), "production_unknown": unclear}


def _sentences(rows: Sequence[Row], totals: Row) -> list[str]:
    if not rows:
        return ["没有事故。"]
    said = (
        f"事故 {totals['accidents']} 起（其中生产性 {totals['accidents_production']} 起），"
        f"死亡事故 {totals['fatal']} 起 {totals['dead']} 人，重伤事故 {totals['severe']} 起，重伤 {totals['injured']} 人。"
    )
    besides = (
        ("待确认的", "provisional"),
        ("人数还不明、没有加进去的", "unknown"),
        ("是不是生产安全事故还不明的", "production_unknown"),
        ("已核销、没有计入的", "struck"),
    )
    told = [f"{what}：{few(totals[key])}。" for what, key in besides if totals[key]]
    after = [f"{row['no']} {one}。" for row in _there(rows) for one in row["afterwards"]]
    return [said, *told, *after]
