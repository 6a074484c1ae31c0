"""How the sheets of a workbook look, and how they lie on paper."""

from __future__ import annotations

from typing import Any

CELL = {
    "border": 1,
    "border_color": "#A6A6A6",
    "text_wrap": True,
    "valign": "vcenter",
    "font_size": 10,
}
HEADING = {**CELL, "bold": True, "bg_color": "#DDEBF7", "align": "center", "num_format": "@"}
"""What cells and headings look like, as XlsxWriter takes it."""
_A4 = 9


def lay_out(to: Any, heading: str) -> None:  # noqa: ANN401 - XlsxWriter's sheet
    """Lay a sheet out for paper: A4, on its side, as wide as a page, with page numbers."""
    to.set_landscape()
    to.set_paper(_A4)
    to.fit_to_pages(1, 0)
    to.set_margins(left=0.4, right=0.4, top=0.7 if heading else 0.5, bottom=0.6)
    if heading:
        to.set_header(f"&C&14{heading.replace('&', '&&')}")
    to.set_footer("&C第 &P 页，共 &N 页")
