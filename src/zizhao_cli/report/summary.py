"""Figures of a cohort of hazards: those found within some days, and how they stood on one day; by groups, and with the hazards behind each."""

from __future__ import annotations

from operator import add
from typing import TYPE_CHECKING, Any, NamedTuple

from zizhao_cli.domain.amounts import fen_of, in_yuan
from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.domain.periods import Base, Period, cohort_of
from zizhao_cli.errors import UsageProblem, quoted
from zizhao_cli.report.as_of import AsOf, as_of_at
from zizhao_cli.report.campaigns import campaign
from zizhao_cli.report.figures import (
    CARRIED,
    COUNTED,
    FIGURES,
    FUNDS,
    FUNDS_RULE,
    RATE,
    RATE_RULE,
    Figure,
    counts,
    rate,
)
from zizhao_cli.report.frame import Asked, framed
from zizhao_cli.report.groups import Group, groups_asked
from zizhao_cli.report.hazards import BRIEF, COLUMNS, hazard_rows, marked
from zizhao_cli.report.question import Where, sort_keys, sorted_rows
from zizhao_cli.report.towns import brief_with_town, with_town

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from zizhao_cli.report.filters import Filters
    from zizhao_cli.report.model import Report, Row

LISTED = {**FIGURES, CARRIED.key: CARRIED}
"""The figures behind which there are hazards to list."""
_ORDER = (
    *("found", "rectified", "closed", "open", "overdue", "late"),
    *("major_found", "major_closed", "supervised", "funds", "rate", "transferred", "carried"),
)
_FIELDS = {
    **{key: figure.field for key, figure in LISTED.items()},
    FUNDS.key: FUNDS,
    RATE.key: RATE,
}
FIELDS = [_FIELDS[key] for key in _ORDER]
_RULES = {**{key: one.rule for key, one in LISTED.items()}, "funds": FUNDS_RULE, "rate": RATE_RULE}

_TITLE = "隐患汇总"


class UnknownFigure(UsageProblem):
    def __init__(self, value: str) -> None:
        known = "、".join(f"{one.key} {one.heading}" for one in LISTED.values())
        super().__init__(f"--list 不认识 {quoted(value)}", f"可写：{known}")


class Cohort(NamedTuple):
    """Which hazards are counted: those that `filters` let through and that were found within `days`, as they were at `at`."""

    filters: Filters
    at: AsOf
    days: Period | None = None

    def where(self, connection: sqlite3.Connection) -> Where:
        """Return the conditions of the cohort."""
        where = self._of_any_day(connection)
        if self.days is not None:
            ends = {"first": str(self.days.first), "last": str(self.days.last)}
            where.add("found_on BETWEEN :first AND :last", **ends)
        return where

    def before(self, connection: sqlite3.Connection) -> Where | None:
        """Return the conditions of what was left by the days before the cohort; None where there are none."""
        if self.days is None:
            return None
        where = self._of_any_day(connection)
        where.add("found_on < :first", first=str(self.days.first))
        where.add(CARRIED.where)
        return where

    def of(self, connection: sqlite3.Connection, figure: Figure) -> Where | None:
        """Return the conditions of what a figure counts; None where it cannot count anything."""
        if figure is CARRIED:
            return self.before(connection)
        where = self.where(connection)
        where.add(f"({figure.where})")
        return where

    def _of_any_day(self, connection: sqlite3.Connection) -> Where:
        where = Where({**self.at.values}, [COUNTED])
        self.filters.narrow_hazards(connection, where, self.at, found=False)
        return where


def counted(
    connection: sqlite3.Connection, cohort: Cohort, groups: Sequence[Group] = ()
) -> list[Row]:
    """Return the figures of a cohort, one row for each group that has a hazard, or where there are no groups one row.

    Each row has the groups' columns and all keys of FIELDS; money is in yuan.
    """
    keys = [field.key for group in groups for field in group.told]
    ask = Asking(connection, cohort, groups)
    where, before = cohort.where(connection), cohort.before(connection)
    figures = {
        by: dict(zip(FIGURES, values, strict=True)) for by, values in ask(where, counts()).items()
    }
    carried = (
        {} if before is None else {by: left for by, (left,) in ask(before, "count(*)").items()}
    )
    fen = fen_by(ask, where)
    rows = []
    for by in figures | {by: left for by, left in carried.items() if left}:
        numbers: Row = figures.get(by) or dict.fromkeys(FIGURES, 0)
        numbers[FUNDS.key] = in_yuan(fen[by]) if by in fen else None
        numbers[CARRIED.key] = None if before is None else carried.get(by, 0)
        numbers[RATE.key] = rate(numbers["rectified"], numbers["found"])
        rows.append({**dict(zip(keys, by, strict=True)), **{key: numbers[key] for key in _ORDER}})
    return rows


class Asking(NamedTuple):
    """What asks for columns of each group of a cohort."""

    connection: sqlite3.Connection
    cohort: Cohort
    groups: Sequence[Group]

    def __call__(
        self, where: Where, columns: str, besides: str = ""
    ) -> dict[tuple[Any, ...], tuple[int, ...]]:
        """Return for each group's values the numbers that `columns` count of it; `besides` is another column to group by, behind the groups."""
        told = [
            f"{sql} AS {field.key}" for group in self.groups for field, sql in group.told.items()
        ]
        at = self.cohort.at
        joins = "\n".join(at.tables(group.joins) for group in self.groups)
        by = [*told, *([besides] if besides else [])]
        grouped = f"GROUP BY {', '.join(map(str, range(1, len(by) + 1)))}" if by else ""
        # Its conditions are told inside, where nothing that is joined has columns of the same names.
        question = (
            f"SELECT {', '.join([*by, columns])}\n"
            f"FROM (SELECT * FROM {HAZARD.counted} AS asked WHERE {' AND '.join(where.clauses)}) AS asked\n"
            f"{joins}\n{grouped}"
        )
        found: dict[tuple[Any, ...], tuple[int, ...]] = {}
        for arm in at.arms():
            statement = f"WITH {HAZARD.counted} AS ({arm})\n{question}"
            for row in map(tuple, self.connection.execute(statement, where.values)):
                values, numbers = row[: len(by)], row[len(by) :]
                before = found.get(values, (0,) * len(numbers))
                found[values] = tuple(map(add, before, numbers))
        return found


def fen_by(ask: Asking, where: Where) -> dict[tuple[Any, ...], int]:
    """Return the fen of the plans of each group; groups without an amount are left out."""
    planned = Where(where.values, [*where.clauses, "plan_funds IS NOT NULL"])
    found: dict[tuple[Any, ...], int] = {}
    for (*by, funds), (times,) in ask(planned, "count(*)", "plan_funds").items():
        if (fen := fen_of(funds)) is not None:
            found[tuple(by)] = found.get(tuple(by), 0) + fen * times
    return found


def totals_of(
    connection: sqlite3.Connection, cohort: Cohort, groups: Sequence[Group], rows: list[Row]
) -> Row:
    """Return the figures of a cohort without its groups, given the rows by `groups`; rates are worked out anew."""
    if not groups:
        return rows[0]
    if any(group.several for group in groups):  # their sums would count some hazards twice
        return counted(connection, cohort)[0]
    totals = {key: _sum(row[key] for row in rows) for key in _ORDER if key != RATE.key}
    counts = [*FIGURES, *([] if cohort.days is None else [CARRIED.key])]
    totals |= {key: totals[key] or 0 for key in counts}
    return {key: totals.get(key, rate(totals["rectified"], totals["found"])) for key in _ORDER}


def _sum(values: Iterable[Any]) -> Any:  # noqa: ANN401 - a number or nothing
    """Return the sum of what is there, or None where nothing is."""
    there = [value for value in values if value is not None]
    # To the fen: yuan with decimals do not add up by themselves.
    return round(sum(there), 2) if there else None


def summary(
    connection: sqlite3.Connection,
    filters: Filters,
    asked: Asked,
    *,
    base: str | None = None,
    listing: str | None = None,
    explain: bool = False,
) -> Report:
    """Return the figures of the hazards that `filters` let through, by the groups that were asked for.

    `base` names a domain.periods.Base, by default the days of the filters. `listing` asks for the hazards behind a figure instead,
    `explain` for the rules. Raises UnknownFigure, UnknownGroup, UnknownWord, PeriodUnknown.
    """
    at = as_of_at(connection, HAZARD, asked.as_of, asked.known_at)
    days = _days(filters, asked, base)
    cohort = Cohort(filters, at, days)
    said = f"基数 {days.described()} 发现" if days is not None else "基数是截至当日发现的全部"
    values: Row = {"base": None} if days is None else {}
    frame = framed(
        connection, filters, asked, at.known_seq, "summary", values, within=days, dated=True
    )
    if listing is not None:
        figure = LISTED.get(listing)
        if figure is None:
            raise UnknownFigure(listing)
        where = cohort.of(connection, figure)
        rows = (
            []
            if where is None
            else hazard_rows(connection, "hazards", at, where, sort=asked.sort, default="id")
        )
        brief = [*BRIEF, "state", "found_on", "due_on", "days_overdue"]
        shown = marked(brief_with_town(connection, brief), rows[: asked.limit])
        sentences = [f"{said}，{figure.heading} {len(rows)} 项：{figure.rule}。"]
        number = {figure.key: len(rows)}
        columns = with_town(connection, COLUMNS)
        return frame.around(columns, rows, shown, sentences, number, title=_TITLE, list=listing)
    groups = groups_asked(connection, asked.group_by) if asked.group_by is not None else []
    rows = _in_order(counted(connection, cohort, groups), groups)
    totals = totals_of(connection, cohort, groups, rows)
    columns = [*(field for group in groups for field in group.told), *FIELDS]
    rows = sorted_rows(rows, sort_keys(asked.sort, columns))
    sentences = [f"{said}：{in_words(totals)}"]
    if any(group.several for group in groups):
        sentences.append("几个人一起查的，各人名下都算；合计里每项只算一次。")
    besides: dict[str, Any] = {}
    if groups:
        besides["group_by"] = [group.name.key for group in groups]
    if explain:
        besides["rules"] = _RULES
        sentences += [f"{field.heading}：{_RULES[field.key]}。" for field in FIELDS]
    brief = [column.key for column in columns if column.key not in ("unit_code", "unit_kind")]
    return frame.around(columns, rows, brief, sentences, totals, title=_TITLE, each="组", **besides)


def _days(filters: Filters, asked: Asked, base: str | None) -> Period | None:
    """Return the days on which the cohort was found."""
    days = filters.days()
    if base is None:
        return days
    began = campaign(filters.ledger, asked.as_of, filters.phase).first
    last = min(asked.as_of, days.last) if days is not None else asked.as_of
    period = Period("", days.first if days is not None else last, last)
    return cohort_of(Base.parse("--base", base), period, began)


def in_words(totals: Row) -> str:
    """Return the figures of a cohort as a sentence."""
    share = "—" if totals["rate"] is None else f"{totals['rate']:.2%}"
    words = (
        f"发现 {totals['found']} 项，已整改 {totals['rectified']} 项（整改率 {share}），其中已销号 {totals['closed']} 项；"
        f"未销号 {totals['open']} 项，其中逾期 {totals['overdue']} 项；已移送 {totals['transferred']} 项"
    )
    carried = totals["carried"]
    return f"{words}。" if carried is None else f"{words}。另有以前遗留 {carried} 项，不在内。"


def _in_order(rows: list[Row], groups: Sequence[Group]) -> list[Row]:
    """Return rows in the order of their groups, the first group's first; what has no value stands last."""

    def place(row: Row) -> list[Any]:
        places: list[Any] = []
        for depth, group in enumerate(groups, start=1):
            value = row[group.name.key]
            size = 0 if group.in_order else -sizes[_path(row, groups[:depth])]
            places += [value is None, size, value if value is not None else 0]
        return places

    sizes: dict[tuple[Any, ...], int] = {}
    for row in rows:
        for depth in range(1, len(groups) + 1):
            path = _path(row, groups[:depth])
            sizes[path] = sizes.get(path, 0) + row["found"]
    return sorted(rows, key=place)


def _path(row: Row, groups: Sequence[Group]) -> tuple[Any, ...]:
    return tuple(row[field.key] for group in groups for field in group.told)
