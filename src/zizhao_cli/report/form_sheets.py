"""A filled form as the workbook that is handed upward: its sheets as they are printed, and a hidden one that says what they are."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.kinds.field import Field, Reads
from zizhao_cli.domain.own_workbook import FORM_SHEET
from zizhao_cli.report import foot
from zizhao_cli.report.filled import ROW, SHEET, said_base, said_passed_over
from zizhao_cli.report.model import Report, Sheet, Table

if TYPE_CHECKING:
    from zizhao_cli.domain.periods import Period
    from zizhao_cli.report.filters import Filters
    from zizhao_cli.report.forms import Column, Form, FormSheet

_TOLD = ("report", "form", "title", "form_version", "form_digest", "period", "base", "as_of")
_OF_ROWS = {None: "行业领域", "village": "村（社区）", "town": "范围"}


def with_sheets(report: Report, form: Form, period: Period, ledger: Filters) -> Report:
    """Return the filled form `report` with its workbook. Raises BrokenSettings, MachineFault."""
    as_of, base = report.head["as_of"], said_base(form, period, ledger, report.head["as_of"])
    said = (f"统计期间：{period.text}", f"截至：{as_of}", f"基数：{base}")
    above = foot.above(ledger.today, *said)
    below = [
        *said_passed_over(report.head.get("passed_over", {})),
        foot.below(),
        f"{form.title} 第 {form.version} 版。{report.summary[-1]}",
    ]
    sheets, told = [], [{key: report.head[key] for key in (*_TOLD, "anchor")}]
    for sheet in form.sheets:
        rows = [row for row in report.rows if row[SHEET.key] == sheet.name]
        parts = {line.label for line in sheet.lines if line.sub}
        rows = [{**row, "part": row[ROW.key] in parts} for row in rows]
        first = ROW._replace(heading=_OF_ROWS[sheet.by], reads=Reads.TITLE)
        columns = [first, *(_field(column) for column in form.columns)]
        groups = ["", *(column.group for column in form.columns)]
        title = form.title if len(form.sheets) == 1 else f"{form.title}（{sheet.name}）"
        table = Table(columns, rows, part="part", groups=groups)
        sheets.append(Sheet(sheet.name, [table], title, above, below))
        told.append(_layout(sheet, form, columns, [row[ROW.key] for row in rows]))
    lines = [json.dumps(one, ensure_ascii=False) for one in told]
    return report._replace(sheets=[*sheets, Sheet(FORM_SHEET, [], below=lines, hidden=True)])


def _field(column: Column) -> Field:
    counted, shared = column.is_counted, column.share is not None
    return Field(
        column.key,
        f"{column.heading}\n（{column.unit}）" if column.unit else column.heading,
        None if counted or shared or column.unit else Reads.LONG,
        numeric=not shared,
        fraction=shared,
    )


def _layout(
    sheet: FormSheet, form: Form, columns: list[Field], labels: list[str]
) -> dict[str, Any]:
    """Return what a sheet says where, by which it is read back (intake/sent/workbook.py)."""
    kinds = ("share" if c.share else "figure" if c.is_counted else "given" for c in form.columns)
    told = zip(form.columns, columns[1:], kinds, strict=True)
    return {
        "sheet": sheet.name,
        "heading": columns[0].heading,
        "columns": {c.key: [c.group, field.heading, kind] for c, field, kind in told},
        "rows": labels,
    }
