"""Refused rows as a file to mend: it holds what came in, and imports clean once the fault is mended."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from python_calamine import CalamineWorkbook

from tests.intake.books import table, xlsx
from tests.intake.office import GOOD, HAZARDS, HEAD
from zizhao_cli.render.rejects import write_rejects

if TYPE_CHECKING:
    from tests.intake.office import Office, Taken

MENDED = {"99": "9", "98": "8"}


def mended(office: Office, taken: Taken, ending: str, **options: Any) -> Taken:
    """Import the refused rows once their measures 99 and 98 are 9 and 8; all must go in."""
    path = office.path.parent / f"rejects.{ending}"
    write_rejects(str(path), taken.rejects.headings, taken.rejects.rows)
    if ending == "csv":
        text = path.read_bytes().decode("utf-8-sig")
        for wrong, right in MENDED.items():
            text = text.replace(f",{wrong},", f",{right},")
        return office.takes(text, "mended.csv", **options)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes())).get_sheet_by_index(0)
    cells = [[MENDED.get(str(cell), cell) for cell in row] for row in rows.to_python()]
    return office.takes(xlsx(cells), "mended.xlsx", **options)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_they_import_clean_once_mended(office: Office, ending: str) -> None:
    text = (
        "序号," + HEAD + f'1,{GOOD}2,先进村,99,2022/5/2,符合,=1+1\n3,大丘村,98,20220503,,"一\n二"\n'
    )
    taken = office.take(office.file(text), keep_good=True)
    assert taken.counts == (3, 1, 0, 2)
    assert mended(office, taken, ending).counts == (2, 2, 0, 0)
    assert office.checks("unit", "measure", "checked_on", "note")[1:] == [
        ("先进村", 9, "2022-05-02", "=1+1"),
        ("大丘村", 8, "2022-05-03", "一\n二"),
    ]


def test_they_stand_in_their_columns_with_the_reason(office: Office) -> None:
    taken = office.take(office.file(HEAD + "先进村,99,2022-02-30,符合,好\n"), keep_good=True)
    path = office.path.parent / "rejects.csv"
    write_rejects(str(path), taken.rejects.headings, taken.rejects.rows)
    head, row = path.read_text(encoding="utf-8-sig").splitlines()
    assert head == HEAD.strip() + ",原因"
    assert row.startswith("先进村,99,2022-02-30,符合,好,")
    assert all(message.split("；")[0] in row for message in taken.messages)


def test_rows_of_two_files_with_different_columns(office: Office) -> None:
    one = office.file(HEAD + "先进村,99,2022-05-02,符合,好\n", "a.csv")
    two = office.file("检查人,被检查单位,条款,检查日期\n张静,大丘村,98,2022-05-02\n", "b.csv")
    taken = office.take(one, two, keep_good=True)
    assert taken.rejects.headings == [
        "单位",
        "条款",
        "检查日期",
        "结果",
        "备注",
        "检查人",
        "被检查单位",
    ]


def test_rejects_of_rejects_have_one_reason(office: Office) -> None:
    text = HEAD.strip() + ",原因\n先进村,99,2022-05-02,符合,好,条款不对\n"
    taken = office.take(office.file(text), keep_good=True)
    path = office.path.parent / "rejects.csv"
    write_rejects(str(path), taken.rejects.headings, taken.rejects.rows)
    assert path.read_text(encoding="utf-8-sig").splitlines()[0] == HEAD.strip() + ",原因"


def test_days_of_a_workbook(office: Office) -> None:
    book = xlsx([*table(HEAD), ["先进村", 99, date(2022, 5, 2), "符合", ""]])
    taken = office.take(office.file(book, "a.xlsx"), keep_good=True)
    mended(office, taken, "csv")
    assert office.checks("checked_on") == ["2022-05-02"]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_ditto_still_means_the_row_that_was_above(office: Office, ending: str) -> None:
    text = (
        HEAD
        + "先进村,99,2022-05-01,符合,一\n大丘村,6,2022-05-01,符合,二\n同上,98,2022-05-01,符合,三\n"
    )
    taken = office.take(office.file(text), keep_good=True)
    mended(office, taken, ending)
    assert office.checks("unit", "note") == [("大丘村", "二"), ("先进村", "一"), ("大丘村", "三")]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_serials_of_a_workbook(office: Office, ending: str) -> None:
    book = xlsx([*table(HEAD), ["先进村", 99, 44671, "符合", ""]])
    taken = office.take(office.file(book, "a.xlsx"), keep_good=True)
    mended(office, taken, ending)
    assert office.checks("checked_on") == ["2022-04-20"]


def test_deadlines_that_count_days(office: Office) -> None:
    text = HAZARDS + "先进村,99,2022-05-02,堵塞,一般,+15d,张静\n"
    taken = office.take(office.file(text), form="hazard", keep_good=True)
    mended(office, taken, "csv", form="hazard")


def test_cells_beyond_the_header_are_there(office: Office) -> None:
    taken = office.take(office.file(HEAD + GOOD.strip() + ",多出\n"), keep_good=True)
    assert "多出" in taken.rejects.rows[0][0].values()


def test_two_ignored_columns_of_one_name(office: Office) -> None:
    text = HEAD.strip() + ",天气,天气\n先进村,99,2022-05-02,符合,好,晴,雨\n"
    taken = office.take(office.file(text), keep_good=True, ignored=("天气",))
    assert {"晴", "雨"} <= {*map(str, taken.rejects.rows[0][0].values())}
