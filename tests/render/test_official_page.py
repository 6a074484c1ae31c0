"""Official papers follow GB/T 9704-2012 to the number, measured on the pages that LibreOffice prints (millimetres)."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tests.render.paged import MM, NOWHERE, examples, picture_of, words_of
from tests.viewers import needs_libreoffice
from zizhao_cli.render.papers.filled import filled

if TYPE_CHECKING:
    from pathlib import Path

    from tests.render.paged import Word

pytestmark = needs_libreoffice
OFFICIAL = ("supervise", "brief")
LEFT, TOP, WIDTH, HEIGHT = 28, 37, 156, 225
"""Where the text stands on the paper, and its size."""
RIGHT, BOTTOM = LEFT + WIDTH, TOP + HEIGHT
CHARACTER, LINE = 15.75 / MM, 28.9 / MM
LONG = "安" * 28 * 70


def long_paper(name: str) -> bytes:
    """Return a paper with an item so long that pages are full of it."""
    if name == "supervise":
        return filled(name, examples(name, items=[{"n": 1, "text": LONG}]), NOWHERE)
    return filled(name, examples(name, undone=[{"n": 1, "text": LONG}]), NOWHERE)


def full_page(pages: list[list[Word]]) -> list[Word]:
    """Return the lines of a page that holds nothing but the long text."""
    for words in pages[1:]:
        lines = [word for word in words if set(word.text) == {"安"}]
        if len(lines) == len(words) - 3:  # the number of the page and its strokes
            return lines
    raise AssertionError(pages)


@pytest.mark.parametrize("name", OFFICIAL)
def test_a_page_has_22_lines_of_28_characters(name: str, tmp_path: Path) -> None:
    lines = full_page(words_of(long_paper(name), tmp_path))
    assert Counter(len(line.text) for line in lines) == {28: 22}
    for line in lines:
        assert line.left == pytest.approx(LEFT, abs=0.2)
        assert LEFT + 28 * CHARACTER - 0.5 < line.right <= RIGHT + 0.2
    assert lines[0].top >= TOP - 0.2
    assert lines[-1].bottom <= BOTTOM + 0.5
    assert lines[-1].top - lines[0].top == pytest.approx(21 * LINE, abs=0.3)


@pytest.mark.parametrize("name", OFFICIAL)
def test_numbers_of_pages_stand_outside_and_7_mm_below(name: str, tmp_path: Path) -> None:
    for number, words in enumerate(words_of(long_paper(name), tmp_path), start=1):
        first, digits, last = (word for word in words if word.top > BOTTOM)
        assert (first.text, digits.text, last.text) == ("—", str(number), "—")
        assert digits.top == pytest.approx(BOTTOM + 7, abs=1)
        one = 14 / MM
        if number % 2:
            assert last.right == pytest.approx(RIGHT - one, abs=0.5)
        else:
            assert first.left == pytest.approx(LEFT + one, abs=0.5)


def standing(words: list[Word], text: str) -> Word:
    """Return the first word that begins with a text."""
    return next(word for word in words if word.text.startswith(text))


def is_red(red: int, green: int, blue: int) -> bool:
    """Say whether a pixel is of the head."""
    return red > 200 and green < 90 > blue


def test_head_number_line_title(tmp_path: Path) -> None:
    content = filled("supervise", examples("supervise"), NOWHERE)
    words = words_of(content, tmp_path)[0]
    picture = picture_of(content, tmp_path)
    across, down = picture.size
    rows = [[x for x in range(across) if is_red(*picture.getpixel((x, y)))] for y in range(down)]
    per_mm = 100 / 25.4
    head = [y / per_mm for y, row in enumerate(rows) if row]
    # 35 mm below the upper edge of the text, as far as a font fills its square.
    assert head[0] == pytest.approx(TOP + 35, abs=2)
    line = [y for y, row in enumerate(rows) if len(row) > 150 * per_mm]
    assert [line[0] / per_mm, line[-1] / per_mm] == pytest.approx([head[-1]] * 2, abs=0.8)
    assert min(rows[line[0]]) / per_mm == pytest.approx(LEFT, abs=0.5)
    assert max(rows[line[0]]) / per_mm == pytest.approx(RIGHT, abs=0.5)
    black = [
        y / per_mm
        for y in range(int(90 * per_mm), line[0])
        if any(sum(picture.getpixel((x, y))) < 150 for x in range(across))
    ]
    assert line[0] / per_mm - max(black) == pytest.approx(4, abs=0.7)
    number = standing(words, "紫照安改")
    title = standing(words, "关于督办")
    assert (number.left + standing(words, "号").right) / 2 == pytest.approx(
        (LEFT + RIGHT) / 2, abs=1
    )
    assert title.top - line[0] / per_mm > 2 * LINE
    assert standing(words, "桂香村、大丘村：").left == pytest.approx(LEFT, abs=0.2)
    assert standing(words, "经研究").left == pytest.approx(LEFT + 2 * CHARACTER, abs=0.3)


@pytest.mark.parametrize("day", ["2022年4月1日", "2022年10月21日"])
def test_name_and_day_stand_over_each_other(day: str, tmp_path: Path) -> None:
    content = filled("supervise", examples("supervise", rows=1, issued_on=day), NOWHERE)
    words = words_of(content, tmp_path)[-1]
    (name,) = (word for word in words if word.text == "紫照镇人民政府")
    line = [word for word in words if abs(word.top - name.top - LINE) < 1.5]
    assert "".join(word.text for word in line) == day
    left, right = min(word.left for word in line), max(word.right for word in line)
    assert (left + right) / 2 == pytest.approx((name.left + name.right) / 2, abs=0.5)
    # Four characters from the edge, more or less by the number of its figures, which are wider in the font here than in 仿宋.
    assert RIGHT - right == pytest.approx(4 * 16 / MM, abs=1.3 * 16 / MM)


@pytest.mark.parametrize("copies", ["梁平区应急管理局", "", "梁平区各部门，" * 12])
def test_the_imprint_ends_with_the_text_of_the_last_page(copies: str, tmp_path: Path) -> None:
    content = filled("supervise", examples("supervise", rows=1, copies=copies), NOWHERE)
    pages = words_of(content, tmp_path)
    words = pages[-1]
    office = standing(words[::-1], "紫照镇应急管理办公室")
    assert office.left == pytest.approx(LEFT + 14 / MM, abs=0.3)
    assert BOTTOM - 10 < office.bottom < BOTTOM
    printed_on = [word for word in words if abs(word.top - office.top) < 1]
    assert max(word.right for word in printed_on) == pytest.approx(RIGHT - 14 / MM, abs=0.5)
    said = "".join(word.text for word in words)
    assert ("抄送：" in said) is bool(copies)
    assert copies in said


def test_levels_are_told_by_their_numbers(tmp_path: Path) -> None:
    pages = words_of(filled("brief", examples("brief"), NOWHERE), tmp_path)
    said = [word.text for words in pages for word in words]
    firsts = [text for text in said if re.match("[一二三四五]、", text)]
    assert firsts == [
        "一、总体情况",
        "二、各领域情况",
        "三、发现的问题",
        "四、整改情况",
        "五、下一步工作",
    ]
