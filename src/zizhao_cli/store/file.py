"""The ledger as a file: what it must look like before anything opens it."""

from __future__ import annotations

import errno
import os
import re
import stat
import struct
from contextlib import suppress
from glob import escape
from typing import TYPE_CHECKING

from zizhao_cli.errors import bounded
from zizhao_cli.settings import shared_folder
from zizhao_cli.store.errors import (
    ForeignLog,
    LedgerDamaged,
    LedgerInSharedFolder,
    LedgerMoved,
    LedgerNewer,
    LedgerOlder,
    LedgerUnderTwoNames,
    NotALedger,
    UnfinishedJournal,
    unreadable,
)
from zizhao_cli.store.write_ahead import is_foreign, log_of, size_of, unfinished_journal

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

APPLICATION_ID = 0x5A495A48
"""`ZIZH`, in the file's header: which program the database belongs to."""
REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008")
"""All migrations in their order; a test compares them with the files in migrations/versions."""
REVISION = REVISIONS[-1]
"""The one that the program works with."""

DRAFT = ".zizhao.new"
"""How the name of a copy ends that has not its lasting one yet."""
OWNER_ALONE = 0o700
_HEADER = 100
_MAGIC = b"SQLite format 3\x00"
_LARGEST_PAGE = 65536


Identity = tuple[int, int]
"""What tells a file from another one under the same name: device and inode."""


def has_our_header(path: Path) -> bool:
    """Say whether a regular file begins as a ledger does, whatever else is in it. Raises OSError."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return _is_ours(file.read(_HEADER))


def _is_ours(header: bytes) -> bool:
    return (
        len(header) == _HEADER
        and header.startswith(_MAGIC)
        and struct.unpack(">I", header[68:72])[0] == APPLICATION_ID
    )


def check_file(path: Path) -> Identity:
    """Refuse what is no ledger before SQLite sees it, so that the file stays untouched; return which file it is.

    Raises LedgerMissing, NotALedger, LedgerDamaged (shorter than its own header says), ForeignLog,
    UnfinishedJournal, or MachineFault.
    """
    try:
        if path.exists():
            refuse_irregular(path)
        with path.open("rb") as file:
            header = file.read(_HEADER)
        found = path.stat()
        journal = unfinished_journal(path)
        pending = size_of(log_of(path)) > 0
    except OSError as problem:
        raise unreadable(path, problem) from problem
    if not _is_ours(header):
        raise NotALedger(path)
    if journal is not None:
        raise UnfinishedJournal(path, journal)
    page_size = struct.unpack(">H", header[16:18])[0]
    pages = struct.unpack(">I", header[28:32])[0]
    # While a write-ahead log waits to be moved in, the file may rightly be shorter.
    expected = pages * (_LARGEST_PAGE if page_size == 1 else page_size)
    if found.st_size < expected and not pending:
        raise LedgerDamaged(path, f"应有 {expected} 字节，只有 {found.st_size} 字节")
    if pending:
        _refuse_foreign_log(path)
    return found.st_dev, found.st_ino


def refuse_moved(path: Path, opened: Identity, *, written: bool) -> None:
    """Raise LedgerMoved where another file, or none, now stands at `path`; `written` as in its message."""
    try:
        found = path.stat()
    except OSError:
        raise LedgerMoved(path, written=written) from None
    if (found.st_dev, found.st_ino) != opened:
        raise LedgerMoved(path, written=written)


def refuse_second_name(path: Path) -> None:
    """Refuse to write to a ledger that is also there under another name, but for that of a draft. Raises LedgerUnderTwoNames."""
    if path.stat().st_nlink > 1:
        _take_draft_away(path)
    if path.stat().st_nlink > 1:
        raise LedgerUnderTwoNames(path)


def _take_draft_away(path: Path) -> None:
    """Take the name of a draft from a ledger; it still has it where it was put in its place by a program that was killed at that moment."""
    for draft in path.parent.glob(f"{escape(path.name)}.{'[0-9a-f]' * 8}{DRAFT}"):
        with suppress(OSError):
            if draft.samefile(path):
                draft.unlink()


def open_to_others(path: Path) -> str | None:
    """Say that others than its owner may write to the ledger's file; None where nobody may.

    Windows keeps its permissions elsewhere, so nothing is said there, nor of a ledger that cannot be looked at.
    """
    mode = _mode(path)
    if os.name == "nt" or not mode & (stat.S_IWGRP | stat.S_IWOTH):
        return None
    return f"账本 {bounded(path)} 别的用户也能写（权限 {mode & 0o777:o}），请运行 chmod 600"


def refuse_shared_folder(path: Path) -> None:
    """Refuse a ledger, there or to be, in a folder that others can write: SQLite takes in any log laid beside it.

    A sticky folder keeps others from replacing the ledger, not from laying a log there. Nothing is refused where the
    office says so, nor on Windows, which keeps its permissions elsewhere. Raises LedgerInSharedFolder.
    """
    if os.name == "nt" or shared_folder():
        return
    folder = path.absolute().parent
    mode = _mode(folder)
    if mode & stat.S_IWOTH or (mode & stat.S_IWGRP and not _of_owner_alone(folder)):
        raise LedgerInSharedFolder(folder, mode)


def _mode(path: Path) -> int:
    """Return the permissions of a file or folder, none where it is not there or cannot be looked at."""
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except OSError:
        return 0


def _of_owner_alone(folder: Path) -> bool:
    """Say whether the folder's group is its owner's own: called the same, as systems with umask 002 make it, with no other member."""
    import grp
    import pwd

    found = folder.stat()
    owner, group, members = str(found.st_uid), str(found.st_gid), set[str]()
    with suppress(KeyError):  # in a container, ids may have no names
        owner = pwd.getpwuid(found.st_uid).pw_name
    with suppress(KeyError):
        group, _, _, names = grp.getgrgid(found.st_gid)
        members = set(names)
    return group == owner and members <= {owner}


def _refuse_foreign_log(path: Path) -> None:
    try:
        foreign = is_foreign(path)
    except OSError as problem:
        raise unreadable(path, problem) from problem
    if foreign:
        raise ForeignLog(path, log_of(path))


def refuse_irregular(path: Path) -> None:
    """Raise OSError where `path` is no regular file: whoever opens a pipe or a device may wait for ever."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(errno.EINVAL, IRREGULAR)


IRREGULAR = "不是普通文件（文件夹、管道或设备）"


def make_folder(folder: Path) -> None:
    """Make `folder` for its owner alone, and each one above it that is missing. Raises OSError."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        each.mkdir(mode=OWNER_ALONE, exist_ok=True)
    if not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` last through a loss of power; Windows does so by itself. Raises OSError."""
    if os.name != "nt":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def revision_of(connection: sqlite3.Connection) -> str:
    """Return the number of the last migration that the ledger went through."""
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else "0000"


def known_revision(path: Path, connection: sqlite3.Connection) -> str:
    """Return the revision of the ledger at `path`. Raises LedgerNewer, or LedgerDamaged where it is none at all."""
    revision = revision_of(connection)
    if not re.fullmatch(r"\d{4}", revision):
        raise LedgerDamaged(path, "读不出格式版本")
    if revision > REVISION:
        raise LedgerNewer(path, revision, REVISION)
    return revision


def check_revision(path: Path, connection: sqlite3.Connection) -> None:
    """Refuse a ledger of another revision. Raises LedgerNewer, LedgerOlder, or LedgerDamaged."""
    revision = known_revision(path, connection)
    if revision < REVISION:
        raise LedgerOlder(path, revision, REVISION)
