"""Days as people write them: every form is one day, and what is no day is refused by its own name."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zizhao_cli.domain.dates import parse_day, parse_past_day
from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.errors.values import (
    BadDate,
    FutureDay,
    MonthWithoutDay,
    NoSuchDay,
    YearOutOfRange,
)

TODAY = date(2022, 7, 15)


def day(text: str) -> date:
    return parse_day("检查日期", text, TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "2022-04-20",
        "2022-4-20",
        "2022/4/20",
        "2022/04/20",
        "2022.4.20",
        "2022.04.20",
        "20220420",
        "2022年4月20日",
        "2022年04月20日",
        "2022年4月20",
        "２０２２－０４－２０",
        "２０２２／４／２０",
        "２０２２．４．２０",
        "２０２２０４２０",
        "２０２２年４月２０日",
        " 2022-04-20 ",
        "\u30002022年4月20日\u3000",
    ],
)
def test_every_written_form_is_one_day(text: str) -> None:
    assert day(text) == date(2022, 4, 20)


@pytest.mark.parametrize("text", ["today", "Today", "TODAY", "ｔｏｄａｙ", "今天", " today "])
def test_today(text: str) -> None:
    assert day(text) == TODAY


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_any_day_is_read_back_from_each_form(any_day: date) -> None:
    y, m, d = any_day.year, any_day.month, any_day.day
    forms = [
        f"{any_day}",
        f"{y}/{m}/{d}",
        f"{y}.{m}.{d}",
        f"{y}{m:02}{d:02}",
        f"{y}年{m}月{d}日",
    ]
    assert {day(form) for form in forms} == {any_day}


@pytest.mark.parametrize(
    "text",
    [
        "2022-02-29",
        "1900-02-29".replace("1900", "2100"),
        "2022-04-31",
        "2022-13-01",
        "2022-00-10",
        "2022-01-00",
        "2022-01-32",
        "20220431",
        "2022年2月30日",
        "２０２２／２／２９",
    ],
)
def test_no_such_day(text: str) -> None:
    with pytest.raises(NoSuchDay) as refused:
        day(text)
    assert "检查日期" in refused.value.sentence
    assert text in refused.value.sentence


def test_a_leap_day_exists() -> None:
    assert day("2024-02-29") == date(2024, 2, 29)


@pytest.mark.parametrize(
    "text",
    ["2022.4", "2022-04", "2022/4", "2022年4月", "202204", "2022.4.", "2022-04-", "２０２２．４"],
)
def test_a_month_without_a_day(text: str) -> None:
    with pytest.raises(MonthWithoutDay) as refused:
        day(text)
    assert text in refused.value.sentence


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "2022",
        "昨天",
        "22-04-20",
        "2022-04/20",
        "04/20/2022",
        "2022 04 20",
        "2022-04-20T10:00",
        "2022-04-20\x00",
        "2022-04-20前",
        "44671",
        "立即整改",
        "长期坚持",
        "+15d",
        "2022-004-20",
        "202204200",
    ],
)
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(BadDate):
        day(text)


@pytest.mark.parametrize("text", ["1989-12-31", "2101-01-01", "0001-01-01", "9999-12-31"])
def test_a_year_out_of_range(text: str) -> None:
    with pytest.raises(YearOutOfRange) as refused:
        day(text)
    assert "1990–2100" in refused.value.sentence


@pytest.mark.parametrize("text", ["1990-01-01", "2100-12-31"])
def test_the_first_and_the_last_year_are_in_range(text: str) -> None:
    assert day(text).isoformat() == text


def test_what_happened_lies_not_in_the_future() -> None:
    assert parse_past_day("检查日期", "2022-07-15", TODAY) == TODAY
    with pytest.raises(FutureDay) as refused:
        parse_past_day("检查日期", "2022-07-16", TODAY)
    assert "2022-07-16" in refused.value.sentence
    assert "2022-07-15" in refused.value.sentence


def test_by_default_it_happened_today() -> None:
    assert parse_past_day("检查日期", None, TODAY) == TODAY


@given(st.text())
def test_any_other_text_is_refused_by_name(text: str) -> None:
    try:
        found = day(text)
    except Refused:
        return
    assert found == TODAY or date(1990, 1, 1) <= found <= date(2100, 12, 31)
