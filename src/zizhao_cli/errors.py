"""Exit codes, and the base from which every named error builds its sentence.

The errors of a room stand in that room's `errors` module or beside the rule that raises them; here is what
all of them share, and those that more than one room raises.
"""

from __future__ import annotations

import errno
import unicodedata
from enum import IntEnum
from typing import ClassVar

SHOWN_LENGTH = 60
LONGEST_PATH = 300


class ExitCode(IntEnum):
    """What the process tells the shell; see the table in the handbook."""

    DONE = 0
    FAULT = 1
    USAGE = 2
    REFUSED = 3
    FOUND = 4
    BUSY = 5
    UNUSABLE = 6
    INTERRUPTED = 130


def visible(text: str) -> str:
    """Return `text` with every control, format-override and lone surrogate character spelled out.

    Nothing a user typed may steer a terminal, so this stands between typed text and every message and table.
    """
    if text.isprintable():
        return text
    return "".join(_visible_character(character) for character in text)


def _visible_character(character: str) -> str:
    if not steers(character):
        return character
    code = ord(character)
    return f"\\x{code:02x}" if code <= LATIN_1 else f"\\u{code:04x}"


LATIN_1 = 0xFF


def steers(character: str) -> bool:
    """Say whether a character tells a terminal, a file or its reader to do something instead of being text."""
    if character in _JOINERS:
        return False
    code = ord(character)
    no_character = code & _LAST_TWO == _LAST_TWO or code in _NO_CHARACTERS
    return no_character or unicodedata.category(character) in _UNPRINTABLE


# Zero-width (non-)joiners and tags hold emoji together and steer nothing.
_JOINERS = frozenset("\u200c\u200d") | {chr(tag) for tag in range(0xE0020, 0xE0080)}
_UNPRINTABLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_NO_CHARACTERS, _LAST_TWO = range(0xFDD0, 0xFDF0), 0xFFFE
"""Set aside by Unicode for the inside of programs, as are the last two of every plane; XML has no place for some."""


def quoted(value: object) -> str:
    """Return `value` as it may stand in a message: visible, in quotation marks, cut to a readable length."""
    text = visible(str(value))
    if len(text) > SHOWN_LENGTH:
        text = text[:SHOWN_LENGTH] + "…"
    return f"“{text}”"


def bounded(path: object) -> str:
    """Return a path as it may stand in a message: visible, and cut to a length that can be read."""
    text = visible(str(path))
    return text if len(text) <= LONGEST_PATH else f"{text[:LONGEST_PATH]}…"


_REASONS = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.ENOTDIR: "路径中有一段是文件，不是文件夹",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.EEXIST: "已有同名的文件",
    errno.EACCES: "没有权限",
    errno.EPERM: "系统不允许",
    errno.EROFS: "磁盘是只读的",
    errno.ENOSPC: "磁盘已满",
    errno.ENOMEM: "内存不够",
    errno.EDQUOT: "磁盘配额已用完",
    errno.EFBIG: "文件超过了允许的大小",
    errno.EIO: "磁盘读写出错",
    errno.EPIPE: "读的一方已经关闭",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EMFILE: "打开的文件太多",
    errno.EBUSY: "文件正被别的程序占用",
    errno.ELOOP: "快捷方式绕成了圈",
}


def system_reason(problem: OSError) -> str:
    """Return why the system refused, in Chinese where it is one of the reasons that users meet."""
    known = _REASONS.get(problem.errno) if problem.errno is not None else None
    return known or problem.strerror or str(problem)


class ZizhaoError(Exception):
    """An error with a sentence (what was wrong, where) and, where there is one, a way out."""

    code: ClassVar[ExitCode] = ExitCode.REFUSED

    def __init__(self, sentence: str, way_out: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.way_out = way_out


class UsageProblem(ZizhaoError):
    """The call itself is wrong: an option is unknown, missing or contradicts another."""

    code = ExitCode.USAGE


class MissingOption(UsageProblem):
    def __init__(self, option: str, what: str) -> None:
        super().__init__(f"缺少 {option}（{what}）", "在终端上运行会逐项询问；脚本中请写全选项")


class MachineFault(ZizhaoError):
    """The machine or the file system failed; the ledger is as it was before."""

    code = ExitCode.FAULT

    def __init__(self, doing: str, reason: str | OSError) -> None:
        way_out = "检查磁盘空间和文件夹权限后重试"
        if isinstance(reason, OSError):
            way_out = _WAYS_OUT.get(reason.errno or 0, way_out)
            reason = system_reason(reason)
        super().__init__(f"{bounded(doing)}失败：{visible(reason)}", way_out)


_WAYS_OUT = {
    errno.ENOENT: "先建好文件夹，或换一个位置",
    errno.ENOTDIR: "换一个位置，或先把那个文件移开",
    errno.EISDIR: "在后面写上文件名，如 逾期.csv",
    errno.ENAMETOOLONG: "换一个短些的文件名",
    errno.ENOMEM: "关掉别的程序再试；导入的文件大，就分成几份",
    errno.EIO: "多半是磁盘、U 盘坏了或没有接好，不是文件内容的错；换一个地方再试",
}
"""Where the place or the disk itself is wrong, or memory is short, no room on the disk and no permission helps."""
