"""The end of a phase on one page: what was found and done, measure by measure or unit by unit, who did not report, and what is still pressing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.errors.records import NotBegun
from zizhao_cli.domain.kinds.field import Field
from zizhao_cli.domain.kinds.fields import MEASURE
from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.domain.periods import Period
from zizhao_cli.domain.values import Word
from zizhao_cli.report import campaigns, coverage, phase_units, summary
from zizhao_cli.report.as_of import as_of_at
from zizhao_cli.report.covered import Coverage
from zizhao_cli.report.figures import FIGURES, RATE
from zizhao_cli.report.frame import Asked, framed
from zizhao_cli.report.groups import GROUPS, VILLAGE
from zizhao_cli.report.hazards import hazard_rows
from zizhao_cli.report.model import Sheet, Table
from zizhao_cli.report.question import sort_keys, sorted_rows
from zizhao_cli.report.summary import Cohort, counted, totals_of

if TYPE_CHECKING:
    import sqlite3
    from datetime import date

    from zizhao_cli.domain.campaign import Campaign, Phase
    from zizhao_cli.report.covered import Covered
    from zizhao_cli.report.filters import Filters
    from zizhao_cli.report.model import Report, Row

_SHOWN = ("found", "rectified", "closed", "open", "overdue")
COLUMNS = [
    MEASURE,
    Field("title", "标题"),
    Field("units", "应查单位", numeric=True),
    Field("units_checked", "查过单位", numeric=True),
    *(FIGURES[key].field for key in _SHOWN),
    RATE,
]
_NAMED = 5
"""Hazards and villages that a sentence names at most."""
_MISSING = 12


class By(Word):
    """What the rows of the page are."""

    MEASURE = "measure", "条款"
    UNIT = "unit", "单位"


def phase(
    connection: sqlite3.Connection, filters: Filters, asked: Asked, *, by: str | None = None
) -> Report:
    """Return the page of the phase that `filters` name, else of the last that had begun by the day, as of its last day or the day, whichever is earlier.

    Its rows are `by` measure (the default) or unit (a By); a workbook has a sheet of each.

    Hazards are those found since the campaign began, for a later phase puts right what an earlier one found; units were checked in the phase.

    Raises what Coverage raises, PhaseUnknown, NotBegun, UnknownSortKey, UnknownWord.
    """
    each = By.MEASURE if by is None else By.parse("--by", by)
    campaign = campaigns.campaign(filters.ledger, asked.as_of, filters.phase)
    one = campaign.phase(filters.phase) if filters.phase else _begun(campaign, asked.as_of)
    if asked.as_of < one.first:
        raise NotBegun(f"第 {one.number} 阶段", one.first, asked.as_of)
    asked = asked._replace(as_of=min(asked.as_of, one.last))
    which = f"{campaign.code}/{one.number}" if campaign.code else str(one.number)
    filters = replace(filters, phase=which)
    covered = Coverage(connection, filters, asked, "phase")
    units = covered.units()
    at = as_of_at(connection, HAZARD, asked.as_of, asked.known_at)
    since = Period("", min(campaign.first, asked.as_of), asked.as_of)
    cohort = Cohort(filters, at, since)
    by_measure = counted(connection, cohort, [GROUPS["measure"]])
    totals = totals_of(connection, cohort, [GROUPS["measure"]], by_measure)
    of_phase = counted(connection, Cohort(filters, at, covered.days))[0]
    _, reporting = coverage.reporting(units)
    everything = Cohort(filters, at)
    pressing = _pressing(connection, everything)
    villages = _villages(counted(connection, everything, [GROUPS["village"]]))
    of_units = phase_units.unit_rows(connection, filters, asked, cohort, units)
    units_told = phase_units.totals_of_units(of_units)
    missing = [unit.unit["unit"] for unit in units if unit.bound and not unit.reported]
    sentences = [
        f"{campaign.title}，第 {one.number} 阶段 {one.name}（{covered.days.described()}）。",
        f"专项工作开始以来（表里的数，{since.described()} 发现）：{summary.in_words(totals)}",
        f"本阶段：{summary.in_words(of_phase)}",
        coverage.in_words(reporting),
        *([_of_missing(missing)] if missing else []),
        *(_of_hazards(heading, rows) for heading, rows in pressing.items() if rows),
        *([f"未销号最多（含辖区内单位）：{_of_villages(villages)}。"] if villages else []),
        phase_units.in_words(units_told),
    ]
    told = {"number": one.number, "name": one.name, "from": str(one.first), "to": str(one.last)}
    values = {"phase": told}
    frame = framed(connection, filters, asked, at.known_seq, "phase", values, within=since)
    of_measures = measure_rows(covered, units, by_measure)
    shown = {
        By.MEASURE: (COLUMNS, of_measures, [column.key for column in COLUMNS]),
        By.UNIT: (phase_units.COLUMNS, of_units, phase_units.BRIEF),
    }
    columns, rows, brief = shown[each]
    rows = sorted_rows(rows, sort_keys(asked.sort, columns))
    besides: dict[str, Any] = {
        "of_phase": of_phase,
        "reporting": reporting,
        "missing": missing,
        "pressing": {_PRESSING[heading]: rows for heading, rows in pressing.items()},
        "villages": villages,
        "by": each.value,
        "units": units_told,
    }
    title = f"第 {one.number} 阶段情况"
    report = frame.around(
        columns, rows, brief, sentences, totals, title=title, each="行", **besides
    )
    own = {each: report.rows}
    tables = {
        one: Table([column for column in told if column.key in keys], own.get(one, found))
        for one, (told, found, keys) in shown.items()
    }
    page = Sheet(title, [tables[By.MEASURE]], title, below=report.summary, one_page=True)
    return report._replace(sheets=[page, Sheet("各单位", [tables[By.UNIT]])])


def _begun(campaign: Campaign, day: date) -> Phase:
    """Return the last phase that had begun before `day`, for on the day that two share the earlier one ends; else the first."""
    return next((one for one in reversed(campaign.phases) if one.first < day), campaign.phases[0])


def measure_rows(covered: Coverage, units: list[Covered], figures: list[Row]) -> list[Row]:
    """Return how it stands with each measure: the units that are to be checked and those that were, and `figures` by measure."""
    by_number = {row["measure"]: row for row in figures}
    nothing = {**dict.fromkeys(_SHOWN, 0), RATE.key: None}
    return [
        {
            "measure": one.number,
            "title": one.title,
            "units": sum(one.number in unit.bound for unit in units),
            "units_checked": sum(unit.pair(one.number).checks > 0 for unit in units),
            **{key: by_number.get(one.number, nothing)[key] for key in nothing},
        }
        for one in covered.measures
    ]


_PRESSING = {"重大未销号": "major_open", "逾期最久": "overdue"}


def _pressing(connection: sqlite3.Connection, cohort: Cohort) -> dict[str, list[Row]]:
    """Return the first of the major hazards that are not done with, and of those overdue, the earliest deadline first."""
    found = {}
    for heading, key in _PRESSING.items():
        where = cohort.where(connection)
        where.add(f"({FIGURES['open' if key == 'major_open' else key].where})")
        if key == "major_open":
            where.add(FIGURES["major_found"].where)
        rows = hazard_rows(
            connection, "hazards", cohort.at, where, sort="due_on,no", default="id", limit=_NAMED
        )
        kept = ("no", "unit", "title", "due_on", "days_overdue")
        found[heading] = [{key: row[key] for key in kept} for row in rows]
    return found


def _of_hazards(heading: str, rows: list[Row]) -> str:
    said = "；".join(
        f"{row['no']} {row['unit']} {row['title']}"
        + (f"，逾期 {row['days_overdue']} 天" if row["days_overdue"] else f"，限 {row['due_on']}")
        for row in rows
    )
    return f"{heading}（至多列 {_NAMED} 项）：{said}。"


def _villages(rows: list[Row]) -> list[Row]:
    """Return the villages with most hazards that are not done with; what lies in none is left out."""
    left = [row for row in rows if row[VILLAGE.key] is not None and row["open"]]
    left.sort(key=lambda row: (-row["open"], -row["overdue"]))
    return [{key: row[key] for key in (VILLAGE.key, "open", "overdue")} for row in left[:_NAMED]]


def _of_villages(rows: list[Row]) -> str:
    return "、".join(
        f"{row[VILLAGE.key]} {row['open']} 项"
        + (f"（逾期 {row['overdue']}）" if row["overdue"] else "")
        for row in rows
    )


def _of_missing(names: list[str]) -> str:
    more = f"等 {len(names)} 个" if len(names) > _MISSING else ""
    return f"未报：{'、'.join(names[:_MISSING])}{more}。"
