"""The fonts that a Word file names, and which of them this machine lacks."""

from __future__ import annotations

import os
import re
import shutil
import struct
import subprocess
import sys
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from zizhao_cli.domain.text import matching_key

if TYPE_CHECKING:
    from collections.abc import Iterator

_PATIENCE = 20
_FONTS = re.compile(r"<w:rFonts [^>]*>")
_NAMED = re.compile(r'w:(?:ascii|hAnsi|eastAsia|cs)="([^"]+)"')
_FAMILY = (1, 4, 16)
"""Names of a font by which a document may call it: its family, its full name, its family as printers know it."""
_UNICODE = (0, 3)
"""Platforms whose names are UTF-16."""


def missing_fonts(content: bytes) -> list[str]:
    """Return the fonts that a Word file names in its styles and text and that this machine lacks, in the order in which they are named.

    None where the machine cannot be asked.
    """
    there = installed()
    if not there:
        return []
    return [name for name in fonts_named(content) if matching_key(name) not in there]


def lacking(fonts: list[str]) -> str:
    """Return what is to be said where fonts are missing."""
    return (
        f"本机没有字体{'、'.join(fonts)}：在这台机器上打开、打印时会换成别的字，排版可能不同；"
        "装上字体，或在模板的样式里改成本机有的"
    )


def fonts_named(content: bytes) -> list[str]:
    """Return the fonts that a Word file names, each once; none where it is none."""
    from html import unescape

    try:
        with ZipFile(BytesIO(content)) as package:
            parts = ("word/styles.xml", "word/document.xml")
            texts = [package.read(part).decode("utf-8", "replace") for part in parts]
    except (BadZipFile, KeyError):
        return []
    told = (name for text in texts for one in _FONTS.findall(text) for name in _NAMED.findall(one))
    return [*dict.fromkeys(map(unescape, told))]


@cache
def installed() -> frozenset[str]:
    """Return the names of the fonts of this machine, for comparison; none where it cannot be asked."""
    names = _of_windows() if sys.platform == "win32" else _of_fontconfig()
    return frozenset(map(matching_key, names))


def _of_fontconfig() -> Iterator[str]:
    program = shutil.which("fc-list")
    if program is None:
        return
    try:
        told = subprocess.run(  # noqa: S603 - found on the path, without anything typed
            [program, "--format", "%{family},%{fullname}\n"],
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return
    for name in re.split("[,\n]", told.stdout.decode("utf-8", "replace")):
        if name.strip():
            yield name.replace("\\", "").strip()


def _of_windows() -> Iterator[str]:
    folders = (
        Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts",
        Path(os.environ.get("LOCALAPPDATA", "")) / "Microsoft" / "Windows" / "Fonts",
    )
    for folder in folders:
        for file in folder.glob("*.tt?"):
            yield from names_in(file)
        for file in folder.glob("*.otf"):
            yield from names_in(file)


def names_in(file: Path) -> list[str]:
    """Return what the fonts of a file (TrueType, OpenType, or a collection) are called in all languages; none where it cannot be read."""
    try:
        with file.open("rb") as opened:
            head = opened.read(12)
            places: tuple[int, ...] = (0,)
            if head[:4] == b"ttcf":
                places = struct.unpack(f">{(count := _long(head, 8))}L", opened.read(4 * count))
            names: list[str] = []
            for place in places:
                opened.seek(place)
                tables = int.from_bytes(opened.read(6)[4:6])
                opened.seek(place + 12)
                for _ in range(tables):
                    entry = opened.read(16)
                    if entry[:4] == b"name":
                        opened.seek(_long(entry, 8))
                        names += _of_table(opened.read(_long(entry, 12)))
                        break
            return names
    except (OSError, struct.error, IndexError, MemoryError):
        return []


def _long(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 4])


def _of_table(table: bytes) -> Iterator[str]:
    _, count, texts = struct.unpack_from(">HHH", table)
    for place in range(6, 6 + 12 * count, 12):
        platform, _, _, name, length, offset = struct.unpack_from(">6H", table, place)
        if name in _FAMILY and platform in _UNICODE:
            text = table[texts + offset : texts + offset + length]
            yield text.decode("utf-16-be", "replace")
