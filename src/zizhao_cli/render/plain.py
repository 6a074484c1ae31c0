"""Tables and records as plain text: no colour, nothing cut or wrapped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.errors import visible
from zizhao_cli.render.bars import bar_lines
from zizhao_cli.render.cells import human, measured
from zizhao_cli.report.model import Bars

if TYPE_CHECKING:
    from zizhao_cli.report.model import Record, Report

GAP = "  "


def report_text(report: Report, *, headed: bool = False) -> str:
    """Return a report as aligned columns; Chinese characters count as two cells.

    `headed` keeps the headings where there is no row, so that a file tells what it is.
    """
    columns = report.brief_columns()
    table = [[column.heading for column in columns]]
    table += [[human(row[column.key], column) for column in columns] for row in report.rows]
    shown = table if report.rows or headed else []
    lines = _aligned(shown, [column.numeric for column in columns])
    drawn = report.drawn if report.rows else None
    bars = ["", *bar_lines(report, drawn), ""] if isinstance(drawn, Bars) else []
    return "\n".join([*lines, *bars, *report.summary]) + "\n"


def _aligned(table: list[list[str]], numeric: list[bool]) -> list[str]:
    lengths = [measured(column) for column in zip(*table, strict=True)]
    widths = [max(column.values()) for column in lengths]
    return [
        GAP.join(
            " " * (width - column[cell]) + cell if right else cell + " " * (width - column[cell])
            for cell, column, width, right in zip(row, lengths, widths, numeric, strict=True)
        ).rstrip()
        for row in table
    ]


def record_text(record: Record) -> str:
    """Return a record as one line a field that is known, or of which it is said that nobody knows, and what belongs below it."""
    lines = [
        f"{column.heading}：{human(record.row[column.key], column)}"
        for column in record.columns
        if column.unsaid or record.row[column.key] not in (None, [], {})
    ]
    for heading, below in record.below:
        lines += ["", f"{heading}：", *(f"  {visible(line)}" for line in below)]
    return "\n".join(lines) + "\n"
