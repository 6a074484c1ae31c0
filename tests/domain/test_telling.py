"""Words that may tell who somebody is: what is pointed out, and what is not."""

from __future__ import annotations

import pytest

from zizhao_cli.domain.telling import tells_of

TELLING = {
    "车间的王某看见的": "“王某”",
    "张先生反映": "“张先生”",
    "李建国师傅说": "师傅”",
    "老王在里面做工": "“老王”",
    "欧阳某某说": "“欧阳某某”",
    "我家就在旁边": "“我家”",
    "本人亲眼看见": "“本人”",
    "是隔壁的人说的": "“隔壁”",
    "他妻子在里面做工": "“妻子”",
    "厂里的会计知道": "会计”",
    "被辞退的老员工": "员工”",
    "打 139 8765 4321 问": "像电话",
}
PLAIN = (
    "夜间在居民楼底层生产烟花引线，库房内没有消防设施，堆放大量半成品",
    "我镇某采石场没有按照设计开采",
    "安全出口堵塞，2022-05-03 至 2022-05-10 仍在生产",
    "工人没有经过培训，没有签订协议",
)


@pytest.mark.parametrize("text", TELLING)
def test_what_may_tell_is_quoted(text: str) -> None:
    (told,) = tells_of([text], [])
    assert TELLING[text] in told


@pytest.mark.parametrize("text", PLAIN)
def test_a_matter_alone_is_not_pointed_out(text: str) -> None:
    assert list(tells_of([text], [])) == []


def test_who_is_known_is_named_once_and_nobody_else() -> None:
    (told,) = tells_of(["找谭二问，谭二知道", "在后山"], ["谭二", "刘和平", "山"])
    assert told == "名册上有这个人：“谭二”"


def test_wide_and_narrow_letters_are_one() -> None:
    (told,) = tells_of(["Ａｎｎ 知道"], ["Ann"])
    assert "“Ann”" in told


def test_what_steers_a_terminal_is_shown() -> None:
    (told,) = tells_of(["谭\x1b二"], ["谭\x1b二"])
    assert "\x1b" not in told
