"""How figures went from one stretch of days to the next: what came and was done in each, and what was left at its end."""

from __future__ import annotations

from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.kinds.field import Field
from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.domain.periods import Each, Period, cut
from zizhao_cli.errors import UsageProblem
from zizhao_cli.report.as_of import as_of_at
from zizhao_cli.report.figures import FIGURES, RATE
from zizhao_cli.report.frame import Asked, framed
from zizhao_cli.report.model import Bars
from zizhao_cli.report.question import sort_keys, sorted_rows
from zizhao_cli.report.stretches import figures_of
from zizhao_cli.report.summary import Cohort, counted

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from zizhao_cli.report.filters import Filters
    from zizhao_cli.report.model import Report, Row

MOST = 400
"""Stretches that one trend is cut into at most."""
_MONTHS = 12
_OF_ONE_DAY = ("state", "overdue")


class NotOfTrend(UsageProblem):
    def __init__(self, options: Sequence[str]) -> None:
        given = "、".join(f"--{option}" for option in options)
        super().__init__(
            f"report trend 看的就是情形怎么变，不按 {given} 缩小",
            "去掉它；要看一天的情形，用 report summary --as-of",
        )


class TooManyStretches(UsageProblem):
    def __init__(self, days: Period, each: Each) -> None:
        super().__init__(
            f"{days.described()}按{each.label}分超过 {MOST} 段",
            "用 --from、--period 缩短日子，或用 --by 写长一些的",
        )


COLUMNS = [
    Field("period", "期间"),
    *(FIGURES[key].field for key in ("found", "rectified", "closed")),
    Field("open", "期末未销号", numeric=True),
    Field("overdue", "期末逾期", numeric=True),
    Field("rate", f"期末{RATE.heading}", numeric=True, fraction=True),
    Field("first_on", "起"),
    Field("last_on", "止"),
]
_BRIEF = [column.key for column in COLUMNS[:7]]
RULES = {
    "found": "发现日期在这一段里的隐患，作废的不算",
    "rectified": "整改完成日期在这一段里、到截至日没有被复查退回的",
    "closed": "销号日期在这一段里、到截至日仍是销号的",
    "open": "到段末那一天结束时没有销号、也没有移送的，哪天发现的都算；等于 report summary --as-of 段末 的未销号",
    "overdue": "未销号的里面，到段末那一天结束时逾期的",
    "rate": "到段末为止：已整改 ÷ 发现，哪天发现的都算；没有发现时是 —",
}


def trend(
    connection: sqlite3.Connection,
    filters: Filters,
    asked: Asked,
    *,
    each: str | None = None,
    explain: bool = False,
) -> Report:
    """Return a row for each stretch of the days that are asked for, or of the twelve months up to the day.

    `each` names an Each. At its end each row says what `summary` says of that day; what came and was done in it is told by what stands on the day that is asked.
    Raises NotOfTrend, TooManyStretches, UnknownWord, and what Filters raises.
    """
    if others := [key for key in filters.given() if key in _OF_ONE_DAY]:
        raise NotOfTrend(others)
    by = Each.MONTH if each is None else Each.parse("--by", each)
    at = as_of_at(connection, HAZARD, asked.as_of, asked.known_at)
    days = _days(connection, filters, asked.as_of)
    stretches = list(islice(cut(days, by), MOST + 1))
    if len(stretches) > MOST:
        raise TooManyStretches(days, by)
    rows = figures_of(connection, filters, at, stretches)
    if stretches and _moved(connection, filters, stretches[0].last):
        for row, one in zip(rows, stretches, strict=True):
            then = as_of_at(connection, HAZARD, one.last, asked.known_at)
            [figures] = counted(connection, Cohort(filters, then))
            row.update({key: figures[key] for key in ("open", "overdue", "rate")})
    totals = {key: sum(row[key] for row in rows) for key in ("found", "rectified", "closed")}
    last = rows[-1] if rows else {"open": None, "overdue": None, "rate": None}
    totals |= {key: last[key] for key in ("open", "overdue", "rate")}
    sentences = [_said(days, totals) if rows else "没有到那一天为止的日子。"]
    besides: dict[str, Any] = {"by": by.value}
    if explain:
        besides["rules"] = RULES
        named = {column.key: column.heading for column in COLUMNS}
        sentences += [f"{named[key]}：{rule}。" for key, rule in RULES.items()]
        sentences.append("段末的数照那一天单位所在的村、所属的部门；这一段里的数照截至日的。")
    frame = framed(connection, filters, asked, at.known_seq, "trend", within=days)
    if cuts := [row for row in rows if not _whole(row, by)]:
        parts = "、".join(
            f"{row['period']}（{row['first_on']} 至 {row['last_on']}）" for row in cuts
        )
        sentences.append(f"不是一整{by.label}的：{parts}。")
    rows = sorted_rows(rows, sort_keys(asked.sort, COLUMNS))
    report = frame.around(
        COLUMNS, rows, _BRIEF, sentences, totals, title="隐患走势", each="段", **besides
    )
    return report._replace(drawn=Bars("period", ("found", "closed", "open")))


def _days(connection: sqlite3.Connection, filters: Filters, as_of: date) -> Period:
    """Return the days that are looked at, up to the day that is asked: else of twelve months those since the first hazard was found."""
    days = filters.days()
    if days is None:
        months = as_of.year * 12 + as_of.month - _MONTHS
        first = date(months // 12, months % 12 + 1, 1)
        [found] = connection.execute("SELECT min(found_on) FROM hazard").fetchone()
        began = as_of if found is None else min(date.fromisoformat(found), as_of)
        days = Period("", max(first, began.replace(day=1)), as_of)
    return days._replace(last=min(days.last, as_of))


def _moved(connection: sqlite3.Connection, filters: Filters, since: date) -> bool:
    """Say whether `filters` ask for what units have, and a unit changed after the day `since`."""
    if not {"kind", "inside", "supervisor"} & filters.given().keys():
        return False
    query = "SELECT 1 FROM unit_version WHERE version_no > 1 AND effective_on > ? LIMIT 1"
    return connection.execute(query, (str(since),)).fetchone() is not None


def _whole(row: Row, by: Each) -> bool:
    whole = by.around(date.fromisoformat(row["first_on"]))
    return (str(whole.first), str(whole.last)) == (row["first_on"], row["last_on"])


def _said(days: Period, totals: Row) -> str:
    share = "—" if totals["rate"] is None else f"{totals['rate']:.2%}"
    return (
        f"{days.described()}：发现 {totals['found']} 项，整改 {totals['rectified']} 项，销号 {totals['closed']} 项；"
        f"到末一天未销号 {totals['open']} 项，其中逾期 {totals['overdue']} 项（整改率 {share}）。"
    )
