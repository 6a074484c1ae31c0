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
        "序号,"
        + HEAD
        + f'1,{GOOD}2,先进村,99,2022/5/2,符合,=1+1\n3,大丘村,98,20220503,符合,"一\n二"\n'
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


def written_as_csv(office: Office, taken: Taken) -> str:
    path = office.path.parent / "rejects.csv"
    write_rejects(str(path), taken.rejects.headings, taken.rejects.rows)
    return path.read_bytes().decode("utf-8-sig")


@pytest.mark.parametrize("form", ["check", "hazard"])
def test_ditto_is_spelled_out_whoever_refused_the_row(office: Office, form: str) -> None:
    """Else it would mean the row above it in the file of rejects, which is of another unit."""
    rows = (
        "a,青峰社区,6,2022-03-01,烟囱开裂,一般,2022-02-01,罗强\n"
        "b,大丘村,4,2022-03-05,山体裂缝,重大,2022-04-05,吴世明\n"
        "c,同上,同上,〃,水库渗漏,同上,2022-03-01,同上\n"
    )
    head = "编号,责任单位,条款,排查时间,隐患内容,隐患级别,整改期限,整改责任人\n"
    taken = office.take(office.file(head + rows), form=form, keep_good=True)
    assert taken.counts == (3, 1, 0, 2)
    text = written_as_csv(office, taken)
    assert "c,大丘村,4,2022-03-05,水库渗漏,重大,2022-03-01,吴世明," in text
    mended_text = text.replace("2022-02-01,", "2022-03-31,").replace(
        "2022-03-01,吴", "2022-03-31,吴"
    )
    office.takes(mended_text, "mended.csv", form=form)
    keys = ("unit", "measure", "found_on", "level", "responsible")
    assert office.hazards(*keys)[-1] == ("大丘村", 4, "2022-03-05", "major", "吴世明")


def test_ditto_in_a_roll_is_spelled_out(office: Office) -> None:
    rows = "T1,甲厂,企业,桂香村\nGXC,乙厂,同上,同上\n"
    taken = office.take(office.file("代码,名称,类别,所在村\n" + rows), form="unit", keep_good=True)
    assert "GXC,乙厂,企业,桂香村," in written_as_csv(office, taken)


def test_what_an_export_kept_as_text_stays_so(office: Office) -> None:
    """A spreadsheet in which it is mended would make 0012301 a number."""
    row = '"=""0012301""",桂香村,99,2022-05-01,符合,'
    taken = office.take(office.file("编号," + HEAD + row + "=1+1\n"), keep_good=True)
    text = written_as_csv(office, taken)
    assert row + "'=1+1," in text
    office.takes(text.replace(",99,", ",9,"), "mended.csv")
    assert office.checks("source_id", "note") == [("0012301", "=1+1")]


def test_a_row_with_a_cell_too_many_comes_back_once_that_is_empty(office: Office) -> None:
    taken = office.take(office.file(HEAD + "桂香村,6,2022-05-01,符合,好,多的\n"), keep_good=True)
    text = written_as_csv(office, taken)
    assert "多的," in text
    assert [place[1] for place in office.refuses(text, "rejects.csv").places] == ["第 6 列"]
    office.takes(text.replace("多的,", ","), "mended.csv")


def test_a_formula_that_was_never_computed_does_not_come_back_as_text(office: Office) -> None:
    def formula(_: Any, sheet: Any) -> None:
        sheet.write_formula(1, 4, "=A1", None, "")

    book = xlsx([*table(HEAD), ["桂香村", "6", "2022-05-01", "符合"]], more=formula)
    taken = office.take(office.file(book, "a.xlsx"), keep_good=True)
    assert taken.counts == (1, 0, 0, 1)
    assert [p[1] for p in office.refuses(written_as_csv(office, taken), "r.csv").places] == ["备注"]


def test_two_columns_of_one_heading_that_is_passed_over(office: Office) -> None:
    text = "序号,序号," + HEAD + "1,1,桂香村,99,2022-05-01,符合,\n"
    taken = office.take(office.file(text), keep_good=True)
    text = written_as_csv(office, taken)
    assert "序号（第 2 列）" in text
    office.takes(text.replace(",99,", ",9,"), "mended.csv")


def test_a_heading_keeps_its_mark(office: Office) -> None:
    """It would run where the file is opened."""
    head = HEAD.strip() + ",'=1+1\n"
    row = "桂香村,99,2022-05-01,符合,好,2\n"
    taken = office.take(office.file(head + row), keep_good=True, ignored=("'=1+1",))
    assert written_as_csv(office, taken).splitlines()[0] == head.strip() + ",原因"
