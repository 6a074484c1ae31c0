"""The bars of a table as a chart of a workbook, which Excel and WPS draw themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zizhao_cli.render.cells import in_lines

if TYPE_CHECKING:
    from zizhao_cli.report.model import Bars, Row, Table

_MOST, _HIGH, CHART_ROWS = 30, 300, 17
"""How many bars a chart has at most, its height in pixels, and the rows beside it."""
_HATCHED = ("wide_upward_diagonal", "dark_horizontal", "percent_25", "dark_vertical", "sphere")
_INKS = ("#2F5597", "#C55A11", "#548235", "#7F6000", "#7030A0", "#404040")
"""What the bars of a chart are told by, in print as well."""


def add_chart(  # a chart is of a table, somewhere on a sheet
    book: Any,  # noqa: ANN401 - XlsxWriter's workbook
    to: Any,  # noqa: ANN401 - XlsxWriter's sheet
    sheet: str,
    table: Table,
    bars: Bars,
    header: int,
    rows: list[Row],
) -> None:
    """Put the chart of a table beside it: of its first rows, whose headings stand in the line `header` of `sheet`."""
    rows = rows[:_MOST]
    keys = [column.key for column in table.columns]
    chart = book.add_chart({"type": "column"})
    names = {column.key: column for column in table.columns}
    label = names[bars.label]
    first, last = header + 1, header + len(rows)
    for place, key in enumerate(bars.of):
        ink = _INKS[place % len(_INKS)]
        hatched = {
            "pattern": _HATCHED[place % len(_HATCHED)],
            "fg_color": ink,
            "bg_color": "white",
        }
        chart.add_series(
            {
                "name": names[key].heading,
                "categories": [sheet, first, at := keys.index(label.key), last, at],
                "values": [sheet, first, at := keys.index(key), last, at],
                # What a viewer shows that does not compute.
                "categories_data": [in_lines(row[label.key], label) for row in rows],
                "values_data": [row[key] or 0 for row in rows],
                **({"pattern": hatched} if place else {"fill": {"color": ink}}),
                "border": {"color": ink},
                "data_labels": {"value": True, "font": {"size": 8}},
            }
        )
    chart.set_title({"name": table.heading or sheet, "name_font": {"size": 12}})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": min(1200, 360 + 40 * len(rows)), "height": _HIGH})
    to.insert_chart(header, len(keys) + 1, chart)
