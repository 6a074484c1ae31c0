"""What comes through a pipe: read to its end before the ledger is locked, and kept under no name."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.intake.books import table, xlsx

if TYPE_CHECKING:
    from tests.conftest import Zizhao

IMPORT = ("check", "import", "-", "--dry-run", "--type", "csv")
PASSED = ("check", "add", "--unit", "桂香村", "--measure", "6", "--result", "pass")
ROWS = "单位,条款,检查日期\n桂香村,6,2022-05-01\n"
LINES = b"\n" * 200_000
"""More than a pipe holds: once they are written, the program reads."""
LINUX = Path("/proc/self/fd").is_dir()


def piped(zizhao: Zizhao, folder: Path) -> subprocess.Popen[bytes]:
    """Start an import whose rows come through a pipe, with `folder` for what is temporary."""
    return subprocess.Popen(
        [sys.executable, "-m", "zizhao_cli", *IMPORT],
        env=zizhao.around({"TMPDIR": str(folder)}, None),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def test_a_slow_pipe_keeps_nobody_waiting(zizhao: Zizhao, tmp_path: Path) -> None:
    run = piped(zizhao, tmp_path)
    assert run.stdin is not None
    run.stdin.write(ROWS.encode() + LINES)
    run.stdin.flush()
    zizhao.ok(*PASSED, env={"ZIZHAO_BUSY_SECONDS": "0"})
    out, err = run.communicate(ROWS.splitlines()[1].encode())
    assert (run.returncode, err) == (0, b"")
    assert "2 行" in out.decode()


@pytest.mark.skipif(not LINUX, reason="elsewhere the copy has a name")
def test_a_kill_leaves_nothing(zizhao: Zizhao, tmp_path: Path) -> None:
    folder = tmp_path / "tmp"
    folder.mkdir()
    run = piped(zizhao, folder)
    assert run.stdin is not None
    run.stdin.write(ROWS.encode() + LINES)
    run.stdin.flush()
    assert held_in(folder, run.pid)
    run.kill()
    run.communicate()
    assert list(folder.iterdir()) == []


def held_in(folder: Path, pid: int) -> bool:
    """Wait until a process has a file in `folder` open; say whether it came to that."""
    for _ in range(1000):
        for handle in Path(f"/proc/{pid}/fd").iterdir():
            if str(handle.readlink()).startswith(str(folder)):
                return True
        time.sleep(0.01)
    return False


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_nothing_is_left_of_what_went_in(zizhao: Zizhao, tmp_path: Path, kind: str) -> None:
    folder = tmp_path / "tmp"
    folder.mkdir()
    given = xlsx(table(ROWS)) if kind == "xlsx" else ROWS.encode()
    args = ("check", "import", "-", "-", "--type", kind, "--format", "json")
    receipt = zizhao(*args, stdin=given, env={"TMPDIR": str(folder)}).json
    # What comes through the pipe comes once, however often it is named.
    assert (receipt["new"], receipt["rows"]) == (1, 2)
    assert list(folder.iterdir()) == []


def test_stdin_of_an_unknown_type_is_not_waited_for(zizhao: Zizhao) -> None:
    reader, writer = os.pipe()
    with open(reader, "rb") as pipe, open(writer, "wb"):  # noqa: PTH123 - descriptors
        done = subprocess.run(
            [sys.executable, "-m", "zizhao_cli", *IMPORT[:-1], "docx"],
            env=zizhao.around({}, None),
            stdin=pipe,
            capture_output=True,
            timeout=60,
            check=False,
        )
    assert done.returncode == 3
    assert "不认识的文件类型" in done.stdout.decode()


@pytest.mark.skipif(not LINUX, reason="needs a file that is no disk's")
def test_stdin_that_cannot_be_read(zizhao: Zizhao) -> None:
    with Path("/proc/self/mem").open("rb") as broken:
        done = subprocess.run(
            [sys.executable, "-m", "zizhao_cli", *IMPORT],
            env=zizhao.around({}, None),
            stdin=broken,
            capture_output=True,
            check=False,
        )
    assert done.returncode == 1
    assert "读取标准输入失败：磁盘读写出错" in done.stderr.decode()
