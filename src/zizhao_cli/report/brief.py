"""How the self-checks went, in the words and figures of the paper that is handed upward (report brief)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from zizhao_cli import datafiles
from zizhao_cli.domain.dates import as_papers_have_it
from zizhao_cli.domain.errors.records import NotBegun
from zizhao_cli.domain.kinds.field import Field
from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.domain.measures import NUMERALS
from zizhao_cli.domain.paper_fields import PAPERS
from zizhao_cli.domain.private import without_numbers
from zizhao_cli.domain.values import Level, State
from zizhao_cli.report import campaigns, coverage, summary
from zizhao_cli.report.as_of import as_of_at
from zizhao_cli.report.covered import Coverage
from zizhao_cli.report.figures import FIGURES
from zizhao_cli.report.frame import Asked, framed
from zizhao_cli.report.groups import GROUPS
from zizhao_cli.report.hazards import hazard_rows
from zizhao_cli.report.phase import measure_rows
from zizhao_cli.report.question import ask, sort_keys, sorted_rows
from zizhao_cli.report.summary import Cohort, counted

if TYPE_CHECKING:
    import sqlite3

    from zizhao_cli.domain.campaign import Campaign
    from zizhao_cli.domain.periods import Period
    from zizhao_cli.report.filters import Filters
    from zizhao_cli.report.model import Report, Row

COLUMNS = [Field("name", "项"), Field("meaning", "是什么"), Field("value", "内容")]
MOST = 200
"""Hazards that are not done with and that a paper lists at most; how many more there are is said."""
_NOT_SAID = "没有写行业"


def brief(connection: sqlite3.Connection, filters: Filters, asked: Asked) -> Report:
    """Return what the paper says of the days that `filters` leave, as of a day: its figures as rows, all that it says as `values`.

    The figures of hazards are those of `report summary`, those of reporting those of `report coverage`. What the ledger does not know
    is blank. Raises what Coverage raises, NotBegun, BrokenDataFile, UnknownSortKey.
    """
    days = filters.days()
    if days is not None and asked.as_of < days.first:
        raise NotBegun(
            f"第 {filters.phase} 阶段" if filters.phase else "这段日子", days.first, asked.as_of
        )
    covered = Coverage(connection, filters, asked, "brief")
    units = covered.units()
    _, reporting = coverage.reporting(units)
    cohort = Cohort(filters, as_of_at(connection, HAZARD, asked.as_of, asked.known_at), days)
    (figures,) = counted(connection, cohort)
    by_measure = counted(connection, cohort, [GROUPS["measure"]])
    undone = _undone(connection, cohort)
    values = {
        **_of_office(filters, covered.days, asked.as_of),
        **_reporting_worded(reporting),
        **_worded(figures),
        "carried": figures["carried"] or 0,
        "general_found": figures["found"] - figures["major_found"],
        "missing_units": "、".join(
            one.unit["unit"] for one in units if one.bound and not one.reported
        ),
        "units_checked": sum(one.sum("checks") > 0 for one in units),
        "checks": sum(one.sum("checks") for one in units),
        "sectors": _sectors(counted(connection, cohort, [GROUPS["sector"]])),
        "measures": _measures(measure_rows(covered, units, by_measure), by_measure),
        "undone": undone,
        "undone_more": figures["open"] - len(undone),
    }
    fields = PAPERS["brief"].fields
    values = {name: values[name] for name in fields}
    rows = [
        {"name": name, "meaning": said.meaning, "value": values[name]}
        for name, said in fields.items()
        if not said.parts
    ]
    frame = framed(
        connection, filters, asked, cohort.at.known_seq, "brief", within=days, dated=True
    )
    said = "" if days is None else f"{days.described()} 发现："
    return frame.around(
        COLUMNS,
        sorted_rows(rows, sort_keys(asked.sort, COLUMNS)),
        [column.key for column in COLUMNS[1:]],
        [
            f"{said}{summary.in_words(figures)}",
            f"{covered.said_days}{coverage.in_words(reporting)}",
            "写成 Word 文件：--output 文件.docx。",
        ],
        {**figures, **reporting, "rate": figures["rate"], "report_rate": reporting["rate"]},
        title=PAPERS["brief"].title,
        values=values,
    )


def _of_office(filters: Filters, days: Period, as_of: date) -> Row:
    """Return what the paper says of whose it is, and of what: the campaign is named where the days are some of its own."""
    terms = datafiles.papers(filters.ledger)
    campaign = campaigns.campaign(filters.ledger, as_of, filters.phase)
    ours = _within(campaign, days)
    phase = campaign.phase(filters.phase) if filters.phase else None
    return {
        "organ": terms.organ,
        "office": terms.office,
        "phone": terms.phone or "",
        "copies": terms.copies or "",
        "to": terms.report_to or "",
        "campaign": campaign.title if ours else "",
        "basis": "、".join(campaign.basis) if ours else "",
        "phase": f"第{phase.number}阶段（{phase.name}）" if phase else "",
        "days": _days_worded(days),
        "only": filters.described(days=False),
        "as_of": as_papers_have_it(as_of),
        "issued_on": "",
    }


def _within(campaign: Campaign, days: Period) -> bool:
    began, ended = campaign.first, campaign.last
    return days.first == date.min or (began <= days.last and days.first <= ended)


def _days_worded(days: Period) -> str:
    if days.first == date.min:
        return ""
    return f"{as_papers_have_it(days.first)}至{as_papers_have_it(days.last)}"


def _reporting_worded(reporting: Row) -> Row:
    return {**_worded(reporting), "report_rate": _share(reporting["rate"])}


def _worded(figures: Row) -> Row:
    """Return figures with their rate as a paper has it."""
    return {**figures, "rate": _share(figures["rate"])}


def _share(rate: float | None) -> str:
    return "—" if rate is None else f"{rate:.2%}"


def _sectors(rows: list[Row]) -> list[Row]:
    """Return the figures of each sector, the largest first; none where nobody said a sector."""
    if not any(row["sector"] for row in rows):
        return []
    keys = [part.name for part in PAPERS["brief"].fields["sectors"].parts]
    rows.sort(key=lambda row: (row["sector"] is None, -row["found"], row["sector"] or ""))
    return [
        {key: {**_worded(row), "name": row["sector"] or _NOT_SAID}[key] for key in keys}
        for row in rows
        if row["found"]
    ]


def _measures(rows: list[Row], figures: list[Row]) -> list[Row]:
    """Return the figures of each measure that binds somebody, or of which something was found."""
    transferred = {row["measure"]: row["transferred"] for row in figures}
    return [
        {"n": NUMERALS[number - 1], **_worded(row), "transferred": transferred.get(number, 0)}
        for row in rows
        if row["units"] or row["found"]
        for number in [row.pop("measure")]
    ]


def _undone(connection: sqlite3.Connection, cohort: Cohort) -> list[Row]:
    """Return the first of the hazards that are not done with, the earliest deadline first."""
    where = cohort.where(connection)
    where.add(f"({FIGURES['open'].where})")
    rows = hazard_rows(
        connection, "hazards", cohort.at, where, sort="due_on,no", default="id", limit=MOST
    )
    planned = {
        row["no"]: row["plan_measures"]
        for row in ask(
            connection,
            "hazards",
            where,
            order="due_on, id",
            limit=MOST,
            at=cohort.at,
            columns="id, no, due_on, plan_measures",
        )
    }
    return [_of_hazard(n, row, planned[row["no"]]) for n, row in enumerate(rows, start=1)]


def _of_hazard(n: int, row: Row, measures: str | None) -> dict[str, Any]:
    overdue = row["days_overdue"]
    return {
        "n": n,
        "no": row["no"],
        "unit": row["unit"],
        "text": without_numbers(row["title"]),
        "level": f"{Level(row['level']).label}隐患",
        "responsible": row["responsible"] or "",
        "due": as_papers_have_it(date.fromisoformat(row["due_on"])),
        "state": State(row["state"]).label,
        "overdue": f"已逾期{overdue}天" if overdue else "",
        "measures": without_numbers(measures or ""),
    }
