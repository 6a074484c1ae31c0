"""Why a ledger cannot be used, or not just now."""

from __future__ import annotations

import errno
import sqlite3
from typing import TYPE_CHECKING

from zizhao_cli.errors import ExitCode, MachineFault, ZizhaoError, bounded, system_reason, visible
from zizhao_cli.settings import SHARED_FOLDER

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path


class LedgerUnusable(ZizhaoError):
    code = ExitCode.UNUSABLE


class LedgerMissing(LedgerUnusable):
    def __init__(self, path: Path) -> None:
        super().__init__(
            f"没有账本：{bounded(path)}",
            "新建用 zizhao init；账本丢了，用 zizhao db restore 从备份恢复；放在别处的，用 --db / ZIZHAO_DB 指明",
        )


class NotALedger(LedgerUnusable):
    def __init__(self, path: Path) -> None:
        super().__init__(
            f"不是 zizhao 的账本：{bounded(path)}",
            "文件原样未动；请核对 --db / ZIZHAO_DB；账本坏成了这样的，用 zizhao db restore 从备份恢复",
        )


class LedgerDamaged(LedgerUnusable):
    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"账本已损坏：{bounded(path)}（{visible(reason)}）",
            "不要再写入；用 zizhao db restore 从备份恢复，坏的那份会另存着",
        )


class CopyWithoutSealed(LedgerUnusable):
    """A copy for others, in which nothing is recorded: the sealed parts of what was would be lost."""

    def __init__(self, path: Path, since: str) -> None:
        super().__init__(
            f"{bounded(path)} 是 {since} 做的不带密封件的副本，只供查看和核验",
            "记账用原来的账本；恢复用带密封件的备份（db backup 不加 --without-sealed）",
        )


class LedgerUnderTwoNames(LedgerUnusable):
    """SQLite keeps a log beside each name: what is written under one is lost to the other."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"账本 {bounded(path)} 还有别的名字（硬链接），两边同时记会互相毁掉",
            "什么也没有写入；只留一个名字，删去别的硬链接，或用 zizhao db backup 另留一份",
        )


class LedgerInSharedFolder(LedgerUnusable):
    """Whoever can write in the folder can lay a log beside the ledger, which becomes part of it."""

    def __init__(self, folder: Path, mode: int) -> None:
        super().__init__(
            f"账本所在的文件夹 {bounded(folder)} 别的用户也能写（权限 {mode:o}），谁都能在账本旁放东西改了它",
            f"没有写入；把账本放在自己的文件夹里，或收紧权限（chmod go-w）；单位定了要共用的，设 {SHARED_FOLDER}=1",
        )


class ForeignLog(LedgerUnusable):
    def __init__(self, path: Path, log: Path) -> None:
        super().__init__(
            f"账本旁的 {bounded(log)} 是另一本账的日志，不是 {visible(path.name)} 的",
            "两个文件都原样未动；把该日志文件（连同同名的 -shm）移到别处后重试",
        )


class UnfinishedJournal(LedgerUnusable):
    """SQLite would write back whatever such a journal holds, also another ledger's."""

    def __init__(self, path: Path, journal: Path) -> None:
        super().__init__(
            f"账本旁有 {bounded(journal)}：{bounded(path.name)} 有一次改写没有完成，或者它是别的账本的",
            "两个文件都原样未动；先一起复制留存，再用 zizhao db restore 从备份恢复；确知不是这本账的，移到别处",
        )


class LedgerMoved(MachineFault):
    """The file at the ledger's path is not the one that was opened; `written` says whether it was written to."""

    def __init__(self, path: Path, *, written: bool) -> None:
        super().__init__("记账", f"{path} 在办理途中被移走、删除或换掉了")
        if written:
            self.way_out = "这一笔已写进被移走的那个文件；找到它核对，不要直接重复登记"
        else:
            self.way_out = "什么也没有写入；账本回到原处后重试"


class LedgerNewer(LedgerUnusable):
    def __init__(self, path: Path, revision: str, known: str) -> None:
        super().__init__(
            f"账本 {bounded(path)} 是较新版本的程序写的（{visible(revision)}，本程序认识到 {known}）",
            "请升级 zizhao",
        )


class LedgerOlder(LedgerUnusable):
    def __init__(self, path: Path, revision: str, known: str) -> None:
        super().__init__(
            f"账本 {bounded(path)} 是旧格式（{visible(revision)}，本程序用 {known}）",
            "用 zizhao db upgrade 升级；会先留一份备份",
        )


class LedgerBusy(ZizhaoError):
    code = ExitCode.BUSY

    def __init__(self, path: Path, seconds: float) -> None:
        super().__init__(
            f"账本正忙：{bounded(path)}，等了 {seconds:g} 秒仍有别的程序在写",
            "什么也没有写入；稍后重试",
        )


class ClockBehind(MachineFault):
    def __init__(self, now: datetime, last: str | None) -> None:
        super().__init__("记账", f"本机时钟 {now.isoformat()} 早于账本最后一条记录 {last}")
        self.way_out = "什么也没有写入；本机的日期不对就先校正，账本的那条是用走快了的钟记的，就用 zizhao db accept-clock 认可现在的时钟"


def explained(
    path: Path, problem: sqlite3.Error | UnicodeDecodeError, waited: float
) -> ZizhaoError:
    """Return the named error for what SQLite said of the ledger at `path` after waiting `waited` seconds.

    Of a damaged schema it speaks in bytes that are no text.
    """
    if isinstance(problem, UnicodeDecodeError):
        return LedgerDamaged(path, "表结构里有读不懂的内容")
    text = str(problem)
    primary = (getattr(problem, "sqlite_errorcode", None) or 0) & 0xFF
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return LedgerBusy(path, waited)
    if primary == sqlite3.SQLITE_NOTADB:
        return NotALedger(path)
    # Rows that were written were checked before: what cannot be read, or taken over, was not as it was left.
    damaged = ("malformed", "no such", "decode to UTF-8")
    if primary in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_CONSTRAINT) or any(
        word in text for word in damaged
    ):
        return disk_at_fault(path) or LedgerDamaged(path, text)
    return MachineFault(f"使用账本 {path} ", _REASONS.get(primary, text))


_REASONS = {
    sqlite3.SQLITE_FULL: "磁盘已满，什么也没有写入",
    sqlite3.SQLITE_READONLY: "账本或所在文件夹不可写",
    sqlite3.SQLITE_CANTOPEN: "打不开文件，或所在文件夹不可写",
    sqlite3.SQLITE_IOERR: "磁盘读写出错",
}


def disk_at_fault(path: Path) -> ZizhaoError | None:
    """Return the named error where the file at `path` cannot be read from end to end, else None.

    Of a disk that fails SQLite says that the ledger is malformed; read once more, the disk says so itself.
    """
    try:
        with path.open("rb") as file:
            while file.read(_CHUNK):
                pass
    except OSError as problem:
        return unreadable(path, problem)
    return None


_CHUNK = 1 << 20


def unreadable(path: Path, problem: OSError) -> ZizhaoError:
    """Return the named error for a file that the machine does not let us read."""
    if problem.errno in (errno.ENOENT, errno.ENOTDIR):
        return LedgerMissing(path)
    if problem.errno in (errno.EISDIR, errno.EINVAL):
        return NotALedger(path)
    return MachineFault(f"打开账本 {path} ", system_reason(problem))
