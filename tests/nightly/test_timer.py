"""Timers: what is written for each system, with paths that have blanks and marks, and what is left alone."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from datetime import UTC, datetime, time, timedelta, timezone
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from zizhao_cli.nightly.timer import Call, cron_line, crontab_with, systemd_files, task_xml

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.ledgers import Morning

ODD = '/home/石 世文/100%/it\'s "$HOME"/a\\b.db'
CALL = Call(
    ("/usr/bin/python3", "-m", "zizhao_cli", "--db", ODD, "nightly"),
    {"ZIZHAO_CONFIG": ODD},
    time(18, 30),
)


@pytest.fixture
def zizhao(morning: Morning, tmp_path: Path) -> Morning:
    return morning.copy(tmp_path)


def fake(folder: Path, name: str, script: str) -> None:
    """Put a program into `folder` that writes down how it was called, and does as `script` says."""
    folder.mkdir(exist_ok=True)
    program = folder / name
    program.write_text(f'#!/bin/sh\necho "$0 $*" >>"{folder}/calls"\n{script}\n', "utf-8")
    program.chmod(0o755)


def around(folder: Path) -> dict[str, str]:
    return {"PATH": str(folder), "HOME": str(folder.parent), "XDG_CONFIG_HOME": ""}


def calls(folder: Path) -> list[str]:
    return [line.removeprefix(f"{folder}/") for line in (folder / "calls").read_text().splitlines()]


CRONTAB = 'case "$1" in -l) /bin/cat "$HOME/tab" 2>/dev/null || { echo "no crontab for you" >&2; exit 1; };; *) /bin/cat >"$HOME/tab";; esac'


def test_units_of_systemd_are_written_and_set_going(zizhao: Morning, tmp_path: Path) -> None:
    fake(tmp_path / "bin", "systemctl", "exit 0")
    env = around(tmp_path / "bin")
    dry = zizhao("nightly", "install", "--at", "7:05", "--dry-run", env=env)
    folder = tmp_path / ".config" / "systemd" / "user"
    assert (dry.code, folder.exists()) == (0, False)
    run = zizhao("nightly", "install", "--at", "7:05", env=env)
    assert (run.code, run.out) == (0, dry.out)
    timer = (folder / "zizhao-nightly.timer").read_text("utf-8")
    assert "OnCalendar=*-*-* 07:05:00 Asia/Shanghai\n" in timer
    service = (folder / "zizhao-nightly.service").read_text("utf-8")
    assert f'"--db" "{zizhao.db}" "--by" "陈科旭" "nightly"\n' in service
    assert f'Environment="ZIZHAO_CONFIG={zizhao.db.with_name("config.txt")}"\n' in service
    assert calls(tmp_path / "bin")[-3:] == [
        "systemctl --user daemon-reload",
        "systemctl --user enable zizhao-nightly.timer",
        "systemctl --user restart zizhao-nightly.timer",
    ]
    assert "去掉：systemctl --user disable --now zizhao-nightly.timer" in run.err
    assert str(folder / "zizhao-nightly.timer") in run.out
    again = zizhao("nightly", "install", "--at", "20:00", "--keep", "9", env=env)
    assert again.code == 0
    assert '"nightly" "--keep" "9"' in (folder / "zizhao-nightly.service").read_text("utf-8")


def test_units_that_somebody_wrote_stay(zizhao: Morning, tmp_path: Path) -> None:
    fake(tmp_path / "bin", "systemctl", "exit 0")
    file = tmp_path / ".config" / "systemd" / "user" / "zizhao-nightly.timer"
    file.parent.mkdir(parents=True)
    file.write_text("[Timer]\n")
    run = zizhao("nightly", "install", env=around(tmp_path / "bin"))
    assert (run.code, run.out, file.read_text()) == (3, "", "[Timer]\n")
    assert not file.with_suffix(".service").exists()
    assert zizhao("nightly", "install", "--force", env=around(tmp_path / "bin")).code == 0
    assert "OnCalendar" in file.read_text("utf-8")


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd-analyze")
def test_systemd_understands_what_is_written(tmp_path: Path) -> None:
    program = tmp_path / "p y" / "run"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    call = CALL._replace(words=(str(program), *CALL.words[1:]))
    for name, text in systemd_files(call).items():
        (tmp_path / name).write_text(text, "utf-8")
    units = [str(tmp_path / name) for name in systemd_files(call)]
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units], capture_output=True, check=False
    )
    told = done.stderr.decode()
    assert not [line for line in told.splitlines() if "zizhao-nightly" in line], told


def test_a_line_of_cron_is_added_once_and_others_stay(zizhao: Morning, tmp_path: Path) -> None:
    fake(tmp_path / "bin", "crontab", CRONTAB)
    env = around(tmp_path / "bin")
    assert zizhao("nightly", "install", env=env).code == 0
    tab = tmp_path / "tab"
    tab.write_text("MAILTO=a@example.com\n" + tab.read_text("utf-8") + "1 2 * * * mine\n", "utf-8")
    run = zizhao("nightly", "install", "--at", "19:00", env=env)
    assert run.code == 0
    lines = tab.read_text("utf-8").splitlines()
    assert lines[:2] == ["MAILTO=a@example.com", "1 2 * * * mine"]
    assert len(lines) == 3
    assert lines[2].endswith("# zizhao nightly install")


def test_a_crontab_that_cannot_be_read_is_not_written(zizhao: Morning, tmp_path: Path) -> None:
    fake(tmp_path / "bin", "crontab", 'echo "not allowed" >&2; exit 1')
    run = zizhao("nightly", "install", env=around(tmp_path / "bin"))
    assert (run.code, run.out) == (1, "")
    assert calls(tmp_path / "bin") == ["crontab -l"]
    assert "自己设一个定时，每天跑：" in run.err


def test_what_cron_calls_is_a_night(zizhao: Morning, tmp_path: Path) -> None:
    """The line as cron would run it: by sh, with next to no environment, from another folder."""
    folder = tmp_path / "桂香 100%"
    folder.mkdir()
    odd = zizhao.copy(folder)
    fake(tmp_path / "bin", "crontab", CRONTAB)
    assert odd("nightly", "install", env=around(tmp_path / "bin")).code == 0
    line = (tmp_path / "tab").read_text("utf-8").rstrip("\n")
    command = line.split(" ", 5)[5].replace("\\%", "%")
    bare = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "LANG": "C"}
    done = subprocess.run(
        ["sh", "-c", command], env=bare, cwd="/", capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    assert len(list((folder / "nightly").glob("2*/overdue.xlsx"))) == 1
    assert done.stdout.decode().startswith("逾期隐患\n")


def test_cron_goes_by_the_zone_of_the_machine() -> None:
    for hours, begins in {8: "30 18 ", 0: "30 10 ", -8: "30 2 "}.items():
        now = datetime(2022, 7, 15, 12, tzinfo=timezone(timedelta(hours=hours)))
        assert cron_line(CALL, now).startswith(f"{begins}* * * ")
    assert cron_line(CALL, datetime(2022, 7, 15, tzinfo=UTC)).endswith("# zizhao nightly install")


def test_odd_paths_come_through_each_system() -> None:
    line = cron_line(CALL, datetime(2022, 7, 15, tzinfo=UTC))
    assert "%" not in line.replace("\\%", "")
    words = shlex.split(line.split(" ", 5)[5].replace("\\%", "%"), comments=True)
    assert words[-2:] == [ODD, "nightly"]
    assert f"ZIZHAO_CONFIG={ODD}" in words
    service = systemd_files(CALL)["zizhao-nightly.service"]
    assert '/home/石 世文/100%%/it\'s \\"$$HOME\\"/a\\\\b.db' in service
    root = ET.fromstring(task_xml(CALL).split("?>", 1)[1])  # noqa: S314 - our own
    space = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
    assert root.findtext(f".//{space}Command") == "/usr/bin/python3"
    assert root.findtext(f".//{space}Arguments") == subprocess.list2cmdline(CALL.words[1:])
    assert root.findtext(f".//{space}StartBoundary") == "2022-04-20T18:30:00+08:00"
    assert root.findtext(f".//{space}StartWhenAvailable") == "true"


def test_other_lines_of_a_crontab_are_kept_as_they_are() -> None:
    before = "# mine\n\n0 1 * * * x # zizhao nightly install\n* * * * * y\n"
    assert crontab_with(before, "new") == "# mine\n\n* * * * * y\nnew\n"


@pytest.mark.parametrize("at", ["24:00", "18", "18:60", "半夜", "18:30:00", "-1:00"])
def test_a_time_that_is_none(zizhao: Morning, tmp_path: Path, at: str) -> None:
    run = zizhao("nightly", "install", "--at", at, env=around(tmp_path / "bin"))
    assert (run.code, run.out) == (3, "")
    assert "--at 看不懂" in run.err


def test_a_machine_without_a_timer_says_what_to_call(zizhao: Morning, tmp_path: Path) -> None:
    run = zizhao("nightly", "install", env=around(tmp_path / "bin"))
    assert (run.code, run.out) == (1, "")
    assert f"{sys.executable} -m zizhao_cli --db {zizhao.db}" in run.err


def test_a_ledger_that_is_not_there_gets_no_timer(zizhao: Morning, tmp_path: Path) -> None:
    fake(tmp_path / "bin", "crontab", CRONTAB)
    run = zizhao("--db", "none.db", "nightly", "install", env=around(tmp_path / "bin"))
    assert (run.code, run.out, (tmp_path / "tab").exists()) == (6, "", False)
    assert os.listdir(tmp_path / "bin") == ["crontab"]  # noqa: PTH208 - names alone
