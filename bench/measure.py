"""Timing whole processes in turn, so that a ratio holds when the machine's speed drifts."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import statistics
import struct
import subprocess
import sys
import termios
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ZIZHAO = [sys.executable, "-m", "zizhao_cli"]
SQLITE_UTILS = [str(Path(sys.executable).parent / "sqlite-utils")]
ROUNDS = 5
# As users run it: compiled modules are kept, and output is buffered.
ENVIRONMENT = {
    name: value
    for name, value in os.environ.items()
    if name not in ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED")
}


@dataclass(frozen=True)
class Process:
    """One finished process: wall seconds, peak memory in MiB, and seconds of processor time, its own children included."""

    seconds: float
    peak: float
    processor: float


@dataclass(frozen=True)
class Contender:
    """A command to be timed; `prepare` runs before each round, outside the time.

    With `columns` its answer goes to a terminal so wide, which is read to its end.
    """

    command: list[str]
    prepare: Callable[[], object] = lambda: None
    stdin: str = ""
    columns: int = 0

    def run(self) -> Process:
        """Run it once; it must succeed."""
        self.prepare()
        terminal, stdout = _terminal(self.columns) if self.columns else (None, subprocess.DEVNULL)
        start = time.perf_counter()
        with subprocess.Popen(
            self.command, stdin=subprocess.PIPE, stdout=stdout, env=ENVIRONMENT
        ) as process:
            assert process.stdin is not None
            process.stdin.write(self.stdin.encode())
            process.stdin.close()
            if terminal is not None:
                os.close(stdout)
                _read_to_end(terminal)
            _, status, usage = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - start
            process.returncode = os.waitstatus_to_exitcode(status)
        assert process.returncode == 0, self.command
        return Process(seconds, usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime)

    def peak_of_all(self) -> float:
        """Run it once and return how many MiB it and the processes that it starts had at most, together; Linux tells."""
        self.prepare()
        most = 0.0
        with subprocess.Popen(self.command, stdout=subprocess.DEVNULL, env=ENVIRONMENT) as process:
            while process.poll() is None:
                children = _read(f"/proc/{process.pid}/task/{process.pid}/children").split()
                most = max(most, sum(map(_memory, [str(process.pid), *children])))
                time.sleep(_BETWEEN_LOOKS)
        assert process.returncode == 0, self.command
        return most


_BETWEEN_LOOKS = 0.02


def _memory(process: str) -> float:
    """Return how many MiB a process has in memory, 0 where it has ended."""
    found = re.search(r"VmRSS:\s*(\d+)", _read(f"/proc/{process}/status"))
    return int(found[1]) / 1024 if found else 0


def _read(path: str) -> str:
    with suppress(OSError):
        return Path(path).read_text(encoding="utf-8")
    return ""


def _terminal(columns: int) -> tuple[int, int]:
    """Return both ends of a terminal: ours, and the program's."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    return ours, theirs


def _read_to_end(terminal: int) -> None:
    with suppress(OSError):  # the last one who had it open has gone
        while os.read(terminal, 1 << 20):
            pass
    os.close(terminal)


@dataclass(frozen=True)
class Comparison:
    """Two contenders timed in turn: the median of each, and of the ratio round by round."""

    seconds: float
    peer_seconds: float
    ratio: float
    peak: float
    cpu_ratio: float
    """Of processor time, which others at work beside it touch less."""


def compare(mine: Contender, peer: Contender, rounds: int = ROUNDS) -> Comparison:
    """Time both in turn, after one round that does not count."""
    mine.run(), peer.run()
    pairs = [(mine.run(), peer.run()) for _ in range(rounds)]
    return Comparison(
        statistics.median(own.seconds for own, _ in pairs),
        statistics.median(other.seconds for _, other in pairs),
        statistics.median(own.seconds / other.seconds for own, other in pairs),
        max(own.peak for own, _ in pairs),
        statistics.median(own.processor / other.processor for own, other in pairs),
    )


def show(what: str, found: Comparison, aim: str) -> None:
    """Print one line of the result."""
    print(
        f"{what}: {found.ratio:.2f} ({found.seconds:.2f} s against {found.peer_seconds:.2f} s;"
        f" aim {aim})",
        flush=True,
    )
