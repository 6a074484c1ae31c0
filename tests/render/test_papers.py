"""Papers from their templates: what LibreOffice shows of them, whatever stands in their values."""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest

from tests.render.paged import NOWHERE, examples, pages_of, picture_of
from tests.viewers import needs_libreoffice
from zizhao_cli.domain.paper_fields import PAPERS
from zizhao_cli.render.papers.filled import Picture, filled, template_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zizhao_cli.domain.paper_fields import Said

ROOT = Path(__file__).parents[2]
HOSTILE = (
    "<w:t>甲</w:t> & &amp; ]]> <!--",
    "{{ organ }}{% for x in y %}{#",
    "第一行\n第二行\r\n第三行",
    "“引”'号'\"\\",
    "\x00\x07\x0c\x1b[31m\u202e倒\ufffe",
    "很长" * 2000,
)
SHOWN = (
    *("<w:t>甲</w:t>&&amp;]]><!--", "{{organ}}{%forxiny%}{#", "第一行第二行第三行"),
    *("“引”'号'\"\\", r"\x00\x07\x0c\x1b[31m\u202e倒\ufffe", "很长" * 2000),
)


def parts(content: bytes) -> dict[str, bytes]:
    """Return what a Word file is packed from."""
    with ZipFile(BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def with_texts(name: str, texts: Sequence[str]) -> dict[str, object]:
    """Return values of a paper in whose rows stand `texts`, or in the one field that is as long as people like."""
    rows = [field.name for field in PAPERS[name].says if "text" in _parts(field)]
    if not rows:
        (long,) = [field.name for field in PAPERS[name].says if field.name in ("course", "text")]
        return examples(name, **{long: "\n".join(texts)})
    (row,) = [*examples(name, rows=1)[rows[0]]]  # type: ignore[call-overload]
    return examples(name, **{rows[0]: [{**row, "text": text} for text in texts]})


def _parts(field: Said) -> set[str]:
    return {part.name for part in field.parts}


def said(value: Any) -> Iterator[str]:
    """Yield every text and number in the values of a paper."""
    if isinstance(value, dict):
        for one in value.values():
            yield from said(one)
    elif isinstance(value, list):
        for one in value:
            yield from said(one)
    elif not isinstance(value, bool):
        yield str(value)


def test_the_templates_are_what_the_script_makes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(ROOT)
    monkeypatch.delitem(sys.modules, "papers", raising=False)
    from tests.papers.__main__ import build

    build(tmp_path)
    for name in PAPERS:
        file = f"{name}.docx"
        shipped = ROOT / "data" / "papers" / file
        assert parts(shipped.read_bytes()) == parts((tmp_path / file).read_bytes()), file


@needs_libreoffice
@pytest.mark.parametrize("name", PAPERS)
def test_what_a_paper_says_stands_on_its_pages(name: str, tmp_path: Path) -> None:
    values: dict[str, Any] = examples(name, rows=3)
    if name == "review":
        values["items"][1]["passed"] = False  # what passed has no new day
    pages = "".join(pages_of(filled(name, values, NOWHERE), tmp_path))
    left_out = {"rectify": {"copies"}, "review": {"copies", "inspectors"}}
    unused = left_out.get(name, {"unit", "inspectors"} if name != "brief" else set())
    for key, value in values.items():
        if key in unused:
            continue
        for text in said(value):
            assert "".join(text.split()) in pages, key


@needs_libreoffice
@pytest.mark.parametrize("name", PAPERS)
def test_nothing_that_was_typed_is_a_tag_or_breaks_the_file(name: str, tmp_path: Path) -> None:
    values = with_texts(name, HOSTILE)
    pages = "".join(pages_of(filled(name, values, NOWHERE), tmp_path))
    for text in SHOWN[:-1]:
        assert text in pages
    assert pages.count("很长") >= 1990  # numbers of pages stand between some


@needs_libreoffice
@pytest.mark.parametrize("name", PAPERS)
def test_what_nobody_knows_is_left_to_a_pen(name: str, tmp_path: Path) -> None:
    # A number that is not told is no 0, so a paper of numbers is not made without them.
    numbers = {one.name: 7 for one in PAPERS[name].says if type(one.example) is int}
    if numbers:
        with pytest.raises(ValueError, match="figures that are not told"):
            filled(name, {}, NOWHERE)
    pages = "".join(pages_of(filled(name, numbers, NOWHERE), tmp_path))
    assert "____" in pages
    assert "____年__月__日" in pages
    assert "None" not in pages
    assert "{{" not in pages


@pytest.mark.parametrize("name", PAPERS)
def test_the_same_values_give_the_same_bytes(name: str) -> None:
    pictures = [Picture(photograph(40, 30), "甲")]
    values = examples(name)
    if name == "rectify":
        values["problems"] = [{"n": 1, "text": "堵塞", "pictures": pictures}]
    assert filled(name, values, NOWHERE) == filled(name, values, NOWHERE)


def test_a_field_that_no_paper_has_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="unti"):
        filled("rectify", {"unti": "桂香村"}, NOWHERE)


@needs_libreoffice
def test_major_problems_are_named_where_there_are_some(tmp_path: Path) -> None:
    for majors, there in (("第1、3项", True), ("", False)):
        page = "".join(
            pages_of(filled("rectify", examples("rectify", majors=majors), NOWHERE), tmp_path)
        )
        assert ("属于重大隐患" in page) is there
        assert majors in page


@needs_libreoffice
def test_each_problem_has_its_own_day(tmp_path: Path) -> None:
    row = {"text": "堵塞", "level": "一般隐患", "handling": "限期整改"}
    problems = [
        {**row, "n": 1, "due": "2022年5月5日"},
        {**row, "n": 2, "due": "2022年12月20日"},
        {**row, "n": 3, "due": "2022年4月20日", "handling": "立即整改"},
    ]
    content = filled("rectify", examples("rectify", problems=problems), NOWHERE)
    page = pages_of(content, tmp_path)[0]
    assert "2022年5月5日" in page
    assert "2022年12月20日" in page
    assert page.count("立即整改") == 1


@needs_libreoffice
def test_what_failed_has_its_new_day_or_keeps_the_old_one(tmp_path: Path) -> None:
    items = [
        {"n": 1, "text": "甲", "passed": True, "due": ""},
        {"n": 2, "text": "乙", "passed": False, "due": "2022年6月1日"},
        {"n": 3, "text": "丙", "passed": False, "due": ""},
    ]
    values = examples("review", items=items, passed="第1项", failed="第2、3项")
    page = pages_of(filled("review", values, NOWHERE), tmp_path)[0]
    assert "第1项整改合格" in page
    assert "第2、3项整改不合格" in page
    assert "2022年6月1日" in page
    assert page.count("原期限不变") == 2  # in the row, and in what the paper says of it


def red(picture: Any) -> int:
    """Return how many pixels of a page are red."""
    return sum(count for count, (r, g, b) in picture.getcolors(1 << 24) if r > 200 and g < 90 > b)


@needs_libreoffice
@pytest.mark.parametrize("name", PAPERS)
def test_only_official_papers_have_a_red_head(name: str, tmp_path: Path) -> None:
    page = picture_of(filled(name, examples(name), NOWHERE), tmp_path)
    assert (red(page) > 1000) is (name in ("supervise", "brief"))


def photograph(width: int, height: int, **how: Any) -> bytes:
    """Return a photograph that does not shrink by itself."""
    from PIL import Image

    made = BytesIO()
    Image.effect_noise((width, height), 60).convert("RGB").save(made, "JPEG", **how)
    return made.getvalue()


def with_pictures(*pictures: Picture) -> dict[str, object]:
    problem = {"n": 1, "text": "堵塞", "pictures": [*pictures]}
    return examples("rectify", problems=[problem])


def test_pictures_shrink_to_the_page_and_in_bytes(tmp_path: Path) -> None:
    from docx import Document

    large = photograph(4000, 3000)
    content = filled(
        "rectify",
        with_pictures(
            Picture(large, "横"),
            Picture(photograph(300, 3000), "竖"),
            Picture(photograph(90, 60), "小"),
        ),
        NOWHERE,
    )
    assert len(large) > 3_000_000
    assert len(content) < 1_500_000
    (tmp_path / "a.docx").write_bytes(content)
    shapes = Document(str(tmp_path / "a.docx")).inline_shapes
    sizes = [(shape.width.mm, shape.height.mm) for shape in shapes]
    assert all(width <= 156 and height <= 95 for width, height in sizes)
    assert [round(width / height, 1) for width, height in sizes] == [1.3, 0.1, 1.5]
    assert sizes[2][0] == pytest.approx(90 / 96 * 25.4, abs=0.1)  # not blown up


def test_a_picture_is_put_upright_and_says_no_longer_where_it_was_taken() -> None:
    from PIL import Image

    from zizhao_cli.render.papers.pictures import made_small

    exif = Image.Exif()
    exif[0x0112] = 6  # on its side
    exif.get_ifd(0x8825)[1] = "N"
    content, size = made_small(photograph(400, 300, exif=exif))
    assert size == (300, 400)
    assert not Image.open(BytesIO(content)).getexif()


def test_what_lets_the_ground_through_stands_on_white() -> None:
    from PIL import Image

    from zizhao_cli.render.papers.pictures import made_small

    made = BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(made, "PNG")
    content, _ = made_small(made.getvalue())
    assert Image.open(BytesIO(content)).getpixel((5, 5)) == (255, 255, 255)


@needs_libreoffice
@pytest.mark.parametrize("content", [b"", b"no picture", photograph(400, 300)[:900]])
def test_a_broken_picture_is_said_and_breaks_nothing(content: bytes, tmp_path: Path) -> None:
    made = filled("rectify", with_pictures(Picture(content, "<东&侧>")), NOWHERE)
    pages = "".join(pages_of(made, tmp_path))
    assert "照片打不开" in pages
    assert "<东&侧>" in pages


def test_an_office_has_its_own_template(tmp_path: Path) -> None:
    own = tmp_path / "data" / "papers" / "rectify.docx"
    assert template_of("rectify", tmp_path / "ledger.db") == ROOT / "data" / "papers" / own.name
    own.parent.mkdir(parents=True)
    own.write_bytes((ROOT / "data" / "papers" / own.name).read_bytes())
    assert template_of("rectify", tmp_path / "ledger.db") == own
