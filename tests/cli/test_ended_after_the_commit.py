"""A signal at any moment around the commit: what the program says of it is so."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.cli.test_ended import ADD, start

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.ledgers import Morning
    from tests.conftest import Run

NO = "YH-2022-0007"
NOT_WRITTEN = "没有办完的事没有写入"
WRITTEN = "已记入账本"
NEVER = 10**9


def ended(zizhao: Morning, moment: int, by: str, *args: str) -> Run:
    """Run the program with a signal at its `moment`."""
    notes = str(zizhao.db.with_name("moments"))
    told = {"ZIZHAO_TEST_ENDED_AT": str(moment), "ZIZHAO_TEST_ENDED_BY": by}
    return zizhao(*args, env={**told, "ZIZHAO_TEST_MOMENTS": notes})


def moments(zizhao: Morning, *args: str) -> range:
    """Return some sixty of all moments of a run that nothing ends."""
    run = ended(zizhao, NEVER, "SIGINT", *args)
    assert run.code == 0, run.err
    count = int(zizhao.db.with_name("moments").read_text())
    return range(1, count + 1, max(1, count // 60))


def around_the_commit(zizhao: Morning, folder: Path, *args: str) -> range:
    """Return the moments next to the one from which on a signal comes too late."""
    early, late = 1, moments(copy(zizhao, folder / "counted"), *args)[-1]
    while late - early > 1:
        between = (early + late) // 2
        tried = copy(zizhao, folder / f"tried {between}")
        ended(tried, between, "SIGINT", *args)
        if tried("hazard", "show", NO).code == 0:
            late = between
        else:
            early = between
    return range(max(1, early - 5), late + 16)


def copy(zizhao: Morning, folder: Path) -> Morning:
    folder.mkdir()
    return zizhao.copy(folder)


@pytest.mark.parametrize("by", ["SIGINT", "SIGTERM"])
def test_what_is_said_is_so_at_every_moment(morning: Morning, tmp_path: Path, by: str) -> None:
    seen = set()
    for moment in moments(copy(morning, tmp_path / "whole"), *ADD):
        zizhao = copy(morning, tmp_path / str(moment))
        run = ended(zizhao, moment, by, *ADD)
        there = zizhao("hazard", "show", NO).code == 0
        seen.add(there)
        assert (run.code, run.out) == ((0, f"{NO}\n") if there else (130, "")), moment
        assert (NOT_WRITTEN in run.err) == (not there)
    assert seen == {True, False}


def test_a_restore_that_is_ended_says_what_is_so(morning: Morning, tmp_path: Path) -> None:
    backup = str(copy(morning, tmp_path / "backup").db)
    seen = set()
    for moment in moments(copy(morning, tmp_path / "whole"), "db", "restore", backup):
        zizhao = copy(morning, tmp_path / str(moment))
        run = ended(zizhao, moment, "SIGINT", "db", "restore", backup)
        there = "db.restore" in zizhao.ok("journal", "list", "--format", "json")
        seen.add(there)
        assert run.code == (0 if there else 130), moment
        assert (NOT_WRITTEN in run.err) == (not there), moment
    assert seen == {True, False}


def test_a_second_signal_is_heard_and_told_of_what_is_done(
    morning: Morning, tmp_path: Path
) -> None:
    """As where the reader of the number is stuck."""
    seen = set()
    sparse = moments(copy(morning, tmp_path / "whole"), *ADD)
    for moment in sorted({*sparse[::2], *around_the_commit(morning, tmp_path, *ADD)}):
        zizhao = copy(morning, tmp_path / str(moment))
        run = ended(zizhao, moment, "SIGINT,SIGINT", *ADD)
        there = zizhao("hazard", "show", NO).code == 0
        seen.add((run.code, there))
        assert run.code == 130 or (there and run.out == f"{NO}\n"), moment
        assert (NOT_WRITTEN in run.err) == (not there), moment
        assert (WRITTEN in run.err) == (there and run.code == 130), moment
    assert {(130, True), (130, False)} <= seen


def test_a_reader_that_has_gone_misses_no_number(morning: Morning, tmp_path: Path) -> None:
    zizhao = morning.copy(tmp_path)
    read, write = os.pipe()
    os.close(read)
    with start(zizhao, ADD, stdout=write, stderr=subprocess.PIPE) as run:
        os.close(write)
        _, told = run.communicate()
    assert run.returncode == 1
    assert f"{NO} 已记入账本，只是没能输出：读的一方已经关闭" in told.decode()
    assert zizhao("hazard", "show", NO).code == 0
