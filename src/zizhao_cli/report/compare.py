"""Two days side by side: the figures of each, the hazards behind the difference, and what was recorded later of the earlier day."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.amounts import in_yuan
from zizhao_cli.domain.dates import parse_day
from zizhao_cli.domain.deadlines import days_overdue
from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.kinds.field import Field
from zizhao_cli.domain.kinds.hazard import DUE_ON, HAZARD, LEVEL, STATE
from zizhao_cli.domain.kinds.unit import UNIT
from zizhao_cli.domain.values import OPEN, RUNNING, Level, State, Word
from zizhao_cli.errors import UsageProblem
from zizhao_cli.report.as_of import as_of_at
from zizhao_cli.report.figures import FUNDS, RATE, rate
from zizhao_cli.report.filters import OVERDUE
from zizhao_cli.report.frame import Asked, framed
from zizhao_cli.report.question import Where, sort_keys, sorted_rows, sql
from zizhao_cli.report.recorded import in_lines, recorded_since, told_once
from zizhao_cli.report.summary import FIELDS, Asking, Cohort, counted, fen_by
from zizhao_cli.report.towns import brief_with_town, own_entry, town_of, with_town

if TYPE_CHECKING:
    import sqlite3

    from zizhao_cli.domain.periods import Period
    from zizhao_cli.report.filters import Filters
    from zizhao_cli.report.model import Report, Row


class DayNotRead(UsageProblem):
    def __init__(self, problem: Refused) -> None:
        super().__init__(f"要比的日子读不懂：{problem.sentence}", problem.way_out)


class DaysRunBackwards(UsageProblem):
    def __init__(self, first: date, second: date) -> None:
        super().__init__(f"前一天 {first} 晚于后一天 {second}", "请对调两个日期")


class Change(Word):
    """What became of a hazard between two days; of several things the one that stands first here."""

    CAME = "came", "新增"
    CLOSED = "closed", "销号"
    TRANSFERRED = "transferred", "移送"
    REOPENED = "reopened", "退回重办"
    RECTIFIED = "rectified", "整改"
    RETURNED = "returned", "复查退回"
    OVERDUE = "overdue", "转逾期"
    SLIPPED = "slipped", "延期"
    RAISED = "raised", "升为重大"
    LOWERED = "lowered", "降为一般"
    ENTERED = "entered", "列入"
    LEFT = "left", "移出"
    OTHER = "other", "其他"


def two_days(first: str, second: str, today: date) -> tuple[date, date]:
    """Return the days that two texts name, in their order. Raises DayNotRead, DaysRunBackwards."""
    try:
        days = parse_day("前一天", first, today), parse_day("后一天", second, today)
    except Refused as problem:
        raise DayNotRead(problem) from None
    if days[0] > days[1]:
        raise DaysRunBackwards(*days)
    return days


def _two(field: Field, key: str) -> list[Field]:
    """Return the columns of what a field was and is."""
    return [
        field._replace(key=f"{key}_then", heading=f"原{field.heading}"),
        field._replace(key=f"{key}_now", heading=f"现{field.heading}"),
    ]


COLUMNS = [
    Field("change", "变化", words=Change),
    *(HAZARD.fields[key] for key in ("no", "unit_code", "unit", "measure", "title", "found_on")),
    *_two(DUE_ON, "due"),
    *_two(STATE, "state"),
    *_two(LEVEL, "level"),
    *_two(HAZARD.fields["days_overdue"], "days_overdue"),
    HAZARD.fields["responsible"],
]
_BRIEF = ["change", "no", "unit", "measure", "title"]
_BRIEF += ["due_then", "due_now", "state_then", "state_now"]
OF_FIGURES = [
    Field("figure", "数"),
    Field("heading", "名称"),
    Field("then_as_known", "前一天（当天所知）", numeric=True),
    Field("then", "前一天", numeric=True),
    Field("now", "后一天", numeric=True),
    Field("difference", "相差", numeric=True),
]
_BRIEF_OF_FIGURES = ["heading", "then_as_known", "then", "now", "difference"]


def compare(
    connection: sqlite3.Connection,
    filters: Filters,
    asked: Asked,
    *,
    before: date,
    figures: bool = False,
) -> Report:
    """Return the hazards that stand otherwise at the end of the day than at the end of the day `before`, or with `figures` the numbers of both.

    Both are told as they are known now, or by `asked.known_at`; the head has the numbers, and the entries by which those of the earlier day changed since it ended.
    Raises UnknownSortKey, and what Filters raises.
    """
    ended = min(before, asked.known_at or before)
    now, then, as_known = (
        Cohort(filters, as_of_at(connection, HAZARD, day, known), filters.days())
        for day, known in (
            (asked.as_of, asked.known_at),
            (before, asked.known_at),
            (before, ended),
        )
    )
    figures_now = counted(connection, now)[0]
    figures_then = figures_before(connection, then, now, figures_now)
    figures_as_known = figures_before(connection, as_known, then, figures_then)
    numbers = _numbers(figures_as_known, figures_then, figures_now)
    rows = [
        {**town_of(connection, pair["id"]), **_row(pair, before, asked.as_of)}
        for pair in pairs(connection, then, now)
    ]
    rows.sort(key=lambda row: [*Change].index(row["change"]))
    entries = entries_between(connection, as_known, then)
    found = Counter(row["change"] for row in rows)
    totals = {"hazards": len(rows), **{str(one): found[one] for one in Change}}
    base = now.days
    days = {
        "days": {"then": str(before), "now": str(asked.as_of)},
        "base": {"from": str(base.first), "to": str(base.last)} if base is not None else None,
    }
    frame = framed(connection, filters, asked, now.at.known_seq, "compare", days)
    columns, brief = with_town(connection, COLUMNS), brief_with_town(connection, _BRIEF)
    shown = rows
    if figures:
        columns, brief, shown = OF_FIGURES, _BRIEF_OF_FIGURES, numbers
    shown = sorted_rows(shown, sort_keys(asked.sort, columns))
    besides: dict[str, Any] = {"figures": numbers, "entries": entries}
    sentences = _said(before, base, found, numbers, entries)
    return frame.around(columns, shown, brief, sentences, totals, title="两日对照", **besides)


def figures_before(connection: sqlite3.Connection, then: Cohort, now: Cohort, figures: Row) -> Row:
    """Return the figures of a cohort as it was `then`, given those of `now`: what does not lie between is counted alike."""
    if then == now:
        return figures
    was, is_now = _changed(then, now)
    (before,), (after,) = counted(connection, was), counted(connection, is_now)
    found: Row = {
        key: None if value is None else value - after[key] + before[key]
        for key, value in figures.items()
        if key not in (FUNDS.key, RATE.key)
    }
    found[RATE.key] = rate(found["rectified"], found["found"])
    found[FUNDS.key] = figures[FUNDS.key]
    if _plans(connection, was) != _plans(connection, is_now):
        fen = fen_by(Asking(connection, then, ()), then.where(connection))
        found[FUNDS.key] = in_yuan(fen[()]) if fen else None
    return {key: found[key] for key in figures}


def _changed(then: Cohort, now: Cohort) -> list[Cohort]:
    """Return of two cohorts only the hazards that something lies between."""
    return [one._replace(at=one.at.changed(then.at, now.at)) for one in (then, now)]


def _plans(connection: sqlite3.Connection, cohort: Cohort) -> dict[str, int]:
    """Return how often each text stands for the funds of a plan."""
    where = cohort.where(connection)
    where.add("plan_funds IS NOT NULL")
    ask = Asking(connection, cohort, ())
    return {funds: times for (funds,), (times,) in ask(where, "count(*)", "plan_funds").items()}


def _numbers(as_known: Row, then: Row, now: Row) -> list[Row]:
    """Return a row for each number."""
    return [
        {
            "figure": (key := field.key),
            "heading": field.heading,
            "then_as_known": as_known[key],
            "then": then[key],
            "now": now[key],
            "difference": None
            if then[key] is None or now[key] is None
            else round(now[key] - then[key], 4),
        }
        for field in FIELDS
    ]


def pairs(connection: sqlite3.Connection, then: Cohort, now: Cohort) -> sqlite3.Cursor:
    """Return what yields the hazards that a figure may count otherwise; only those are replayed that something lies between."""
    cohorts = _changed(then, now)
    was_inside, inside = (_inside(connection, cohort) for cohort in cohorts)
    question = sql("pairs").format(
        inside=inside.clauses[0],
        inside_then=_of_then(was_inside.clauses[0]),
        overdue=f"({OVERDUE[True]})",
        overdue_then=_of_then(f"({OVERDUE[True]})"),
    )
    was, is_now = (cohort.at.relation() for cohort in cohorts)
    statement = (
        f"WITH {HAZARD.counted} AS ({is_now}), hazards_then AS ({_of_then(was)})\n{question}"
    )
    of_then = {_of_then(f":{key}")[1:]: value for key, value in cohorts[0].at.values.items()}
    return connection.execute(statement, of_then | inside.values)


def _of_then(text: str) -> str:
    """Return SQL that tells of the earlier day, by what was known then."""
    return text.replace(":as_of", ":then").replace(":known_seq", ":known_then")


def _inside(connection: sqlite3.Connection, cohort: Cohort) -> Where:
    """Return the condition of what any figure of a cohort counts."""
    parts = [cohort.where(connection), cohort.before(connection)]
    there = [part for part in parts if part is not None]
    either = " OR ".join(f"({' AND '.join(part.clauses)})" for part in there)
    return Where(there[-1].values | there[0].values, [f"(({either}) IS TRUE)"])


def _row(pair: sqlite3.Row, then: date, now: date) -> Row:
    told: dict[str, Any] = dict(pair)
    told["change"] = _change(pair)
    for key in ("due", "state", "level"):
        told[f"{key}_now"] = told["due_on" if key == "due" else key]
    for when, day in (("then", then), ("now", now)):
        due_on = told[f"due_{when}"]
        state = told[f"state_{when}"]
        told[f"days_overdue_{when}"] = (
            None if due_on is None else days_overdue(state, date.fromisoformat(due_on), day)
        )
    return {column.key: told[column.key] for column in COLUMNS}


def _change(pair: sqlite3.Row) -> Change:
    """Return what became of a hazard."""
    then, now = pair["state_then"], pair["state"]
    happened = {
        Change.CAME: not pair["was_there"],
        Change.CLOSED: then != now == State.CLOSED,
        Change.TRANSFERRED: then != now == State.TRANSFERRED,
        Change.REOPENED: then not in OPEN and now in OPEN,
        Change.RECTIFIED: then in RUNNING and now == State.AWAITING_REVIEW,
        Change.RETURNED: then == State.AWAITING_REVIEW and now in RUNNING,
        Change.OVERDUE: pair["overdue"] > pair["overdue_then"],
        Change.SLIPPED: pair["was_there"] and pair["due_on"] > pair["due_then"],
        Change.RAISED: pair["level"] != pair["level_then"] and pair["level"] == Level.MAJOR,
        Change.LOWERED: pair["level"] != pair["level_then"] and pair["level"] == Level.GENERAL,
        Change.ENTERED: pair["inside"] > pair["inside_then"],
        Change.LEFT: pair["inside"] < pair["inside_then"],
        Change.OTHER: True,
    }
    return next(change for change, so in happened.items() if so)


def entries_between(connection: sqlite3.Connection, as_known: Cohort, then: Cohort) -> list[Row]:
    """Return the entries by which a day that was told `as_known` is told as `then`, as far as its figures may count otherwise."""
    seqs = as_known.at.known_seq, then.at.known_seq
    otherwise = {
        (_town(connection, pair["id"]), name)
        for pair in (pairs(connection, as_known, then) if seqs[0] < seqs[1] else ())
        for name in (pair["no"], pair["unit_code"], pair["check_no"])
    }
    if not otherwise:
        return []
    found = recorded_since(connection, seqs[0], then.at.day, seqs[1])
    # That a unit was put on the roll later moves no hazard: it bears the name it was first given.
    day = str(then.at.day)
    entries = told_once(
        entry
        for entry in found
        if (_town(connection, entry["seq"]), entry["record"]) in otherwise
        and (entry["kind"] != UNIT.name or entry["effective_on"] <= day)
    )
    return [own_entry(connection, entry) for entry in entries]


def _town(connection: sqlite3.Connection, key: int) -> Any:  # noqa: ANN401 - a name, or nothing
    """Return what tells records of one name apart that are of different towns."""
    return town_of(connection, key).get("town")


def _said(
    before: date,
    base: Period | None,
    found: Counter[Change],
    numbers: list[Row],
    entries: list[Row],
) -> list[str]:
    changes = "、".join(f"{one.label} {found[one]} 项" for one in Change if found[one])
    said = f"变了的 {found.total()} 项：{changes}。" if changes else "没有变化的隐患。"
    cohort = "" if base is None else f"，基数 {base.described()} 发现"
    lines = [f"同 {before} 比{cohort}，{said}"]
    lines.append(f"{_moved(numbers, 'then', 'now')}。")
    earlier = [one for one in numbers if one["then_as_known"] != one["then"]]
    if earlier:
        lines.append(
            f"{before} 的数，当天所知同现在所知不同：{_moved(earlier, 'then_as_known', 'then')}。"
        )
    elif entries:
        lines.append(f"{before} 的数，当天所知同现在所知一样多，里面的隐患有变动。")
    else:
        lines.append(f"{before} 的数，当天所知同现在所知一样。")
    return [*lines, *in_lines(entries)]


def _moved(numbers: list[Row], one: str, other: str) -> str:
    return "；".join(
        f"{number['heading']} {_shown(number, one)} → {_shown(number, other)}" for number in numbers
    )


def _shown(number: Row, key: str) -> str:
    value = number[key]
    if value is None:
        return "—"
    return f"{value:.2%}" if number["figure"] == "rate" else f"{value:,}"
