"""A full disk, a read-only folder, a read-only file: what was said to be written is there, all else is wholly absent."""

from __future__ import annotations

import gzip
import random
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli import pictures
from tests.cli.ledgers import environment
from tests.conftest import Zizhao
from tests.soak import everything
from tests.soak.disks import filled, limit, small_disk, without_privilege
from tests.soak.officer import Answer
from tests.soak.test_faults_pages import content
from zizhao_cli.store.verify.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.conftest import Soak

OLD_LEDGER = Path(__file__).parents[1] / "store" / "ledger_0001.db.gz"
CHECK = ("check", "add", "--unit", "桂香村", "--measure", "1", "--result", "pass")
ROWS = 3000
MOST_FREE = 3 << 20
NOW = "2031-01-01T09:00:00+08:00"
BACKUP = "ledger-20310101-090000.db"


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a ledger, its backup, an older one, a picture and a list of checks."""
    folder = tmp_path_factory.mktemp("disk")
    ledger = everything.make(folder)
    with closing(sqlite3.connect(ledger)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    Zizhao(ledger).ok("db", "backup")
    (folder / "old.db").write_bytes(gzip.decompress(OLD_LEDGER.read_bytes()))
    (folder / "新.jpg").write_bytes(pictures.content("jpg") + bytes(300_000))
    lines = "".join(f"表-{number},桂香村,6,2022-05-01\n" for number in range(ROWS))
    (folder / "list.csv").write_text(f"编号,单位,条款,检查日期\n{lines}", "utf-8")
    return folder


def writes(source: Path) -> dict[str, tuple[str, ...]]:
    """Return the calls that the disk has no room for, by their names."""
    backup = next((source / "backups").glob("*.db"))
    return {
        "single write": CHECK,
        "evidence": (*CHECK, "--evidence", str(source / "新.jpg")),
        "import": ("check", "import", str(source / "list.csv")),
        "backup": ("db", "backup"),
        "restore": ("db", "restore", str(backup)),
        "upgrade": ("db", "upgrade"),
    }


def office(source: Path, folder: Path, name: str) -> Path:
    """Put a ledger for the call `name` into `folder`, and return its path."""
    shutil.rmtree(folder / "office", ignore_errors=True)
    home = folder / "office"
    home.mkdir()
    if name != "upgrade":
        shutil.copytree(source / "evidence", home / "evidence")
    kept = source / ("old.db" if name == "upgrade" else "ledger.db")
    return Path(shutil.copy(kept, home / "ledger.db"))


def start(ledger: Path, args: tuple[str, ...], before: Callable[[], None] | None = None) -> Answer:
    """Start the program; `before` is called in its process."""
    done = subprocess.run(
        [sys.executable, "-m", "zizhao_cli", *args],
        env=environment(Zizhao(ledger), ZIZHAO_TEST_NOW=NOW),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        preexec_fn=before,
        check=False,
    )
    return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())


def names(folder: Path) -> set[str]:
    return {str(f.relative_to(folder)) for f in folder.rglob("*") if not f.name.endswith("-shm")}


def judge(ledger: Path, name: str, answer: Answer, held: list[str], there: set[str]) -> None:
    """Hold the ledger to what was answered, now that there is room again."""
    assert answer.code in (0, 1), answer
    if answer.code == 1:
        lines = answer.err.splitlines()
        assert lines[-2].startswith("zizhao: 错误: "), answer
        assert "程序出错" not in answer.err
        assert any(word in lines[-2] for word in ("满", "超过", "读写", "不可写")), answer
        assert content(ledger) == held, f"{name}: half there"
        assert answer.out == ""
        # A picture has its name just before the commit: it may stay, and nothing points to it.
        new = {
            n for n in names(ledger.parent) - there if not n.startswith(("evidence", "backups/e"))
        }
        # An upgrade that fails leaves the backup that it began with.
        spared = {"backups", f"backups/{BACKUP}"} if name == "upgrade" else {"backups"}
        assert {n for n in new if not n.endswith("-wal")} <= spared
        if f"backups/{BACKUP}" in new:
            assert content(ledger.parent / "backups" / BACKUP) == held
        assert not [n for n in names(ledger.parent) if ".incoming" in n]
    elif name == "restore":
        assert len(list(ledger.parent.glob("*-before-restore-*"))) == 1
    elif name not in ("backup", "upgrade"):
        assert content(ledger) != held
    Zizhao(ledger).ok("db", "verify")
    if name != "upgrade":
        assert verify(ledger).findings == []


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "disk") as found:
        if found is None:
            pytest.skip("needs to mount a small file system")
        yield found


@pytest.mark.parametrize(
    "name", ["single write", "evidence", "import", "backup", "restore", "upgrade"]
)
def test_a_full_disk(source: Path, disk: Path, soak: Soak, name: str) -> None:
    chance = random.Random(name)  # noqa: S311 - nothing is secret here
    call, confirmed = writes(source)[name], 0
    rounds = soak.rounds(2, 25)
    for number in range(rounds):
        ledger = office(source, disk, name)
        held, there = content(ledger), names(ledger.parent)
        assert held is not None
        free = 0 if number == 0 else int(MOST_FREE * chance.random() ** 3)
        with filled(disk, free):
            answer = start(ledger, call)
        judge(ledger, name, answer, held, there)
        confirmed += answer.code == 0
        if answer.code:
            assert start(ledger, call).code == 0, "with room it goes on"
    soak.figure(f"full disks ({name})", rounds)
    soak.figure("of these calls done all the same", confirmed)
    soak.figure("writes lost or half there", 0)
    assert confirmed < rounds


@pytest.mark.parametrize(
    "name", ["single write", "evidence", "import", "backup", "restore", "upgrade"]
)
def test_files_that_may_not_grow(source: Path, tmp_path: Path, soak: Soak, name: str) -> None:
    """The same where no file system can be mounted."""
    chance = random.Random(name)  # noqa: S311 - nothing is secret here
    rounds = soak.rounds(1, 15)
    for number in range(rounds):
        ledger = office(source, tmp_path, name)
        held, there = content(ledger), names(ledger.parent)
        assert held is not None
        size = 4096 if number == 0 else chance.randrange(400_000)
        answer = start(ledger, writes(source)[name], limit(size))
        judge(ledger, name, answer, held, there)
        assert number or answer.code == 1
    soak.figure(f"files that may not grow ({name})", rounds)
    soak.figure("writes lost or half there", 0)


def test_reading_goes_on_where_the_disk_is_full(source: Path, disk: Path) -> None:
    ledger = office(source, disk, "single write")
    listed = ("hazard", "list", "--format", "json")
    before = start(ledger, listed)
    Path(f"{ledger}-shm").unlink(missing_ok=True)
    with filled(disk, 0):
        assert start(ledger, listed) == before
        assert start(ledger, ("db", "verify")).code == 0
        assert start(ledger, CHECK).code == 1
    assert before.code == 0


@pytest.mark.parametrize("what", ["file", "folder"])
def test_read_only(source: Path, tmp_path: Path, what: str) -> None:
    """Reading goes on; writing is refused, and says that the place cannot be written to."""
    ledger = office(source, tmp_path, "single write")
    held = content(ledger)
    for ending in ("-wal", "-shm"):
        Path(f"{ledger}{ending}").unlink(missing_ok=True)
    ledger.chmod(0o400)
    ledger.parent.chmod(0o500 if what == "folder" else 0o700)
    read = start(ledger, ("hazard", "list", "--format", "json"), without_privilege)
    found = start(ledger, ("db", "verify"), without_privilege)
    write = start(ledger, CHECK, without_privilege)
    ledger.parent.chmod(0o700)
    ledger.chmod(0o600)
    assert (read.code, found.code) == (0, 0), (read.err, found.err)
    assert write.code == 1
    assert "不可写" in write.err
    assert "检查磁盘空间和文件夹权限后重试" in write.err
    assert content(ledger) == held
    assert Zizhao(ledger).ok(*CHECK)


def test_a_folder_that_is_closed_is_named(source: Path, tmp_path: Path) -> None:
    ledger = office(source, tmp_path, "single write")
    ledger.parent.chmod(0)
    calls = [("report", "overdue"), ("db", "verify"), ("db", "backup"), CHECK, ("db", "upgrade")]
    answers = [start(ledger, call, without_privilege) for call in [*calls, ("init",)]]
    ledger.parent.chmod(0o700)
    for answer in answers:
        assert answer.code == 1
        assert str(ledger) in answer.err
        assert "没有权限" in answer.err


def test_the_writing_connection_waits_for_the_disk(source: Path) -> None:
    from zizhao_cli.store.writing import connect

    with closing(connect(source / "ledger.db")) as connection:
        assert connection.execute("PRAGMA synchronous").fetchone() == (2,)  # FULL
        assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
