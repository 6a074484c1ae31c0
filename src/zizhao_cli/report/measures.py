"""The fifteen measures as a list and one by one; they stand in a data file, not in the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli import datafiles
from zizhao_cli.domain.kinds.field import Field
from zizhao_cli.domain.measures import NUMERALS, measure_number
from zizhao_cli.domain.values import UnitKind
from zizhao_cli.report.model import Report, Row

if TYPE_CHECKING:
    from pathlib import Path

    from zizhao_cli.domain.measures import Measure

COLUMNS = [
    Field("number", "条款", numeric=True),
    Field("title", "标题"),
    Field("national_title", "全国标题"),
    Field("binds", "检查对象", words=UnitKind),
    Field("binds_note", "对象说明"),
    Field("look_for", "检查要点"),
    Field("also_at", "也在那里查", words=UnitKind),
]


def measure_list(ledger: Path) -> Report:
    """Return the list of measures."""
    rows = [_row(measure) for measure in datafiles.measures(ledger)]
    head, brief = {"list": "measures", "count": len(rows)}, ["number", "title", "binds"]
    return Report(head, COLUMNS, rows, brief, title="硬措施")


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
