"""What says that there is no hazard, or nobody; and what only looks like it."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from zizhao_cli.domain import placeholders
from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.errors.records import HazardUnclear, NobodyNamed, NoHazardToRegister
from zizhao_cli.domain.placeholders import (
    hazard_title,
    is_placeholder,
    names_nobody,
    person,
    says_no_hazard,
)

NOTHING = [
    "无",
    "无。",
    "（无）",
    "“无”",
    "暂无",
    "没有",
    "/",
    "／",
    "\\",
    "－",
    "--",
    "—",
    "——",
    "无隐患",
    "无问题",
    "没有问题",
    "没有发现问题",
    "未发现",
    "未发现问题",
    "未发现隐患",
    "未发现安全隐患",
    "未发现明显隐患",
    "未发现任何问题",
    "暂未发现",
    "暂无隐患",
    "不存在隐患",
    "未见异常",
    "无异常",
    "无异常情况",
    "一切正常",
    "正常",
    "合格",
    "符合",
    "符合要求",
    "未发现问题及隐患",
    "未发现安全问题和消防隐患",
    "经检查未发现问题",
    "现场检查未发现隐患",
    "经检查，未发现安全隐患",
    "经现场检查，未发现问题",
    "未发现存在安全隐患",
    "没问题",
    "未发现违法违规行为",
    "运行正常",
    "无隐患；",
    "无隐患！",
    "无火灾隐患",
    "排查无隐患",
    "本次检查未发现问题",
    "–",
    "─",
    "−",
    "//",
]
HAZARDS = [
    "堵塞",
    "隐患",
    "问题",
    "无证上岗",
    "无消防器材",
    "无消防",
    "无消防设施",
    "无安全生产记录",
    "未配备灭火器",
    "未设置警示标志",
    "没有安全出口标志",
    "未发现灭火器",
    "未见安全警示标识",
    "存在安全隐患",
    "未制定安全生产制度",
    "未发现值班人员",
    "x",
    "不符合要求",
    "不合格",
    "不正常",
    "未见验收合格证",
    "现场没有灭火器",
    "不存在安全出口标志",
    "应急预案尚无备案",
    "1.无证上岗；2.无",
    "灭火器：无",
    "灭火器（无）",
    "10处插座烧焦",
    "1处",
    "0号阀门漏气",
    "隐患情况：堵塞",
    "符合要求的灭火器不足",
]
UNCLEAR = [
    "一",
    "√",
    "×",
    "是",
    "否",
    "有",
    "0",
    "1",
    "N/A",
    "na",
    "未发现重大隐患",
    "无重大安全隐患",
    "没有一般隐患",
    "暂未发现重大问题",
    "☑",
    "✅",
    "不涉及",
    "不存在",
    "未见",
    "尚无",
    "现场没有",
    "均无",
    "自查没有",
    "？",
    "…",
    "未发现重大隐患和一般隐患",
    "0处",
    "0项隐患",
    "零",
    "零隐患",
    "均合格",
    "现场良好",
    "1.无；2.无",
    "1、无\n2、未发现隐患",
    "①无②无",
    "无（现场良好）",
    "无（未配备灭火器）",
    "隐患数：0",
    "存在问题：无",
]


@pytest.mark.parametrize("text", NOTHING)
def test_no_hazard(text: str) -> None:
    assert says_no_hazard(text)
    with pytest.raises(NoHazardToRegister):
        hazard_title(text)


@pytest.mark.parametrize("text", HAZARDS)
def test_a_hazard(text: str) -> None:
    assert not says_no_hazard(text)
    assert hazard_title(text) == text


@pytest.mark.parametrize("text", UNCLEAR)
def test_neither(text: str) -> None:
    with pytest.raises(HazardUnclear):
        says_no_hazard(text)


def test_a_long_text_is_looked_at_no_closer() -> None:
    assert not says_no_hazard("未发现问题、隐患、" * 500)


@pytest.mark.parametrize(
    "text",
    [
        "/",
        "／",
        "—",
        "——",
        "-",
        "–",
        "─",
        "−",
        "//",
        "————",
        "一",
        "无",
        "（无）",
        "无。",
        "暂无",
        "暂缺",
        "N/A",
        "…",
        "。",
        "×",
        "\u3000",
    ],
)
def test_nobody(text: str) -> None:
    assert names_nobody(text)


@pytest.mark.parametrize("text", ["√", "×", "…", "2022", "已改"])
def test_what_leaves_no_column_open(text: str) -> None:
    assert not is_placeholder(text)


@pytest.mark.parametrize("text", ["", " ", "/", "——", "无", "一", "N/A"])
def test_what_leaves_a_column_open(text: str) -> None:
    assert is_placeholder(text)


@pytest.mark.parametrize("name", ["/", "无", "——", "同上", "〃"])
def test_nobody_is_no_person(name: str) -> None:
    with pytest.raises(NobodyNamed):
        person("复查人", name)


@pytest.mark.parametrize("name", ["无忌", "张/静", "A", "-a", "一一"])
def test_somebody(name: str) -> None:
    assert person("复查人", name) == name


PARTS = [
    *NOTHING,
    "堵塞",
    "灭",
    "器",
    "隐患",
    "重大",
    "、",
    "，",
    "。",
    " ",
    "(",
    "）",
    "：",
    "1",
    "3",
    "处",
    "a",
    "☑",
    "√",
    "ｘ",
    "㎡",
]


def said(text: str) -> object:
    """Return what is made of a text in the place of a hazard."""
    try:
        return says_no_hazard(text)
    except Refused as refused:
        return refused.sentence


@settings(max_examples=2000, deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=4).map("".join))
@example("无(灭)")
@example("灭隐患：无")
def test_the_short_way_says_the_same(text: str) -> None:
    shortly = said(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(placeholders, "_NAMES_ONE", re.compile("(?!)"))
        assert said(text) == shortly
