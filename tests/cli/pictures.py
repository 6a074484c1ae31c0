"""Pictures and papers for the tests of evidence: as little of each kind as tells it from the others."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

BEGINNINGS = {
    "jpg": b"\xff\xd8\xff\xe0",
    "png": b"\x89PNG\r\n\x1a\n",
    "pdf": b"%PDF-1.7\n",
    "webp": b"RIFF\x10\x00\x00\x00WEBPVP8 ",
    "heic": b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00",
    "mp4": b"\x00\x00\x00\x18ftypisom\x00\x00\x00\x00",
}


def content(kind: str, of: str = "") -> bytes:
    """Return a file of `kind` that shows `of`."""
    return BEGINNINGS[kind] + of.encode()


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
