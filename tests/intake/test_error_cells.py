"""Formulas that failed: refused wherever they stand and whoever wrote the file, never taken for a blank."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest

from tests.intake.books import ods_cell, ods_of, ods_row, table, with_sheet, xlsx
from tests.intake.office import GOOD, HEAD

if TYPE_CHECKING:
    from tests.intake.office import Office

ROW = ["桂香村", "6", "2022-05-01", "符合"]
PLACE = [(2, "备注")]


def failed(_: Any, sheet: Any) -> None:
    """Write a failed formula into the note of the first row."""
    sheet.write_formula(1, 4, "=#REF!", None, "#REF!")


def places(office: Office, content: bytes, name: str) -> list[tuple[Any, ...]]:
    """Return line and column of each problem of a file that must be refused."""
    return [place[:2] for place in office.refuses(content, name).places]


@pytest.mark.parametrize(
    "error", ["#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"]
)
def test_in_text(office: Office, error: str) -> None:
    taken = office.refuses(HEAD + f"桂香村,6,2022-05-01,符合,{error}\n")
    assert taken.places == [(2, "备注", error)]


def test_in_xlsx(office: Office) -> None:
    assert places(office, xlsx([*table(HEAD), ROW], more=failed), "a.xlsx") == PLACE


def test_in_a_column_that_is_ignored(office: Office) -> None:
    rows = [[*table(HEAD)[0][:4], "天气"], ROW]
    office.takes(xlsx(rows, more=failed), "a.xlsx", ignored=("天气",))


@pytest.mark.parametrize("written", [b'<c t="e" r="E2"', b"<c r='E2' t='e'"])
def test_in_xlsx_by_another_writer(office: Office, written: bytes) -> None:
    book = with_sheet(xlsx([*table(HEAD), ROW], more=failed), rb'<c r="E2" t="e"', written)
    assert places(office, book, "a.xlsx") == PLACE


def test_in_xls(office: Office) -> None:
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("台账")
    for number, cells in enumerate([table(HEAD)[0], ROW]):
        for place, cell in enumerate(cells):
            sheet.write(number, place, cell)
    sheet.row(1).set_cell_error(4, "#REF!")
    content = io.BytesIO()
    book.save(content)
    assert places(office, content.getvalue(), "a.xls") == PLACE


_LIBRE_OFFICE = (
    '<table:table-cell table:formula="of:=#REF!" office:value-type="string" office:string-value=""'
    ' calcext:value-type="error"><text:p>{}</text:p></table:table-cell>'
)


@pytest.mark.parametrize("error", ["#REF!", "Err:502"])
def test_in_ods_as_libreoffice_writes_it(office: Office, error: str) -> None:
    head, cells = (ods_row(*map(ods_cell, table(HEAD)[0])), [*map(ods_cell, ROW)])
    content = ods_of(head + ods_row(*cells, _LIBRE_OFFICE.format(error)))
    assert places(office, content, "a.ods") == PLACE


def test_in_ods_as_text(office: Office) -> None:
    head = ods_row(*map(ods_cell, table(HEAD)[0]))
    content = ods_of(head + ods_row(*map(ods_cell, [*ROW, "#REF!"])))
    assert places(office, content, "a.ods") == PLACE


def test_good_rows_beside_it_stand_where_they_stood(office: Office) -> None:
    book = xlsx([*table(HEAD), ROW, *table(GOOD * 2)], more=failed)
    taken = office.take(office.file(book, "a.xlsx"), keep_good=True)
    assert taken.counts == (3, 2, 0, 1)
