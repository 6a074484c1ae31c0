"""How far long work has come: one line on a terminal, after a moment, written over and gone at the end; nothing elsewhere."""

from __future__ import annotations

import fcntl
import io
import os
import pty
import runpy
import struct
import subprocess
import sys
import termios
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from tests.cli.ledgers import Morning, environment
from tests.cli.terminal import Terminal
from tests.store.older import older
from zizhao_cli.cli.progress import Line
from zizhao_cli.store.progress import Part, Work
from zizhao_cli.store.verify.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import TextIO


class Watched:
    """A line on a terminal, by a clock that only the test moves."""

    def __init__(self, stream: TextIO, ours: int) -> None:
        self._ours, self._stream = ours, stream
        self.now = 0.0
        self.line = Line(stream, lambda: self.now)

    def looks(self) -> list[str]:
        """Return what was written since, look by look."""
        self._stream.write("\0")
        self._stream.flush()
        written = b""
        while not written.endswith(b"\0"):
            written += os.read(self._ours, 65536)
        nothing, *looks = written.decode().removesuffix("\0").split("\r")
        assert nothing == "", "each look begins at the beginning of the line"
        return looks


@contextmanager
def watched(columns: int = 80) -> Iterator[Watched]:
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    with open(theirs, "w", encoding="utf-8", newline="") as stream:  # noqa: PTH123 - a file descriptor
        yield Watched(stream, ours)
    os.close(ours)


def test_nothing_is_shown_in_the_first_moment_and_little_from_then_on() -> None:
    with watched() as seen:
        for seen.now in (0.0, 0.5, 0.99):
            seen.line.tell("核验", 10, 0.1)
        assert seen.looks() == []
        seen.now = 2.0
        seen.line.tell("核验", 500, 0.25)
        seen.line.tell("核验", 501, 0.26)
        assert seen.looks() == ["核验：500 行，每秒 250 行，约剩 6 秒"]


def test_each_work_has_its_own_pace() -> None:
    with watched() as seen:
        seen.line.tell("复制账本", 0, 0, "页")
        seen.now = 100.0
        seen.line.tell("复制账本", 1000, 0.5, "页")
        seen.now = 101.0
        seen.line.tell("核验", 0, 0)
        seen.now = 111.0
        seen.line.tell("核验", 300, 0.001)
        shown = [look.rstrip() for look in seen.looks()]
        assert shown == [
            "复制账本：1000 页，每秒 10 页，约剩 1 分 40 秒",
            "核验",
            "核验：300 行，每秒 30 行，约剩 2 小时 46 分",
        ]


def test_each_look_covers_the_one_before_and_the_last_one_leaves_nothing() -> None:
    with watched() as seen:
        seen.line.tell("很长的一件事", 0, 0)
        seen.now = 5.0
        seen.line.tell("很长的一件事", 1_000_000, 0.1)
        seen.now = 6.0
        seen.line.tell("短", 1, 0)
        seen.line.clear()
        looks = seen.looks()
        widths = [cell_len(look) for look in looks]
        assert widths[1] == widths[0]
        assert looks[2:] == [" " * 2, ""]


@pytest.mark.parametrize("columns", [80, 40, 12])
def test_a_long_name_fits_the_terminal(columns: int) -> None:
    with watched(columns) as seen:
        seen.line.tell("隐患台账" * 30, 0, 0)
        seen.now = 5.0
        seen.line.tell("隐患台账" * 30, 123_456, 0.1)
        (look,) = seen.looks()
        assert columns - 3 <= cell_len(look) < columns
        assert columns < 80 or look.endswith("台账：123456 行，每秒 24691 行，约剩 45 秒")


def test_what_steers_a_terminal_is_spelled_out() -> None:
    with watched() as seen:
        seen.line.tell("表\x1b[2J.csv", 0, 0)
        seen.now = 5.0
        seen.line.tell("表\x1b[2J.csv", 5, 0.5)
        assert "\x1b" not in "".join(seen.looks())


def test_a_terminal_of_ascii_is_told_the_share() -> None:
    written = io.BytesIO()
    now = 0.0
    line = Line(io.TextIOWrapper(written, encoding="ascii", errors="backslashreplace"), lambda: now)
    line.tell("核验", 0, 0)
    now = 5.0
    line.tell("核验", 45, 0.451)
    line.clear()
    assert written.getvalue() == b"\r45%\r   \r"


def test_parts_are_told_as_one_whole() -> None:
    told: list[tuple[int, float]] = []

    def tell(what: str, count: int, share: float, unit: str = "") -> None:
        del what, unit
        told.append((count, share))

    work = Work("核验", 200, {"a": Part(100, 1), "b": Part(100, 3)}, tell)
    work.begin("a")
    work.passed(60)
    work.begin("something short")
    work.begin("b")
    work.passed(50)
    work.passed(80)  # more than was counted
    work.begin("the end")
    assert told == [(0, 0), (30, 0.15), (50, 0.25), (50, 0.25), (125, 0.625), (200, 1), (200, 1)]


def program(after: float) -> tuple[str, ...]:
    """Return the program with another patience."""
    set_up = f"from zizhao_cli.cli import progress; progress.AFTER, progress.EVERY = {after}, 0"
    return "-c", f"{set_up}; from zizhao_cli.__main__ import main; main()"


AT_ONCE, NEVER = program(0), program(1e9)


@pytest.fixture
def checks(tmp_path: Path) -> Path:
    """A file to import."""
    file = tmp_path / "checks.csv"
    file.write_text("单位,条款,检查日期,结果\n桂香村,6,2022-05-01,符合\n", encoding="utf-8")
    return file


def commands(zizhao: Morning, checks: Path) -> dict[str, tuple[str, ...]]:
    backup = zizhao.cold("db", "backup", str(checks.parent / "kept")).out.strip()
    return {
        "核验：": ("db", "verify"),
        "复制账本": ("db", "backup", str(checks.parent / "more")),
        "换上账本：": ("db", "restore", backup, "--yes"),
        "checks.csv": ("check", "import", str(checks), "--yes"),
    }


def test_long_commands_show_how_far_they_have_come(
    morning: Morning, tmp_path: Path, checks: Path
) -> None:
    zizhao = morning.copy(tmp_path)
    for expected, args in commands(zizhao, checks).items():
        with Terminal(zizhao, *args, program=AT_ONCE) as terminal:
            assert terminal.finish() == 0, terminal.text
            assert expected in terminal.text
            *_, last = terminal.text.split("\r")
            assert "每秒" not in last, "what is said at the end stands on a line of its own"


def test_an_upgrade_shows_how_far_it_has_come(tmp_path: Path) -> None:
    zizhao = Morning(older(tmp_path, "0007"))
    with Terminal(
        zizhao, "db", "upgrade", program=AT_ONCE, ZIZHAO_TEST_NOW="2026-11-25T09:00:00+08:00"
    ) as terminal:
        assert terminal.finish() == 0, terminal.text
        assert "复制账本" in terminal.text
        assert "核验：" in terminal.text


def test_what_is_done_soon_shows_nothing(morning: Morning, tmp_path: Path, checks: Path) -> None:
    zizhao = morning.copy(tmp_path)
    for args in commands(zizhao, checks).values():
        with Terminal(zizhao, *args, program=NEVER) as terminal:
            assert terminal.finish() == 0, terminal.text
            assert "每秒" not in terminal.text
            assert "\r" not in terminal.text


def test_a_pipe_is_told_nothing(morning: Morning, tmp_path: Path, checks: Path) -> None:
    zizhao = morning.copy(tmp_path)
    for args in commands(zizhao, checks).values():
        run = subprocess.run(
            [sys.executable, *AT_ONCE, *args],
            env=environment(zizhao),
            capture_output=True,
            check=True,
        )
        assert b"\r" not in run.stderr
        assert "每秒" not in run.stderr.decode()


def test_an_interrupt_while_the_file_is_checked_is_no_finding(tmp_path: Path) -> None:
    """SQLite ends the statement then, and says that it was interrupted."""
    ledger = tmp_path / "ledger.db"
    runpy.run_path("bench/ledgers.py")["grown"](ledger, 1000, date(2022, 12, 31))
    shares: list[float] = []

    def interrupt(what: str, count: int, share: float, unit: str = "") -> None:
        del what, count, unit
        shares.append(share)
        if share:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        verify(ledger, tell=interrupt)
    assert 0 < shares[-1] < 0.2
