"""Whether all of a file of evidence arrived, by what its kind says of its own length; the picture itself is not looked at."""

from __future__ import annotations

import os
import re
from typing import IO

_PDF_TAIL = 1 << 16
"""How far from its end a PDF may say that it ends; some programs write on behind that."""
_MARKER = re.compile(rb"\xff+([^\xff])", re.DOTALL)
_SCAN = b"\xda"
_ALONE = frozenset(bytes([code]) for code in (0x00, 0x01, *range(0xD0, 0xDA)))
"""Markers of a JPEG without a length."""
_LINEARIZED = re.compile(rb"/Linearized\b.*?/L\s+(\d{1,12})", re.DOTALL)
_KNOWN = frozenset(
    b"ftyp styp meta mdat moov moof mfra free skip wide uuid idat sidx pdin emsg prft mpvd".split()
)
"""Boxes that stand at the top of a file."""
_BOX = 8
"""Bytes of the shortest box: its length and its name."""


def is_whole(kind: str, file: IO[bytes]) -> bool:
    """Say whether `file`, which can be read at any place, has its end; what stands behind the end does not matter.

    `kind` is one of domain.evidence.KINDS. Where a file is odd in another way, it passes: viewers are lenient, too.
    """
    size = file.seek(0, os.SEEK_END)
    match kind:
        case "jpg":
            return _jpeg(_all(file))
        case "png":
            return _png(file, size)
        case "webp":
            file.seek(4)
            return int.from_bytes(file.read(4), "little") + 8 <= size
        case "pdf":
            return _pdf(_all(file))
        case _:
            return _boxes(file, size)


def _all(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read()


def _jpeg(data: bytes) -> bool:
    """Look for the end behind the first data: a small picture before them has an end of its own."""
    place = 2
    while found := _MARKER.search(data, place):
        place = found.end()
        if found[1] == _SCAN:
            return b"\xff\xd9" in data[place:]
        if found[1] not in _ALONE:
            place += max(2, int.from_bytes(data[place : place + 2]))
    return False


def _pdf(data: bytes) -> bool:
    """Look for the end; a PDF that is made to be shown page by page has one near its beginning, and tells its length."""
    length = _LINEARIZED.search(data[:1024])
    return b"%%EOF" in data[-_PDF_TAIL:] and (length is None or int(length[1]) <= len(data))


def _png(file: IO[bytes], size: int) -> bool:
    place = 8
    while place + 12 <= size:
        file.seek(place)
        head = file.read(8)
        place += 12 + int.from_bytes(head[:4])
        if head[4:] == b"IEND":
            return place <= size
    return False


def _boxes(file: IO[bytes], size: int) -> bool:
    """Walk the boxes of heic and mp4 over those that hold the picture; a length of 1 says that it follows in 64 bits."""
    place, held = 0, False
    while place < size:
        file.seek(place)
        head = file.read(2 * _BOX)
        name = head[4:_BOX]
        if name not in _KNOWN:
            return held  # no box, but something behind the last one
        length = int.from_bytes(head[:4])
        if length == 0:  # up to the end
            return True
        if length == 1:
            length = int.from_bytes(head[_BOX:].ljust(_BOX, b"\xff"))
        if length < _BOX or place + length > size:
            return False
        held = held or name == b"mdat"
        place += length
    return held
