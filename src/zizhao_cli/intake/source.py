"""A file to be imported: regular, readable, of a known type, and the same from the first byte to the last."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import sys
import tempfile
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from zizhao_cli.errors import MachineFault, system_reason, visible
from zizhao_cli.intake.errors import (
    FileChanged,
    FileNotReadable,
    LockFile,
    NotARegularFile,
    TypeMissing,
    UnknownEncoding,
    UnknownFileType,
    WorkbookBroken,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TEXT_TYPES = ("csv", "tsv", "jsonl")
WORKBOOK_TYPES = ("xlsx", "xls", "ods")
TYPES = (*TEXT_TYPES, *WORKBOOK_TYPES)
OLE, ZIP = WORKBOOKS = (b"\xd0\xcf\x11\xe0", b"PK\x03\x04")
"""How an old workbook begins, and a new one."""
CHUNK = 1 << 20
_LOCK = "~$"
"""How the name of the file begins that Excel lays beside a workbook while it is open."""
_ALLOWED = {
    "utf-8": "utf-8-sig",
    "utf-8-sig": "utf-8-sig",
    "gb18030": "gb18030",
    "gbk": "gb18030",
    "utf-16": "utf-16",
}


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
def stdin_aside(files: Sequence[str], kind: str | None) -> Iterator[Path]:
    """Read stdin to its end, where `-` is one of `files`, and yield the path of a copy that can be read several times.

    That may take as long as its writer likes, so it is done before a ledger is locked. `kind` is the type of what comes.
    Raises TypeMissing, MachineFault.
    """
    if "-" in files and kind is None:
        raise TypeMissing
    if "-" not in files or kind not in TYPES:
        yield Path("-")
        return
    with ExitStack() as stack:
        try:
            path = _copy_of_stdin(stack)
        except OSError as problem:
            raise MachineFault("读取标准输入", problem) from problem
        yield path


def _copy_of_stdin(stack: ExitStack) -> Path:
    """Return where the copy is that lasts as long as `stack`: on Linux it has no name, so that not even a kill leaves it."""
    own = Path(f"/proc/{os.getpid()}/fd")
    if own.is_dir():
        file = stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 - it is entered
        shutil.copyfileobj(sys.stdin.buffer, file, CHUNK)
        file.flush()
        return own / str(file.fileno())
    path = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="zizhao-"))) / "stdin"
    with path.open("wb") as named:
        shutil.copyfileobj(sys.stdin.buffer, named, CHUNK)
    return path


@contextmanager
def opened(name: str, kind: str | None, stdin: Path) -> Iterator[Source]:
    """Yield the file `name`, where `-` is the copy of stdin.

    `kind` overrides what the name's ending says. Raises UnknownFileType, NotARegularFile, FileNotReadable, or MachineFault
    where the system fails while it is read.
    """
    source = _source(name, stdin if name == "-" else Path(name), kind)
    try:
        try:
            yield source
        except WorkbookBroken:
            source.sha256()  # a disk that fails does so again, and the file is not to blame
            raise
    except OSError as problem:
        raise MachineFault(f"读取 {name} ", problem) from problem


def known_encoding(asked: str) -> str:
    """Return the name of the encoding that --encoding asks for. Raises UnknownEncoding."""
    if asked.lower() not in _ALLOWED:
        raise UnknownEncoding(asked)
    return _ALLOWED[asked.lower()]


def _source(name: str, path: Path, kind: str | None) -> Source:
    if path.name.startswith(_LOCK):
        raise LockFile(path.name.removeprefix(_LOCK))
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
