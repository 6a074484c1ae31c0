"""The write-ahead log beside a ledger: its own is taken, another ledger's is refused with both files untouched."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.conftest import Zizhao
from tests.ledger.officer import Officer, copy_of, set_up
from tests.store.damage import query
from zizhao_cli.store.errors import ForeignLog
from zizhao_cli.store.verify.verify import verify
from zizhao_cli.store.write_ahead import is_foreign, log_of

if TYPE_CHECKING:
    from pathlib import Path

KILLED = """
import os, signal, sqlite3, sys
from pathlib import Path
from tests.ledger.officer import Officer
path = Path(sys.argv[1])
held = sqlite3.connect(path)
held.execute("SELECT 1 FROM journal").fetchone()
for number in range(int(sys.argv[2])):
    Officer(path).hazard(title=f"{sys.argv[3]}{number}")
os.kill(os.getpid(), signal.SIGKILL)
"""


def killed(path: Path, count: int = 2, title: str = "甲") -> None:
    """Have a process record hazards and die by kill -9, so that the log stays."""
    command = [sys.executable, "-c", KILLED, str(path), str(count), title]
    assert subprocess.run(command, check=False).returncode == -9
    assert log_of(path).stat().st_size > 0


@pytest.fixture(scope="module")
def left(ledger_of_2022: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of three entries, of which two are still in its log."""
    path = copy_of(ledger_of_2022, tmp_path_factory.mktemp("left"))
    killed(path)
    return path


@pytest.fixture
def ledger(left: Path, tmp_path: Path) -> Path:
    path = tmp_path / "ledger.db"
    shutil.copy(left, path)
    shutil.copy(log_of(left), log_of(path))
    return path


def entries(path: Path) -> int:
    count: int = query(path, "SELECT count(*) FROM journal")[0][0]
    return count


def refused(path: Path) -> None:
    """A reading and a writing command refuse it, and neither file is touched."""
    before = path.read_bytes(), log_of(path).read_bytes()
    zizhao = Zizhao(path)
    adding = ("hazard", "add", "--unit", "桂香村", "--measure", "6", "--title", "x")
    for command in (("report", "open"), adding):
        run = zizhao(*command)
        assert (run.code, run.out) == (6, "")
        assert "是另一本账的日志" in run.err
    with pytest.raises(ForeignLog):
        Officer(path).hazard()
    assert (path.read_bytes(), log_of(path).read_bytes()) == before


def test_its_own_after_a_kill(ledger: Path) -> None:
    assert not is_foreign(ledger)
    Officer(ledger).hazard(title="后来")
    assert (entries(ledger), verify(ledger).findings) == (4, [])


@pytest.mark.parametrize("held_back", [True, False])
def test_its_own_of_which_a_part_was_moved_in(ledger: Path, *, held_back: bool) -> None:
    """A reader holds a checkpoint back, or not, so that page 1 is moved in, too; then the machine dies."""
    dying = ledger.with_name("dying.db")
    shutil.copy(ledger, dying)
    shutil.copy(log_of(ledger), log_of(dying))
    with (
        closing(sqlite3.connect(dying, isolation_level=None, timeout=0)) as held,
        closing(sqlite3.connect(dying, isolation_level=None, timeout=0)) as raw,
    ):
        held.execute("BEGIN" if held_back else "SELECT 1")
        held.execute("SELECT 1 FROM journal").fetchone()
        Officer(dying).hazard(title="后来")
        (moved,) = raw.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        assert (moved[2] < moved[1]) is held_back
        shutil.copy(dying, ledger)
        shutil.copy(log_of(dying), log_of(ledger))
    assert not is_foreign(ledger)
    assert (entries(ledger), verify(ledger).findings) == (4, [])


def test_that_of_another_ledger(ledger: Path, tmp_path: Path) -> None:
    other = set_up(tmp_path / "other.db")
    Officer(other).hazard(title="另一本")
    shutil.copy(other, ledger)
    refused(ledger)


def test_that_of_a_copy_that_went_its_own_way(ledger: Path, ledger_of_2022: Path) -> None:
    """Both share the first entry; the ledger has since recorded something else."""
    shutil.copy(ledger_of_2022, ledger)
    log = log_of(ledger).read_bytes()
    log_of(ledger).unlink()
    Officer(ledger).hazard(title="走了别的路")
    with closing(sqlite3.connect(ledger)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    log_of(ledger).write_bytes(log)
    ledger.with_name("ledger.db-shm").unlink(missing_ok=True)
    refused(ledger)


def test_a_restored_file_beside_the_log_of_what_was_there(ledger: Path) -> None:
    """Somebody copies an older ledger over it by hand: the log goes on from a later one."""
    later = log_of(ledger).read_bytes()
    with closing(sqlite3.connect(ledger)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    older = ledger.read_bytes()
    log_of(ledger).unlink(missing_ok=True)
    for number in range(2):
        Officer(ledger).hazard(title=f"新{number}")
    killed(ledger, 1, "乙")
    ledger.write_bytes(older)
    assert later != log_of(ledger).read_bytes()
    refused(ledger)


@pytest.mark.parametrize("log", [b"", b"x", b"\xff" * 100_000, bytes(100_000)])
def test_rubbish_is_passed_over_as_sqlite_does(ledger: Path, log: bytes) -> None:
    log_of(ledger).write_bytes(log)
    assert not is_foreign(ledger)
    Officer(ledger).hazard(title="后来")
    assert (entries(ledger), verify(ledger).findings) == (2, [])


@pytest.mark.parametrize("size", [31, 32, 40, 56, 5000, -1, -9000])
def test_a_log_that_was_cut(ledger: Path, size: int) -> None:
    """What SQLite still takes of it is whole change-sets."""
    log = log_of(ledger)
    log.write_bytes(log.read_bytes()[:size])
    assert not is_foreign(ledger)
    assert entries(ledger) in {1, 2}
    assert verify(ledger).findings == []


def test_no_log(ledger: Path) -> None:
    log_of(ledger).unlink()
    assert not is_foreign(ledger)
