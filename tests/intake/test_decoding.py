"""Bytes into text: UTF-8, a BOM, GB18030 or UTF-16, strictly, and never anything else."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

import pytest

from tests.intake.office import GOOD, HEAD

if TYPE_CHECKING:
    from tests.intake.office import Office

NOTE = "€•☑⑪①㎡，𠮷"
TEXT = HEAD + f"桂香村,6,2022-05-01,符合,{NOTE}\n"
CHUNK = 1 << 20
ENCODED = {
    "utf-8": (TEXT.encode(), "utf-8"),
    "utf-8 with BOM": (codecs.BOM_UTF8 + TEXT.encode(), "utf-8-sig"),
    "gb18030": (TEXT.encode("gb18030"), "gb18030"),
    "utf-16 LE": (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16"),
    "utf-16 BE": (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16"),
}


def offset(message: str) -> int:
    """Return the offset that a message names."""
    found = re.search(r"第 (\d+) 字节", message)
    assert found, message
    return int(found[1])


@pytest.mark.parametrize("name", ENCODED)
def test_what_was_typed_is_what_is_stored(office: Office, name: str) -> None:
    content, encoding = ENCODED[name]
    taken = office.takes(content)
    assert office.checks("note") == [NOTE]
    assert [file["encoding"] for file in taken.receipt.files] == [encoding]


@pytest.mark.parametrize("name", ENCODED)
def test_every_encoding_across_the_border_of_a_chunk(office: Office, name: str) -> None:
    codec = {"utf-16 LE": "utf-16-le", "utf-16 BE": "utf-16-be"}.get(name, ENCODED[name][1])
    bom = {"utf-16 LE": codecs.BOM_UTF16_LE, "utf-16 BE": codecs.BOM_UTF16_BE}.get(name, b"")
    row = f"桂香村,6,2022-05-01,符合,{NOTE * 300}\n"
    text = HEAD + row * (CHUNK // len((row).encode(codec.removesuffix("-sig"))) + 3)
    office.takes(bom + text.encode(codec))
    assert set(office.checks("note")) == {NOTE * 300}


def test_the_encoding_asked_for_is_the_only_one_tried(office: Office) -> None:
    office.refuses(TEXT.encode("gb18030"), encoding="utf-8")
    office.refuses(TEXT.encode() + b"\xff", encoding="gb18030")
    office.takes(TEXT.encode("gb18030"), encoding="gbk")


def test_latin_1_is_never_tried(office: Office) -> None:
    taken = office.refuses(HEAD.encode() + "桂香村,6,2022-05-01,符合,é".encode("latin-1", "ignore"))
    assert "不是 UTF-8 也不是 GB18030" in taken.messages[0]


@pytest.mark.parametrize("rows", [1, 40_000, 90_000])
def test_an_undecodable_byte_is_refused_with_its_offset(office: Office, rows: int) -> None:
    content = (HEAD + "GXC,6,2022-05-01,pass,ok\n" * rows).encode("gb18030")
    taken = office.refuses(content + b"GXC,6,2022-05-01,pass,\xff\n")
    assert offset(taken.messages[0]) == len(content) + len("GXC,6,2022-05-01,pass,")
    assert "0xff" in taken.messages[0]


@pytest.mark.parametrize("before", [CHUNK - 1, CHUNK, CHUNK + 1])
def test_an_undecodable_byte_beside_the_border_of_a_chunk(office: Office, before: int) -> None:
    line = b"GXC,6,2022-05-01,pass,ok\n"
    content = HEAD.encode("gb18030") + line * (CHUNK // len(line) + 2)
    spoiled = bytearray(content)
    spoiled[before] = 0xFF
    assert offset(office.refuses(bytes(spoiled)).messages[0]) == before


def test_a_bad_byte_in_a_file_of_utf_8_is_the_one_named(office: Office) -> None:
    content = (HEAD + GOOD * 20).encode()
    taken = office.refuses(content + b"\xff\n" + GOOD.encode())
    assert offset(taken.messages[0]) == len(content)


def test_the_offset_counts_the_bom(office: Office) -> None:
    content = codecs.BOM_UTF8 + (HEAD + GOOD).encode()
    assert offset(office.refuses(content + b"\xff\n").messages[0]) == len(content)


def test_half_a_character_at_the_end(office: Office) -> None:
    content = codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le")
    assert offset(office.refuses(content + b"\x00").messages[0]) == len(content)


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_a_nul_is_refused_by_its_line(office: Office, codec: str) -> None:
    taken = office.refuses((HEAD + GOOD * 3 + "桂香村,6\0,2022-05-01,符合,\n").encode(codec))
    assert taken.places == [(5, None, None)]


def test_a_nul_past_the_first_chunk(office: Office) -> None:
    rows = 60_000
    assert office.refuses(HEAD + GOOD * rows + "\0\n").places == [(rows + 2, None, None)]


def test_a_nul_where_lines_end_in_cr(office: Office) -> None:
    text = (HEAD + GOOD + "\0\n").replace("\n", "\r")
    assert office.refuses(text).places == [(3, None, None)]


def test_utf_16_without_a_bom_is_refused(office: Office) -> None:
    office.refuses(TEXT.encode("utf-16-le"))
    assert "NUL" in office.refuses("unit,measure".encode("utf-16-le")).messages[0]
