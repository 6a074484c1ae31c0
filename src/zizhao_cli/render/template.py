"""Workbooks for others to fill in, which import without a complaint."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.kinds.field import Reads

if TYPE_CHECKING:
    from collections.abc import Callable

    from zizhao_cli.domain.kinds.field import Field
    from zizhao_cli.domain.kinds.kind import Kind

ROWS = 500
"""Rows that are prepared with lists and date checks."""
HEADER_ROW = 2
A4 = 9
"""The number of the paper in the workbook format."""
_FIRST, _LAST = date(2000, 1, 1), date(2100, 12, 31)


@dataclass(frozen=True)
class TemplateColumn:
    """A column: its heading, width in characters, example, explanation, and the values that its list offers."""

    heading: str
    width: int
    example: str
    explanation: str
    choices: list[str] | None = None
    is_day: bool = False


def check_template(unit: str, units: list[str], measures: list[str]) -> bytes:
    """Return the workbook for `unit` to report checks of `units`; `measures` are the fifteen as they are offered."""
    title = f"安全生产检查登记表（{unit}）"
    how = "一行一次检查；没有问题的也要填，结果写“符合”。填好后把文件交给镇应急办导入。"
    return _workbook("检查", title, f"填报单位：{unit}", _columns(units, measures), how)


def sheet_template(kind: Kind, units: list[str]) -> bytes:
    """Return the workbook in which records of a kind are listed for import; `units` are those of the roll."""
    columns = [TemplateColumn("序号", 6, "示例", _NUMBERED)]
    columns += (_column(kind, field, units) for field in kind.row)
    how = f"一行{kind.one}。填好后把文件交给镇应急办导入。"
    return _workbook(kind.label, f"{kind.label}登记表", "填报单位：", columns, how)


_NUMBERED = "可不填；写“示例”的一行导入时略过"
_EXAMPLES = {
    Reads.DAY: "2022-04-20",
    Reads.ANY_DAY: "2022-04-20",
    Reads.MOMENT: "2022-04-20 14:20",
    Reads.DUE: "2022-05-05",
    Reads.NUMBER: "1",
    Reads.AMOUNT: "5000",
}
_LONG = (Reads.LONG, Reads.REMARK, Reads.TITLE)


def _column(kind: Kind, field: Field, units: list[str]) -> TemplateColumn:
    """Return the column of what a row says."""
    choices = [word.label for word in field.words] if field.words else None
    if field.reads is Reads.UNIT:
        choices = units
    explained = ["必填" if field.key in kind.required else "可不填"]
    if field.several:
        explained.append("几个用顿号隔开")
    elif choices:
        explained.append("从下拉列表选")
    elif field.described:
        explained.append(field.described)
    return TemplateColumn(
        kind.heading(field.key),
        36 if field.reads in _LONG else 16,
        choices[0] if choices else _EXAMPLES.get(field.reads or Reads.LONG, ""),
        "；".join(explained),
        None if field.several else choices,
        is_day=field.reads in (Reads.DAY, Reads.ANY_DAY),
    )


def _columns(units: list[str], measures: list[str]) -> list[TemplateColumn]:
    return [
        TemplateColumn("序号", 6, "示例", _NUMBERED),
        TemplateColumn("检查日期", 12, "2022-04-20", "必填，年月日齐全", is_day=True),
        TemplateColumn("被检查单位", 18, units[0], "必填，从下拉列表选", units),
        TemplateColumn("检查人员", 14, "张三、李四", "几个人用顿号隔开"),
        TemplateColumn("对应条款", 26, measures[5], "必填，从下拉列表选", measures),
        TemplateColumn(
            "检查结果", 10, "不符合", "不填则看有没有写隐患", ["符合", "不符合", "不适用"]
        ),
        TemplateColumn("问题隐患", 36, "二楼疏散通道堆放杂物", "结果为不符合时必填，一行一项"),
        TemplateColumn("隐患等级", 12, "一般隐患", "不填即一般隐患", ["一般隐患", "重大隐患"]),
        TemplateColumn(
            "处理方式", 12, "限期整改", "立即整改的当日到期，不填整改时限", ["限期整改", "立即整改"]
        ),
        TemplateColumn(
            "整改时限", 12, "2022-05-05", "重大隐患必填；一般隐患不填按默认天数", is_day=True
        ),
        TemplateColumn("隐患部位", 16, "二楼东侧", "可不填"),
        TemplateColumn("行业领域", 12, "消防", "可不填"),
        TemplateColumn("责任人", 10, "王五", "可不填"),
        TemplateColumn("备注", 24, "", "可不填"),
    ]


def _workbook(
    name: str, title: str, subtitle: str, columns: list[TemplateColumn], how: str
) -> bytes:
    from xlsxwriter import Workbook

    content = io.BytesIO()
    with Workbook(
        content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as workbook:
        sheet = workbook.add_worksheet(name)
        lists = workbook.add_worksheet("选项")
        lists.hide()
        bold = workbook.add_format(
            {"bold": True, "bg_color": "#DDEBF7", "border": 1, "text_wrap": True}
        )
        grey = workbook.add_format({"italic": True, "font_color": "#808080"})
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        sheet.merge_range(
            0,
            0,
            0,
            len(columns) - 1,
            title,
            workbook.add_format({"bold": True, "font_size": 16, "align": "center"}),
        )
        sheet.write_string(1, 0, subtitle)
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width, day if column.is_day else None)
            sheet.write_string(HEADER_ROW, place, column.heading, bold)
            sheet.write_string(HEADER_ROW + 1, place, column.example, grey)
            _validate(sheet, lists, place, column)
        sheet.freeze_panes(HEADER_ROW + 1, 0)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEADER_ROW)
        _explain(workbook.add_worksheet("说明"), columns, how, bold)
    return content.getvalue()


def _validate(sheet: Any, lists: Any, place: int, column: TemplateColumn) -> None:  # noqa: ANN401 - XlsxWriter's sheets
    add: Callable[[dict[str, Any]], Any] = lambda rule: sheet.data_validation(  # noqa: E731 - named for its use
        HEADER_ROW + 2, place, HEADER_ROW + 1 + ROWS, place, rule
    )
    if column.is_day:
        add(
            {
                "validate": "date",
                "criteria": "between",
                "minimum": _FIRST,
                "maximum": _LAST,
                "error_title": "不是日期",
                "error_message": "请写成 2022-04-20 这样，年月日齐全",
            }
        )
    elif column.choices:
        lists.write_column(0, place, column.choices)
        letter = chr(ord("A") + place)
        add(
            {
                "validate": "list",
                "source": f"=选项!${letter}$1:${letter}${len(column.choices)}",
                "error_title": column.heading,
                "error_message": "请从下拉列表中选",
            }
        )


def _explain(sheet: Any, columns: list[TemplateColumn], how: str, bold: Any) -> None:  # noqa: ANN401 - XlsxWriter's sheets
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 60)
    sheet.write_string(0, 0, "怎么填", bold)
    sheet.write_string(0, 1, how, bold)
    for row, column in enumerate(columns, start=1):
        sheet.write_string(row, 0, f"【{column.heading}】")
        sheet.write_string(row, 1, column.explanation)
