"""Tables and records as plain text: no colour, nothing cut or wrapped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.errors import visible
from zizhao_cli.render.cells import human

if TYPE_CHECKING:
    from zizhao_cli.report.model import Record, Report

GAP = "  "


def report_text(report: Report) -> str:
    """Return a report as aligned columns; Chinese characters count as two cells."""
    columns = report.brief_columns()
    table = [[column.heading for column in columns]]
    table += [[human(row[column.key], column) for column in columns] for row in report.rows]
    lines = _aligned(table, [column.numeric for column in columns]) if report.rows else []
    return "\n".join([*lines, *report.summary]) + "\n"


def _aligned(table: list[list[str]], numeric: list[bool]) -> list[str]:
    from rich.cells import cell_len

    lengths = [[len(cell) if cell.isascii() else cell_len(cell) for cell in row] for row in table]
    widths = [max(column) for column in zip(*lengths, strict=True)]
    return [
        GAP.join(
            " " * (width - length) + cell if right else cell + " " * (width - length)
            for cell, length, width, right in zip(row, row_lengths, widths, numeric, strict=True)
        ).rstrip()
        for row, row_lengths in zip(table, lengths, strict=True)
    ]


def record_text(record: Record) -> str:
    """Return a record as one line a field that is known, and what belongs below it."""
    lines = [
        f"{column.heading}：{human(record.row[column.key], column)}"
        for column in record.columns
        if record.row[column.key] not in (None, [], {})
    ]
    for heading, below in record.below:
        lines += ["", f"{heading}：", *(f"  {visible(line)}" for line in below)]
    return "\n".join(lines) + "\n"
