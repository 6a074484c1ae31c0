"""What says that there is no hazard, or nobody; and what only looks like it."""

from __future__ import annotations

import pytest

from zizhao_cli.domain.errors import HazardUnclear, NobodyNamed, NoHazardToRegister
from zizhao_cli.domain.placeholders import (
    hazard_title,
    is_placeholder,
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
    "不存在",
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
]
UNCLEAR = [
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
    "text", ["/", "／", "—", "——", "-", "无", "（无）", "无。", "暂无", "\u3000"]
)
def test_nobody(text: str) -> None:
    assert is_placeholder(text)


@pytest.mark.parametrize("name", ["/", "无", "——"])
def test_nobody_is_no_person(name: str) -> None:
    with pytest.raises(NobodyNamed):
        person("复查人", name)


@pytest.mark.parametrize("name", ["无忌", "张/静", "A", "-a", "0"])
def test_somebody(name: str) -> None:
    assert person("复查人", name) == name
