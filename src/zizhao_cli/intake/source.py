"""A file to be imported: regular, readable, of a known type, and the same from the first byte to the last."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from zizhao_cli.errors import system_reason, visible
from zizhao_cli.intake.errors import (
    FileChanged,
    FileNotReadable,
    NotARegularFile,
    TypeMissing,
    UnknownFileType,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXT_TYPES = ("csv", "tsv", "jsonl")
WORKBOOK_TYPES = ("xlsx", "xls", "ods")
TYPES = (*TEXT_TYPES, *WORKBOOK_TYPES)
OLE, ZIP = WORKBOOKS = (b"\xd0\xcf\x11\xe0", b"PK\x03\x04")
"""How an old workbook begins, and a new one."""
CHUNK = 1 << 20


@dataclass(frozen=True)
class Source:
    """A file as it was when it was opened: `name` is what messages and the receipt call it, in visible characters."""

    name: str
    path: Path
    type: str
    size: int
    changed_at: int

    def sha256(self) -> str:
        """Return the SHA-256 of its bytes."""
        digest = hashlib.sha256()
        with self.path.open("rb") as file:
            while chunk := file.read(CHUNK):
                digest.update(chunk)
        return digest.hexdigest()

    def check_unchanged(self) -> None:
        """Raise FileChanged where it was written to since it was opened."""
        now = self.path.stat()
        if (now.st_size, now.st_mtime_ns) != (self.size, self.changed_at):
            raise FileChanged


@contextmanager
def opened(name: str, kind: str | None) -> Iterator[Source]:
    """Yield the file `name`, where `-` is stdin, kept aside so that it can be read twice.

    `kind` overrides what the name's ending says. Raises TypeMissing, UnknownFileType, NotARegularFile,
    FileNotReadable.
    """
    if name != "-":
        yield _source(name, Path(name), kind)
        return
    if kind is None:
        raise TypeMissing
    _refuse_unknown(kind)
    with tempfile.TemporaryDirectory(prefix="zizhao-") as folder:
        path = Path(folder) / f"stdin.{kind}"
        with path.open("wb") as file:
            shutil.copyfileobj(sys.stdin.buffer, file, CHUNK)
        yield _source(name, path, kind)


def _source(name: str, path: Path, kind: str | None) -> Source:
    ending = kind or path.suffix.lstrip(".").lower()
    _refuse_unknown(ending or path.name)
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise NotARegularFile
        os.close(os.open(path, os.O_RDONLY))
    except OSError as problem:
        raise FileNotReadable(system_reason(problem)) from problem
    return Source(visible(name), path, ending, found.st_size, found.st_mtime_ns)


def _refuse_unknown(ending: str) -> None:
    if ending not in TYPES:
        raise UnknownFileType(ending, TYPES)
