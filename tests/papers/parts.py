"""Paragraphs and tables of a document, as text with Jinja's tags in it."""

from __future__ import annotations

import re
from html import escape

_FILL = re.compile("(【[^】]*】)")


_AT_THE_END = '<w:framePr w:w="8844" w:wrap="around" w:vAnchor="margin" w:hAnchor="margin" w:xAlign="left" w:yAlign="bottom"/>'
"""A frame as wide as the text that ends where the text of its page does; LibreOffice takes it from no style."""


def p(style: str, text: str = "") -> str:
    """Return a paragraph. What stands in 【】 is to be filled in by somebody, and stands out; a tab is a tab, a line break is one."""
    runs = "".join(_run(part) for part in _FILL.split(text) if part)
    frame = _AT_THE_END if style.startswith("Imprint") else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{frame}</w:pPr>{runs}</w:p>'


def _run(text: str) -> str:
    look = '<w:rPr><w:rStyle w:val="ToFill"/></w:rPr>' if _FILL.fullmatch(text) else ""
    marks = {"\t": "<w:tab/>", "\n": "<w:br/>"}
    parts = (
        marks.get(part, f'<w:t xml:space="preserve">{escape(part, quote=False)}</w:t>')
        for part in re.split("([\t\n])", text)
        if part
    )
    return f"<w:r>{look}{''.join(parts)}</w:r>"


def each(what: str, *within: str) -> str:
    """Return paragraphs that are repeated, or that stand under a condition: `what` is the tag (`for …`, `if …`)."""
    end = what.split(maxsplit=1)[0]
    return p("Normal", f"{{%p {what} %}}") + "".join(within) + p("Normal", f"{{%p end{end} %}}")


def _cell(content: str, width: int, span: int = 1) -> str:
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}<w:vAlign w:val="center"/></w:tcPr>{content}</w:tc>'


def row(widths: list[int], *cells: str, head: bool = False, least: int = 0) -> str:
    """Return a row of a table: as many cells as there are widths, the last one over the rest; a `head` is repeated on each page."""
    looks = ("<w:tblHeader/>" if head else "") + (
        f'<w:trHeight w:val="{least}" w:hRule="atLeast"/>' if least else ""
    )
    spans = [1] * (len(cells) - 1) + [len(widths) - len(cells) + 1]
    places = [sum(spans[:at]) for at in range(len(cells))]
    made = "".join(
        _cell(cell, sum(widths[place : place + span]), span)
        for cell, place, span in zip(cells, places, spans, strict=True)
    )
    return f"<w:tr>{f'<w:trPr>{looks}</w:trPr>' if looks else ''}{made}</w:tr>"


def named(widths: list[int], *cells: str) -> str:
    """Return a row of what is asked and what is said, once or twice; its names let go of the rows below, for texts go on over pages."""
    styles = ("CellName", "Cell", "CellName", "Cell")
    made = (p(style, text) for style, text in zip(styles, cells, strict=False))
    return row(widths, *made, least=460)


def each_row(widths: list[int], what: str, *rows: str) -> str:
    """Return rows that are repeated or stand under a condition."""
    end = what.split(maxsplit=1)[0]

    def tag(text: str) -> str:
        return row(widths, p("Cell", text))

    return tag(f"{{%tr {what} %}}") + "".join(rows) + tag(f"{{%tr end{end} %}}")


_LINE = '<w:{} w:val="single" w:sz="{}" w:space="0" w:color="000000"/>'
_GRID = "".join(
    _LINE.format(side, 4) for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def table(widths: list[int], *rows: str) -> str:
    """Return a table with lines all around; `widths` make up the width of the text, in twips."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    sides = "".join(f'<w:{side} w:w="85" w:type="dxa"/>' for side in ("left", "right"))
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{_GRID}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{sides}</w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )
