"""A ledger with evidence beside it, what a ledger holds, and a process that goes on writing in one."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import time_machine

from tests.cli.ledgers import NOW, Morning, once
from tests.cli.pictures import content
from tests.ledger.officer import Officer, set_up
from tests.store.damage import query
from tests.store.schema import TABLES, schema
from zizhao_cli.ledger.session import LedgerSession
from zizhao_cli.ledger.upkeep import Restored, restore
from zizhao_cli.store.backup.backup import back_up
from zizhao_cli.store.verify.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterator

PICTURES = [content("jpg", "before"), content("png", "after")]
NAMES = [
    f"{hashlib.sha256(PICTURES[0]).hexdigest()}.jpg",
    f"{hashlib.sha256(PICTURES[1]).hexdigest()}.png",
]
"""What the evidence of the ledger is called in its folder."""
CHECK = ("check", "add", "--unit", "GXC", "--measure", "6", "--result", "pass")
HAZARD = ("hazard", "add", "--unit", "GXC", "--measure", "6", "--title")
ROOT = Path(__file__).parents[2]


def _build_evident(zizhao: Morning) -> None:
    officer = Officer(set_up(zizhao.db), date(2022, 7, 15))
    with time_machine.travel(NOW, tick=False):
        officer.check(hazard={"title": "出口堵塞", "due": "+15d", "responsible": "张静"})
        officer.rectify(officer.hazard(title="线路老化"), "2022-05-03")
        officer.hazard(title="灭火器过期")
    pictures = [zizhao.db.parent / "前.jpg", zizhao.db.parent / "后.png"]
    for picture, shown in zip(pictures, PICTURES, strict=True):
        picture.write_bytes(shown)
    near, far = map(str, pictures)
    zizhao.ok(*CHECK, "--evidence", near, "--evidence", far)
    for picture in pictures:
        picture.unlink()


@pytest.fixture(scope="session")
def evident(tmp_path_factory: pytest.TempPathFactory) -> Morning:
    """A small ledger with a check that two pictures show; tests take `with_evidence`."""
    return once(tmp_path_factory, "evident", _build_evident, None)


def with_evidence(zizhao: Morning, folder: Path) -> Morning:
    """Return the program on a copy of the ledger and its evidence in `folder`."""
    folder.mkdir(exist_ok=True)
    shutil.copytree(zizhao.db.parent / "evidence", folder / "evidence")
    return zizhao.copy(folder)


def held(path: Path) -> tuple[object, ...]:
    """Return all rows and the schema of a ledger."""
    rows = {table: query(path, f"SELECT * FROM {table} ORDER BY rowid") for table in TABLES}
    return rows, schema(path), query(path, "SELECT version_num FROM alembic_version")


def head(path: Path) -> str:
    """Return the anchor of a ledger: the number of its entries, and the hash of the last."""
    ((count, last),) = query(path, "SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1")
    return f"{count}:{last}"


def titles(path: Path) -> set[str]:
    """Return the title of every hazard."""
    return {title for (title,) in query(path, "SELECT title FROM hazard")}


def is_whole(path: Path) -> bool:
    """Say whether verification finds nothing."""
    return verify(path).findings == []


def files(folder: Path) -> dict[str, bytes]:
    """Return every file under `folder` by its path there; an empty log and its index do not count."""
    found = {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and not file.name.endswith("-shm")
    }
    return {name: held for name, held in found.items() if held or not name.endswith("-wal")}


WRITER = """
import sys
import time
from itertools import count
from pathlib import Path
from tests.ledger.officer import Officer
from zizhao_cli.errors import ZizhaoError
officer = Officer(Path(sys.argv[1]))
for number in count():
    try:
        officer.hazard(title=f"第{number}项")
    except ZizhaoError as error:
        print(error.sentence, file=sys.stderr, flush=True)
    else:
        print(f"第{number}项", flush=True)
    time.sleep(float(sys.argv[2]))
"""


class Writer:
    """A process that registers one hazard after another until the test ends."""

    def __init__(self, ledger: Path, pause: float) -> None:
        self.log = ledger.parent / "confirmed.txt"
        self.troubles = ledger.parent / "troubles.txt"
        with self.log.open("wb") as out, self.troubles.open("wb") as err:
            self.process: subprocess.Popen[Any] = subprocess.Popen(
                [sys.executable, "-c", WRITER, str(ledger), str(pause)],
                env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
            )

    def confirmed(self) -> list[str]:
        """Return the titles of all hazards whose registration was confirmed."""
        return self.log.read_text(encoding="utf-8").splitlines()

    def wait_for(self, more: int) -> None:
        """Wait until so many more were confirmed."""
        until = len(self.confirmed()) + more
        while len(self.confirmed()) < until:
            assert self.process.poll() is None, self.troubles.read_text(encoding="utf-8")
            time.sleep(0.02)

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        self.process.kill()
        self.process.wait()


@contextmanager
def writer_on(zizhao: Morning, pause: float = 0) -> Iterator[Writer]:
    """Keep a process writing in the ledger, with so many seconds between two hazards."""
    writer = Writer(zizhao.db, pause)
    try:
        writer.wait_for(3)
        yield writer
    finally:
        writer.stop()


@dataclass(frozen=True)
class Past:
    """A ledger, a backup of it, and what happened since: one more hazard, and one more check with a picture."""

    zizhao: Morning

    @property
    def db(self) -> Path:
        """The ledger."""
        return self.zizhao.db

    @property
    def folder(self) -> Path:
        """Where the ledger lies."""
        return self.db.parent

    @property
    def backup(self) -> Path:
        """Its backup, of the same morning."""
        return self.folder / "backups" / "ledger-20220715-090000.db"

    def restore(self, backup: Path | None = None) -> Restored:
        """Restore from `backup` in this process, at the time of Morning."""
        with time_machine.travel(NOW, tick=False):
            session = LedgerSession(self.db, "陈科旭", date(2022, 7, 15))
            return restore(session, backup or self.backup, force=True)

    def asides(self) -> list[Path]:
        """Return the ledgers that restores kept aside."""
        return sorted(self.folder.glob("ledger-before-restore-*.db"))


LATER = content("jpg", "later")


def _build_past(zizhao: Morning) -> None:
    folder = zizhao.db.parent
    back_up(zizhao.db, folder / "backups", datetime.fromisoformat(NOW))
    with time_machine.travel(NOW, tick=False):
        Officer(zizhao.db, date(2022, 7, 15)).hazard(title="备份以后")
    (folder / "新.jpg").write_bytes(LATER)
    zizhao.ok(*CHECK, "--evidence", str(folder / "新.jpg"))
    (folder / "新.jpg").unlink()


@pytest.fixture(scope="session")
def past_once(evident: Morning, tmp_path_factory: pytest.TempPathFactory) -> Morning:
    """The ledger of `past`; tests copy it."""

    def build(zizhao: Morning) -> None:
        shutil.copytree(evident.db.parent / "evidence", zizhao.db.parent / "evidence")
        _build_past(zizhao)

    return once(tmp_path_factory, "past", build, evident)


@pytest.fixture
def past(past_once: Morning, tmp_path: Path) -> Past:
    """A ledger with a backup and a life since, for one test."""
    shutil.copytree(past_once.db.parent, tmp_path / "账")
    return Past(Morning(tmp_path / "账" / "ledger.db"))
