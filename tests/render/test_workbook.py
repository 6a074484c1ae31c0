"""Reports as workbooks, read back by two other libraries: text is text, days are days, nothing is a formula, nothing is cut."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from zizhao_cli.domain.kinds.field import Field, Reads
from zizhao_cli.domain.values import Word
from zizhao_cli.render import workbook
from zizhao_cli.render.workbook import (
    MOST_ROWS,
    CellTooLong,
    PastFourGigabytes,
    TooManyRows,
)
from zizhao_cli.render.xlsx import report_xlsx
from zizhao_cli.report.model import Bars, Matrix, Report

if TYPE_CHECKING:
    from zizhao_cli.report.model import Row

COLUMNS = [
    Field("no", "编号", Reads.ID),
    Field("title", "隐患", Reads.TITLE),
    Field("found_on", "发现日期", Reads.DAY),
    Field("days", "天数", numeric=True),
    Field("rate", "整改率", numeric=True, fraction=True),
    Field("phone", "电话"),
    Field("active", "在用", flag=True),
]
HOSTILE = [
    *("=1+1", "+86", "-1", "@SUM(1)", '=HYPERLINK("http://x")', "http://x.cn/", "mailto:a@b.cn"),
    *("'=1", '="001"', "_x0041_", "a\x0bb\x00c\x1b[31m", "\u202eabc", "\ufffe", "<script>&amp;"),
    "第一行\r\n第二行\t又",
]


def _report(rows: list[Row], **more: Any) -> Report:
    brief = [column.key for column in COLUMNS]
    return Report({"report": "overdue"}, COLUMNS, rows, brief, ["共几项。"], "逾期隐患", **more)


def _row(**more: Any) -> Row:
    row = {"no": "YH-2022-0001", "title": "堵塞", "found_on": "2022-05-01", "days": 12}
    return {**row, "rate": 0.125, "phone": "023000123456789012", "active": True, **more}


def _written(report: Report) -> bytes:
    file = io.BytesIO()
    report_xlsx(report, file)
    return file.getvalue()


def test_each_kind_of_value_is_a_cell_of_its_kind() -> None:
    content = _written(_report([_row(), _row(found_on=None, days=None, rate=None, active=False)]))
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["逾期隐患", "说明"]
    sheet = book["逾期隐患"]
    head, first, second = ([cell.value for cell in row] for row in sheet.iter_rows())
    assert head == [column.heading for column in COLUMNS]
    assert first == [
        *("YH-2022-0001", "堵塞", datetime(2022, 5, 1), 12, 0.125),  # noqa: DTZ001
        *("023000123456789012", "是"),
    ]
    assert second[2:] == [None, None, "—", "023000123456789012", "否"]
    formats = [cell.number_format for cell in sheet[2]]
    assert formats == ["@", "@", "yyyy-mm-dd", "0", "0.00%", "@", "@"]
    (read, *_) = (
        CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()[1:]
    )
    assert (read[2], read[5]) == (date(2022, 5, 1), "023000123456789012")


def test_it_is_laid_out_for_the_screen_and_for_paper() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(_written(_report([_row()]))))["逾期隐患"]
    page = sheet.page_setup
    assert (page.orientation, page.paperSize, page.fitToHeight) == ("landscape", 9, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:G2")
    assert sheet.print_title_rows == "$1:$1"
    assert "&P" in sheet.oddFooter.center.text
    assert all(cell.alignment.wrap_text for cell in sheet[2])


def test_what_people_typed_is_neither_formula_nor_link_nor_broken_xml() -> None:
    content = _written(_report([_row(title=text) for text in HOSTILE]))
    sheet = openpyxl.load_workbook(io.BytesIO(content))["逾期隐患"]
    cells = [row[1] for row in sheet.iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)
    shown = [str(cell.value) for cell in cells]
    # Two of them an import would take for something else, so a mark stands before them.
    assert shown[:9] == [*HOSTILE[:7], "''=1", '\'="001"']
    assert shown[10:] == [
        *("a\\x0bb\\x00c\\x1b[31m", "\\u202eabc", "\\ufffe", "<script>&amp;"),
        "第一行\n第二行 又",
    ]
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert not [name for name in package.namelist() if "externalLink" in name]
        assert b"<f>" not in package.read("xl/worksheets/sheet1.xml")


def test_the_same_rows_give_the_same_bytes() -> None:
    assert _written(_report([_row()])) == _written(_report([_row()]))


def test_a_text_that_no_cell_holds_is_refused_by_its_place() -> None:
    _written(_report([_row(title="长" * 32_767)]))
    for text in ("长" * 32_768, "😀" * 16_384):
        with pytest.raises(CellTooLong) as refused:
            _written(_report([_row(), _row(title=text)]))
        assert "工作表“逾期隐患”第 3 行“隐患”有 32768 字" in refused.value.sentence


def test_more_rows_than_a_sheet_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert MOST_ROWS == 1_048_576
    monkeypatch.setattr(workbook, "MOST_ROWS", 3)
    _written(_report([_row()] * 2, sheets=()))
    with pytest.raises(TooManyRows):
        _written(_report([_row()] * 3))


def test_what_no_package_holds_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", 100)
    with pytest.raises(PastFourGigabytes):
        _written(_report([_row()]))


class Light(Word):
    """Words of a matrix, in an order that is not that of the alphabet."""

    UNSEEN = "unseen", "未查"
    CLEAN = "clean", "无隐患"


def test_a_matrix_is_a_sheet_that_reads_without_colour() -> None:
    columns = [
        Field("unit", "单位"),
        Field("measure", "条款", numeric=True),
        Field("light", "情形", words=Light),
    ]
    rows = [
        {"unit": unit, "measure": measure, "light": light}
        for unit, measure, light in [
            ("甲村", 10, "clean"),
            ("甲村", 2, "unseen"),
            ("乙村", 2, None),
            ("乙村", 10, "odd"),
        ]
    ]
    report = Report(
        {"report": "coverage"}, columns, rows, ["unit"], drawn=Matrix("unit", "measure", "light")
    )
    sheet = openpyxl.load_workbook(io.BytesIO(_written(report)))["覆盖"]
    shown = [[cell.value for cell in row] for row in sheet.iter_rows(max_row=3)]
    assert shown == [["单位", "2", "10"], ["甲村", "－未查", "□无隐患"], ["乙村", None, "○odd"]]
    assert [cell.value for cell in sheet[5]][1:] == ["－未查", "□无隐患"]
    colours = {sheet[place].fill.fgColor.rgb for place in ("B2", "C2", "C3")}
    assert len(colours) == 3


def test_bars_are_a_chart_of_the_program_that_opens_them() -> None:
    content = _written(
        _report([_row(), _row(no="YH-2022-0002", days=3)], drawn=Bars("no", ("days",)))
    )
    (chart,) = openpyxl.load_workbook(io.BytesIO(content))["逾期隐患"]._charts
    (series,) = chart.series
    assert series.val.numRef.f == "逾期隐患!$D$2:$D$3"
    assert series.cat.strRef.f == "逾期隐患!$A$2:$A$3"
