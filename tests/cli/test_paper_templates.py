"""Templates of papers: listed, copied, restyled, checked; what is wrong with one is named with its place."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from PIL import Image

from zizhao_cli.domain.paper_fields import PAPERS
from zizhao_cli.render.papers.fonts import fonts_named, installed, missing_fonts, names_in

if TYPE_CHECKING:
    from tests.cli.ledgers import Morning
    from tests.conftest import Zizhao

SHIPPED = Path(__file__).parents[2] / "data" / "papers"
UNIT = "{{ unit|pen(16) }}"


def changed(folder: Path, old: str, new: str, part: str = "document") -> str:
    """Return a copy of the template of 限期整改意见书 in which one of its parts says `new` instead of `old`."""
    made = folder / "rectify.docx"
    with ZipFile(SHIPPED / "rectify.docx") as source, ZipFile(made, "w") as target:
        for name in source.namelist():
            text = source.read(name).decode()
            if name == f"word/{part}.xml":
                assert old in text
                text = text.replace(old, new)
            target.writestr(name, text)
    return str(made)


@pytest.mark.parametrize("name", PAPERS)
def test_the_programs_own_are_whole(zizhao: Zizhao, name: str) -> None:
    run = zizhao("template", "check", str(SHIPPED / f"{name}.docx"))
    assert (run.code, run.out) == (0, "")
    assert "可以用来出" in run.err


def test_every_unknown_field_is_named_with_the_nearest(zizhao: Zizhao, tmp_path: Path) -> None:
    file = changed(tmp_path, UNIT, "{{ unti }}{{ problems[0].leval }}{{ 单位 }}")
    run = zizhao("template", "check", file)
    assert (run.code, run.out) == (3, "")
    assert "“unti”（是不是 unit）" in run.err
    assert "“problems.leval”（是不是 level）" in run.err
    assert "“单位”" in run.err
    assert "zizhao template fields rectify" in run.err


def test_fields_of_rows_are_known_inside_their_rows_only(zizhao: Zizhao, tmp_path: Path) -> None:
    inside = (
        "{% for one in problems|selectattr('major') %}{{ loop.index }}{{ one.due }}{% endfor %}"
    )
    assert zizhao("template", "check", changed(tmp_path, UNIT, inside)).code == 0
    run = zizhao("template", "check", changed(tmp_path, UNIT, f"{inside}{{{{ one.due }}}}"))
    assert (run.code, "“one”" in run.err) == (3, True)


BROKEN = {
    "{{ unit|pen(16 }}": "pen(16",
    "{{ unit + 1 }}": "unit + 1",
    "{% if unit %}": "Jinja",
    "{{ unit|foo }}": "unit|foo",
    "{{ unit.__class__.__mro__ }}": "__class__",
    "{{ 1 / 0 }}": "1 / 0",
}


@pytest.mark.parametrize("tag", BROKEN)
def test_a_tag_that_cannot_be_filled_is_named_with_its_place(
    zizhao: Zizhao, tmp_path: Path, tag: str
) -> None:
    run = zizhao("template", "check", changed(tmp_path, UNIT, tag))
    assert (run.code, run.out) == (3, "")
    assert len(run.err.splitlines()) == 2
    assert BROKEN[tag] in run.err


@pytest.mark.parametrize("content", [b"", "某某".encode(), b"PK\x03\x04", b"\xd0\xcf\x11\xe0 old"])
def test_no_word_file(zizhao: Zizhao, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "rectify.docx"
    file.write_bytes(content)
    run = zizhao("template", "check", str(file))
    assert (run.code, run.out) == (3, "")
    assert "不是完整的 Word 文件" in run.err


def test_a_package_of_something_else_is_no_word_file(zizhao: Zizhao, tmp_path: Path) -> None:
    file = tmp_path / "rectify.docx"
    with ZipFile(file, "w") as package:
        package.writestr("甲.txt", "甲")
    run = zizhao("template", "check", str(file))
    assert (run.code, "不是完整的 Word 文件" in run.err) == (3, True)


def test_of_which_paper_is_told_by_the_name_or_said(zizhao: Zizhao, tmp_path: Path) -> None:
    file = tmp_path / "改过的.docx"
    shutil.copy(SHIPPED / "review.docx", file)
    run = zizhao("template", "check", str(file))
    assert (run.code, "--for" in run.err) == (2, True)
    assert zizhao("template", "check", str(file), "--for", "复查意见书").code == 0
    assert zizhao("template", "check", str(file), "--for", "rectify").code == 3


def test_a_copy_is_used_from_then_on_and_never_written_over(zizhao: Zizhao) -> None:
    copied = Path(zizhao.ok("template", "copy", "brief"))
    assert copied == zizhao.db.parent / "data" / "papers" / "brief.docx"
    assert copied.read_bytes() == (SHIPPED / "brief.docx").read_bytes()
    listed = zizhao("template", "list", "--format", "json").json["rows"]
    assert {row["paper"]: row["own"] for row in listed} == {
        **dict.fromkeys(PAPERS, "no"),
        "brief": "yes",
    }
    again = zizhao("template", "copy", "brief")
    assert (again.code, "不覆盖" in again.err) == (3, True)


def test_a_broken_template_of_the_office_makes_no_paper(morning: Morning, tmp_path: Path) -> None:
    zizhao = morning.copy(tmp_path)
    own = Path(zizhao.ok("template", "copy", "brief"))
    own.write_bytes(b"spoilt")
    made = tmp_path / "b.docx"
    run = zizhao("report", "brief", "--output", str(made))
    assert (run.code, run.out, made.exists()) == (3, "", False)
    assert str(own) in run.err


def test_a_font_that_is_not_here_is_said(zizhao: Zizhao, tmp_path: Path) -> None:
    file = changed(tmp_path, 'w:eastAsia="仿宋_GB2312"', 'w:eastAsia="没有的字体"', "styles")
    run = zizhao("template", "check", file)
    assert run.code == 0
    assert ("没有的字体" in run.err) is bool(installed())


def test_fonts_stand_in_styles_and_nowhere_else() -> None:
    for file in SHIPPED.glob("*.docx"):
        with ZipFile(file) as package:
            assert b"w:rFonts" not in package.read("word/document.xml"), file
            assert not [name for name in package.namelist() if "font" in name.lower()], file
            styles = package.read("word/styles.xml").decode()
        assert (
            styles.count("w:ascii=") == styles.count("w:eastAsia=") - 1
        )  # and that of the language


def test_what_is_no_word_file_lacks_no_font() -> None:
    assert fonts_named(b"") == []
    assert missing_fonts(b"PK") == []


@pytest.mark.skipif(not installed(), reason="no fc-list here")
def test_a_machine_without_fc_list_is_not_asked(tmp_path: Path, zizhao: Zizhao) -> None:
    run = zizhao.cold(
        "template", "check", str(SHIPPED / "rectify.docx"), env={"PATH": str(tmp_path)}
    )
    assert (run.code, "本机没有字体" in run.err) == (0, False)


def test_names_of_fonts_are_read_from_their_files_in_all_languages() -> None:
    """As on Windows, which has no fc-list."""
    files = [
        file
        for folder in ("/usr/share/fonts", os.environ.get("WINDIR", "/nowhere"))
        for file in Path(folder).rglob("*.tt[cf]")
    ]
    if not files:
        pytest.skip("no TrueType fonts here")
    names = {file.name: names_in(file) for file in files}
    assert all(names.values())
    if "wqy-zenhei.ttc" in names:
        assert {"文泉驿正黑", "WenQuanYi Zen Hei"} <= {*names["wqy-zenhei.ttc"]}


def test_a_spoilt_font_has_no_names(tmp_path: Path) -> None:
    for content in (b"", b"ttcf", b"\x00\x01\x00\x00\x00\xff", sys.executable.encode() * 20):
        (tmp_path / "a.ttf").write_bytes(content)
        assert names_in(tmp_path / "a.ttf") == []


ESCAPES = {
    "through a picture": "{% for one in problems %}{% for it in one.pictures %}{{ it.image.tpl }}{% endfor %}{% endfor %}",
    "to an attribute": "{{ unit.__class__ }}",
    "to a method": "{{ unit.upper() }}",
    "by a filter": "{{ unit|attr('upper') }}",
    "to a function": "{{ range(9) }}",
    "to much of little": "{{ 'a' * 3000000000 }}",
    "to a wide text": "{{ unit|center(3000000000) }}",
}


@pytest.mark.parametrize("how", ESCAPES)
def test_a_tag_reaches_nothing_but_what_the_paper_says(
    zizhao: Zizhao, tmp_path: Path, how: str
) -> None:
    run = zizhao("template", "check", changed(tmp_path, UNIT, ESCAPES[how]))
    assert (run.code, run.out, "程序出错" in run.err) == (3, "", False)


def test_a_real_picture_shows_a_template_nothing_of_how_it_is_made(
    zizhao: Zizhao, tmp_path: Path
) -> None:
    victim = tmp_path / "victim.txt"
    victim.write_text("mine", "utf-8")
    own = zizhao.db.with_name("data") / "papers"
    own.mkdir(parents=True)
    tag = "{% for one in problems %}{% for it in one.pictures %}{% if it.image.tpl is defined %}"
    ends = "{% endif %}{% endfor %}{% endfor %}"
    file = changed(tmp_path, UNIT, f"{tag}{{{{ it.image.tpl.write_xml('{victim}') or '' }}}}{ends}")
    shutil.copy(file, own / "rectify.docx")
    shot = tmp_path / "a.png"
    Image.new("RGB", (40, 30), "red").save(shot)
    check = ("--unit", "桂香村", "--measure", "6", "--on", "2022-05-05", "--hazard", "堵塞")
    zizhao.ok("check", "add", *check, "--evidence", str(shot))
    zizhao("notice", "rectify", "YH-2022-0001", "--draft", "--output", str(tmp_path / "o.docx"))
    assert victim.read_text("utf-8") == "mine"


def test_brackets_of_an_input_method_are_told(zizhao: Zizhao, tmp_path: Path) -> None:
    run = zizhao("template", "check", changed(tmp_path, UNIT, "｛｛unit｝｝"))
    assert (run.code, "全角括号" in run.err) == (3, True)


def test_what_lies_elsewhere_is_not_asked_for(zizhao: Zizhao, tmp_path: Path) -> None:
    made = tmp_path / "rectify.docx"
    with ZipFile(SHIPPED / "rectify.docx") as source, ZipFile(made, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name))
        target.writestr(
            "word/_rels/settings.xml.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
            'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
            'Target="http://example.invalid/t.dotm" TargetMode="External"/></Relationships>',
        )
    run = zizhao("template", "check", str(made))
    assert (run.code, "连着文件以外的东西" in run.err) == (3, True)


def test_what_looks_like_a_tag_is_printed_as_it_was_typed(zizhao: Zizhao, tmp_path: Path) -> None:
    add = ("--unit", "桂香村", "--measure", "6", "--found", "2022-05-05")
    zizhao.ok("hazard", "add", *add, "--title", "堵塞{_{x}_}和{_%")
    file = tmp_path / "o.docx"
    zizhao.ok("notice", "rectify", "YH-2022-0001", "--draft", "--output", str(file))
    with ZipFile(file) as package:
        assert "堵塞{_{x}_}和{_%" in package.read("word/document.xml").decode()
