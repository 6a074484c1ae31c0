"""A push as a file, for a stick: the lines that a straight push sends, between a head that says whose they are and an end that says that none is lacking.

zizhao-push {"after": 0, "entries": 12, "identity": "…", "revision": "0008", "version": 1}
journal HASH {…}
hazard_version[…]
file SHA256 BASE64
end SHA256
"""

from __future__ import annotations

import hashlib
import json
from base64 import b64decode, b64encode
from typing import IO, TYPE_CHECKING, NamedTuple

from zizhao_cli.errors import ZizhaoError, bounded
from zizhao_cli.store.journal.by_entry import LARGE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_HEAD, _END, _FILE, _ENTRY = b"zizhao-push ", b"end ", b"file ", b"journal "
VERSION = 1


class NotAParcel(ZizhaoError):
    def __init__(self, file: Path, why: str) -> None:
        super().__init__(
            f"{bounded(file)} 不能收：{why}",
            "请镇里用 zizhao push --file 重新写一份，拷完核对大小",
        )


class Head(NamedTuple):
    """Whose entries the file holds, after which one, and up to which."""

    identity: str
    after: int
    entries: int
    revision: str


def write_parcel(
    file: IO[bytes], head: Head, entries: Iterable[list[str]], contents: Iterable[bytes]
) -> None:
    """Write entries, and what files of evidence hold. Raises OSError."""
    digest = hashlib.sha256()

    def write(line: bytes) -> None:
        digest.update(line)
        file.write(line)

    said = json.dumps({**head._asdict(), "version": VERSION}, sort_keys=True)
    write(_HEAD + said.encode() + b"\n")
    for lines in entries:
        write("".join(f"{line}\n" for line in lines).encode())
    for content in contents:
        sha256 = hashlib.sha256(content).hexdigest()
        write(_FILE + sha256.encode() + b" " + b64encode(content) + b"\n")
    file.write(_END + digest.hexdigest().encode() + b"\n")


class Parcel:
    """A file that was found whole."""

    def __init__(self, path: Path) -> None:
        """Look through the file. Raises NotAParcel, OSError."""
        self._path = path
        digest = hashlib.sha256()
        with path.open("rb") as file:
            self.head = self._head(file.readline())
            file.seek(0)
            last = b""
            for line in file:
                digest.update(last)
                last = line
                if line.startswith(_FILE):
                    self._content(line)
        if not last.startswith(_END):
            raise NotAParcel(path, "没有结尾，没有拷完")
        if last != _END + digest.hexdigest().encode() + b"\n":
            raise NotAParcel(path, "内容和结尾的校验值对不上，拷坏了或改过")

    def _head(self, line: bytes) -> Head:
        try:
            said = json.loads(line.removeprefix(_HEAD))
            head = Head(said["identity"], said["after"], said["entries"], said["revision"])
        except (ValueError, KeyError, TypeError, RecursionError):
            raise NotAParcel(self._path, "不是 push --file 写的文件") from None
        numbers = all(type(number) is int for number in (head.after, head.entries))
        if not line.startswith(_HEAD) or said.get("version") != VERSION or not numbers:
            raise NotAParcel(self._path, "不是这个程序认识的 push --file 的格式")
        return head

    def entries(self) -> Iterator[list[str]]:
        """Yield the lines of whole entries, some megabytes at a time. Raises NotAParcel, OSError."""
        lines: list[str] = []
        size = 0
        for line in self._lines():
            if line.startswith((_HEAD, _FILE, _END)):
                continue
            if line.startswith(_ENTRY) and size >= LARGE:
                yield lines
                lines, size = [], 0
            try:
                lines.append(line[:-1].decode())
            except UnicodeDecodeError:
                raise NotAParcel(self._path, "里面有不是文字的内容") from None
            size += len(line)
        if lines:
            yield lines

    def files(self) -> Iterator[bytes]:
        """Yield what each file of evidence in it holds. Raises OSError."""
        for line in self._lines():
            if line.startswith(_FILE):
                yield self._content(line)

    def _content(self, line: bytes) -> bytes:
        _, sha256, content = [*line.rstrip(b"\n").split(b" ", 2), b"", b""][:3]
        try:
            read = b64decode(content, validate=True)
        except ValueError:
            read = b""
        if hashlib.sha256(read).hexdigest().encode() != sha256:
            raise NotAParcel(self._path, "里面的佐证和它的校验值对不上")
        return read

    def _lines(self) -> Iterator[bytes]:
        with self._path.open("rb") as file:
            yield from file
