"""The styles of papers, by GB/T 9704-2012. Fonts are named here alone, and in no paragraph: an office that lacks one changes a style."""

from __future__ import annotations

from html import escape
from typing import NamedTuple

SONG, FANG, KAI, HEI, PAGE = "方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"
TEXT = 8844
"""Twips of the width of the text, 156 mm."""
LINE = 578
"""28.9 pt: 22 lines fill the 225 mm of the text (637.8 pt); 29 pt would make 21 of them."""
CHARACTER = 315
"""15.75 pt: 28 characters of 16 pt are wider than the 156 mm of the text (442.2 pt), so each is 0.25 pt closer to the next."""
_CLOSER = -5
_RED = "FF0000"


class Style(NamedTuple):
    """A style: sizes in points, everything else in twips (1/20 pt); `line` is exact, and none lets pictures be as high as they are."""

    key: str
    name: str
    font: str = FANG
    size: int = 16
    align: str = "both"
    first: int = 0
    left: int = 0
    right: int = 0
    before: int = 0
    after: int = 0
    line: int | None = LINE
    color: str = ""
    extra: str = ""

    @property
    def xml(self) -> str:
        """The style as Word has it."""
        line = f'w:line="{self.line or 240}" w:lineRule="{"exact" if self.line else "auto"}"'
        first = f'w:firstLine="{self.first}"' if self.first >= 0 else f'w:hanging="{-self.first}"'
        indents = f'<w:ind w:left="{self.left}" w:right="{self.right}" {first}/>'
        closer = f'<w:spacing w:val="{_CLOSER if self.size == 16 else 0}"/>'
        color = f'<w:color w:val="{self.color}"/>' if self.color else ""
        default = ' w:default="1"' if self.key == "Normal" else ""
        based = "" if default else '<w:basedOn w:val="Normal"/>'
        # The parts of a paragraph's properties have an order of their own.
        before, _, after = self.extra.partition("|")
        return (
            f'<w:style w:type="paragraph"{default} w:styleId="{self.key}"><w:name w:val="{self.name}"/>{based}<w:qFormat/>'
            f'<w:pPr>{before}<w:spacing w:before="{self.before}" w:after="{self.after}" {line}/>'
            f'{indents}<w:jc w:val="{self.align}"/>{after}</w:pPr>'
            f"<w:rPr>{_fonts(self.font)}{color}{closer}{_size(self.size)}</w:rPr></w:style>"
        )


def _fonts(font: str) -> str:
    named = escape(font)
    return f'<w:rFonts w:ascii="{named}" w:hAnsi="{named}" w:eastAsia="{named}" w:cs="{named}"/>'


def _size(points: int) -> str:
    return f'<w:sz w:val="{points * 2}"/><w:szCs w:val="{points * 2}"/>'


_KEEP = "<w:keepNext/>"
_RULE = f'<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="8" w:color="{_RED}"/></w:pBdr>'
_BLACK = '<w:shd w:val="clear" w:color="auto" w:fill="000000"/>'
"""The lines of the 版记, 0.35 and 0.25 mm, are lines of black, for LibreOffice loses the borders of what stands in a frame."""


def _tab_at(place: int) -> str:
    return f'<w:tabs><w:tab w:val="right" w:pos="{place}"/></w:tabs>'


_STAMPED = TEXT - 2 * (4 * 320 + 1040)
"""Name and day stand centred over each other; a day such as 2022年4月21日 (5.2 cm wide) then ends four characters before the edge."""
STYLES = (
    Style("Normal", "Normal", extra='<w:widowControl w:val="0"/>'),
    Style("Head", "红头", SONG, 42, "center", before=1984, line=880, color=_RED),
    Style("Number", "字号", align="center", before=2 * LINE, extra=_RULE),
    Style(
        "NumberUp",
        "上行文字号",
        before=2 * LINE,
        left=320,
        right=320,
        extra=_RULE + _tab_at(TEXT - 320),
    ),
    Style(
        "Title", "公文标题", SONG, 22, "center", before=2 * LINE, extra='|<w:outlineLvl w:val="0"/>'
    ),
    Style("To", "主送", before=LINE, align="left"),
    Style("Body", "公文正文", first=2 * CHARACTER),
    Style(
        "First", "一级标题", HEI, first=2 * CHARACTER, extra=f'{_KEEP}|<w:outlineLvl w:val="1"/>'
    ),
    Style(
        "Second", "二级标题", KAI, first=2 * CHARACTER, extra=f'{_KEEP}|<w:outlineLvl w:val="2"/>'
    ),
    Style("Last", "公文末段", first=2 * CHARACTER, extra=_KEEP),
    Style("Sign", "落款", align="center", left=_STAMPED, before=2 * LINE, extra=_KEEP),
    Style("Day", "成文日期", align="center", left=_STAMPED),
    Style("ImprintEdge", "版记首末线", size=1, line=20, extra=_BLACK),
    Style("ImprintBetween", "版记分隔线", size=1, line=14, extra=_BLACK),
    Style(
        "Imprint",
        "版记",
        size=14,
        align="left",
        left=280,
        right=280,
        line=560,
        extra=_tab_at(TEXT - 280),
    ),
    Style(
        "ImprintCopies",
        "抄送",
        size=14,
        align="left",
        left=1120,
        first=-840,
        right=280,
        line=560,
    ),
    Style("End", "文尾", size=1, line=20),
    Style("PageOdd", "单页页码", PAGE, 14, "right", right=280, line=280),
    Style("PageEven", "双页页码", PAGE, 14, "left", left=280, line=280),
    Style("FormOrgan", "文书机关", SONG, 18, "center", line=560, extra=_KEEP),
    Style("FormTitle", "文书标题", SONG, 22, "center", line=640, extra=_KEEP),
    Style("FormNumber", "文书字号", size=14, align="right", after=60, line=440),
    Style("FormBody", "文书正文", size=14, first=560, line=460),
    Style("FormLast", "文书末段", size=14, first=560, line=460, extra=_KEEP),
    Style("FormTo", "文书主送", size=14, line=480),
    Style(
        "FormSign",
        "文书落款",
        size=14,
        align="center",
        left=_STAMPED,
        before=360,
        line=480,
        extra=_KEEP,
    ),
    Style("FormDay", "文书日期", size=14, align="center", left=_STAMPED, line=480, after=120),
    Style("FormLine", "签字行", size=14, align="left", line=500),
    Style("CellHead", "表头", HEI, 12, "center", line=360, extra=_KEEP),
    Style("CellName", "栏目", HEI, 12, "center", line=360),
    Style("Cell", "表格文字", size=12, align="left", line=360),
    Style("CellMid", "表格居中", size=12, align="center", line=360),
    Style("Picture", "照片", size=12, align="center", before=120, line=None, extra=_KEEP),
    Style("Caption", "照片说明", size=12, align="center", line=360, after=120),
)
_TO_FILL = (
    '<w:style w:type="character" w:styleId="ToFill"><w:name w:val="待填"/><w:qFormat/>'
    '<w:rPr><w:shd w:val="clear" w:color="auto" w:fill="FFFF00"/></w:rPr></w:style>'
)
_DEFAULTS = (
    f"<w:docDefaults><w:rPrDefault><w:rPr>{_fonts(FANG)}{_size(16)}"
    '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
)


def styles_of(body: str) -> str:
    """Return the styles that a body uses, and those that all documents have."""
    used = [
        style.xml
        for style in STYLES
        if style.key in ("Normal", "PageOdd", "PageEven") or f'"{style.key}"' in body
    ]
    return _DEFAULTS + "".join(used) + (_TO_FILL if '"ToFill"' in body else "")
