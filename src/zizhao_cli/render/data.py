"""Answers for other programs: json, csv, tsv, md."""

from __future__ import annotations

import csv
import io
import json
import re
from functools import partial
from typing import TYPE_CHECKING

from zizhao_cli.render.cells import human, machine

if TYPE_CHECKING:
    from collections.abc import Callable

    from zizhao_cli.report.model import Report, Row


def to_json(content: Row) -> str:
    """Return one JSON object, readable, in UTF-8 and not escaped to ASCII."""
    return _inert(json.dumps(content, ensure_ascii=False, indent=2)) + "\n"


# What steers a terminal and JSON itself lets stand: DEL and C1, separators of lines, marks of direction.
# A lone surrogate has no UTF-8 besides; it can only come from a file that was changed by other hands.
_STEERING = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def _inert(text: str) -> str:
    return _STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def report_json(report: Report) -> str:
    """Return a report as one JSON object: its head, then its rows, a line each."""
    head = json.dumps(report.head, ensure_ascii=False)
    keys, shown = [column.key for column in report.columns], report.rows
    if shown and [*shown[0]] != keys:  # some of the columns were asked for
        shown = [{key: row[key] for key in keys} for row in shown]
    rows = ",\n".join(map(json.JSONEncoder(ensure_ascii=False).encode, shown))
    return _inert(
        f'{head[:-1]}, "rows": [\n{rows}\n]}}\n' if rows else f'{head[:-1]}, "rows": []}}\n'
    )


def report_csv(report: Report, delimiter: str = ",", *, chinese: bool = False) -> str:
    """Return all rows under English keys or Chinese headings (RFC 4180); `delimiter` is a tab for tsv."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    keys = [column.key for column in report.columns]
    writer.writerow([column.heading for column in report.columns] if chinese else keys)
    writer.writerows([machine(row[key]) for key in keys] for row in report.rows)
    return text.getvalue()


def report_markdown(report: Report) -> str:
    """Return the rows as a Markdown table with Chinese headings, and the summary below."""
    columns = report.brief_columns()
    lines = [
        "| " + " | ".join(column.heading for column in columns) + " |",
        "| " + " | ".join("---:" if column.numeric else "---" for column in columns) + " |",
    ]
    lines += [
        "| "
        + " | ".join(_markdown_cell(human(row[column.key], column)) for column in columns)
        + " |"
        for row in report.rows
    ]
    # An empty line keeps each sentence of the summary a paragraph of its own.
    return "\n".join([*lines, *(f"\n{line}" for line in report.summary)]) + "\n"


_MARKDOWN = str.maketrans({character: f"\\{character}" for character in "\\`*_[]<>|~#&$"})


def _markdown_cell(text: str) -> str:
    return text.translate(_MARKDOWN)


def report_page(report: Report) -> str:
    """Return a report as a page for browsers."""
    from zizhao_cli.render.html import report_html

    return report_html(report)


def _calendar(report: Report) -> str:
    from zizhao_cli.render.ics import report_calendar

    return report_calendar(report)


DELIMITERS = {"csv": ",", "tsv": "\t"}
REPORTS: dict[str, Callable[[Report], str]] = {
    "json": report_json,
    **{name: partial(report_csv, delimiter=between) for name, between in DELIMITERS.items()},
    "md": report_markdown,
    "html": report_page,
    "ics": _calendar,
}
"""How a report is written in each format."""
