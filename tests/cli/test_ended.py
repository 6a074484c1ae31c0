"""A program that is told to end, or that nobody listens to, leaves no drafts and says nothing false by its code."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.ledgers import Morning, environment

if TYPE_CHECKING:
    from collections.abc import Sequence

FULL = Path("/dev/full")
ADD = ("hazard", "add", "--unit", "GXC", "--measure", "6", "--title", "出口堵塞")


@pytest.fixture
def zizhao(morning: Morning, tmp_path: Path) -> Morning:
    return morning.copy(tmp_path)


@pytest.fixture(autouse=True)
def _closed_windows_are_heeded() -> None:
    """Whoever runs the tests may ignore them, as nohup does, and the programs that are started with him."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


def start(zizhao: Morning, args: Sequence[str], **streams: object) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "zizhao_cli", *args]
    return subprocess.Popen(command, env=environment(zizhao), **streams)  # type: ignore[call-overload, no-any-return]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_backup_that_is_ended_takes_its_draft_away(
    zizhao: Morning, number: signal.Signals
) -> None:
    folder, ended = zizhao.db.parent / "backups", 0
    # On a loaded machine most backups are over before they are seen.
    for _ in range(200):
        streams = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        backup = start(zizhao, ("db", "backup"), **streams)
        while not list(folder.glob("*.new")) and backup.poll() is None:
            time.sleep(0.002)
        backup.send_signal(number)
        ended += backup.wait() == 130
        assert list(folder.glob("*.new*")) == []
        if ended == 2:
            break
    assert ended
    zizhao.ok("db", "verify")


@pytest.mark.skipif(not FULL.exists(), reason="needs /dev/full")
def test_what_nobody_can_be_told_is_done_all_the_same(zizhao: Morning) -> None:
    zizhao.db.chmod(0o666)  # told of on stderr
    calls = {("db", "backup"): 0, ADD: 0, (*ADD[:3], "没有这家", *ADD[4:]): 3}
    for args, code in calls.items():
        with FULL.open("wb") as full:
            assert start(zizhao, args, stdout=subprocess.DEVNULL, stderr=full).wait() == code
    assert zizhao("hazard", "show", "YH-2022-0007").code == 0
    assert len(list((zizhao.db.parent / "backups").glob("*.db"))) == 1


@pytest.mark.parametrize(
    ("args", "code"), [(("hazard", "add"), 2), (("check", "import", "-", "--type", "csv"), 3)]
)
def test_without_a_stream_to_read_nothing_is_read(
    zizhao: Morning, args: tuple[str, ...], code: int
) -> None:
    command = ["sh", "-c", '"$@" <&-', "sh", sys.executable, "-m", "zizhao_cli", *args]
    done = subprocess.run(command, env=environment(zizhao), capture_output=True, check=False)
    assert done.returncode == code
    assert "程序出错" not in done.stderr.decode()


def test_interrupted_while_libraries_are_loaded(zizhao: Morning) -> None:
    """`-X importtime` tells on stderr how far loading is."""
    command = [sys.executable, "-X", "importtime", "-m", "zizhao_cli", "hazard", "list"]
    with subprocess.Popen(
        command, env=environment(zizhao), stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as run:
        assert run.stderr is not None
        assert run.stdout is not None
        while "typer" not in run.stderr.readline():
            assert run.poll() is None
        run.send_signal(signal.SIGINT)
        told = [line for line in run.stderr if not line.startswith("import time:")]
        assert run.stdout.read() == ""
    assert told == ["zizhao: 已中断，没有办完的事没有写入\n"]
    assert run.returncode == 130
