"""zizhao batch run: many commands, one a line, in one process."""

import io
import json
import os
import shlex
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from typing import Annotated, NamedTuple, Self

import typer

from zizhao_cli.cli import context
from zizhao_cli.cli.ask import note
from zizhao_cli.cli.help import ChineseCommand
from zizhao_cli.cli.outcome import outcome
from zizhao_cli.discretion import DISCRETION
from zizhao_cli.ending import ENDING
from zizhao_cli.errors import ExitCode, MachineFault, UsageProblem, ZizhaoError, bounded

_DIALOGUE, _FOR_PEOPLE = "要有人在终端上应答", "是给人看的，不记也不查"
_ALONE = {
    "batch run": "里面不能再套一层",
    "init": "要先有账本",
    "walk": _DIALOGUE,
    "board": "一直开着，没有办完的时候",
    "nightly": "自成一套，核验、备份、发送都在里面",
    "group": "是设定，不是记账",
    "config": "是设定，会改了后面各行",
    "db": "管的是整个账本文件",
    "push": "送的是整本账，记完再送",
    "district": "管的是区县库，不是账本",
    "open": "要打开别的程序",
    "help": _FOR_PEOPLE,
    "completion": _FOR_PEOPLE,
}
"""Nouns, and verbs of them, that are no line, and why."""
_FILES, _ITS_OWN = "写出的文件收不回来", "自己就是一次办成"
_KEYS = "不管办没办成都要留下记录"
_NOT_ATOMIC = {
    "template": _FILES,
    "layout": _FILES,
    "check template": _FILES,
    "import": _ITS_OWN,
    "keygen": "写出的钥匙收不回来",
    **dict.fromkeys(("reveal", "reseal", "inquire"), _KEYS),
}
"""Nouns, verbs, and verbs of any noun that are no part of one transaction, and why."""


class NotALine(UsageProblem):
    def __init__(self, command: str, why: str) -> None:
        super().__init__(f"{command} 不能写在 batch run 的一行里：{why}", "单独运行")


class NotAtomic(UsageProblem):
    def __init__(self, command: str, why: str) -> None:
        super().__init__(
            f"{command} 不能和别的一起办成（--atomic）：{why}", "单独运行，或去掉 --atomic"
        )


class BadLine(UsageProblem):
    """What a line says is not quoted: it may be about what is sealed."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"这一行看不懂：{why}",
            "有空格的要加引号，引号成对；Windows 的路径用单引号括起；或写成 JSON 列表，如 "
            '["check","list"]',
        )


class LineReadsStdin(UsageProblem):
    def __init__(self) -> None:
        super().__init__("batch run 的一行不能从标准输入读", "写明编号或文件名；或单独运行这一条")


class LinesNotReadable(ZizhaoError):
    def __init__(self, file: str, why: str) -> None:
        super().__init__(
            f"命令文件 {bounded(file)} 读不了：{why}", "要的是一行一条命令的文本，UTF-8 或 GB18030"
        )


class AnswerNotShown(MachineFault):
    """What was done stands, and nobody could be told."""

    def __init__(self, problem: OSError) -> None:
        super().__init__("输出回答", problem)
        self.way_out = "已照办的不要重复；用 journal list 查看"


class Line(NamedTuple):
    """A line that is no remark, and its number in the file."""

    number: int
    text: str


def attach(app: typer.Typer) -> None:
    """Add the command to those of its noun."""

    @app.command("run", cls=ChineseCommand)
    def run(
        ctx: typer.Context,
        file: Annotated[
            str, typer.Argument(metavar="文件|-", help="一行一条命令的文本；- 从标准输入读")
        ],
        atomic: Annotated[
            bool, typer.Option("--atomic", help="全部办成才写入，有一行不成就什么也不写")
        ] = False,
    ) -> None:
        """一个进程里办许多条命令，一行一条，写法和命令行上一样，不写 zizhao。

        带空格的加引号；也可以一行写一个 JSON 列表，如 ["check","add","--unit","桂香村"]。空行和 # 开头的行略过。
        一行办成就记入一行；遇到第一个不成的行就停，退出码是那一行的，并说明停在第几行、前面办了几行。
        行里不问问题，也不读标准输入。init、db、board、walk、nightly、config、group 不能写在行里。
        """
        lines = [*_lines(file)]
        place = ctx.find_root().obj
        # What this call was told is what its lines are told.
        for name, given in (("ZIZHAO_DB", place.db), ("ZIZHAO_BY", place.by)):
            if given:
                os.environ[name] = given
        code = _all_or_nothing(ctx, lines) if atomic else _one_by_one(lines)
        raise typer.Exit(code)


def _lines(file: str) -> Iterator[Line]:
    """Yield the lines of a file, or of stdin, that are commands. Raises LinesNotReadable, MachineFault."""
    from zizhao_cli.intake.errors import FileRefused
    from zizhao_cli.intake.source import opened, stdin_aside
    from zizhao_cli.intake.text import lines_of

    as_text = "csv"
    try:
        with stdin_aside([file], as_text) as stdin, opened(file, as_text, stdin) as source:
            lines = lines_of(source)
    except FileRefused as refused:
        where = f"第 {refused.line} 行" if refused.line else ""
        raise LinesNotReadable(file, f"{where}{refused.sentence}") from refused
    for number, line in enumerate(lines, start=1):
        text = line.strip()
        if text and not text.startswith("#"):
            yield Line(number, text)


class _Progress:
    """How far lines are done: at which it stopped, with which code, and how many were done before."""

    def __init__(self, lines: list[Line]) -> None:
        self._lines = lines
        self._line: Line | None = None
        self._code: int | None = None
        self.done = 0

    def go(self, do: Callable[[Line], int]) -> int:
        """Do one line after the other; return the code of the first that fails, else 0. Raises KeyboardInterrupt."""
        for line in self._lines:
            self._line, self._code = line, None
            ENDING.go_on()
            self._code = do(line)
            if self._code:
                return self._code
            self.done += 1
        return ExitCode.DONE

    def tell(self, written: str) -> None:
        """Say where it stopped, if anywhere, and what is `written`."""
        if self._line is not None and self.done < len(self._lines):
            coded = "" if self._code is None else f"，退出码 {self._code}"
            note(f"停在第 {self._line.number} 行{coded}；{written}")


def _one_by_one(lines: list[Line]) -> int:
    """Do each line on its own; return the code of the first that fails, else 0."""
    progress = _Progress(lines)
    with _Answers() as answers:
        try:
            return progress.go(lambda line: _done(line, _refuse, answers.give))
        finally:
            this = "已记入账本" if ENDING.written else "没有写入"
            progress.tell(f"前面已照办 {progress.done} 行，这一行{this}，后面的没有办")


def _all_or_nothing(ctx: typer.Context, lines: list[Line]) -> int:
    """Do all lines in one transaction; return the code of the first that fails, and then nothing is written, else 0."""
    from zizhao_cli.store.writing import all_or_nothing

    code, progress, notes = 0, _Progress(lines), _Notes()
    with _Answers() as answers:
        try:
            with suppress(_TakenBack), all_or_nothing(context.session(ctx).path), ENDING.drafting():
                code = progress.go(lambda line: notes.of(partial(_done, line, _refuse_in_one)))
                if code:
                    raise _TakenBack
        finally:
            notes.give(failed=bool(code), written=ENDING.written)
            progress.tell("--atomic：什么也没有写入")
        if not code:
            answers.give()
    return code


class _TakenBack(Exception):
    """Ends the transaction without a trace; never leaves this module."""


def _done(
    line: Line, refuse: Callable[[str], None], give: Callable[[], None] = lambda: None
) -> int:
    """Do a line as the command it is, `give` what it answers, and return its exit code; what it says of an error begins with where.

    Raises KeyboardInterrupt.
    """
    from zizhao_cli.cli.app import call

    def called() -> int:
        try:
            return call(words(line.text), refuse)
        finally:
            give()

    # Of what a line is about is known once its command is; nothing of another line is quoted before.
    DISCRETION.asked = False
    around = dict(os.environ)
    try:
        return outcome(called, f"第 {line.number} 行：")
    finally:
        if dict(os.environ) != around:
            os.environ.clear()
            os.environ.update(around)


def words(text: str) -> list[str]:
    """Return what a line says as a shell would hand it over, or as its JSON list has it. Raises BadLine."""
    if not text.startswith("["):
        try:
            return shlex.split(text)
        except ValueError:
            raise BadLine("引号没有成对，或末尾多一个反斜杠") from None
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        raise BadLine("以 [ 开头，但不是一个 JSON 列表") from None
    if not all(isinstance(word, str) and "\0" not in word for word in said):
        raise BadLine("JSON 列表里每一项都应是文字")
    return [*said]


def _refuse(path: str) -> None:
    """Refuse what is no line. Raises NotALine."""
    command = path.partition(" ")[2]
    for known in (command, command.partition(" ")[0]):
        if known in _ALONE:
            raise NotALine(command, _ALONE[known])


def _refuse_in_one(path: str) -> None:
    """Refuse what is no line, and what is no part of one transaction. Raises NotALine, NotAtomic."""
    _refuse(path)
    command = path.partition(" ")[2]
    noun, _, verb = command.partition(" ")
    for known in (command, noun, verb):
        if known in _NOT_ATOMIC:
            raise NotAtomic(command, _NOT_ATOMIC[known])


class _NoStdin(io.RawIOBase):
    """What lines find as stdin: it is no terminal, and whoever reads it is told so."""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        del buffer
        raise LineReadsStdin


class _Notes:
    """Gathers what lines say beside their answers: of what is taken back in the end nobody is told."""

    def __init__(self) -> None:
        self._gathered: list[io.StringIO] = []

    def of(self, do: Callable[[], int]) -> int:
        """Do a line, gather what it says, and return its exit code."""
        said, stream = io.StringIO(), sys.stderr
        self._gathered.append(said)
        sys.stderr = said
        try:
            return do()
        finally:
            sys.stderr = stream

    def give(self, *, failed: bool, written: bool) -> None:
        """Say on stderr what was said where it is written; else what the last line said alone, if it failed and so tells why."""
        told = self._gathered if written else self._gathered[-1:] if failed else []
        with suppress(OSError):
            sys.stderr.write("".join(one.getvalue() for one in told))
            sys.stderr.flush()


class _Answers:
    """Gathers what lines print, to be given once it counts; and has them find nobody to be asked."""

    def __enter__(self) -> Self:
        self._streams = sys.stdin, sys.stdout
        self._gathered = io.BytesIO()
        sys.stdin = io.TextIOWrapper(io.BufferedReader(_NoStdin()), encoding="utf-8")
        sys.stdout = io.TextIOWrapper(
            self._gathered, sys.stdout.encoding, "backslashreplace", write_through=True
        )
        return self

    def __exit__(self, *raised: object) -> None:
        sys.stdin, sys.stdout = self._streams

    def give(self) -> None:
        """Write to stdout what was printed since it was given last. Raises AnswerNotShown."""
        content = self._gathered.getvalue()
        self._gathered.seek(0)
        self._gathered.truncate()
        if not content:
            return
        out = self._streams[1]
        try:
            out.flush()
            out.buffer.write(content)
            out.buffer.flush()
        except OSError as problem:
            # What could not be said now is not to be tried again at the end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())
            raise AnswerNotShown(problem) from problem
