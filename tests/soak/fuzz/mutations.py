"""Ways to spoil bytes: flipped, cut, repeated, swapped, cut off, and filled with words that mean trouble."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

FIELD = re.compile(rb'[^,;\t\r\n"<>=]+')
TAG = re.compile(rb"<[\w:]+")
NUMBERS = (
    0,
    1,
    0x7F,
    0x80,
    0xFF,
    0x7FFF,
    0x8000,
    0xFFFF,
    1 << 20,
    0x7FFFFFFF,
    0x80000000,
    0xFFFFFFFF,
)
WORDS = tuple(
    word.encode("utf-8", "surrogatepass")
    for word in (
        *("", " ", '"', '""', "'", ",", "\t", "\r", "\n", "\r\n", "\0", "\x0b", "\x1c", "\x85", "\x1b[2J"),
        *("\u2028", "\u200b", "\u202e", "\ufeff", "\ufffe", "\ud800", "𠮷", "é", "１２", "①", "=1+1"),
        *("同上", "〃", "示例", "合计", "无", "立即整改", "0", "-1", "6", "16", "1e999", "-1e999", "nan"),
        *("inf", "1.23457E+17", "9" * 400, "1" * 5000, "0000-00-00", "9999-12-31", "2022-02-30", "44562"),
        *("2958466", "60", "-0.5", "today", "+15d", "+10wd", "+999999999d", "+99999999999wd", "+99999wd"),
        *("²", "٣", "null", "true", "[]", "{}", "[[", "{" * 50, "[" * 3000, '"\\ud800"', "\\u0000"),
        *("&a;", "&#0;", "&#x110000;", "&lt;", "]]>", "<!--", "<![CDATA[", "#REF!", "甲" * 5000, "桂香村"),
        *("A1", "a1", "XFD1048576", "xfd1048576", "AAAA1", "A0", "A99999999999", "1A", "ZZZ9999999"),
        *("A1:XFD1048576", "J9:A1", "A1:A", "D2:D2", "Z50:AB60", "4294967295", "99999999999", "1048576"),
    )
)  # fmt: skip
ATTRIBUTES = tuple(
    text.encode()
    for text in (
        ' t="e"',
        ' t="s"',
        ' t="d"',
        ' t="b"',
        ' t="inlineStr"',
        ' s="1"',
        ' s="4294967295"',
        ' r="xfd1048576"',
        " r='B9'",
        ' r = "D7"',
        ' table:number-columns-repeated="500"',
        ' table:number-columns-repeated="99999999999"',
        ' table:number-rows-repeated="99999999999"',
        " table:number-columns-repeated='1000000'",
        ' table:number-rows-repeated = "1000000"',
        ' table:number-columns-repeated="-1"',
        ' office:value-type="date" office:date-value="2022-13-45T99:99:99"',
        ' office:value-type="time" office:time-value="PT99999999999999H"',
        ' office:value-type="float" office:value="1e999"',
        ' office:value-type="boolean" office:boolean-value="x"',
        ' calcext:value-type="error"',
        ' state="hidden"',
        ' hidden="1"',
        ' xml:space="preserve"',
        ' count="4294967295" uniqueCount="4294967295"',
    )
)
ELEMENTS = (
    b'<mergeCells><mergeCell ref="A1:C9"/></mergeCells>',
    b'<mergeCells><mergeCell ref="XFD1:XFD9"/></mergeCells>',
    b'<mergeCells><mergeCell ref="C9:A1"/></mergeCells>',
    b'<c r="xfd1048576"><v>1</v></c>',
    b"<c><v>1e999</v></c>",
    b'<c t="s"><v>99999</v></c>',
    b"<row r='1048576'><c r='A1048576'/></row>",
    b'<row r="0"><c r="A0"/></row>',
    b"<table:table-cell/>",
    b"<table:covered-table-cell/>",
    b"<text:p>a</text:p>",
    b"<text:s text:c='99999999999'/>",
    b"<office:annotation><text:p>a</text:p></office:annotation>",
    b"<row>",
    b"</sheetData>",
)  # fmt: skip


def spoiled(chance: Random, content: bytes, *, markup: bool = False) -> bytes:
    """Return `content` with one or some things wrong with it; `markup` says that it is XML."""
    spoilt = bytearray(content)
    ways = (*WAYS, *(MARKUP * 2)) if markup else WAYS
    for _ in range(chance.choice((1, 1, 1, 2, 3, 6, 12))):
        chance.choice(ways)(chance, spoilt)
    return bytes(spoilt)


def _span(chance: Random, content: bytearray) -> slice:
    """Return a stretch of `content`, mostly a short one."""
    first = chance.randrange(len(content) + 1)
    return slice(first, first + chance.choice((0, 1, 2, 4, 16, 64, 512, 4096)))


def _flip(chance: Random, content: bytearray) -> None:
    if content:
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)


def _set(chance: Random, content: bytearray) -> None:
    if content:
        content[chance.randrange(len(content))] = chance.choice((0, 0xFF, 0x80, 0x0A, 0x22, 0x3C))


def _number(chance: Random, content: bytearray) -> None:
    width = chance.choice((2, 4))
    number = chance.choice(NUMBERS) & ((1 << 8 * width) - 1)
    first = chance.randrange(len(content) + 1) & ~1
    content[first : first + width] = number.to_bytes(width, "little")


def _cut(chance: Random, content: bytearray) -> None:
    del content[_span(chance, content)]


def _cut_off(chance: Random, content: bytearray) -> None:
    if chance.random() < 0.3:
        del content[chance.randrange(len(content) + 1) :]


def _insert(chance: Random, content: bytearray) -> None:
    place = chance.randrange(len(content) + 1)
    content[place:place] = chance.randbytes(chance.choice((1, 2, 8, 64)))


def _repeat(chance: Random, content: bytearray) -> None:
    span = _span(chance, content)
    content[span.start : span.start] = bytes(content[span]) * chance.choice((1, 2, 30))


def _swap(chance: Random, content: bytearray) -> None:
    one, other = _span(chance, content), _span(chance, content)
    content[one], content[other] = bytes(content[other]), bytes(content[one])


def _word(chance: Random, content: bytearray) -> None:
    place = chance.randrange(len(content) + 1)
    content[place:place] = chance.choice(WORDS)


def _field(chance: Random, content: bytearray) -> None:
    """Fill a whole cell, attribute or text with a word."""
    found = [match.span() for match in FIELD.finditer(content)]
    if found:
        first, end = chance.choice(found)
        content[first:end] = chance.choice(WORDS)


def _attribute(chance: Random, content: bytearray) -> None:
    found = [match.end() for match in TAG.finditer(content)]
    if found:
        place = chance.choice(found)
        content[place:place] = chance.choice(ATTRIBUTES)


def _element(chance: Random, content: bytearray) -> None:
    found = [match.start() for match in TAG.finditer(content)]
    if found:
        place = chance.choice(found)
        content[place:place] = chance.choice(ELEMENTS)


WAYS: tuple[Callable[[Random, bytearray], None], ...] = (
    _flip, _set, _number, _cut, _cut_off, _insert, _repeat, _swap, _word, _field, _field, _field,
)  # fmt: skip
MARKUP = (_attribute, _element, _field)
