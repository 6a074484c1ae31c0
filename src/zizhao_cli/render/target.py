"""The file that an answer is written to: whole or not at all, and never over a ledger, a picture or what is being read."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.evidence import BEGINNING, kind_of
from zizhao_cli.errors import MachineFault, UsageProblem, bounded

if TYPE_CHECKING:
    from collections.abc import Iterable

READABLE = 0o644
"""Reports are handed round; the ledger itself is its owner's alone."""
_DATABASE = b"SQLite format 3\x00"
_BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite adds to a database's name for the files that it keeps beside it."""
_PACKED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
_LONGEST_LINE = 1 << 16
REASON, REJECTS = "原因", "退回"
"""The last heading of a list of rejects, and the name of the sheet it stands on."""


class NotToBeOverwritten(Refused):
    def __init__(self, path: Path, what: str) -> None:
        super().__init__(f"{bounded(path)} 是{what}，不能写在这里", "换一个文件名")


class WouldOverwriteItsSource(UsageProblem):
    def __init__(self, option: str, path: Path) -> None:
        super().__init__(
            f"{option} 写的 {bounded(path)} 就是正在读的文件或另一份输出", "换一个文件名"
        )


def refuse_treasure(path: Path) -> None:
    """Refuse to write over what no report ever was: a database, a picture, a paper, a workbook, an office's own terms.

    A list with headings that are not a report's keys is somebody's own. Raises NotToBeOverwritten, or MachineFault where
    what stands there cannot be looked at.
    """
    beginning = _beginning(path)
    ledger = next((path.name.removesuffix(end) for end in _BESIDE if path.name.endswith(end)), "")
    if _DATABASE in (beginning, ledger and _beginning(path.with_name(ledger))):
        raise NotToBeOverwritten(path, "账本或别的数据库文件")
    if kind_of(beginning):
        raise NotToBeOverwritten(path, "照片或佐证")
    if beginning.startswith(_PACKED):
        raise NotToBeOverwritten(path, "工作簿或压缩文件")
    if path.suffix.lower() in (".yaml", ".yml") and beginning:
        raise NotToBeOverwritten(path, "本单位的设定文件")
    if path.suffix.lower() in (".csv", ".tsv") and not _first_line(path).isascii():
        raise NotToBeOverwritten(path, "别人填的表，或程序不认识的表")


def refuse_other_lists(path: Path) -> None:
    """Refuse to write rejects over anything but rejects, which a list with 原因 at its end is.

    Raises NotToBeOverwritten, MachineFault.
    """
    beginning = _beginning(path)
    if not beginning:
        return
    if path.suffix.lower() == ".csv":
        rejects = _first_line(path).rstrip().endswith(REASON)
    else:
        rejects = f'name="{REJECTS}"' in _sheets_of(path)
    if not rejects:
        raise NotToBeOverwritten(path, "别人填的表，不是以前退回的行")


def _first_line(path: Path) -> str:
    """Return the first line of a text, nothing where there is none, and a mark where it is not in UTF-8."""
    try:
        return _beginning(path, _LONGEST_LINE).partition(b"\n")[0].decode("utf-8-sig")
    except UnicodeDecodeError:
        return "\ufffd"


def _sheets_of(path: Path) -> str:
    """Return what a workbook says of its sheets, or nothing where it is none."""
    import zipfile

    try:
        with zipfile.ZipFile(path) as package, package.open("xl/workbook.xml") as part:
            return part.read(_LONGEST_LINE).decode(errors="replace")
    except (zipfile.BadZipFile, OSError, KeyError, RuntimeError, NotImplementedError):
        return ""


def _beginning(path: Path, size: int = BEGINNING) -> bytes:
    """Return the first bytes of a file, or none where there is no file."""
    try:
        if not path.is_file():
            return b""
        with path.open("rb") as file:
            return file.read(size)
    except OSError as problem:
        raise MachineFault(f"写入 {path} ", problem) from problem


def refuse_sources(option: str, name: str | None, others: Iterable[str | None]) -> None:
    """Refuse a file `name` to write, given as `option`, that is one of `others`. Raises WouldOverwriteItsSource."""
    if name in (None, "-"):
        return
    path = Path(str(name))
    for other in others:
        if other not in (None, "-") and _same(path, Path(str(other))):
            raise WouldOverwriteItsSource(option, path)


def _same(one: Path, other: Path) -> bool:
    try:
        return one.resolve() == other.resolve() or one.samefile(other)
    except (OSError, RuntimeError, ValueError):  # what is not there is not the same
        return False


def write_file(path: Path, content: bytes) -> None:
    """Write `path` whole or not at all. Raises MachineFault."""
    try:
        if path.exists() and not path.is_file():  # a device or a pipe takes what comes
            path.write_bytes(content)
            return
        handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(draft).chmod(READABLE)
            Path(draft).replace(path)
        except BaseException:
            Path(draft).unlink(missing_ok=True)
            raise
    except OSError as problem:
        raise MachineFault(f"写入 {path} ", problem) from problem
