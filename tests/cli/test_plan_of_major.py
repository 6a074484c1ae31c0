"""What ever was major is rectified and closed only with its plan, in whatever order its level and its steps are recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.diary import ADD, NO, Diary
from tests.store.damage import rewrite

if TYPE_CHECKING:
    from tests.conftest import Zizhao

FOUND, LOWERED, TODAY = "2022-04-20", "2022-05-10", "2022-05-12"
LOWER = ("hazard", "edit", NO, "--level", "general", "--reason", "复核", "--from")
RAISE = ("hazard", "edit", NO, "--level", "major", "--reason", "复核", "--from")
RECTIFY = ("hazard", "rectify", NO, "--on")
REVIEW = ("hazard", "review", NO, "--reviewer", "刘和平", "--pass", "--on")
PARTS = ("--responsible", "张静", "--measures", "清理", "--funds", "1", "--contingency", "撤离")
PLAN = ("hazard", "plan", NO, *PARTS, "--due", "2022-06-01", "--on")


@pytest.fixture
def diary(zizhao: Zizhao) -> Diary:
    zizhao.db.unlink()
    diary = Diary(zizhao)
    diary.ok("2022-04-19", "init")
    return diary


def found(diary: Diary, level: str) -> None:
    more = ("--due", "2022-06-30", "--responsible", "张静", "--level", level)
    diary.ok(FOUND, *ADD, *more)


@pytest.mark.parametrize("lowered", [LOWERED, "2022-04-21"])
@pytest.mark.parametrize("rectified", ["2022-05-05", LOWERED, TODAY])
def test_a_level_lowered_by_one_alone_leaves_the_plan_to_be_made(
    diary: Diary, lowered: str, rectified: str
) -> None:
    found(diary, "major")
    diary.ok(LOWERED, *LOWER, lowered)
    assert "重大隐患，整改方案还缺：责任人" in diary.refused(TODAY, *RECTIFY, rectified)
    diary.ok(TODAY, *PLAN, "2022-05-04")
    diary.ok(TODAY, *RECTIFY, rectified)
    diary.ok(TODAY, *REVIEW, TODAY)
    diary.sound()


def test_a_level_lowered_with_approval_needs_none(diary: Diary) -> None:
    found(diary, "major")
    approved = (*LOWER, "2022-05-01", "--approved-by")
    assert "不能是同一个人" in diary.refused(LOWERED, *approved, "陈科旭")
    diary.ok(LOWERED, *approved, "石世文")
    assert "整改方案还缺" in diary.refused(TODAY, *RECTIFY, "2022-04-30")
    diary.ok(TODAY, *RECTIFY, "2022-05-05")
    diary.ok(TODAY, *REVIEW, TODAY)
    diary.sound()


def test_approved_then_raised_again(diary: Diary) -> None:
    found(diary, "major")
    diary.ok(LOWERED, *LOWER, "2022-05-01", "--approved-by", "石世文")
    diary.ok(LOWERED, *RAISE, "2022-05-03")
    diary.ok(LOWERED, *LOWER, "2022-05-06")
    assert "曾是重大隐患" in diary.refused(TODAY, *RECTIFY, TODAY)


def test_an_approval_that_comes_later(diary: Diary) -> None:
    """As the refusal says: from a day before the level was lowered by one alone."""
    found(diary, "major")
    diary.ok(LOWERED, *LOWER, LOWERED)
    assert "--from 早于现在记的降级" in diary.refused(TODAY, *RECTIFY, TODAY)
    diary.ok(TODAY, *LOWER, "2022-05-09", "--approved-by", "石世文")
    diary.ok(TODAY, *RECTIFY, TODAY)
    diary.sound()


def test_what_is_known_to_be_major_is_not_rectified_on_a_day_before(diary: Diary) -> None:
    found(diary, "general")
    diary.ok(LOWERED, *RAISE, LOWERED)
    assert "是重大隐患，整改方案还缺" in diary.refused(TODAY, *RECTIFY, "2022-05-05")


def test_nor_is_it_closed_on_a_day_before(diary: Diary) -> None:
    found(diary, "general")
    diary.ok("2022-05-05", *RECTIFY, "2022-05-05")
    diary.ok(LOWERED, *RAISE, LOWERED)
    for day in ("2022-05-06", TODAY):
        assert "是重大隐患，整改方案还缺" in diary.refused(TODAY, *REVIEW, day)
    failed = ("hazard", "review", NO, "--reviewer", "刘和平", "--fail", "--on", "2022-05-06")
    diary.ok(TODAY, *failed)
    diary.ok(TODAY, *PLAN, "2022-05-07")
    diary.ok(TODAY, *RECTIFY, TODAY)
    diary.ok(TODAY, *REVIEW, TODAY)
    diary.sound()


def test_steps_of_before_keep_to_their_rules(diary: Diary) -> None:
    """Rectified without the plan, under rules that did not look back; by those of today that is damage."""
    found(diary, "major")
    diary.ok(LOWERED, *LOWER, LOWERED, "--approved-by", "石世文")
    diary.ok(TODAY, *RECTIFY, TODAY)
    path = diary.zizhao.db
    approved = "json_remove(detail, '$.approved_by', '$.acted_by', '$.acted_on')"
    rewrite(path, f"UPDATE hazard_version SET detail = {approved} WHERE step = 'edit'")
    assert diary.on("2022-12-31", "db", "verify").code == 4
    rewrite(path, "UPDATE hazard_version SET detail = json_set(detail, '$.rules', 2)")
    diary.sound()


@pytest.mark.parametrize(
    ("part", "empty"),
    [("--responsible", "无"), ("--measures", "/"), ("--funds", "——"), ("--contingency", "同上")],
)
def test_a_part_that_says_nothing_is_none(diary: Diary, part: str, empty: str) -> None:
    found(diary, "major")
    said = "不是人名" if part == "--responsible" else "等于没有写"
    assert said in diary.refused(LOWERED, "hazard", "plan", NO, part, empty)
    diary.ok(LOWERED, "hazard", "plan", NO, "--funds", "0")
    diary.sound()


def test_a_plan_of_before_that_says_nothing_keeps_to_its_rules_and_is_none_now(
    diary: Diary,
) -> None:
    found(diary, "major")
    diary.ok("2022-05-04", *PLAN, "2022-05-04")
    path = diary.zizhao.db
    rewrite(
        path,
        "UPDATE hazard_version SET detail = json_set(detail, '$.contingency', '/'), "
        "plan_contingency = '/' WHERE step = 'plan'",
        "UPDATE hazard SET plan_contingency = '/'",
    )
    assert diary.on("2022-12-31", "db", "verify").code == 4
    rewrite(path, "UPDATE hazard_version SET detail = json_set(detail, '$.rules', 2)")
    diary.sound()
    assert "整改方案还缺：应急预案" in diary.refused(TODAY, *RECTIFY, TODAY)
    instead = ("hazard", "replace", NO, "--unit", "应急办", "--reason", "记错单位")
    new = diary.ok(TODAY, *instead, "--approved-by", "石世文")
    diary.ok(TODAY, "hazard", "plan", new, "--contingency", "撤离")
    diary.ok(TODAY, "hazard", "rectify", new)
    diary.sound()
