"""What to check next: the units of which least is known, or of which what is known is worst, each with the reasons."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from zizhao_cli import datafiles
from zizhao_cli.domain.kinds.field import Field
from zizhao_cli.domain.kinds.fields import UNIT, UNIT_CODE
from zizhao_cli.report.coverage import LAST_CHECKED_ON, OPEN, contradicted
from zizhao_cli.report.covered import Coverage, Covered, Status
from zizhao_cli.report.frame import Asked, framed
from zizhao_cli.report.question import sort_keys, sorted_rows
from zizhao_cli.report.rebound import rebound_rule, rebounds_of_units

if TYPE_CHECKING:
    import sqlite3

    from zizhao_cli.report.filters import Filters
    from zizhao_cli.report.model import Report, Row

COLUMNS = [
    Field("rank", "次序", numeric=True),
    UNIT_CODE,
    UNIT,
    Field("reasons", "为什么"),
    LAST_CHECKED_ON,
    OPEN,
    Field("overdue", "其中逾期", numeric=True),
    Field("days_since", "距今天数", numeric=True),
]
_BRIEF = ["rank", "unit", "reasons", "last_checked_on", "open", "overdue"]
_RULE = (
    "次序：理由多的在前；一样多的，最近一次检查（哪天都算）离得最久的在前，从来没有查过的最前；再按名册的次序。"
    "理由有六种：有重大隐患没销号；有逾期的；日子里查出的有反弹的；约束它的条款日子里没有查；久未再查；自报 0 项而他人查出"
)


def blind_spots(
    connection: sqlite3.Connection, filters: Filters, asked: Asked, *, explain: bool = False
) -> Report:
    """Return the units that there is a reason to check, the one with most reasons first. Raises what Coverage raises, UnknownSortKey."""
    covered = Coverage(connection, filters, asked, "blind-spots")
    within = datafiles.policy(filters.ledger).rebound_within_days
    measures = filters.measures_asked()
    back = rebounds_of_units(connection, covered.at, covered.days, within, measures)
    found = [
        (one, reasons)
        for one in covered.units(ever=True)
        if (reasons := _reasons(covered, one, back[one.unit["unit_id"]]))
    ]
    end = covered.days.last

    def place(spot: tuple[Covered, list[str]]) -> tuple[int, str]:
        one, reasons = spot
        return -len(reasons), one.last_checked_on or ""

    rows: list[Row] = [
        {
            "rank": rank,
            "unit_code": one.unit["unit_code"],
            "unit": one.unit["unit"],
            "reasons": reasons,
            "last_checked_on": (last := one.last_checked_on),
            "open": one.sum("open"),
            "overdue": one.sum("overdue"),
            "days_since": None if last is None else (end - date.fromisoformat(last)).days,
        }
        for rank, (one, reasons) in enumerate(sorted(found, key=place), start=1)
    ]
    totals = {
        "units": len(rows),
        "never_checked": sum(row["last_checked_on"] is None for row in rows),
        "open": sum(row["open"] for row in rows),
        "overdue": sum(row["overdue"] for row in rows),
    }
    said = (
        f"该去查的 {totals['units']} 个单位，其中从来没有查过的 {totals['never_checked']} 个；"
        f"未销号 {totals['open']} 项，逾期 {totals['overdue']} 项。"
    )
    sentences = [f"{covered.said_days}{said if rows else '没有非去查不可的单位。'}"]
    besides = {}
    if explain:
        besides["rules"] = {"rank": _RULE, "rebounds": rebound_rule(within)}
        sentences += [f"{rule}。" for rule in besides["rules"].values()]
    frame = framed(
        connection, filters, asked, covered.at.known_seq, "blind-spots", within=covered.days
    )
    rows = sorted_rows(rows, sort_keys(asked.sort, COLUMNS))
    title, each = "检查盲点", "个单位"
    return frame.around(COLUMNS, rows, _BRIEF, sentences, totals, title=title, each=each, **besides)


def _reasons(covered: Coverage, one: Covered, back: int) -> list[str]:
    """Return in words why a unit is to be checked, to which so many hazards came back."""

    def measures(status: Status) -> str:
        numbers = [
            str(measure)
            for measure in sorted(one.bound)
            if one.pair(measure).status(bound=True, stale_before=covered.stale_before) is status
        ]
        if len(numbers) > 1 and len(numbers) == len(one.bound):
            return f"约束它的 {len(numbers)} 条，一条也没有"
        return f"第 {' '.join(numbers)} 条没有" if numbers else ""

    reasons = []
    if major := one.sum("major_open"):
        reasons.append(f"重大隐患没销号 {major} 项")
    if overdue := one.sum("overdue"):
        reasons.append(f"逾期 {overdue} 项")
    if back:
        reasons.append(f"反弹 {back} 项")
    if unchecked := measures(Status.UNCHECKED):
        reasons.append(f"{unchecked}查")
    if stale := measures(Status.STALE):
        reasons.append(f"{stale}再查，超过 {covered.stale_days} 天")
    if said := contradicted(one):
        reasons.append(said)
    return reasons
