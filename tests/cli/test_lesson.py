"""What is to be looked at elsewhere: the units alike that nobody has checked since."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.cli.diary import Diary

ADD = ("lesson", "add", "--title", "外县作坊火灾", "--sector", "塑料 加工", "--due", "+10d")
NO = "JY-2022-0001"


@pytest.fixture
def alike(diary: Diary) -> Diary:
    for code, sector in (("SL1", "塑料加工"), ("SL2", "塑料加工"), ("MJ1", "木器")):
        unit = ("unit", "add", code, f"厂{code}", "--kind", "enterprise", "--parent", "桂香村")
        diary.ok("2022-04-21", *unit, "--sector", sector)
    diary.ok("2022-05-01", *ADD, "--record", "YH-2022-0001", "--lead", "张静")
    return diary


def check(diary: Diary, day: str, unit: str) -> None:
    diary.ok(
        day, "check", "add", "--unit", unit, "--measure", "6", "--result", "pass", "--kind", "town"
    )


def asked(diary: Diary, day: str, *given: str) -> Any:
    run = diary.on("2022-12-31", "report", "lessons", "--as-of", day, *given, "--format", "json")
    assert run.code == 0, run.err
    return run.json


def test_units_alike_are_named_until_somebody_checks_them(alike: Diary) -> None:
    check(alike, "2022-05-04", "SL1")
    check(alike, "2022-05-05", "MJ1")
    said = asked(alike, "2022-05-13")
    (row,) = said["rows"]
    assert (row["no"], row["unit_code"], row["days_waiting"], row["days_overdue"]) == (NO, "SL2", 12, 2)  # fmt: skip
    assert said["totals"] == {"lessons": 1, "units": 2, "left": 1}
    assert len(asked(alike, "2022-05-03")["rows"]) == 2
    assert len(asked(alike, "2022-05-13", "--known-at", "2022-05-03")["rows"]) == 2
    assert asked(alike, "2022-05-13", "--inside", "大丘村")["rows"] == []
    (lesson,) = alike.on("2022-12-31", "lesson", "list", "--format", "json").json["rows"]
    assert (lesson["units"], lesson["units_left"]) == (2, 1)
    alike.ok("2022-05-14", "check", "void", "JC-2022-00001", "--reason", "记错单位", "--yes")
    assert len(asked(alike, "2022-05-13")["rows"]) == 2


def test_a_check_of_before_does_not_count_and_what_is_closed_asks_for_nothing(alike: Diary) -> None:
    alike.ok("2022-05-02", "check", "add", "--unit", "SL1", "--measure", "6", "--result", "pass", "--on", "2022-04-30")  # fmt: skip
    assert len(asked(alike, "2022-05-03")["rows"]) == 2
    alike.ok("2022-05-20", "lesson", "close", NO, "--outcome", "都查过了")
    assert asked(alike, "2022-05-21")["rows"] == []
    assert len(asked(alike, "2022-05-19")["rows"]) == 2
    assert "没有未办结的举一反三" in alike.ok("2022-05-21", "report", "lessons")
    alike.sound()


def test_a_check_of_its_own_and_one_that_does_not_apply_count_for_nothing(alike: Diary) -> None:
    other = ("check", "add", "--unit", "SL2", "--measure", "6", "--kind", "town")
    alike.ok("2022-05-04", "check", "add", "--unit", "SL1", "--measure", "6", "--result", "pass")
    alike.ok("2022-05-04", *other, "--result", "na")
    assert [row["unit_code"] for row in asked(alike, "2022-05-05")["rows"]] == ["SL1", "SL2"]
    assert "自查和不适用的不算查过" in alike.ok("2022-05-05", "report", "lessons")
    alike.ok("2022-05-05", *other, "--result", "pass")
    assert [row["unit_code"] for row in asked(alike, "2022-05-05")["rows"]] == ["SL1"]


def test_what_is_closed_while_units_are_unchecked_is_pointed_out(alike: Diary) -> None:
    check(alike, "2022-05-04", "SL1")
    closed = alike.on("2022-05-20", "lesson", "close", NO, "--outcome", "查完了")
    assert (closed.code, closed.out.strip()) == (0, NO)
    assert "同类单位 2 个里还有 1 个没有人来查过：厂SL2" in closed.err
    alike.ok("2022-05-21", "lesson", "retract", NO, "--reason", "没有查完", "--approved-by", "石世文", "--yes")  # fmt: skip
    check(alike, "2022-05-22", "SL2")
    closed = alike.on("2022-05-23", "lesson", "close", NO, "--outcome", "查完了")
    assert (closed.code, closed.err) == (0, "")
    alike.sound()
