"""A Word template: opened, filled once, and what is wrong with it told with its place."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from zizhao_cli.domain.errors import Refused
from zizhao_cli.errors import bounded, quoted, system_reason, visible

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from docxtpl import DocxTemplate

LARGEST = 64 * 1024 * 1024
"""Bytes that a template may unpack to; one with a coat of arms in it has a few."""
_MADE_ON = (2022, 4, 20, 0, 0, 0)
"""When every part of a paper is said to be packed, so that the same values give the same bytes."""
PEN = 12
"""Strokes that are left for a pen where no other width is asked for."""


_WIDE = re.compile(r"｛[｛％%{][^<]{0,40}|\{[｛％][^<]{0,40}")


class TemplateUnreadable(Refused):
    def __init__(self, file: Path, problem: OSError) -> None:
        super().__init__(
            f"模板 {bounded(file)} 读不出来：{system_reason(problem)}",
            "核对文件名；也可用 zizhao template copy 拿一份程序自带的",
        )


class NotAWordFile(Refused):
    def __init__(self, file: Path, why: str) -> None:
        super().__init__(
            f"模板 {bounded(file)} 不是完整的 Word 文件（{visible(why)}）",
            "在 Word 或 WPS 里打开，另存为 .docx；也可用 zizhao template copy 重新拿一份",
        )


class FullWidthTags(Refused):
    """Tags as an input method types them, which would be printed as they are."""

    def __init__(self, file: Path, tag: str) -> None:
        super().__init__(
            f"模板 {bounded(file)} 里的 {quoted(tag)} 用了全角括号，填不进去",
            "改成半角的 {{ }} 和 {% %}",
        )


class TemplateBroken(Refused):
    """A template whose tags cannot be read, or cannot be carried out; `place` is the text of the paragraph."""

    def __init__(self, file: Path, place: str, problem: Exception) -> None:
        where = f"的 {quoted(place)} 一段" if place else ""
        super().__init__(
            f"模板 {bounded(file)} {where}填不出来：{visible(str(problem)) or type(problem).__name__}",
            "核对这一段的大括号、名称和 if、for 的结尾；实在改不好，用 zizhao template copy 重新拿一份",
        )


def content_of(file: Path) -> bytes:
    """Return what a template holds. Raises TemplateUnreadable."""
    try:
        return file.read_bytes()
    except OSError as problem:
        raise TemplateUnreadable(file, problem) from problem


class Word:
    """A template of Word, whose tags Jinja fills. Raises NotAWordFile."""

    def __init__(self, content: bytes, file: Path) -> None:
        from docxtpl import DocxTemplate

        from zizhao_cli.render.papers.sandbox import OfPapers

        self.file = file
        self.environment = OfPapers()
        self.template: DocxTemplate = DocxTemplate(BytesIO(content))
        try:
            with ZipFile(BytesIO(content)) as package:
                size = sum(part.file_size for part in package.infolist())
                outside = size <= LARGEST and _reaches_outside(package)
        except BadZipFile as problem:
            raise NotAWordFile(file, "不是 .docx 格式") from problem
        if size > LARGEST:
            raise NotAWordFile(file, "展开后太大")
        if outside:
            raise NotAWordFile(file, "连着文件以外的东西，如别处的模板或图片")
        try:
            self.template.init_docx()
        except Exception as problem:
            # What is packed like a document and is none may break its reader in any way there is.
            raise NotAWordFile(file, "里面缺少文档的部件") from problem

    def parsed(self) -> Iterator[Any]:
        """Yield the tree of the tags of each part: the text, headers, footers. Raises TemplateBroken."""
        word = self.template
        try:
            parts = [word.get_xml()]
            for uri in (word.HEADER_URI, word.FOOTER_URI):
                parts += [word.get_part_xml(part) for _, part in word.get_headers_footers(uri)]
        except Exception as problem:
            # A part that is no XML, or declares what XML of Word never does, may break its reader in any way there is.
            raise NotAWordFile(self.file, "里面有读不懂的部件") from problem
        for part in parts:
            source = _by_paragraphs(word.patch_xml(part))
            if (wide := _WIDE.search(source)) is not None:
                raise FullWidthTags(self.file, wide[0])
            try:
                yield self.environment.parse(source)
            except Exception as problem:
                raise TemplateBroken(self.file, _place(source, problem), problem) from problem

    def filled(self, values: dict[str, Any]) -> bytes:
        """Return the paper that `values` make; the same values make the same bytes. Raises TemplateBroken."""
        word = self.template
        sources: list[str] = []
        render = word.render_xml_part

        def remembered(source: str, *others: Any) -> Any:  # noqa: ANN401 - as the library has it
            sources.append(source)
            return render(source, *others).replace(APART, "")

        word.render_xml_part = remembered
        made = BytesIO()
        try:
            word.render(values, self.environment, autoescape=True)
            word.save(made)
        except Exception as problem:
            # A filter or a sum in a tag may fail in any way there is.
            source = _by_paragraphs(sources[-1]) if sources else ""
            raise TemplateBroken(self.file, _place(source, problem), problem) from problem
        return _at_one_time(made)

    @property
    def block(self) -> tuple[int, int]:
        """Width and height of what is printed on a page, in EMU (360,000 to the centimetre)."""
        page = self.template.docx.sections[0]
        width = page.page_width - page.left_margin - page.right_margin
        return width, page.page_height - page.top_margin - page.bottom_margin


APART = "\u2064"
"""Stands inside what the library would take for a tag that was written to be printed (`{_{`), until it has looked."""
_OUTSIDE = re.compile(
    rb"<Relationship\b[^>]*TargetMode\s*=\s*[\"']External[\"'][^>]*>", re.IGNORECASE
)


def _reaches_outside(package: ZipFile) -> bool:
    """Say whether a part asks for something that lies elsewhere, other than as a link that somebody has to follow."""
    return any(
        b"/hyperlink" not in found
        for name in package.namelist()
        if name.endswith(".rels")
        for found in _OUTSIDE.findall(package.read(name))
    )


def _by_paragraphs(source: str) -> str:
    """Return the source of a part with each paragraph on a line, as the library renders it."""
    return re.sub(r"\n?<w:p([ >])", r"\n<w:p\1", source)


def _place(source: str, problem: Exception) -> str:
    """Return the text of the paragraph at which `problem` arose, as the template has it."""
    line = getattr(problem, "lineno", None)
    frame = problem.__traceback__
    while frame is not None and line is None:
        if frame.tb_frame.f_code.co_filename == "<template>":
            line = frame.tb_lineno
        frame = frame.tb_next
    lines = source.splitlines()
    if line is None or not 0 < line <= len(lines):
        return ""
    from html import unescape

    return unescape(re.sub(r"<[^>]+>", "", lines[line - 1])).strip()


def _at_one_time(made: BytesIO) -> bytes:
    """Return a document packed anew, its parts in order and of one time."""
    packed = BytesIO()
    with ZipFile(made) as old, ZipFile(packed, "w", ZIP_DEFLATED) as new:
        # What says of which types the parts are stands first.
        for name in sorted(old.namelist(), key=lambda name: (not name.startswith("["), name)):
            part = ZipInfo(name, _MADE_ON)
            part.compress_type = ZIP_DEFLATED
            part.create_system = 0  # not that of this machine
            new.writestr(part, old.read(name))
    return packed.getvalue()
