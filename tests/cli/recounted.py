"""Forms counted anew in plain Python: from what an officer remembers of hazards and checks, by the files that say what a form is."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

FORMS = Path(__file__).parents[2] / "data" / "forms"
OF_UNITS = ("units", "units_checked", "checks")
TOTAL, TOWN, ELSEWHERE = "合计", "全镇", "镇级和其他"
Cell = tuple[str, str, str]


class Unit(NamedTuple):
    """A unit: its name, the village that it is or lies in, its sector."""

    name: str
    village: str | None
    sector: str | None


@dataclass
class Hazard:
    """What is known of a hazard; `steps` are the days on which it was rectified and closed."""

    unit: Unit
    sector: str
    level: str
    found: date
    due: date
    steps: list[tuple[date, str]] = field(default_factory=list)
    planned: date | None = None
    wan: float | None = None
    voided: bool = False


@dataclass
class Check:
    """What is known of a check."""

    unit: Unit
    on: date
    voided: bool = False


class Span(NamedTuple):
    """What a form is asked for: the days on which what it counts was found, and the day whose end it shows."""

    first: date
    last: date
    as_of: date


def form(key: str) -> Any:
    """Return what the file of a form says."""
    return yaml.safe_load((FORMS / f"{key}.yaml").read_text(encoding="utf-8"))


def figures(one: Hazard, span: Span) -> dict[str, float]:
    """Return what a hazard adds to each figure."""
    if one.voided or one.found > span.as_of or one.found > span.last:
        return {}
    steps = [what for on, what in one.steps if on <= span.as_of]
    open_ = not steps
    if one.found < span.first:
        return {"carried": "closed" not in steps}
    planned = open_ and one.level == "major" and one.planned is not None
    planned = planned and one.planned is not None and one.planned <= span.as_of
    told: dict[str, float] = {
        "found": 1,
        "rectified": not open_,
        "closed": "closed" in steps,
        "unrectified": open_,
        "overdue": open_ and one.due < span.as_of,
        "planned": planned,
        "planned_whole": planned,
    }
    if one.wan is not None and one.planned is not None and one.planned <= span.as_of:
        told["funds"] = one.wan
    return told


def rows_of(sheet: Any, sheets: Any, village: str | None, sector: str | None) -> list[str]:
    """Return the rows of a sheet in which something counts."""
    if sheet.get("by") == "town":
        return [TOWN]
    if sheet.get("by") == "village":
        return [village or ELSEWHERE, TOTAL]
    named = {word for one in sheets for line in one["rows"] for word in line.get("sectors", ())}
    takes = [
        line
        for line in sheet["rows"]
        if sector in line.get("sectors", ()) or (line.get("others") and sector not in named)
    ]
    total = [TOTAL] if any(not line.get("sub") for line in takes) else []
    return [line["label"] for line in takes] + total


def adds(said: Any, one: Hazard, span: Span) -> dict[Cell, float]:
    """Return what a hazard adds to which cells of a form."""
    told = figures(one, span)
    return {
        (sheet["name"], row, column["key"]): told[column["figure"]]
        for sheet in said["sheets"]
        for row in rows_of(sheet, said["sheets"], one.unit.village, one.sector)
        for column in said["columns"]
        if column.get("level", one.level) == one.level and told.get(column.get("figure"))
    }


def counts(said: Any, sheet: Any, check: Check, span: Span, row: str) -> bool:
    """Say whether a check counts in a row."""
    within = span.first <= check.on <= min(span.last, span.as_of)
    unit = check.unit
    return within and row in rows_of(sheet, said["sheets"], unit.village, unit.sector)


def recounted(
    said: Any,
    span: Span,
    units: Iterable[Unit],
    hazards: Iterable[Hazard],
    checks: Iterable[Check],
    rows: dict[str, list[str]],
) -> dict[Cell, Any]:
    """Return the value of each cell that the ledger records, in the rows that a form has."""
    sums: dict[Cell, float] = {}
    for one in hazards:
        for cell, number in adds(said, one, span).items():
            sums[cell] = sums.get(cell, 0) + number
    found: dict[Cell, Any] = {}
    there = [check for check in checks if not check.voided]
    for sheet in said["sheets"]:
        for row in rows[sheet["name"]]:
            seen = [check for check in there if counts(said, sheet, check, span, row)]
            of_units = {
                "units": sum(
                    row in rows_of(sheet, said["sheets"], unit.village, unit.sector)
                    for unit in units
                ),
                "units_checked": len({check.unit.name for check in seen}),
                "checks": len(seen),
            }
            for column in said["columns"]:
                cell = (sheet["name"], row, column["key"])
                figure = column.get("figure")
                if figure in OF_UNITS:
                    found[cell] = of_units[figure]
                elif figure is not None:
                    found[cell] = sums.get(cell, None if figure == "funds" else 0)
            for column in said["columns"]:
                if "share" in column:
                    part, whole = (found[sheet["name"], row, key] for key in column["share"])
                    cell = (sheet["name"], row, column["key"])
                    found[cell] = round(part / whole, 4) if whole else None
    return found
