"""Each exit code of the contract, in a subprocess; where it is not 0, nothing is half-written."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.ledgers import environment

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.ledgers import Morning

ADD = ("hazard", "add", "--unit", "GXC", "--measure", "6", "--title", "灭火器过期")
PROGRAM = (sys.executable, "-m", "zizhao_cli")
BUSY_SECONDS = 4


@pytest.fixture
def zizhao(morning: Morning, tmp_path: Path) -> Morning:
    """The program on a copy of the examples' ledger."""
    return morning.copy(tmp_path)


def is_sound(zizhao: Morning, hazards: int) -> None:
    """Assert that the ledger verifies and holds so many hazards."""
    assert zizhao.cold("db", "verify").code == 0
    assert zizhao.cold("hazard", "list", "--format", "json").json["count"] == hazards


def test_0_also_when_a_report_lists_overdue_hazards(morning: Morning) -> None:
    run = morning.cold("report", "overdue")
    assert (run.code, run.err) == (0, "")
    assert "逾期 5 项" in run.out


def test_1_when_the_output_cannot_be_written(morning: Morning, tmp_path: Path) -> None:
    run = morning.cold("hazard", "list", "--output", str(tmp_path / "missing" / "list.csv"))
    assert (run.code, run.out) == (1, "")
    assert list(tmp_path.iterdir()) == []


OLD_LIST = '{"list": "hazards", "count": 0, "rows": []}\n'


def test_1_when_an_output_file_is_full_and_the_old_one_stays(
    morning: Morning, tmp_path: Path
) -> None:
    old = tmp_path / "list.json"
    old.write_text(OLD_LIST)

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))

    done = start(morning, "hazard", "list", "--format", "json", "--output", str(old), limit=limit)
    assert done.wait() == 1
    assert old.read_text() == OLD_LIST
    assert [file.name for file in tmp_path.iterdir()] == ["list.json"]


def test_1_when_the_disk_is_full_for_the_ledger(zizhao: Morning) -> None:
    size = zizhao.db.stat().st_size

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

    done = start(zizhao, *ADD, limit=limit)
    out, err = done.communicate()
    assert (done.returncode, out) == (1, b"")
    assert err.decode().startswith("zizhao: 错误: ")
    assert len(err.splitlines()) <= 2
    assert zizhao.db.stat().st_size == size
    is_sound(zizhao, 6)


def start(
    zizhao: Morning, *args: str, limit: Callable[[], None] | None = None, **env: str
) -> subprocess.Popen[bytes]:
    """Start the program and return it while it runs."""
    return subprocess.Popen(
        [*PROGRAM, *args],
        env=environment(zizhao, **env),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=limit,  # noqa: PLW1509 - it sets a limit and nothing else
    )


@pytest.mark.parametrize(
    "args", [("hazard", "list", "--nosuch"), ("hazard", "add"), ("nosuch",), ()]
)
def test_2_for_a_wrong_call(morning: Morning, args: tuple[str, ...]) -> None:
    run = morning.cold(*args)
    assert (run.code, run.out) == (2, "")


def test_3_for_a_value_that_the_rules_refuse(zizhao: Morning) -> None:
    before = zizhao.db.read_bytes()
    run = zizhao.cold(*ADD, "--found", "2022-02-30")
    assert (run.code, run.out) == (3, "")
    assert zizhao.db.read_bytes() == before


@pytest.mark.parametrize(("day", "code"), [("2022-07-15", 4), ("2022-05-21", 0)])
def test_4_for_a_report_with_rows_only_where_asked(morning: Morning, day: str, code: int) -> None:
    run = morning.cold("report", "overdue", "--as-of", day, "--exit-code")
    assert run.code == code
    assert run.out


def test_4_for_a_ledger_changed_by_other_hands(zizhao: Morning) -> None:
    with contextlib.closing(sqlite3.connect(zizhao.db)) as connection:
        connection.execute("UPDATE hazard SET due_on = '2023-01-01' WHERE no = 'YH-2022-0001'")
        connection.commit()
    run = zizhao.cold("db", "verify", "--format", "json")
    assert run.code == 4
    assert "due_on" in run.json["rows"][0]["problem"]


def test_5_for_a_ledger_in_use_and_reading_goes_on(zizhao: Morning) -> None:
    with contextlib.closing(sqlite3.connect(zizhao.db, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        run = zizhao.cold(*ADD, env={"ZIZHAO_BUSY_SECONDS": "0.3"})
        assert time.monotonic() - began < 5
        assert (run.code, run.out) == (5, "")
        assert zizhao.cold("report", "overdue").code == 0
    is_sound(zizhao, 6)


def test_6_for_a_ledger_that_is_missing_and_it_is_not_made(
    morning: Morning, tmp_path: Path
) -> None:
    for args in (ADD, ("report", "overdue"), ("db", "verify")):
        run = morning.cold("--db", str(tmp_path / "none.db"), *args)
        assert (run.code, run.out) == (6, "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"\xe7\xbc\x96\xe5\x8f\xb7,1\n" * 200, b"\0" * 9000])
def test_6_for_a_file_that_is_no_ledger_and_it_is_left_as_it_is(
    morning: Morning, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes(content)
    for args in (ADD, ("hazard", "list"), ("init",)):
        run = morning.cold("--db", str(file), *args)
        assert (run.code, run.out) == (6, "")
    assert file.read_bytes() == content
    assert list(tmp_path.iterdir()) == [file]


def has_open(process: subprocess.Popen[bytes], file: Path) -> bool:
    """Say whether a process has got as far as to open a file."""
    assert process.poll() is None
    found = Path(f"/proc/{process.pid}/fd")
    with contextlib.suppress(OSError):
        return any(os.path.realpath(one) == str(file) for one in found.iterdir())
    return False


def test_130_when_interrupted_inside_what_a_library_executes(
    zizhao: Morning, tmp_path: Path
) -> None:
    """Some libraries execute text of their own while they load, and the interrupt comes through that."""
    (tmp_path / "typer.py").write_text("exec('raise KeyboardInterrupt')", "utf-8")
    run = zizhao.cold("measure", "list", env={"PYTHONPATH": str(tmp_path)})
    assert (run.code, run.out) == (130, "")


def interrupted_while_waiting(zizhao: Morning) -> float:
    """Interrupt an `add` that waits for the lock, and return after how many seconds it gave way."""
    with contextlib.closing(sqlite3.connect(zizhao.db, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        done = start(zizhao, *ADD, ZIZHAO_BUSY_SECONDS=str(BUSY_SECONDS))
        while not has_open(done, zizhao.db):
            time.sleep(0.1)
        time.sleep(0.5)
        done.send_signal(signal.SIGINT)
        began = time.monotonic()
        out, err = done.communicate()
        assert (done.returncode, out) == (130, b"")
        assert err.decode() == "zizhao: 已中断，没有办完的事没有写入\n"
    return time.monotonic() - began


def test_130_when_interrupted_while_waiting_for_the_lock(zizhao: Morning) -> None:
    interrupted_while_waiting(zizhao)
    is_sound(zizhao, 6)


def test_130_at_once_when_interrupted_while_waiting_for_the_lock(zizhao: Morning) -> None:
    assert interrupted_while_waiting(zizhao) < 1.5


def test_130_after_the_commit_does_not_say_that_nothing_was_written(zizhao: Morning) -> None:
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    with contextlib.suppress(BlockingIOError):
        while True:
            os.write(writing, b"." * 4096)
    os.set_blocking(writing, True)
    done = subprocess.Popen(
        [*PROGRAM, *ADD],
        env=environment(zizhao),
        stdin=subprocess.DEVNULL,
        stdout=writing,
        stderr=subprocess.PIPE,
    )
    while zizhao.cold("hazard", "list", "--format", "json").json["count"] == 6:
        time.sleep(0.2)
    # The first one is passed over, for the number is being said; nobody reads it, so the next is heard.
    while done.poll() is None:
        done.send_signal(signal.SIGINT)
        time.sleep(0.2)
    _, err = done.communicate()
    os.close(reading)
    os.close(writing)
    assert done.returncode == 130
    assert "已记入账本" in err.decode()
    assert "什么也没有写入" not in err.decode()
