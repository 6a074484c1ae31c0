"""`batch run` that is told to end, is killed, or has no reader any more: what it says is so, and lines are whole."""

from __future__ import annotations

import os
import signal
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.cli.test_batch_run import GOOD, count
from tests.cli.test_ended import start

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.ledgers import Morning
    from tests.conftest import Run


@pytest.fixture
def zizhao(morning: Morning, tmp_path: Path) -> Morning:
    return morning.copy(tmp_path)


def say(commands: int) -> bytes:
    return f"{GOOD}\n".encode() * commands


@pytest.mark.parametrize("by", ["SIGINT", "SIGTERM", "SIGINT,SIGINT"])
@pytest.mark.parametrize("more", [(), ("--atomic",)])
def test_what_is_said_is_so_at_every_moment(
    morning: Morning, tmp_path: Path, by: str, more: tuple[str, ...]
) -> None:
    lines = 3

    def ended(folder: Path, moment: int) -> tuple[Morning, Run]:
        folder.mkdir()
        zizhao = morning.copy(folder)
        told = {"ZIZHAO_TEST_ENDED_AT": str(moment), "ZIZHAO_TEST_ENDED_BY": by}
        told["ZIZHAO_TEST_MOMENTS"] = str(folder / "moments")
        return zizhao, zizhao("batch", "run", "-", *more, stdin=say(lines), env=told)

    _, whole = ended(tmp_path / "whole", 10**9)
    assert whole.code == 0
    before, last = count(morning), int((tmp_path / "whole" / "moments").read_text())
    seen = set()
    # What comes after the last commit is little; the very end hears no second signal of any command.
    for moment in sorted({*range(1, last - 20, last // 20), *range(last - 90, last - 20, 10)}):
        zizhao, run = ended(tmp_path / str(moment), moment)
        there = count(zizhao) - before
        seen.add((run.code, there))
        if run.code == 0:
            assert (there, len(run.out.split())) == (lines, lines), moment
            continue
        assert run.code == 130, run.err
        if more:
            assert there == 0 or "已记入账本" in run.err, (moment, run.err)
            assert run.out == "" or there == lines
        else:
            stopped = "前面已照办 " in run.err
            done = int(run.err.split("前面已照办 ")[1].split()[0]) if stopped else lines
            this = "这一行已记入账本" in run.err
            assert there == done + this, (moment, run.err)
            assert stopped or "已中断，但要记的已记入账本" in run.err
            assert done <= len(run.out.split()) <= there
    assert (130, 0) in seen
    assert {there for _, there in seen} == ({0, lines} if more else {0, 1, 2, lines})


@pytest.mark.parametrize("more", [(), ("--atomic",)])
def test_a_kill_leaves_whole_lines(zizhao: Morning, tmp_path: Path, more: tuple[str, ...]) -> None:
    before = count(zizhao)
    (tmp_path / "lines.txt").write_bytes(say(3000))
    file = str(tmp_path / "lines.txt")
    with start(zizhao, ("batch", "run", file, *more), stdout=subprocess.PIPE) as run:
        assert run.stdout is not None
        if more:
            log = zizhao.db.with_name("ledger.db-wal")
            while not log.exists():
                assert run.poll() is None
            told = 0
        else:
            told = len([run.stdout.readline() for _ in range(5)])
        run.kill()
    assert run.returncode == -signal.SIGKILL
    zizhao.ok("db", "verify")
    there = count(zizhao) - before
    assert there == 0 if more else told <= there < 3000


def test_a_reader_that_has_gone_ends_it(zizhao: Morning, tmp_path: Path) -> None:
    (tmp_path / "lines.txt").write_bytes(b"hazard list\n" + say(50))
    read, write = os.pipe()
    os.close(read)
    before = count(zizhao)
    for file in (tmp_path / "lines.txt", tmp_path / "checks.txt"):
        (tmp_path / "checks.txt").write_bytes(say(50))
        with start(
            zizhao, ("batch", "run", str(file)), stdout=write, stderr=subprocess.PIPE
        ) as run:
            _, told = run.communicate()
        assert run.returncode == 1
        assert "第 1 行：输出回答失败：读的一方已经关闭" in told.decode()
    os.close(write)
    assert "停在第 1 行，退出码 1；前面已照办 0 行，这一行已记入账本" in told.decode()
    assert count(zizhao) == before + 1
