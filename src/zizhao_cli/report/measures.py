"""The fifteen measures as a list and one by one; they stand in a data file, not in the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli import datafiles
from zizhao_cli.domain.kinds.field import Field
from zizhao_cli.domain.measures import NUMERALS, measure_number
from zizhao_cli.domain.values import UnitKind
from zizhao_cli.report.checks import check_record
from zizhao_cli.report.model import Report, Row

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from zizhao_cli.domain.measures import Measure

COLUMNS = [
    Field("number", "条款", numeric=True),
    Field("title", "标题"),
    Field("national_title", "全国标题"),
    Field("binds", "检查对象", words=UnitKind),
    Field("binds_note", "对象说明"),
    Field("look_for", "检查要点"),
]


def measure_list(ledger: Path) -> Report:
    """Return the list of measures."""
    rows = [_row(measure) for measure in datafiles.measures(ledger)]
    return Report(
        {"list": "measures", "count": len(rows)}, COLUMNS, rows, ["number", "title", "binds"]
    )


def measure_record(ledger: Path, text: str) -> Row:
    """Return the measure that `text` names. Raises BadMeasure."""
    measures = datafiles.measures(ledger)
    return _row(measures[measure_number(text, lambda: measures) - 1])


def _row(measure: Measure) -> Row:
    return {column.key: getattr(measure, column.key) for column in COLUMNS}


def measures_offered(ledger: Path) -> list[str]:
    """Return the measures as a list to choose from offers them: numeral and title, which an import understands."""
    return [
        f"{NUMERALS[measure.number - 1]}、{measure.title}" for measure in datafiles.measures(ledger)
    ]


def not_bound(connection: sqlite3.Connection, ledger: Path, no: str) -> str | None:
    """Return a sentence where the measure of the check `no` does not bind units of that kind, else None."""
    row, _ = check_record(connection, no)
    measure = datafiles.measures(ledger)[row["measure"] - 1]
    if row["unit_kind"] in measure.binds:
        return None
    kinds = "、".join(UnitKind(kind).label for kind in measure.binds)
    kind = UnitKind(row["unit_kind"]).label
    return f"{no} 已记；不过第 {measure.number} 条的检查对象是{kinds}，{row['unit']}是{kind}，请核对条款"
