"""Days as people write them in forms: with blanks, a weekday, a time; without a year, which stands above the table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.intake.books import table, xlsx
from tests.intake.office import HAZARDS, HEAD

if TYPE_CHECKING:
    from tests.intake.office import Office

DAY = "2022-04-20"


def text_of(day: str, above: str = "") -> str:
    return f"{above}{HEAD}桂香村,6,{day},符合,\n"


def book_of(day: Any, name: str = "台账") -> bytes:
    return xlsx([table(HEAD)[0], ["桂香村", 6, day, "符合", ""]], name=name)


@pytest.mark.parametrize(
    "written",
    [
        "2022 年 4 月 20 日",
        "2022年 4月20号",
        "2022. 4. 20",
        "2022-04-20 星期三",
        "2022年4月20日（周三）",
        "2022年4月20日 上午",
        "2022年4月20日上午9:30",
        "2022年4月20日 星期三 14时30分",
        "2022.4.20 9:00-11:30",
        "２０２２年４月２０日１４：３０",
    ],
)
def test_blanks_weekdays_and_times(office: Office, written: str) -> None:
    office.takes(text_of(written))
    assert office.checks("checked_on") == [DAY]


@pytest.mark.parametrize(
    "written",
    [
        "2022-04-20 星期四",
        "2022-04-20至2022-04-22",
        "14:30",
        "上午",
        "2022 年 4 月",
        "2022年4月 上午",
    ],
)
def test_what_names_no_day_or_two(office: Office, written: str) -> None:
    assert office.refuses(text_of(written)).places == [(2, "检查日期", written)]


SHORT = ["4月20日", "4 月 20 日", "04月20号", "4月20日 星期三", "4月20"]
ABOVE = [
    "紫照镇2022年自查台账\n",
    "2022年4月自查台账\n",
    "台账\n填报单位：桂香村  填报日期：2022-04-30\n",
    "台账（2021年修订）\n填报日期：2022.4.30,\n",
    "2022年自查台账,按《2020年版标准》,（2019年印发）\n",
]


@pytest.mark.parametrize("written", SHORT)
@pytest.mark.parametrize("above", ABOVE)
def test_the_year_stands_above_the_table(office: Office, written: str, above: str) -> None:
    taken = office.takes(text_of(written, above))
    assert office.checks("checked_on") == [DAY]
    assert any("2022 年" in why and "没有写" in why for _, why in taken.skipped)


@pytest.mark.parametrize("written", SHORT)
def test_the_year_is_given(office: Office, written: str) -> None:
    taken = office.takes(text_of(written, "台账\n"), year=2022)
    assert office.checks("checked_on") == [DAY]
    assert taken.skipped[1:] == [(None, "没有写年月的日子按 --year 算作 2022 年")]


def test_the_table_names_another_year_than_was_given(office: Office) -> None:
    taken = office.refuses(text_of("4月20日", "台账\n2021年台账\n"), year=2022)
    assert taken.places == [(2, None, None)]
    assert "2021" in taken.messages[0]
    assert office.refuses(book_of("4月20日", "2021年"), "list.xlsx", year=2022).messages
    office.takes(text_of("4月20日", "2021年12月—2022年4月台账\n"), year=2022)
    assert office.checks("checked_on") == [DAY]


def test_a_standing_year_is_for_tables_that_name_none(office: Office) -> None:
    taken = office.takes(text_of("4月20日"), usual_year=2022)
    assert taken.skipped == [(None, "没有写年月的日子按 config 里的 year 算作 2022 年")]
    office.takes(text_of("4月21日", "2022年台账\n"), usual_year=2021)
    office.takes(book_of("4月22日", "2022年"), "list.xlsx", usual_year=2021)
    assert office.checks("checked_on") == [DAY, "2022-04-21", "2022-04-22"]
    assert office.refuses(text_of("4月20日", "2021年12月—2022年4月\n"), usual_year=2022).messages


def test_a_day_after_the_date_from_which_its_year_was_taken(office: Office) -> None:
    above = "台账\n填表日期：2022年1月5日\n"
    taken = office.refuses(text_of("4月20日", above))
    assert taken.places == [(4, "检查日期", "4月20日")]
    assert "2022-01-05" in taken.messages[0]
    assert "--year 2021" in taken.messages[0]
    office.takes(text_of("1月5日", above))
    office.takes(text_of("4月20日", "2022年台账\n" + above))
    office.takes(text_of("12月28日", above), year=2021)
    assert sorted(office.checks("checked_on")) == ["2021-12-28", "2022-01-05", DAY]
    assert office.refuses(text_of("12月28日", above), year=2020).messages
    assert office.refuses(text_of("28号", above), year=2021).messages


def test_the_year_is_the_name_of_the_sheet(office: Office) -> None:
    office.takes(book_of("20号", "2022年4月"), "list.xlsx")
    assert office.checks("checked_on") == [DAY]


@pytest.mark.parametrize("above", [ABOVE[1], ABOVE[2]])
def test_the_month_stands_above_the_table(office: Office, above: str) -> None:
    office.takes(text_of("20号", above))
    assert office.checks("checked_on") == [DAY]


@pytest.mark.parametrize(
    ("written", "above", "missing"),
    [
        ("4月20日", "", "哪年；"),
        ("4月20日", "2021年12月—2022年4月台账\n", "哪年；"),
        ("20号", ABOVE[0], "哪年哪月"),
        ("20号", "2022年3月至4月台账\n", "哪年哪月"),
        ("20日", "", "哪年哪月"),
    ],
)
def test_what_is_not_said_is_not_guessed(
    office: Office, written: str, above: str, missing: str
) -> None:
    taken = office.refuses(text_of(written, above))
    assert taken.places == [(2 + above.count("\n"), "检查日期", written)]
    assert missing in taken.messages[0]


def test_a_month_is_no_month_of_another_year(office: Office) -> None:
    above = "2021年4月—2022年台账\n"
    assert office.refuses(text_of("20号", above), year=2022).messages


@pytest.mark.parametrize("written", ["4.20", "4-20", "4/20"])
def test_two_numbers_are_a_day_only_where_the_year_is_given(office: Office, written: str) -> None:
    assert office.refuses(text_of(written, ABOVE[1])).messages
    office.takes(text_of(written), year=2022)
    assert office.checks("checked_on") == [DAY]


def test_a_zero_that_a_spreadsheet_may_have_cut_off(office: Office) -> None:
    assert "4.20" in office.refuses(text_of("4.2"), year=2022).messages[0]
    assert "4.20" in office.refuses(book_of(4.20), "list.xlsx", year=2022).messages[0]
    office.takes(book_of("4.2"), "list.xlsx", year=2022)
    office.takes(book_of(4.21), "list.xlsx", year=2022)
    assert office.checks("checked_on") == ["2022-04-02", "2022-04-21"]


def test_a_day_that_does_not_exist_or_is_to_come(office: Office) -> None:
    for written in ("2月30日", "13月1日", "4月31日"):
        assert office.refuses(text_of(written), year=2022).messages
    assert "还没有到" in office.refuses(text_of("1月1日"), year=2023).messages[0]


def test_deadlines(office: Office) -> None:
    row = "桂香村,6,4月20日,灭火器过期,一般,{},张静\n"
    text = HAZARDS + "".join(
        row.format(due) for due in ("5月1日", "5.10", "30号", "+15d", "立即整改")
    )
    office.takes("2022年4月\n" + text, form="hazard", year=2022)
    assert office.hazards("due_on") == [
        "2022-05-01",
        "2022-05-10",
        "2022-04-30",
        "2022-05-05",
        "2022-04-20",
    ]


def test_days_of_a_deadline_are_not_a_day(office: Office) -> None:
    """15日 in the place of a deadline may mean within fifteen days."""
    text = HAZARDS + "桂香村,6,4月10日,灭火器过期,一般,15日,张静\n"
    taken = office.refuses("2022年4月\n" + text, form="hazard")
    assert taken.places == [(3, "限期", "15日")]


def test_rejects_have_the_year(office: Office) -> None:
    taken = office.take(office.file(text_of("4月20日", ABOVE[0]).replace("符合", "也许")))
    ((row, _),) = taken.rejects.rows
    assert row["检查日期"] == "2022-4-20"
