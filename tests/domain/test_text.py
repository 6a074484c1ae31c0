"""Text as it was typed: what is stored, what is refused, and by what key it is matched."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zizhao_cli.domain.errors.values import BlankText, ControlCharacter, TextTooLong
from zizhao_cli.domain.text import is_blank, matching_key, typed

SPACES = [
    chr(code)
    for code in range(0x11000)
    if unicodedata.category(chr(code)) == "Zs" or chr(code).isspace()
]
ZERO_WIDTH = ["\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u180e"]
CONTROLS = ["\x00", "\x07", "\x08", "\x1b", "\x7f", "\x85", "\x9b"]
STEERING = ["\u202e", "\u2066", "\u200b", "\ufeff", "\u2028", "\u2029", "\ud800"]


@pytest.mark.parametrize(
    "space", SPACES + ZERO_WIDTH, ids=lambda character: f"{ord(character):04x}"
)
def test_blank_of_every_width(space: str) -> None:
    assert is_blank(space * 3)
    with pytest.raises(BlankText):
        typed("隐患描述", space * 3)


def test_nothing_at_all_is_blank() -> None:
    with pytest.raises(BlankText, match="隐患描述"):
        typed("隐患描述", "")


@pytest.mark.parametrize("character", CONTROLS + STEERING, ids=lambda c: f"{ord(c):04x}")
@pytest.mark.parametrize("lines", [True, False])
def test_control_characters_are_refused_with_their_place(character: str, lines: bool) -> None:
    with pytest.raises(ControlCharacter) as refused:
        typed("隐患描述", f"出口{character}堵塞", lines=lines)
    assert "第 3 个字符" in refused.value.sentence
    assert character not in refused.value.sentence


@pytest.mark.parametrize("character", ["\n", "\r\n", "\t"])
def test_line_breaks_only_in_long_texts(character: str) -> None:
    text = f"出口{character}堵塞"
    assert typed("隐患描述", text) == text
    with pytest.raises(ControlCharacter):
        typed("姓名", text, lines=False)


@pytest.mark.parametrize(
    "text",
    [
        "[/x] [red]红[/red]",
        "👨‍👩‍👧‍👦 ⚠️",
        "𠮷野家",
        "\"'“”‘’`\\",
        "=HYPERLINK(1)",
        "①⑪㎡，。€",
        " 前后有空格 ",
        "e\u0301",
        "中\u3000文\u00a0字",
        "堆" * 4000,
    ],
)
def test_what_comes_back_as_it_went_in(text: str) -> None:
    assert typed("隐患描述", text) == text


@pytest.mark.parametrize("limit", [200, 4000])
def test_the_limit_itself_is_allowed(limit: int) -> None:
    assert typed("姓名", "堆" * limit, limit)
    with pytest.raises(TextTooLong) as refused:
        typed("姓名", "堆" * (limit + 1), limit)
    assert f"{limit + 1} 个字，最多 {limit} 个字" in refused.value.sentence


def test_characters_outside_the_basic_plane_count_once() -> None:
    assert typed("姓名", "𠮷" * 200, 200)


@pytest.mark.parametrize(
    "text",
    ["张静", "张 静", "张\u3000静", "张\u00a0静", " 张静 ", "张\u200b静", "张\n静", "张\u2009静"],
)
def test_one_person_one_key(text: str) -> None:
    assert matching_key(text) == matching_key("张静")


@pytest.mark.parametrize(
    ("one", "other"), [("GXC", "gxc"), ("ＧＸＣ", "GXC"), ("（六）", "(六)"), ("STRASSE", "straße")]
)
def test_width_and_case_do_not_matter(one: str, other: str) -> None:
    assert matching_key(one) == matching_key(other)


@pytest.mark.parametrize(("one", "other"), [("张静", "张净"), ("1号", "11号"), ("甲乙", "乙甲")])
def test_different_names_have_different_keys(one: str, other: str) -> None:
    assert matching_key(one) != matching_key(other)


@given(st.text(max_size=300), st.booleans())
def test_any_text_is_unchanged_or_refused(text: str, lines: bool) -> None:
    try:
        assert typed("备注", text, 200, lines=lines) == text
    except (BlankText, ControlCharacter, TextTooLong):
        return
    allowed = "\n\r\t" if lines else ""
    assert not any(unicodedata.category(c) == "Cc" and c not in allowed for c in text)
    assert text.strip()
    assert len(text) <= 200
