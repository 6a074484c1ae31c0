"""A trend as columns: what was found and closed in each stretch of days, and what was left at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.board.markup import Html, tag
from zizhao_cli.render.cells import in_lines

if TYPE_CHECKING:
    from zizhao_cli.report.model import Bars, Report, Row

_WIDE, _HIGH = 640, 280
_LEFT, _TOP, _BELOW = 44, 34, 26
"""What is left beside, above and below the columns, of a picture that is so wide and high."""
_LABELS = 12
"""Labels under the columns at most."""
_LINES = 4


def chart(report: Report, bars: Bars) -> Html:
    """Return the numbers of a report's rows as columns beside each other; each says its number to who asks for it."""
    fields = {column.key: column for column in report.columns}
    most = _round(max((row[key] or 0 for row in report.rows for key in bars.of), default=0))
    parts = [
        _grid(most),
        *(_legend(fields[key].heading, place) for place, key in enumerate(bars.of)),
    ]
    room = (_WIDE - _LEFT) / max(len(report.rows), 1)
    width = min(room * 0.8 / len(bars.of), 26)
    every = -(-len(report.rows) // _LABELS)
    for at, row in enumerate(report.rows):
        left = _LEFT + at * room + (room - width * len(bars.of)) / 2
        for place, key in enumerate(bars.of):
            said = (
                f"{in_lines(row[bars.label], fields[bars.label])} {fields[key].heading} {row[key]}"
            )
            parts.append(_column(row[key] or 0, most, left + place * width, width, place, said))
        if (len(report.rows) - 1 - at) % every == 0:
            middle = _LEFT + (at + 0.5) * room
            parts.append(_words(_short(row), middle, _HIGH - 8, "under"))
    return tag("svg", *parts, viewBox=f"0 0 {_WIDE} {_HIGH}", role="img", aria_label=report.title)


def _round(most: int) -> int:
    """Return the number at the top of the scale: the next that four lines divide."""
    step = 1
    while step * _LINES < most:
        step = {1: 2, 2: 5, 5: 10}[int(str(step)[0])] * 10 ** (len(str(step)) - 1)
    return step * _LINES


def _grid(most: int) -> Html:
    lines = []
    for place in range(_LINES + 1):
        y = _HIGH - _BELOW - (_HIGH - _BELOW - _TOP) * place / _LINES
        lines.append(tag("line", x1=str(_LEFT), x2=str(_WIDE), y1=f"{y:.1f}", y2=f"{y:.1f}"))
        lines.append(_words(str(most * place // _LINES), _LEFT - 6, y + 4, "beside"))
    return tag("g", *lines, class_="grid")


def _legend(text: str, place: int) -> Html:
    left = _LEFT + place * 120
    mark = tag("rect", x=str(left), y="6", width="14", height="14", class_=f"f{place}")
    return tag("g", mark, _words(text, left + 20, 18))


def _column(value: int, most: int, left: float, width: float, place: int, said: str) -> Html:
    high = (_HIGH - _BELOW - _TOP) * value / most
    return tag(
        "rect",
        tag("title", said),
        x=f"{left:.1f}",
        y=f"{_HIGH - _BELOW - high:.1f}",
        width=f"{max(width - 1, 0.5):.1f}",
        height=f"{high:.1f}",
        class_=f"f{place}",
    )


def _words(text: str, x: float, y: float, class_: str | None = None) -> Html:
    return tag("text", text, x=f"{x:.1f}", y=f"{y:.1f}", class_=class_)


def _short(row: Row) -> str:
    """Return what stands below a column: the month, week or quarter; of a year's first also the year."""
    text = str(row["period"])
    year, _, rest = text.partition("-")
    if not rest:
        return text
    if rest.isdecimal():
        return f"{year}.{rest}" if rest == "01" else f"{int(rest)}月"
    return text if rest in ("W01", "Q1") else rest
