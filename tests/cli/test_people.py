"""One person in another spelling does not approve what he asked for, nor re-inspect what he put right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.diary import ADD, MORE, NO, WHY, Diary
from tests.store.damage import query, rewrite

if TYPE_CHECKING:
    from tests.conftest import Zizhao

AGAIN = [
    "張靜",
    "张\u3164静",
    "“张静”",
    "张静（安全员）",
    "安全员张静",
    "张静 主任",
    "张静13800000000",
    "李明、张静",
    "李明,張靜（副主任）",
    "张静等3人",
    "张·静",
    "张静\ufe0f",
]
EXTEND = ("hazard", "extend", NO, "--due", "2022-06-01", "--reason", "缺料", "--safeguards", "看守")
REVIEW = ("hazard", "review", NO, "--pass", "--reviewer")


@pytest.fixture
def diary(zizhao: Zizhao) -> Diary:
    zizhao.db.unlink()
    diary = Diary(zizhao)
    diary.ok("2022-04-19", "init")
    diary.ok("2022-04-20", *ADD, *MORE)
    return diary


@pytest.mark.parametrize("spelling", AGAIN)
def test_who_put_it_right_does_not_review_it(diary: Diary, spelling: str) -> None:
    diary.refused("2022-04-21", *EXTEND, "--approved-by", spelling)
    diary.ok("2022-04-22", "hazard", "rectify", NO)
    told = diary.refused("2022-04-23", *REVIEW, spelling)
    assert "不能是同一个人" in told
    diary.ok("2022-04-23", *REVIEW, "李明明", "--reviewer-unit", "应急办")
    diary.sound()


@pytest.mark.parametrize("spelling", ["陈科旭（记账）", "陳科旭", "陈科旭 13800000000"])
def test_who_records_it_does_not_approve_it(diary: Diary, spelling: str) -> None:
    void = ("hazard", "void", NO, *WHY, "--approved-by")
    assert "不能是同一个人" in diary.refused("2022-06-01", *void, spelling)
    clock = ("db", "accept-clock", *WHY, "--approved-by")
    assert "不能是同一个人" in diary.refused("2022-04-01", *clock, spelling)
    diary.ok("2022-04-01", *clock, "石世文（镇长）")
    diary.ok("2022-06-01", *void, "石世文")
    diary.sound()


def test_a_unit_tells_a_namesake_only_from_who_was_known_to_be_of_another(diary: Diary) -> None:
    """Whose unit nobody knew as he put it right may be anybody's, whatever is registered after that."""
    diary.ok("2022-04-22", "hazard", "rectify", NO, "--rectified-by", "李强")
    review = (*REVIEW, "李强", "--reviewer-unit", "应急办")
    edit = ("hazard", "edit", NO, "--reason", "更正", "--responsible")
    assert "已登记的责任人" in diary.refused("2022-04-23", *review)
    diary.ok("2022-04-23", *edit, "李强")
    assert "撤回再报" in diary.refused("2022-04-23", *review)
    failed = ("hazard", "review", NO, "--fail", *review[4:])
    assert "不能是同一个人" in diary.refused("2022-04-23", *failed)
    diary.ok("2022-04-23", "hazard", "retract", NO, *WHY)
    diary.ok("2022-04-23", "hazard", "rectify", NO)
    diary.ok("2022-04-23", *review)
    shown = diary.zizhao.ok("hazard", "show", NO)
    assert "复查人：李强，复查人单位：应急办" in shown
    assert diary.record()["reviewer_unit"] == "应急办"
    assert "复查人单位：应急办" in diary.zizhao.ok("journal", "show", "7")
    diary.sound()


def test_steps_are_held_to_the_rules_that_they_were_taken_under(diary: Diary) -> None:
    """A spelling that rules or data of today know is no damage in a step from before; one that its own rules knew is."""
    diary.ok("2022-04-22", "hazard", "rectify", NO)
    diary.ok("2022-04-23", *REVIEW, "刘和平")
    path = diary.zizhao.db

    def reviewed_by(name: str, rules: int) -> int:
        said = f"json_set(detail, '$.reviewer', '{name}', '$.rules', {rules})"
        rewrite(path, "UPDATE hazard_version SET detail = json_set(detail, '$.rules', 1)")
        set_to = (
            f"UPDATE hazard_version SET detail = {said}, reviewer = '{name}' WHERE step = 'review'"
        )
        rewrite(path, set_to, f"UPDATE hazard SET reviewer = '{name}'")
        return diary.on("2022-12-31", "db", "verify").code

    assert query(path, "SELECT detail ->> 'rules' FROM hazard_version WHERE step = 'review'") == [
        (3,)
    ]
    assert reviewed_by("张静（安全员）", 2) == 0
    assert reviewed_by("張靜", 3) == 0
    assert reviewed_by("张静（安全员）", 3) == 4
    assert reviewed_by("张 静", 1) == 4
