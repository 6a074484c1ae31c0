"""Two nights at once, and one that is ended on its way: nothing is doubled, nothing is left half-written."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.ledgers import environment
from tests.groups.robots import Robot
from tests.groups.setting_up import add

if TYPE_CHECKING:
    from tests.cli.ledgers import Morning

PATIENCE = 120


@pytest.fixture
def zizhao(morning: Morning, tmp_path: Path) -> Morning:
    return morning.copy(tmp_path)


def begun(zizhao: Morning, robot: Robot) -> subprocess.Popen[bytes]:
    """Start a night, and return it once it waits for the robot's answer."""
    night = subprocess.Popen(
        [sys.executable, "-m", "zizhao_cli", "nightly"],
        env=environment(zizhao, ZIZHAO_GROUP_SECONDS="100"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    end = time.monotonic() + PATIENCE
    while not robot.requests:
        assert night.poll() is None
        assert time.monotonic() < end
        time.sleep(0.01)
    return night


def test_a_second_one_is_told_and_does_nothing(zizhao: Morning) -> None:
    with Robot("dingtalk", "slow") as robot:
        add(zizhao, robot, "镇")
        first = begun(zizhao, robot)
        backups = list((zizhao.db.parent / "backups").iterdir())
        run = zizhao("nightly")
        assert (run.code, run.out) == (5, "")
        assert "正有另一个 zizhao nightly 在办" in run.err
        assert len(robot.requests) == 1
        assert list((zizhao.db.parent / "backups").iterdir()) == backups
        robot.let_go.set()
        out, _ = first.communicate(timeout=PATIENCE)
        assert first.returncode == 0
        assert out.decode().startswith("逾期隐患")
        assert len(robot.messages) == 1
        # The lock went with its holder.
        assert "今晚已经发过" in zizhao("nightly").err


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ended_while_it_sends(zizhao: Morning, number: signal.Signals) -> None:
    with Robot("dingtalk", "slow") as robot:
        add(zizhao, robot, "镇")
        night = begun(zizhao, robot)
        night.send_signal(number)
        out, err = night.communicate(timeout=PATIENCE)
        assert (night.returncode, out) == (130, b"")
        assert "已中断" in err.decode()
        folder = zizhao.db.parent / "nightly"
        assert {file.name for file in folder.iterdir()} == {".lock", "2022-07-15"}
        json.loads((folder / "2022-07-15" / "run.json").read_text("utf-8"))
        robot.behaves[:] = ["well"]
        zizhao.ok("nightly")
        assert len(robot.messages) == 1


def test_killed_while_it_writes_it_is_cleared_away(zizhao: Morning) -> None:
    folder = zizhao.db.parent / "nightly"
    for name in (".2022-07-14.draft", "2022-07-10", ".mine"):
        (folder / name).mkdir(parents=True)
    zizhao.ok("nightly")
    kept = {file.name for file in folder.iterdir()}
    assert kept == {".lock", "2022-07-15", "2022-07-10", ".mine"}


def test_somebody_who_is_recording_holds_up_no_night(zizhao: Morning) -> None:
    with closing(sqlite3.connect(zizhao.db, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode=WAL")
        other.execute("BEGIN IMMEDIATE")
        run = zizhao("nightly", env={"ZIZHAO_BUSY_SECONDS": "0"})
        other.execute("ROLLBACK")
    assert run.code == 0, run.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_report_that_cannot_be_shown_was_kept_and_sent(zizhao: Morning) -> None:
    with Robot("dingtalk") as robot, Path("/dev/full").open("wb") as full:
        add(zizhao, robot, "镇")
        done = subprocess.run(
            [sys.executable, "-m", "zizhao_cli", "nightly"],
            env=environment(zizhao),
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 1
    assert len(robot.messages) == 1
    assert (zizhao.db.parent / "nightly" / "2022-07-15" / "overdue.xlsx").exists()


def test_a_full_disk_stops_neither_the_others_nor_the_report(zizhao: Morning) -> None:
    """No file may grow beyond some kilobytes: the backup does not fit, the reports do."""
    with Robot("dingtalk") as robot:
        add(zizhao, robot, "镇")
        done = subprocess.run(
            [
                "sh",
                "-c",
                'ulimit -f 100; exec "$@"',
                "sh",
                sys.executable,
                "-m",
                "zizhao_cli",
                "nightly",
            ],
            env=environment(zizhao),
            capture_output=True,
            check=False,
        )
    assert done.returncode == 1, done.stderr.decode()
    assert "备份不成：" in done.stderr.decode()
    assert len(robot.messages) == 1
    assert done.stdout.decode().startswith("逾期隐患\n")
    assert list((zizhao.db.parent / "backups").iterdir()) == []
