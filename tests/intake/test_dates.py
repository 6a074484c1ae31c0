"""Days in cells: every form of the contract, and what Excel makes of them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.intake.books import ods_cell, ods_of, ods_row, table, xls, xlsx
from tests.intake.office import HAZARDS, HEAD

if TYPE_CHECKING:
    from tests.intake.office import Office

DAY = "2022-04-20"
SERIAL = 44671
SERIAL_1904 = SERIAL - 1462
WRITTEN = [
    "2022-04-20",
    "2022-4-20",
    "2022/4/20",
    "2022.4.20",
    "2022.04.20",
    "20220420",
    "2022年4月20日",
    "2022年04月20日",
    "２０２２年４月２０日",
    "２０２２－０４－２０",
    "2022/4/20 8:30",
    "2022-04-20 08:30:59",
    "2022-04-20T08:30:00",
    " 2022-04-20\u3000",
]
REFUSED = [
    "2022.4",
    "2022年4月",
    "202204",
    "2022-02-30",
    "4月20日",
    "昨天",
    "44671",
    "22-4-20",
    "2023-01-01",
]


def rows(*days: Any) -> list[list[Any]]:
    """Return a table of checks on `days`."""
    return [table(HEAD)[0], *(["桂香村", 6, day, "符合", ""] for day in days)]


@pytest.mark.parametrize("written", WRITTEN)
def test_every_form(office: Office, written: str) -> None:
    office.takes(HEAD + f"桂香村,6,{written},符合,\n")
    office.takes(xlsx(rows(written)), "list.xlsx")
    assert office.checks("checked_on") == [DAY]


@pytest.mark.parametrize("written", REFUSED)
def test_what_is_no_day_is_refused_with_its_place(office: Office, written: str) -> None:
    taken = office.refuses(HEAD + f"桂香村,6,{written},符合,\n")
    assert taken.places == [(2, "检查日期", written)]


LATE = datetime.fromisoformat(DAY) + timedelta(hours=23, minutes=59)


@pytest.mark.parametrize("cell", [date(2022, 4, 20), LATE, SERIAL, SERIAL + 0.99])
def test_days_and_serials_of_a_workbook(office: Office, cell: Any) -> None:
    office.takes(xlsx(rows(cell)), "list.xlsx")
    assert office.checks("checked_on") == [DAY]


@pytest.mark.parametrize("cell", [date(2022, 4, 20), SERIAL_1904, SERIAL_1904 + 0.5])
def test_the_date_system_of_1904(office: Office, cell: Any) -> None:
    office.takes(xlsx(rows(cell), date_1904=True), "list.xlsx")
    assert office.checks("checked_on") == [DAY]


def test_days_of_an_old_workbook(office: Office) -> None:
    office.takes(xls(rows(date(2022, 4, 20), SERIAL)), "list.xls")
    office.takes(xls(rows(date(2022, 4, 20)), dates_1904=True), "other.xls")
    assert office.checks("checked_on") == [DAY, DAY]


def test_the_date_system_of_1904_in_an_old_workbook(office: Office) -> None:
    office.takes(xls(rows(SERIAL_1904), dates_1904=True), "list.xls")
    assert office.checks("checked_on") == [DAY]


def test_days_of_an_opendocument_sheet(office: Office) -> None:
    day = '<table:table-cell office:value-type="date" office:date-value="{0}"><text:p>{0}</text:p></table:table-cell>'
    lines = [
        ods_row(*map(ods_cell, ["桂香村", "6"]), day.format(text), ods_cell("符合"))
        for text in (DAY, f"{DAY}T08:30:00")
    ]
    office.takes(ods_of(ods_row(*map(ods_cell, table(HEAD)[0])) + "".join(lines)), "list.ods")
    assert office.checks("checked_on") == [DAY, DAY]


def test_whole_numbers_that_read_like_a_day(office: Office) -> None:
    office.takes(xlsx(rows(20220420)), "list.xlsx")
    assert office.checks("checked_on") == [DAY]
    office.refuses(xlsx(rows(202204)), "b.xlsx")
    office.refuses(xlsx(rows(1)), "c.xlsx")


@pytest.mark.parametrize("word", ["立即整改", "立行立改", "立 即 整 改"])
def test_at_once_is_a_handling(office: Office, word: str) -> None:
    office.takes(HAZARDS + f"桂香村,6,2022-05-01,堵塞,一般,{word},张静\n", form="hazard")
    assert office.hazards("handling", "due_on") == [("immediate", "2022-05-01")]


@pytest.mark.parametrize("word", ["长期坚持", "长期", "持续", "2022.4", "+15", "尽快", "44671"])
def test_what_is_no_deadline_is_refused(office: Office, word: str) -> None:
    text = HAZARDS + f"桂香村,6,2022-05-01,堵塞,一般,{word},张静\n"
    assert office.refuses(text, form="hazard").places == [(2, "限期", word)]


def test_a_deadline_may_lie_ahead_count_days_or_be_missing(office: Office) -> None:
    for due in ("2023-06-01", "+15d", "+10wd", ""):
        office.takes(HAZARDS + f"桂香村,6,2022-05-05,堵塞{due},一般,{due},张静\n", form="hazard")
    assert office.hazards("due_on")[:3] == ["2023-06-01", "2022-05-20", "2022-05-18"]
    assert office.hazards("original_due_on") == office.hazards("due_on")


IN_WORDS = {
    "2022-05-20前": "2022-05-20",
    "2022年5月20日之前": "2022-05-20",
    "5月20日前": "2022-05-20",
    "于5月20日以前完成整改": "2022-05-20",
    "20日前": "2022-05-20",
    "5月20日（星期五）前": "2022-05-20",
    "5月20日18时前": "2022-05-20",
    "15日内": "2022-05-16",
    "15天内": "2022-05-16",
    "限15 日内整改": "2022-05-16",
    "１５日内": "2022-05-16",
    "三日内": "2022-05-04",
    "两天之内": "2022-05-03",
    "十日内": "2022-05-11",
    "二十五个自然日内": "2022-05-26",
    "15个工作日内": "2022-05-24",
    "十五个工作日内": "2022-05-24",
}


@pytest.mark.parametrize("words", IN_WORDS)
def test_a_deadline_in_words(office: Office, words: str) -> None:
    """前 takes in the day itself; 内 counts from the day after the one it was found on, as +15d does."""
    text = "2022年5月台账,,,,,,\n" + HAZARDS + f"桂香村,6,5月1日,堵塞,一般,{words},张静\n"
    taken = office.takes(text, form="hazard")
    assert office.hazards("due_on") == [IN_WORDS[words]]
    assert any("算作" in why and "限期" in why for _, why in taken.skipped)


@pytest.mark.parametrize(
    "words",
    ["5月底前", "国庆节前", "一个月内", "一周内", "近期", "15日", "5月20日（星期四）前", "日内"],
)
def test_a_deadline_in_words_that_name_no_day(office: Office, words: str) -> None:
    text = "2022年5月台账,,,,,,\n" + HAZARDS + f"桂香村,6,5月1日,堵塞,一般,{words},张静\n"
    assert office.refuses(text, form="hazard").places == [(3, "限期", words)]


def test_a_rejected_deadline_in_words_keeps_its_year(office: Office) -> None:
    text = "2022年台账,,,,,,\n" + HAZARDS + "桂香村,99,5月1日,堵塞,一般,5月20日前,张静\n"
    ((row, _),) = office.refuses(text, form="hazard").rejects.rows
    assert row["限期"] == "2022-5-20"
