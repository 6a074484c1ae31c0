"""Duties: how many times each was due within some days, how many times it was done, and who has no list of duties."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from zizhao_cli.domain.frequency import Every, frequency_of
from zizhao_cli.domain.kinds.duty import DUTY, PERSON, POST, TEXT
from zizhao_cli.domain.kinds.field import Field
from zizhao_cli.domain.kinds.fields import UNIT, UNIT_CODE
from zizhao_cli.domain.kinds.settlement import SETTLEMENT
from zizhao_cli.domain.periods import Each, Period
from zizhao_cli.domain.values import Word
from zizhao_cli.report.as_of import as_of_at
from zizhao_cli.report.covered import Coverage
from zizhao_cli.report.declared import rows_of
from zizhao_cli.report.figures import rate
from zizhao_cli.report.filters import OF_DAYS
from zizhao_cli.report.frame import framed
from zizhao_cli.report.question import Where, sort_keys, sorted_rows

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from zizhao_cli.domain.kinds.kind import Kind
    from zizhao_cli.report.filters import Filters
    from zizhao_cli.report.frame import Asked
    from zizhao_cli.report.model import Report, Row

_LISTED = (1, 2, 3)
"""The measures that ask for lists of duties and powers (plan, 四, 一 to 三)."""
_NAMED = 12
"""As many units or matters are named in a sentence; JSON has all of them."""
_COUNTED = [
    Field("duties", "职责条数", numeric=True),
    Field("due", "应办次数", numeric=True),
    Field("done", "已办次数", numeric=True),
    Field("rate", "履职率", fraction=True, numeric=True),
    Field("late", "欠办次数", numeric=True),
    Field("times", "实际次数", numeric=True),
    Field("last_done_on", "最近一次"),
    Field("numbers", "职责编号", several=True),
    Field("late_numbers", "欠办的职责", several=True),
]
_COLUMNS = [POST, PERSON, UNIT_CODE, UNIT, TEXT, *_COUNTED]
_RULES = {
    "due": "应办：每期几次，乘以所问日子里开头的期数，开了头的一期算一整期，只算在它开头的那段日子里（期：日、周一至周日、月、季、半年、年；第一期从职责的起始日期开头），所以各季相加就是全年；一次性的，完成时限落在日子里的算一次；常年的和没有写时限的不计次数；次数按最后一天的清单",
    "done": "已办：应办的各期里办了的次数，跨到日子以后的一期看到它过完，多办的不抵别期的；实际次数是日子里记了几次",
    "late": "欠办：应办的各期里已经过完的（一次性的，已经过了的时限）少办的次数",
    "rate": "履职率：已办 ÷ 应办；没有应办的是 —",
}


class By(Word):
    """What a row of the report is about."""

    POST = "post", "岗位"
    UNIT = "unit", "单位"
    DUTY = "duty", "职责"


_TOLD = {
    By.POST: ("post", "person", "unit_code", "unit"),
    By.UNIT: ("unit_code", "unit"),
    By.DUTY: ("post", "person", "unit_code", "unit", "text"),
}


class Tally(NamedTuple):
    """How many times a duty was due, done as it was due, done in all, and is missing of what is over."""

    due: int = 0
    done: int = 0
    times: int = 0
    late: int = 0


def tally(row: Row, days: Period, day: date) -> Tally:
    """Return the tally of a duty within `days`, as it stands at the end of `day`, which is none of before their last.

    A period belongs to the days in which it begins, or the duty in it, so that stretches that follow each other add up; it is looked at to its own end.
    """
    done = [date.fromisoformat(text) for text in row["done_days"]]
    times = sum(days.first <= one <= days.last for one in done)
    often = frequency_of(row["often"])
    if often.every is Every.ONCE and row["due_on"] is not None:
        due_on = date.fromisoformat(row["due_on"])
        asked = days.first <= due_on <= days.last
        over = asked and due_on < day
        return Tally(int(asked), int(asked and bool(done)), times, int(over and not done))
    if not often.comes_again:
        return Tally(times=times)
    held = _holds(row, days)
    begun = date.fromisoformat(row["since_on"])
    due = met = late = 0
    for period in often.periods(held.first, held.last):
        if max(period.first, begun) < days.first:
            continue
        in_it = min(often.times, sum(period.first <= one <= period.last for one in done))
        due, met = due + often.times, met + in_it
        if period.last <= day:
            late += often.times - in_it
    return Tally(due, met, times, late)


def _holds(row: Row, days: Period) -> Period:
    """Return those of `days` on which a duty holds; the last is before the first where it does on none."""
    first = max(days.first, date.fromisoformat(row["since_on"]))
    until = row["until_on"]
    return Period(
        "", first, days.last if until is None else min(days.last, date.fromisoformat(until))
    )


def duties(
    connection: sqlite3.Connection, filters: Filters, asked: Asked, *, by: str | None = None
) -> Report:
    """Return how many times duties were due and done within the days that are asked for, by default the calendar year until the day, by the lists of the last of them.

    One row for each post with its person and unit, or `by` unit or duty; the units that measures 1 to 3 bind and that have no duty in force on the last day
    are listed `without`. Raises what Coverage raises, UnknownWord, UnknownSortKey.
    """
    of = By.POST if by is None else By.parse("--by", by)
    day, whole = asked.as_of, filters.days() or Each.YEAR.around(asked.as_of)
    days = Period(whole.text, whole.first, min(whole.last, day))
    asked = asked._replace(as_of=days.last)
    covered = Coverage(connection, filters, asked, "duties")
    at_end = partial(_at_end, connection, days.last, asked.known_at)
    rows = at_end(DUTY, "state <> 'voided'")
    if days.last < day:
        since = {row["no"]: row["done_days"] for row in _at_end(connection, day, asked.known_at, DUTY, "true")}  # fmt: skip
        rows = [{**row, "done_days": since[row["no"]]} for row in rows]
    if filters.given().keys() - {*OF_DAYS, "measure"}:
        units = {unit["unit_code"] for unit in covered.in_use()}
        rows = [row for row in rows if row["unit_code"] in units]
    held = [row for row in rows if (of_it := _holds(row, days)).first <= of_it.last]
    counted = _rows(held, of, days, day)
    without = _without(covered, rows)
    open_ = at_end(SETTLEMENT, "state = 'open'")
    unsettled = [{key: row[key] for key in ("no", "matter", "link", "days_open")} for row in open_]
    totals = _together(held, days, day)
    del totals["numbers"], totals["late_numbers"], totals["last_done_on"]
    totals |= {"without": len(without), "unsettled": len(unsettled)}
    sentences = [_said(days, totals), *(f"{rule}。" for rule in _RULES.values())]
    if days.last < day:
        sentences.append(
            f"{days.last} 以后还没有过完的各期、这天到期的一次性职责，看到 {day} 为止。"
        )
    sentences += _named(
        f"受前三条约束、{days.last} 没有职责清单的单位", (row["unit"] for row in without), "个"
    )
    sentences += _named("职能交叉、新业态还没有定牵头的", (row["no"] for row in unsettled), "项")
    frame = framed(
        connection,
        filters,
        asked,
        covered.at.known_seq,
        "duties",
        {"by": of.value, "looked_until": str(day)},
        within=days,
    )
    brief = [*(key for key in _TOLD[of] if key != "unit_code"), *(f.key for f in _COUNTED[:-3])]
    counted = sorted_rows(counted, sort_keys(asked.sort, _COLUMNS))
    return frame.around(
        _COLUMNS,
        counted,
        brief,
        sentences,
        totals,
        title="履职情况",
        each="行",
        without=without,
        unsettled=unsettled,
        rules=_RULES,
    )


def _at_end(
    connection: sqlite3.Connection, day: date, known_at: date | None, kind: Kind, condition: str
) -> list[Row]:
    """Return the records of a kind that fit a condition, as they were at the end of `day`."""
    at = as_of_at(connection, kind, day, known_at)
    return rows_of(connection, kind, Where({**at.values}, [condition]), at)


def _rows(rows: Iterable[Row], of: By, days: Period, day: date) -> list[Row]:
    groups: dict[Any, list[Row]] = defaultdict(list)
    told = _TOLD[of]
    for row in rows:
        key = row["no"] if of is By.DUTY else tuple(row[key] for key in told)
        groups[key].append(row)
    return [
        {
            **dict.fromkeys(_TOLD[By.DUTY]),
            **{key: group[0][key] for key in told},
            **_together(group, days, day),
        }
        for group in groups.values()
    ]


def _together(rows: list[Row], days: Period, day: date) -> Row:
    """Return the figures of duties together, and the numbers behind them."""
    tallies = [tally(row, days, day) for row in rows]
    sums = Tally(*(sum(each) for each in zip(*tallies, strict=True))) if tallies else Tally()
    last = [
        done
        for row in rows
        for done in row["done_days"]
        if days.first <= date.fromisoformat(done) <= days.last
    ]
    late = [row["no"] for row, one in zip(rows, tallies, strict=True) if one.late]
    return {
        "duties": len(rows),
        **sums._asdict(),
        "rate": rate(sums.done, sums.due),
        "last_done_on": max(last, default=None),
        "numbers": [row["no"] for row in rows],
        "late_numbers": late,
    }


def _without(covered: Coverage, rows: Iterable[Row]) -> list[Row]:
    """Return the units that the measures of duty lists bind and that have no duty in force on the last day."""
    binding = [one for one in covered.measures if one.number in _LISTED]
    kinds = {kind for one in binding for kind in one.binds}
    having = {row["unit_code"] for row in rows if row["in_force"]}
    return [
        {key: unit[key] for key in ("unit_code", "unit", "unit_kind")}
        for unit in covered.in_use()
        if unit["unit_kind"] in kinds and unit["unit_code"] not in having
    ]


def _said(days: Period, totals: Row) -> str:
    share = "—" if totals["rate"] is None else f"{totals['rate']:.2%}"
    return (
        f"{days.described()}：职责 {totals['duties']} 条，应办 {totals['due']} 次，已办 {totals['done']} 次"
        f"（履职率 {share}），欠办 {totals['late']} 次。"
    )


def _named(what: str, names: Iterable[str], each: str) -> list[str]:
    """Return the sentence that counts and names some, none where there is none."""
    known = [*names]
    more = " 等" if len(known) > _NAMED else ""
    return [f"{what} {len(known)} {each}：{'、'.join(known[:_NAMED])}{more}。"] if known else []
