"""Which units were checked for which measures, and which did not report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.kinds.field import Field
from zizhao_cli.domain.kinds.fields import MEASURE, UNIT, UNIT_CODE, UNIT_KIND
from zizhao_cli.domain.kinds.unit import CONTACT, PHONE
from zizhao_cli.domain.values import Word
from zizhao_cli.errors import UsageProblem
from zizhao_cli.report.covered import Coverage, Covered, Status
from zizhao_cli.report.figures import rate
from zizhao_cli.report.frame import Asked, framed
from zizhao_cli.report.model import Matrix
from zizhao_cli.report.question import sort_keys, sorted_rows
from zizhao_cli.report.towns import brief_with_town, of_several_towns, town_of, with_town

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from zizhao_cli.report.filters import Filters
    from zizhao_cli.report.model import Report, Row

STATUS = Field("status", "情形", words=Status)
LAST_CHECKED_ON = Field("last_checked_on", "最近检查")
OPEN = Field("open", "未销号", numeric=True)
COLUMNS = [
    UNIT_CODE,
    UNIT,
    MEASURE,
    STATUS,
    Field("checks", "检查次数", numeric=True),
    LAST_CHECKED_ON,
    UNIT_KIND,
    OPEN,
]
_BRIEF = ["unit", "measure", "status", "checks", "last_checked_on", "open"]


class NoStatusOfReporters(UsageProblem):
    def __init__(self) -> None:
        super().__init__("--missing 按单位列，--status 按单位和条款列，不能同时用", "去掉其中一个")


class Sent(Word):
    """Whether a unit reported, as forms mark it."""

    REPORTED = "reported", "√"
    MISSING = "missing", "×"


SHEET = [
    UNIT_CODE,
    UNIT,
    UNIT_KIND,
    Field("sent", "报送情况", words=Sent),
    Field("self_checks", "自查次数", numeric=True),
    Field("self_found", "自查发现", numeric=True),
    Field("others_found", "他人查出", numeric=True),
    Field("said", "对照"),
    CONTACT,
    PHONE,
]
_SHEET_BRIEF = [column.key for column in SHEET if column.key not in ("unit_code", "unit_kind")]


def rules(stale_days: int) -> dict[str, str]:
    """Return the rule of each status and total; a check is stale after `stale_days` calendar days."""
    return {
        Status.UNBOUND: "条款不约束这一类单位，日子里也没有人去查过，没有未了的问题；条款不约束而去查了的，照查的情形写",
        Status.OPEN: "有没销号也没移送的隐患，哪天发现的都算，已整改待复查的也算",
        Status.UNCHECKED: "条款约束，日子里一次也没有查，也没有未了的问题",
        Status.STALE: f"查过，最近一次在日子的最后一天之前超过 {stale_days} 天（policy.yaml 的 stale_after_days），没有未了的问题",
        Status.RECTIFIED: "日子里查出过问题，现在都已销号或移送",
        Status.CLEAN: "日子里查过，没有查出问题；作废的检查和隐患、撤销的批次都不算",
        "expected": "应报：到那一天在用的、所问条款里有一条约束它的单位，按单位数",
        "reported": "已报：应报的里面，日子里有自查的；自查没有问题的（零报告）也算",
        "zero_reports": "零报告：已报的里面，自查没有查出隐患的",
        "missing": "未报：应报减已报",
        "rate": "报送率：已报 ÷ 应报；没有应报的是 —",
    }


def reporting(units: Sequence[Covered]) -> tuple[list[Covered], Row]:
    """Return those of `units` that are to report, and how many of them did."""
    expected = [one for one in units if one.bound]
    reported = sum(one.reported for one in expected)
    return expected, {
        "expected": len(expected),
        "reported": reported,
        "zero_reports": sum(one.said_zero for one in expected),
        "missing": len(expected) - reported,
        "rate": rate(reported, len(expected)),
    }


def in_words(totals: Row) -> str:
    """Return how many reported as a sentence."""
    share = "—" if totals["rate"] is None else f"{totals['rate']:.2%}"
    return (
        f"应报 {totals['expected']} 个单位，已报 {totals['reported']} 个（报送率 {share}），"
        f"其中零报告 {totals['zero_reports']} 个；未报 {totals['missing']} 个。"
    )


def coverage(
    connection: sqlite3.Connection,
    filters: Filters,
    asked: Asked,
    *,
    missing: bool = False,
    status: Sequence[str] | None = None,
    explain: bool = False,
) -> Report:
    """Return how each unit stands with each measure, or with `status` the pairs that stand so, or with `missing` who reported.

    Raises what Coverage raises, NoStatusOfReporters, UnknownWord, UnknownSortKey.
    """
    if missing and status:
        raise NoStatusOfReporters
    covered = Coverage(connection, filters, asked, "coverage")
    units = covered.units()
    expected, totals = reporting(units)
    sentences = [f"{covered.said_days}{in_words(totals)}"]
    besides: dict[str, Any] = {}
    if missing:
        columns, brief, rows, drawn = SHEET, _SHEET_BRIEF, _sheet(connection, expected), None
        besides["sheet"] = "missing"
    else:
        columns, brief, rows = COLUMNS, _BRIEF, _pairs(covered, units)

        wanted = {Status.parse("情形", text) for text in status or ()}
        rows = [row for row in rows if not wanted or row["status"] in wanted]
        # A map names units alone, which in several towns may be the same.
        drawn = None if of_several_towns(connection) else Matrix("unit", "measure", "status")
        counts = {one: sum(row["status"] == one for row in rows) for one in Status}
        said = "、".join(f"{one.label} {number}" for one, number in counts.items() if number)
        sentences.append(f"单位和条款：{said}。" if said else "没有这样的单位和条款。")
    if explain:
        besides["rules"] = rules(covered.stale_days)
        names = {one.value: f"{one.label}：" for one in Status}
        sentences += [f"{names.get(key, '')}{rule}。" for key, rule in besides["rules"].items()]
    frame = framed(
        connection, filters, asked, covered.at.known_seq, "coverage", within=covered.days
    )
    columns, brief = with_town(connection, columns), brief_with_town(connection, brief)
    rows = sorted_rows(rows, sort_keys(asked.sort, columns))
    title = "单位报送情况" if missing else "检查覆盖"
    report = frame.around(
        columns, rows, brief, sentences, totals, title=title, each="行", **besides
    )
    return report._replace(drawn=drawn)


def _pairs(covered: Coverage, units: Sequence[Covered]) -> list[Row]:
    rows = []
    for one in units:
        for measure in covered.measures:
            pair = one.pair(measure.number)
            bound = measure.number in one.bound
            rows.append(
                {
                    **town_of(covered.connection, one.unit["unit_id"]),
                    "unit_code": one.unit["unit_code"],
                    "unit": one.unit["unit"],
                    "measure": measure.number,
                    "status": pair.status(bound=bound, stale_before=covered.stale_before),
                    "checks": pair.checks,
                    "last_checked_on": pair.last_checked_on,
                    "unit_kind": one.unit["unit_kind"],
                    "open": pair.open,
                }
            )
    return rows


def contradicted(one: Covered) -> str | None:
    """Return what is to be said of a unit that found nothing where others did."""
    if one.said_zero and one.found_by_others:
        return f"自报 0 项，他人查出 {one.found_by_others} 项"
    return None


def _sheet(connection: sqlite3.Connection, expected: Sequence[Covered]) -> list[Row]:
    """Return the sheet of reporters: who did not report first, then whom others contradict."""
    rows = [
        {
            **town_of(connection, one.unit["unit_id"]),
            "unit_code": one.unit["unit_code"],
            "unit": one.unit["unit"],
            "unit_kind": one.unit["unit_kind"],
            "sent": Sent.REPORTED if one.reported else Sent.MISSING,
            "self_checks": one.sum("self_checks"),
            "self_found": one.sum("self_found") if one.reported else None,
            "others_found": one.found_by_others,
            "said": contradicted(one),
            "contact": one.unit["contact"],
            "phone": one.unit["phone"],
        }
        for one in expected
    ]
    return sorted(rows, key=lambda row: (row["sent"] == Sent.REPORTED, row["said"] is None))
