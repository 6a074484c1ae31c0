"""Pictures and papers for the tests of evidence: as little of each kind as tells it from the others."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

KINDS = ("jpg", "png", "pdf", "webp", "heic", "mp4")


def content(kind: str, of: str = "") -> bytes:
    """Return a file of `kind` that shows `of`."""
    shown = of.encode()
    match kind:
        case "jpg":
            return b"\xff\xd8\xff\xda\x00\x02" + shown + b"\xff\xd9"
        case "png":
            chunk = len(shown).to_bytes(4) + b"tEXt" + shown + b"crc."
            return b"\x89PNG\r\n\x1a\n" + chunk + b"\0\0\0\0IEND\xaeB`\x82"
        case "pdf":
            return b"%PDF-1.7\n" + shown + b"\n%%EOF\n"
        case "webp":
            return b"RIFF" + (len(shown) + 8).to_bytes(4, "little") + b"WEBPVP8 " + shown
        case _:
            brand = {"heic": b"heic", "mp4": b"isom"}[kind]
            box = b"\x00\x00\x00\x14ftyp" + brand + bytes(8)
            return box + (8 + len(shown)).to_bytes(4) + b"mdat" + shown


def picture(folder: Path, name: str, of: str = "", kind: str = "jpg") -> str:
    """Write a file of `kind` that shows `of` as `name` in `folder`, and return its path."""
    path = folder / name
    path.write_bytes(content(kind, of))
    return str(path)


def kept_name(kind: str, of: str = "") -> str:
    """Return under which name a ledger keeps that file."""
    return f"{hashlib.sha256(content(kind, of)).hexdigest()}.{kind}"


def files_of(folder: Path) -> set[str]:
    """Return the names of all files in the evidence beside a ledger in `folder`, unfinished ones too."""
    evidence = folder / "evidence"
    return {path.name for path in evidence.iterdir()} if evidence.exists() else set()
