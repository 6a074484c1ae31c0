"""Bars in ASCII, which every terminal and every printer shows: a line for each number, beside what it is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.render.cells import human, measured

if TYPE_CHECKING:
    from zizhao_cli.report.model import Bars, Report

MARKS = "#=-+~"
"""What the numbers of a row are told apart by, also where there is no colour."""
LONGEST, SHORTEST = 50, 10
"""Cells of the longest bar: where there is room, and where there is none."""


def bar_lines(report: Report, bars: Bars, width: int = 0) -> list[str]:
    """Return the bars of a report's rows in lines of at most `width` cells, as long as that leaves room for a bar; a number above zero has a mark at least."""
    fields = {column.key: column for column in report.columns}
    label = fields[bars.label]
    names = [human(row[bars.label], label) for row in report.rows]
    most = max((row[key] or 0 for row in report.rows for key in bars.of), default=0) or 1
    texts = [human(row[key], fields[key]) for row in report.rows for key in bars.of]
    before = [
        max(measured(cells).values(), default=0)
        for cells in (names, [fields[key].heading for key in bars.of], texts)
    ]
    room = max(min(width - sum(before) - 3, LONGEST), SHORTEST) if width else LONGEST
    lines = []
    for name, row in zip(names, report.rows, strict=True):
        for place, key in enumerate(bars.of):
            value = row[key] or 0
            length = max(round(value / most * room), 1) if value > 0 else 0
            first = _padded(name if place == 0 else "", before[0])
            heading = _padded(fields[key].heading, before[1])
            number = f"{human(row[key], fields[key]):>{before[2]}}"
            bar = MARKS[place % len(MARKS)] * length
            lines.append(f"{first} {heading} {number} {bar}".rstrip())
    return lines


def _padded(text: str, width: int) -> str:
    [cells] = measured([text]).values()
    return text + " " * (width - cells)
