"""Where tip-offs can be made: what is kept of a place, when somebody saw that it works, and which units have none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cli.pictures import picture

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.diary import Diary

NO = "JQ-2022-0001"
ADD = (
    "channel",
    "add",
    "--way",
    "公告",
    "--unit",
    "桂香村",
    "--place",
    "村委会",
    "--address",
    "12350",
)


def test_it_is_looked_at_and_ends(diary: Diary, tmp_path: Path) -> None:
    shown = picture(tmp_path, "公告栏", "一")
    assert diary.ok("2022-05-01", *ADD, "--evidence", shown) == NO
    days = ("channel", "list", "--format", "json", "--as-of")
    rows = diary.on("2022-12-31", *days, "2022-05-11").json["rows"]
    assert [row["days_unchecked"] for row in rows] == [10]
    check = ("channel", "check", NO, "--works", "在", "--checked-by", "谭二")
    diary.ok("2022-05-10", *check, "--evidence", picture(tmp_path, "五月", "二"))
    diary.ok("2022-06-10", "channel", "check", NO, "--works", "不通", "--checked-by", "谭二")
    (row,) = diary.on("2022-12-31", *days, "2022-06-12").json["rows"]
    assert (row["checked_on"], row["works"], row["days_unchecked"]) == ("2022-06-10", "no", 2)
    diary.ok("2022-06-12", "channel", "end", NO, "--reason", "撤了")
    (row,) = diary.on("2022-12-31", *days, "2022-06-13").json["rows"]
    assert (row["state"], row["days_unchecked"]) == ("ended", None)
    told = diary.on("2022-12-31", "channel", "show", NO, "--format", "json").json
    assert [one["effective_on"] for one in told["timeline"]] == ["2022-05-01", "2022-05-10", "2022-06-10", "2022-06-12"]  # fmt: skip
    assert len(told["evidence"]) == 2
    diary.sound()


def missing(diary: Diary, day: str) -> set[str]:
    asked = ("channel", "list", "--missing", "--as-of", day, "--format", "json")
    return {row["unit"] for row in diary.on("2022-12-31", *asked).json["rows"]}


def test_units_that_have_none_are_named(diary: Diary) -> None:
    diary.ok("2022-05-01", "unit", "add", "QY1", "花炮厂", "--kind", "enterprise")
    diary.ok("2022-05-01", "unit", "add", "XX", "小学", "--kind", "site")
    diary.ok("2022-05-02", *ADD)
    before, after = missing(diary, "2022-05-01"), missing(diary, "2022-05-02")
    assert before - after == {"桂香村"}
    assert {"花炮厂", "应急办", "青峰社区"} <= after
    assert "小学" not in before
    foot = diary.ok("2022-05-02", "channel", "list")
    assert f"还有 {len(after)} 个没有举报渠道" in foot
    assert "没有举报渠道" not in diary.ok("2022-05-02", "channel", "list", "--unit", "桂香村")
    diary.ok("2022-05-03", "channel", "end", NO, "--reason", "撤了")
    assert "桂香村" in missing(diary, "2022-05-03")
