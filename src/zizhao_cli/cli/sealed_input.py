"""What is to be sealed, and passphrases: typed at a prompt or read from stdin, never an argument, which others on the machine can read."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zizhao_cli.cli.ask import Question, answered, on_terminal
from zizhao_cli.domain.kinds.field import named as field_named
from zizhao_cli.domain.kinds.sealed import INFORMANT
from zizhao_cli.errors import MachineFault, MissingOption, UsageProblem, bounded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zizhao_cli.domain.kinds.field import Field

STDIN = "-"
SEALED, PASSPHRASE, CODE = "--sealed", "--passphrase-file", "--code"


class OnlyFromStdin(UsageProblem):
    def __init__(self, option: str) -> None:
        super().__init__(
            f"{option} 只能写 -：要保密的从标准输入读，不写在命令行上",
            "在终端上逐项问（举报人和原文加 --confidential）；脚本从标准输入送",
        )


class NotAsSealed(UsageProblem):
    """What came from stdin is not understood; it is not quoted."""

    def __init__(self, line: int, fields: Sequence[Field]) -> None:
        known = "、".join(f"{field.key} {field.name}" for field in fields)
        super().__init__(
            f"标准输入第 {line} 行看不懂（内容不显示）", f"每行一项，写成 名：内容；可写：{known}"
        )


class PassphraseDiffers(UsageProblem):
    def __init__(self) -> None:
        super().__init__("两次输入的口令不同", "再来一次")


def told(fields: Sequence[Field]) -> dict[str, str]:
    """Ask on the terminal for each sealed field; who gives no name is asked for the account alone."""
    said: dict[str, str] = {}
    for field in fields:
        if said.get(INFORMANT.key) == "" and field is not fields[-1]:
            continue
        hint = "匿名就空着" if field is INFORMANT else "可空着"
        prompt = f"{field.name}（密封；{hint}）"
        said[field.key] = answered(Question(field.key, SEALED, prompt, " ", optional=True))
    return said


def from_stdin(where: str, fields: Sequence[Field]) -> dict[str, str]:
    """Return what stdin says of sealed fields: a JSON object, or a line `name：text` for each. Raises OnlyFromStdin, NotAsSealed."""
    if where != STDIN:
        raise OnlyFromStdin(SEALED)
    text = _decoded(sys.stdin.buffer.read())
    if text.lstrip().startswith("{"):
        return _of_json(text, fields)
    said: dict[str, str] = {}
    last = ""
    for number, line in enumerate(text.splitlines(), start=1):
        name, mark, value = line.replace("：", ":", 1).partition(":")
        field = field_named(fields, name) if mark else None
        if field is not None:
            last = field.key
            said[last] = value.strip()
        elif last:  # a text of several lines goes on
            said[last] += f"\n{line}"
        elif line.strip():
            raise NotAsSealed(number, fields)
    return said


def _of_json(text: str, fields: Sequence[Field]) -> dict[str, str]:
    try:
        content: Any = json.loads(text)
    except ValueError as problem:
        raise NotAsSealed(getattr(problem, "lineno", 1), fields) from None
    said: dict[str, str] = {}
    for name, value in content.items():
        field = field_named(fields, str(name))
        if field is None or not isinstance(value, str | int | None):
            raise NotAsSealed(1, fields)
        said[field.key] = "" if value is None else str(value)
    return said


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030", "replace")


def passphrase(file: str | None, *, twice: bool = False) -> str:
    """Return a passphrase: the first line of `file` or of stdin (`-`), else typed on the terminal without being shown.

    Raises MissingOption off a terminal, PassphraseDiffers, MachineFault.
    """
    if file is None:
        if not on_terminal():
            raise MissingOption(PASSPHRASE, "口令所在的文件，或 - 从标准输入读")
        import getpass

        typed = getpass.getpass("钥匙的口令（不显示）：")
        if twice and typed != getpass.getpass("再输一次："):
            raise PassphraseDiffers
        return typed
    try:
        content = sys.stdin.buffer.readline() if file == STDIN else Path(file).read_bytes()
    except OSError as problem:
        raise MachineFault(f"读口令文件 {bounded(file)} ", problem) from problem
    return _decoded(content).splitlines()[0] if content.strip() else ""


def code_typed(where: str | None) -> str:
    """Return a code word: the next line of stdin, else typed on the terminal without being shown. Raises OnlyFromStdin, MissingOption."""
    if where not in (None, STDIN):
        raise OnlyFromStdin(CODE)
    if where == STDIN:
        return _decoded(sys.stdin.buffer.readline())
    if not on_terminal():
        raise MissingOption(f"{CODE} -", "口令从标准输入读")
    import getpass

    return getpass.getpass("口令（不显示）：")
