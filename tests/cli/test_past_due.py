"""What else is past its term: kinds say it once, and the report, the calendar, the night and the board tell of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.conftest import Zizhao

TOLD = "张三13800000000说的事"


@pytest.fixture
def topics(zizhao: Zizhao) -> Zizhao:
    add = ("topic", "add", "--on", "2022-05-01")
    zizhao.ok(*add, "--title", TOLD, "--unit", "桂香村", "--due", "2022-06-10")
    zizhao.ok(*add, "--title", "经费不够", "--measure", "12", "--due", "+10d")
    zizhao.ok(*add, "--title", "没有期限")
    return zizhao


def asked(zizhao: Zizhao, *args: str, report: str = "past-due") -> list[tuple[str, Any]]:
    rows = zizhao("report", report, *args, "--format", "json").json["rows"]
    return [(row["no"], row["days_overdue"]) for row in rows]


def test_the_longest_come_first_and_what_is_done_goes(topics: Zizhao) -> None:
    assert asked(topics, "--as-of", "2022-05-11") == []
    assert asked(topics, "--as-of", "2022-06-12") == [("WT-2022-0002", 32), ("WT-2022-0001", 2)]
    assert asked(topics, "--as-of", "2022-06-12", "--sort", "no")[0] == ("WT-2022-0001", 2)
    study = ("topic", "study", "WT-2022-0002", "--studied-by", "镇长办公会", "--solution", "追加")
    topics.ok(*study, "--on", "2022-06-01")
    topics.ok("topic", "close", "WT-2022-0002", "--outcome", "已追加", "--on", "2022-06-12")
    assert asked(topics, "--as-of", "2022-06-12") == [("WT-2022-0001", 2)]
    assert asked(topics, "--as-of", "2022-06-11") == [("WT-2022-0002", 31), ("WT-2022-0001", 1)]
    topics.ok("topic", "void", "WT-2022-0001", "--reason", "重了")
    assert asked(topics) == []
    assert "没有逾期的其他事项" in topics.ok("report", "past-due")


@pytest.mark.parametrize(
    ("narrowed", "found"),
    [
        (("--unit", "桂香村"), ["WT-2022-0001"]),
        (("--inside", "桂香村"), ["WT-2022-0001"]),
        (("--unit", "大丘村"), []),
        (("--measure", "12"), ["WT-2022-0002"]),
        (("--period", "2022-05"), ["WT-2022-0002"]),
        (("--level", "major"), []),
    ],
)
def test_it_is_narrowed(topics: Zizhao, narrowed: tuple[str, ...], found: list[str]) -> None:
    assert [no for no, _ in asked(topics, *narrowed, "--as-of", "2022-07-01")] == found


def test_what_these_records_have_not_is_said(topics: Zizhao) -> None:
    told = topics.ok("report", "past-due", "--level", "major")
    assert "这些事项不按 --level 分，没有列。" in told


def test_the_calendar_has_their_days(topics: Zizhao) -> None:
    report = topics("report", "calendar", "--as-of", "2022-06-12", "--format", "json").json
    found = [
        (row["no"], row["date"], row["days"]) for row in report["rows"] if row["what"] == "matter"
    ]
    assert found == [("WT-2022-0002", "2022-05-11", -32), ("WT-2022-0001", "2022-06-10", -2)]
    assert report["totals"]["matters"] == 2
    told = topics.ok("report", "calendar", "--as-of", "2022-06-12", "--format", "ics")
    assert "13800000000" not in told.replace("\r\n ", "")


def test_the_night_tells_of_them(topics: Zizhao) -> None:
    told = topics("nightly", "--dry-run")
    assert "其他逾期事项" in told.out
    assert "WT-2022-0001" in told.out


def test_a_record_that_a_word_names_is_named_in_chinese(zizhao: Zizhao) -> None:
    shop = ("unit", "add", "S1", "甲店", "--kind", "site", "--parent", "桂香村", "--tag", "school")
    zizhao.ok(*shop)
    hazard = ("hazard", "add", "--unit", "S1", "--title", "通道堵塞", "--measure", "6")
    zizhao.ok(*hazard, "--on", "2022-05-01", "--due", "2022-06-10")
    fine = ("enforcement", "add", "--kind", "fine", "--unit", "S1", "--record", "YH-2022-0001")
    what = ("--sector", "消防", "--amount", "2万元", "--basis", "安全生产法")
    no = zizhao.ok(*fine, *what, "--on", "2022-05-02")
    zizhao.ok("enforcement", "propose", no, "--to", "区消防大队", "--on", "2022-05-03")
    for report in (("past-due",), ("calendar",), ("unit", "S1")):
        told = zizhao("report", *report, "--as-of", "2022-07-01", "--format", "json").json
        [title] = {row["title"] for row in told["rows"] if row["no"] == no}
        assert title in ("罚款", "执法措施：罚款")
    assert "标签 学校" in zizhao.ok("report", "unit", "S1")
    assert f"执法措施 {no}  已移交未回复  罚款" in zizhao.ok("hazard", "show", "YH-2022-0001")
