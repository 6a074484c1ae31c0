"""Whether all of a file of evidence arrived, by what its kind says of its own length; the picture itself is not looked at."""

from __future__ import annotations

import os
from typing import IO

_PDF_TAIL = 1 << 16
"""How far from its end a PDF may say that it ends; some programs write on behind that."""
_BOX = 8
"""Bytes of the shortest box: its length and its name."""


def is_whole(kind: str, file: IO[bytes]) -> bool:
    """Say whether `file`, which can be read at any place, has its end; what stands behind the end does not matter.

    `kind` is one of domain.evidence.KINDS. Where a file is odd in another way, it passes: viewers are lenient, too.
    """
    size = file.seek(0, os.SEEK_END)
    match kind:
        case "jpg":
            return _jpeg(file)
        case "png":
            return _png(file, size)
        case "webp":
            file.seek(4)
            return int.from_bytes(file.read(4), "little") + 8 <= size
        case "pdf":
            file.seek(max(0, size - _PDF_TAIL))
            return b"%%EOF" in file.read()
        case _:
            return _boxes(file, size)


def _jpeg(file: IO[bytes]) -> bool:
    """Look for the end behind the first data: a small picture before them has an end of its own."""
    file.seek(2)
    while (head := file.read(4))[:1] == b"\xff" and head[1:2] not in (b"\xda", b"\xff"):
        length = int.from_bytes(head[2:])
        file.seek(max(length, 2) - 2, os.SEEK_CUR)
    return b"\xff\xd9" in file.read()


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
    """Walk the boxes of heic and mp4; a length of 1 says that it follows in 64 bits."""
    place = 0
    while place < size:
        file.seek(place)
        head = file.read(2 * _BOX)
        length = int.from_bytes(head[:4])
        if length == 1:
            length = int.from_bytes(head[_BOX:].ljust(_BOX, b"\xff"))
        if length < _BOX:
            # 0 means up to the end; any other is no box, but something behind the last one.
            return len(head) >= _BOX
        place += length
    return place == size
