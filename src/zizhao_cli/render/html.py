"""A report as one page that asks nothing of anybody: it opens on a phone, its tables sort, and it prints on A4."""

from __future__ import annotations

import base64
import hashlib
from html import escape
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.kinds.field import Reads
from zizhao_cli.errors import visible
from zizhao_cli.render.cells import in_lines
from zizhao_cli.render.heat import grid
from zizhao_cli.render.page import BARS, INKS, SCRIPT, STYLE
from zizhao_cli.render.target import HTML_BEGINS
from zizhao_cli.report.model import Bars, Matrix

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zizhao_cli.domain.kinds.field import Field
    from zizhao_cli.report.model import Report, Row


_WHOLE = (Reads.DAY, Reads.MOMENT, Reads.DUE, Reads.ID)


def report_html(report: Report) -> str:
    """Return a report as a page with all that it says; nothing in it is taken for markup or steers its reader."""
    columns = report.brief_columns()
    title = escape(visible(report.title or report.name))
    style = STYLE + _headings_beside(columns) + _of_colours(report)
    policy = (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(SCRIPT)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    parts = [
        HTML_BEGINS.format(name=escape(report.name)),
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n',
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
        f"<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n<h1>{title}</h1>\n",
        *_drawn(report),
        *(_table(columns, report.rows) if report.rows else ()),
        *(f"<p>{escape(visible(line))}</p>\n" for line in report.summary),
        f"<script>{SCRIPT}</script>\n</body>\n</html>\n",
    ]
    return "".join(parts)


def _digest(text: str) -> str:
    """Return what a policy knows a style or a script by."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _headings_beside(columns: Sequence[Field]) -> str:
    """Return the style that keeps days, numbers and words whole, and says on a narrow screen, where rows are blocks, what each cell is."""
    whole = (
        f".list td:nth-child({place}){{white-space:nowrap}}\n"
        for place, column in enumerate(columns, start=1)
        if column.words is not None or column.reads in _WHOLE or column.key.endswith(("_on", "no"))
    )
    rules = (
        f'.list td:nth-child({place})::before{{content:"{_in_style(column.heading)}："}}\n'
        for place, column in enumerate(columns, start=1)
    )
    return f"{''.join(whole)}@media screen and (max-width:40em){{\n{''.join(rules)}}}\n"


def _in_style(text: str) -> str:
    return "".join(one if one.isalnum() else f"\\{ord(one):06x}" for one in text)


def _of_colours(report: Report) -> str:
    if isinstance(report.drawn, Matrix):
        colours = grid(report, report.drawn).colours
        return "".join(f".c{place}{{background:{one}}}\n" for place, one in enumerate(colours))
    return ""


def _table(columns: Sequence[Field], rows: Sequence[Row]) -> Iterator[str]:
    """Yield a table; what is not sorted as it is shown says how."""
    yield '<div class="wide">\n<table class="list">\n<thead><tr>'
    for column in columns:
        kind = ' class="n"' if column.numeric else ""
        yield f'<th scope="col"{kind}><button type="button">{escape(column.heading)}</button></th>'
    yield "</tr></thead>\n<tbody>\n"
    for row in rows:
        cells = (_cell(row[column.key], column) for column in columns)
        yield f"<tr>{''.join(cells)}</tr>\n"
    yield "</tbody>\n</table>\n</div>\n"


def _cell(value: Any, column: Field) -> str:  # noqa: ANN401 - any cell
    text = escape(in_lines(value, column)).replace("\n", "<br>")
    if not column.numeric:
        return f"<td>{text}</td>" if text else "<td></td>"
    by = f' data-by="{value}"' if column.fraction and value is not None else ""
    return f'<td class="n"{by}>{text}</td>'


def _drawn(report: Report) -> Iterator[str]:
    if isinstance(report.drawn, Matrix):
        yield from _heat_map(report, report.drawn)
    elif isinstance(report.drawn, Bars) and report.rows:
        yield from _chart(report, report.drawn)


def _heat_map(report: Report, matrix: Matrix) -> Iterator[str]:
    one = grid(report, matrix)
    yield f'<div class="wide">\n<table class="heat">\n<thead><tr><th scope="col">{escape(one.corner)}</th>'
    yield "".join(f'<th scope="col">{escape(text)}</th>' for text in one.across)
    yield "</tr></thead>\n<tbody>\n"
    for text, cells in one.rows:
        shown = (
            "<td></td>" if cell is None else f'<td class="c{cell.place}">{escape(cell.text)}</td>'
            for cell in cells
        )
        yield f'<tr><th scope="row">{escape(text)}</th>{"".join(shown)}</tr>\n'
    yield "</tbody>\n</table>\n</div>\n"
    if one.legend:
        told = (f'<span class="c{cell.place}">{escape(cell.text)}</span>' for cell in one.legend)
        yield f'<p class="legend">{" ".join(told)}</p>\n'


_LINE, _LABEL, _LONGEST = 18, 120, 480
"""Height of a bar, width of what stands before it, width of the longest."""


def _chart(report: Report, bars: Bars) -> Iterator[str]:
    """Yield bars that lie beside what each is called, and end in their numbers."""
    fields = {column.key: column for column in report.columns}
    most = max((row[key] or 0 for row in report.rows for key in bars.of), default=0) or 1
    high = _LINE + 6 + (len(bars.of) * _LINE + 6) * len(report.rows)
    wide = _LABEL + _LONGEST + 60
    yield f'<svg viewBox="0 0 {wide} {high}" role="img" aria-label="{escape(report.title)}">\n{INKS}'
    for place, key in enumerate(bars.of):
        left = _LABEL + place * _LONGEST // len(bars.of)
        yield f'<rect x="{left}" y="0" width="{_LINE}" height="{_LINE - 4}" class="f{place % BARS}"/>'
        yield f'<text x="{left + _LINE + 4}" y="12">{escape(fields[key].heading)}</text>\n'
    top = _LINE + 6
    for row in report.rows:
        label = escape(in_lines(row[bars.label], fields[bars.label]).replace("\n", " "))
        yield f'<text x="{_LABEL - 6}" y="{top + 13}" class="before">{label}</text>\n'
        for place, key in enumerate(bars.of):
            value = row[key]
            length = round((value or 0) / most * _LONGEST, 1)
            said = escape(in_lines(value, fields[key])) if value is not None else "—"
            yield f'<rect x="{_LABEL}" y="{top}" width="{length}" height="{_LINE - 4}" class="f{place % BARS}"/>'
            yield f'<text x="{_LABEL + length + 4}" y="{top + 12}">{said}</text>\n'
            top += _LINE
        top += 6
    yield "</svg>\n"
