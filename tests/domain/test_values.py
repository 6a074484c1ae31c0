"""The words of the contract, in English and in Chinese."""

from __future__ import annotations

import pytest

from zizhao_cli.domain.errors.values import UnknownWord
from zizhao_cli.domain.values import CheckKind, Handling, Level, Result, State, UnitKind, Word

CONTRACT: dict[type[Word], dict[str, list[str]]] = {
    UnitKind: {
        "village": ["村"],
        "community": ["社区"],
        "department": ["部门"],
        "enterprise": ["企业"],
        "site": ["场所"],
    },
    Level: {
        "general": ["一般", "一般隐患", "一般事故隐患"],
        "major": ["重大", "重大隐患", "重大事故隐患"],
    },
    Handling: {"deadline": ["限期整改"], "immediate": ["立即整改", "立行立改"]},
    Result: {
        "pass": ["符合", "无隐患", "合格"],
        "fail": ["不符合", "不合格"],
        "na": ["不适用"],
    },
    CheckKind: {
        "self": ["自查"],
        "town": ["镇级检查"],
        "joint": ["联合检查"],
        "unannounced": ["明查暗访"],
        "special": ["专项检查"],
    },
    State: {
        "registered": ["已登记"],
        "rectifying": ["整改中"],
        "awaiting_review": ["已整改待复查"],
        "closed": ["已销号"],
        "transferred": ["已移送"],
        "voided": ["已作废"],
    },
}
SPELLED = [
    (words, stored, spelling)
    for words, members in CONTRACT.items()
    for stored, spellings in members.items()
    for spelling in (stored, *spellings)
]


@pytest.mark.parametrize("words", CONTRACT)
def test_the_words_are_those_of_the_contract(words: type[Word]) -> None:
    assert [str(member) for member in words] == list(CONTRACT[words])
    assert [member.label for member in words] == [first for first, *_ in CONTRACT[words].values()]


@pytest.mark.parametrize(("words", "stored", "spelling"), SPELLED)
def test_every_spelling(words: type[Word], stored: str, spelling: str) -> None:
    assert words.parse("类别", spelling) == stored
    assert words.parse("类别", f" {spelling.upper()}\u3000") == stored


@pytest.mark.parametrize("text", ["", " ", "有点", "general major", "√", "是", "已完成", "1"])
@pytest.mark.parametrize("words", CONTRACT)
def test_other_words_are_refused_with_the_choices(words: type[Word], text: str) -> None:
    with pytest.raises(UnknownWord) as refused:
        words.parse("类别", text)
    assert "类别" in refused.value.sentence
    assert f"“{text}”" in refused.value.sentence
    for member in words:
        assert f"{member.value} {member.label}" in str(refused.value.way_out)
