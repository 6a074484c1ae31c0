"""What the reader of OpenDocument sheets takes otherwise than a spreadsheet shows it: filled in, refused, or read right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.intake.books import (
    changed,
    ods_cell,
    ods_of,
    ods_row,
    table,
)
from tests.intake.office import HEAD

if TYPE_CHECKING:
    from tests.intake.office import Office

ROW = ["桂香村", "6", "2022-05-01", "符合"]
SERIAL = 43220
"""2022-05-01 counted from 1904."""


def ods_rows(*notes: str, head: str = HEAD) -> bytes:
    """Return an OpenDocument sheet with a check for each of `notes`, which are cells as XML."""
    return ods_of(
        ods_row(*map(ods_cell, table(head)[0]))
        + "".join(ods_row(*map(ods_cell, ROW), note) for note in notes)
    )


def spanned(cell: str, rows: int, columns: int = 1) -> str:
    """Return a cell as the first of a merged region."""
    sides = f'table:number-rows-spanned="{rows}" table:number-columns-spanned="{columns}"'
    return cell.replace("<table:table-cell", f"<table:table-cell {sides}", 1)


def test_a_merged_region_in_ods(office: Office) -> None:
    covered = "<table:covered-table-cell/>"
    office.takes(ods_rows(spanned(ods_cell("三次"), 3), covered, covered), "a.ods")
    assert office.checks("note") == ["三次"] * 3


def test_the_date_system_of_ods(office: Office) -> None:
    number = f'<table:table-cell office:value-type="float" office:value="{SERIAL}"/>'
    row = ods_row(ods_cell("桂香村"), ods_cell("6"), number, ods_cell("符合"))
    book = ods_of(ods_row(*map(ods_cell, table(HEAD)[0])) + row)
    settings = '<table:calculation-settings><table:null-date table:date-value="1904-01-01"/></table:calculation-settings>'
    office.takes(
        changed("content.xml", b"<table:table ", f"{settings}<table:table ".encode())(book), "a.ods"
    )
    assert office.checks("checked_on") == ["2022-05-01"]


def inside(content: str, kind: str = 'office:value-type="string"') -> str:
    """Return a cell with `content`, which is XML."""
    return f"<table:table-cell {kind}>{content}</table:table-cell>"


MISREAD = {
    "制表符": inside("<text:p>10<text:tab/>20</text:p>"),
    "换行": inside("<text:p>10<text:line-break/>20</text:p>"),
    "上有图形": inside("<draw:frame><text:p/></draw:frame><text:p>甲</text:p>"),
    "上有图形，": inside("<draw:frame><a>图</a></draw:frame><text:p>甲</text:p>"),
    "没有存值": inside("<text:p>重大</text:p>", ""),
    "“5”": inside("<text:p>5</text:p>", 'office:value-type="float"'),
    "套着表格": inside("<table:table/>"),
    "CDATA": inside("<text:p><![CDATA[甲]]></text:p>"),
    "重复 0 次": inside("", 'table:number-columns-repeated="0"'),
    "不是行数或列数": inside("<text:p>甲</text:p>", 'table:number-columns-repeated="+90000"'),
    "个空格": inside('<text:p>甲<text:s text:c="100000"/></text:p>'),
}


@pytest.mark.parametrize("why", MISREAD)
def test_a_cell_of_ods_that_the_reader_would_misread(office: Office, why: str) -> None:
    (message,) = office.refuses(
        changed("content.xml", b"xmlns:text=", b'xmlns:draw="urn:d" xmlns:text=')(
            ods_rows(MISREAD[why])
        ),
        "a.ods",
    ).messages
    assert why in message


def test_cells_of_ods_that_are_read_right(office: Office) -> None:
    annotated = inside(
        "<office:annotation><text:p>批注<text:tab/></text:p></office:annotation><text:p>甲</text:p>"
    )
    framed = inside("<draw:frame/><text:p>乙<text:s text:c='2'/>丙</text:p>")
    number = inside("<text:p>五</text:p>", 'office:value-type="float" office:value="5"')
    blank = inside("", "")
    book = ods_rows(annotated, framed, number, blank)
    office.takes(
        changed("content.xml", b"xmlns:text=", b'xmlns:draw="urn:d" xmlns:text=')(book), "a.ods"
    )
    assert office.checks("note") == ["甲", "乙  丙", "五", None]


@pytest.mark.parametrize(
    "cell",
    [
        inside("", 'table:formula="of:=1+1"'),
        inside("", 'table:formula="of:=1+1" office:value-type="float"'),
        inside("<text:p>2</text:p>", 'table:formula="of:=1+1" office:value-type="float"'),
    ],
)
def test_a_formula_of_ods_that_was_never_computed(office: Office, cell: str) -> None:
    assert office.refuses(ods_rows("", cell), "a.ods").places == [(3, "备注", "没有算过")]


def test_a_formula_of_ods_that_gives_an_empty_text(office: Office) -> None:
    cell = inside("<text:p/>", 'table:formula="of:=&quot;&quot;" office:value-type="string"')
    office.takes(ods_rows(cell), "a.ods")
    assert office.checks("note") == [None]


@pytest.mark.parametrize("repeated", ["", ' table:number-columns-repeated="3"'])
def test_a_failed_formula_of_ods_in_a_column_that_is_ignored(office: Office, repeated: str) -> None:
    failed = inside("<text:p>#DIV/0!</text:p>", f"calcext:value-type='error'{repeated}")
    book = ods_rows(failed, head=HEAD.replace("备注", "天气"))
    taken = office.take(office.file(book, "a.ods"), ignored=("天气",))
    assert taken.counts == ((1, 1, 0, 0) if not repeated else (1, 0, 0, 1))


def test_an_annotation_outside_a_cell_switches_nothing_off(office: Office) -> None:
    book = ods_rows(inside("<text:p>重大</text:p>", ""))
    book = changed("content.xml", b"<table:table-row>", b"<office:annotation/><table:table-row>")(
        book
    )
    assert "没有存值" in office.refuses(book, "a.ods").messages[0]
