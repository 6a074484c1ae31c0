"""A terminal of a given width, with the program in it, and somebody who reads and types."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from typing import TYPE_CHECKING

from rich.cells import cell_len

from tests.cli.ledgers import environment

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    from tests.conftest import Zizhao

PATIENCE = 600.0
"""Seconds that only a program that waits for something reaches, however busy the machine."""
_STYLE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class Terminal:
    """The `program` on a terminal of its own; with `piped`, its stdout goes to a pipe instead."""

    def __init__(
        self,
        zizhao: Zizhao,
        *args: str,
        columns: int = 80,
        piped: bool = False,
        program: tuple[str, ...] = ("-m", "zizhao_cli"),
        unset: tuple[str, ...] = (),
        **env: str,
    ) -> None:
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
        around = environment(zizhao, TERM="xterm-256color", **env)
        for name in ("NO_COLOR", *unset):
            around.pop(name, None)
        self._process = subprocess.Popen(
            [sys.executable, *program, *args],
            env=around,
            stdin=theirs,
            stdout=subprocess.PIPE if piped else theirs,
            stderr=theirs,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(theirs, termios.TIOCSCTTY, 0),  # noqa: PLW1509 - one call
        )
        os.close(theirs)
        self._raw = b""
        self._seen = 0

    def __enter__(self) -> Self:
        """Return this terminal."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the program, if it still runs, and close the terminal."""
        self._process.kill()
        self._process.wait()
        os.close(self._ours)

    @property
    def text(self) -> str:
        """All that the terminal has shown, without colours."""
        return _STYLE.sub("", self._raw.decode(errors="replace")).replace("\r\n", "\n")

    @property
    def coloured(self) -> bool:
        """Whether anything was shown in colour or bold."""
        return b"\x1b[" in self._raw

    @property
    def red(self) -> bool:
        """Whether anything was shown in red."""
        return b"31m" in self._raw

    def read_until(self, expected: str) -> str:
        """Wait until the terminal shows `expected`, and return what is new up to there."""
        end = time.monotonic() + PATIENCE
        while expected not in self.text[self._seen :]:
            assert time.monotonic() < end, f"{expected!r} does not come:\n{self.text}"
            assert self._read() or expected in self.text[self._seen :], (
                f"ended without {expected!r}:\n{self.text}"
            )
        start = self._seen
        self._seen = self.text.index(expected, start) + len(expected)
        return self.text[start : self._seen]

    def _read(self) -> bool:
        if not select.select([self._ours], [], [], 0.1)[0]:
            return True
        try:
            piece = os.read(self._ours, 65536)
        except OSError:  # the last one who had it open has gone
            return False
        self._raw += piece
        return bool(piece)

    def type(self, text: str) -> None:
        """Type a line."""
        os.write(self._ours, f"{text}\n".encode())

    def interrupt(self) -> None:
        """Press Ctrl-C, once the program waits for an answer."""
        time.sleep(0.3)
        os.write(self._ours, b"\x03")

    def answer(self, question: str, text: str) -> str:
        """Wait for `question`, type `text`, and return the question as it was put."""
        put = self.read_until(question) + self.read_until("：")
        self.type(text)
        self.read_until("\n")
        return put

    def agree(self) -> str:
        """Press enter where a step is shown before it is done, and return what was shown."""
        shown = self.read_until("回车照此记入")
        self.type("")
        return shown

    def finish(self) -> int:
        """Read on until the program ends, and return its exit code."""
        end = time.monotonic() + PATIENCE
        while self._read():
            assert time.monotonic() < end, f"does not end:\n{self.text}"
        return self._process.wait(PATIENCE)

    @property
    def stdout(self) -> bytes:
        """What went to the pipe."""
        assert self._process.stdout is not None
        return self._process.stdout.read()


def column(table: str, heading: str) -> list[str]:
    """Return what stands below `heading`, as a terminal of cells shows it, one entry for each line."""
    lines = table.splitlines()
    place = next(number for number, line in enumerate(lines) if heading in line.split())
    start = cell_len(lines[place][: lines[place].index(heading)])
    following = lines[place][lines[place].index(heading) + len(heading) :]
    width = cell_len(heading) + cell_len(following) - cell_len(following.lstrip())
    if not following.strip():
        width = cell_len(table)
    return [cells(line, start, width).strip() for line in lines[place + 1 :]]


def cells(line: str, start: int, width: int) -> str:
    """Return the characters of `line` in the cells from `start` on."""
    at, found = 0, ""
    for character in line:
        if start <= at < start + width:
            found += character
        at += cell_len(character)
    return found
