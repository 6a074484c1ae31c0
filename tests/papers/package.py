"""A Word file made of its parts: no theme, no numbering, nothing that nobody asked for, so that what an office restyles is all there is."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from pathlib import Path

_DAY = (2022, 4, 20, 0, 0, 0)
_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_LINKS = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PARTS = {
    "document": "document.main",
    "styles": "styles",
    "settings": "settings",
    "footer1": "footer",
    "footer2": "footer",
}
_SECTION = (
    '<w:sectPr><w:footerReference w:type="default" r:id="rId3"/><w:footerReference w:type="even" r:id="rId4"/>'
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="{footer}" w:gutter="0"/>'
    "</w:sectPr>"
)
# The number's upper edge lies 7 mm below the text, whose lower edge lies 35 mm above that of the paper; its line is 14 pt high.
_FOOTER = 1984 - 397 - 280


def _xml(tag: str, content: str) -> str:
    return f"{_XML}<w:{tag} {_WORD} {_LINKS}>{content}</w:{tag}>"


def _footer(style: str) -> str:
    """Return a footer with the number of the page between strokes."""
    field = "".join(
        f'<w:r><w:fldChar w:fldCharType="{step}"/></w:r>'
        if step != "PAGE"
        else '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        for step in ("begin", "PAGE", "separate")
    )
    end = '<w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    text = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
    words = text.format("— ") + field + end + text.format(" —")
    return _xml("ftr", f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{words}</w:p>')


def write(file: Path, title: str, styles: str, body: str) -> None:
    """Write a document of A4 with margins, footers and `styles` as GB/T 9704-2012 has them."""
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPES}.{kind}+xml"/>'
        for name, kind in _PARTS.items()
    )
    types = (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}'
        f'<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )
    core = (
        f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title></cp:coreProperties>"
    )
    parts = {
        "[Content_Types].xml": types,
        "_rels/.rels": _links(
            (f"{_OFFICE}/officeDocument", "word/document.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": core,
        "word/_rels/document.xml.rels": _links(
            (f"{_OFFICE}/styles", "styles.xml"),
            (f"{_OFFICE}/settings", "settings.xml"),
            (f"{_OFFICE}/footer", "footer1.xml"),
            (f"{_OFFICE}/footer", "footer2.xml"),
        ),
        "word/document.xml": _xml(
            "document", f"<w:body>{body}{_SECTION.format(footer=_FOOTER)}</w:body>"
        ),
        "word/footer1.xml": _footer("PageOdd"),
        "word/footer2.xml": _footer("PageEven"),
        "word/settings.xml": _xml(
            "settings",
            '<w:evenAndOddHeaders/><w:characterSpacingControl w:val="doNotCompress"/>'
            '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
            '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>',
        ),
        "word/styles.xml": _xml("styles", styles),
    }
    with ZipFile(file, "w", ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(ZipInfo(name, _DAY), content, ZIP_DEFLATED)


def _links(*links: tuple[str, str]) -> str:
    told = "".join(
        f'<Relationship Id="rId{at}" Type="{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(links, start=1)
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{told}</Relationships>'
