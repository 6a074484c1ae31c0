"""Projects that need approval: what was begun before it, and what should be gone by now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.cli.diary import Diary

ADD = ("project", "add", "--title", "油库", "--kind", "新建", "--sector", "危险化学品")
NO = "XM-2022-0001"
PERMIT = ("project", "approve", NO, "--body", "区发改委", "--paper", "12号")
REVIEW = ("project", "review", NO, "--body", "区应急局")


def row(diary: Diary, day: str) -> dict[str, Any]:
    (found,) = diary.on("2022-12-31", "project", "list", "--as-of", day, "--format", "json").json["rows"]  # fmt: skip
    return dict(found)


def test_one_that_kept_the_order(diary: Diary) -> None:
    diary.ok("2022-05-01", *ADD, "--high-risk", "--builder", "某建司")
    diary.ok("2022-05-02", *PERMIT)
    diary.ok("2022-05-03", *REVIEW, "--result", "通过")
    diary.ok("2022-05-04", "project", "start", NO)
    diary.ok("2022-06-01", "project", "accept", NO, "--body", "区应急局")
    found = row(diary, "2022-06-02")
    assert (found["state"], found["early_start"], found["days_early"]) == ("accepted", None, None)
    diary.sound()


def test_what_was_begun_before_its_permit_is_found_and_not_refused(diary: Diary) -> None:
    diary.ok("2022-05-01", *ADD, "--high-risk")
    diary.ok("2022-05-02", *REVIEW, "--result", "不通过")
    diary.ok("2022-05-04", "project", "start", NO)
    assert row(diary, "2022-05-03")["early_start"] is None
    found = row(diary, "2022-05-14")
    assert (found["early_start"], found["days_early"]) == ("未批先建、未审先建", 10)
    diary.ok("2022-05-20", *PERMIT)
    found = row(diary, "2022-05-24")
    assert (found["early_start"], found["days_early"]) == ("未批先建、未审先建", 20)
    diary.ok("2022-05-25", *REVIEW, "--result", "通过")
    found = row(diary, "2022-06-24")
    assert (found["early_start"], found["days_early"]) == ("未批先建、未审先建", 21)
    diary.ok("2022-05-26", *ADD)
    early = diary.on("2022-12-31", "project", "list", "--early", "--format", "json").json["rows"]
    assert [one["no"] for one in early] == [NO]
    diary.ok("2022-05-27", "project", "start", "XM-2022-0002")
    early = diary.on("2022-12-31", "project", "list", "--early", "--format", "json").json["rows"]
    assert [one["early_start"] for one in early] == ["未批先建、未审先建", "未批先建"]


def test_what_should_be_gone(diary: Diary) -> None:
    old = ("project", "add", "--title", "土锅炉", "--kind", "落后产能", "--unit", "大丘村")
    assert "落后产能要写淘汰期限" in diary.refused("2022-05-01", *old)
    assert "落后产能要写淘汰期限" in diary.refused("2022-05-01", *ADD, "--remove-by", "2022-06-30")
    diary.ok("2022-05-01", *old, "--remove-by", "+30d")
    assert row(diary, "2022-05-31")["days_overdue"] == 0
    assert row(diary, "2022-06-10")["days_overdue"] == 10
    diary.ok("2022-06-11", "project", "remove", NO, "--outcome", "已拆")
    found = row(diary, "2022-06-12")
    assert (found["state"], found["days_overdue"], found["early_start"]) == ("removed", None, None)
    assert "不能验收" in diary.refused("2022-06-13", "project", "accept", NO, "--body", "区里")
    diary.sound()


def test_a_second_permit_leaves_the_first_day(diary: Diary) -> None:
    diary.ok(
        "2022-05-01", "project", "add", "--title", "新厂", "--kind", "新建", "--unit", "桂香村"
    )
    approve = ("project", "approve", "XM-2022-0001", "--body", "区局", "--paper")
    diary.ok("2022-05-10", *approve, "批〔2022〕1号")
    diary.ok("2022-05-20", "project", "start", "XM-2022-0001")
    diary.ok("2022-08-01", *approve, "批〔2022〕9号")
    run = diary.on("2022-08-02", "project", "list", "--early", "--format", "json")
    assert run.json["rows"] == []
