"""kill -9 amid single writes: what was confirmed is there, what was in flight is there whole or not at all."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from tests.conftest import Zizhao
from tests.soak.account import Account
from tests.soak.duties import SHARED_HAZARD
from tests.soak.officer import MAIN, PROGRAM, Log, start
from zizhao_cli.store.verify.verify import verify

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import Soak

AT_ONCE = 3
"""So many officers write together and are killed one after another, while the rest write on."""
ONE_LEDGER = 15
"""So many rounds are on one ledger, one after another."""
FOUND = ("--unit", "桂香村", "--measure", "6", "--title", "共", "--found", "2022-04-20")


@dataclass
class Killing:
    """Ledgers in `folder` on which officers write until they are killed, and what became of it."""

    fresh: Path
    folder: Path
    chance: random.Random = field(default_factory=lambda: random.Random(4))  # noqa: S311 - nothing is secret here
    zizhao: Zizhao = field(init=False)
    logs: dict[int, Path] = field(default_factory=dict)
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)
    figures: Counter[str] = field(default_factory=Counter)
    there: int = 0
    own: int = 0

    def begin(self) -> None:
        """Begin a new ledger."""
        self.logs.clear()
        self.there = self.own = 0
        db = self.folder / f"{self.figures['kills']}.db"
        shutil.copy(self.fresh, db)
        self.zizhao = Zizhao(db)
        self.write()

    def write(self) -> None:
        """Write one more hazard by starting the program."""
        self.own += 1
        no = self.zizhao.ok("hazard", "add", *FOUND)
        assert (no == SHARED_HAZARD) == (self.own == 1)

    def officer(self, way: str) -> tuple[int, subprocess.Popen[bytes]]:
        """Start an officer and return his number."""
        number = max(self.logs, default=0) + 1
        self.logs[number] = self.folder / f"{self.zizhao.db.stem}-{number}.log"
        process = start(self.zizhao.db, self.logs[number], number, way)
        self.processes.append(process)
        return number, process

    def kill(self, number: int, process: subprocess.Popen[bytes]) -> None:
        """Kill an officer and what he has started; the ledger is whole at once."""
        os.killpg(process.pid, signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL, process.stderr and process.stderr.read()
        assert verify(self.zizhao.db)[0] == []
        log = Log.read(self.logs[number])
        assert [(w, a) for w, a in log.answered if a.code not in w.codes] == []
        self.figures["kills"] += 1
        self.figures["kills that hit a running write"] += log.in_flight is not None
        self.figures["writes confirmed"] += len(log.confirmed())

    def check(self) -> None:
        """Nothing is lost or half there; the next write succeeds, and reading commands work."""
        account = Account({number: Log.read(file) for number, file in self.logs.items()})
        account.settle(self.zizhao)
        assert len(account.strangers("hazard") | {SHARED_HAZARD}) == self.own
        assert not account.strangers("check")
        assert not account.strangers("batch")
        self.figures["of these writes there, whole"] += account.in_flight_written - self.there
        self.there = account.in_flight_written
        assert self.zizhao("db", "verify").code == 0
        assert self.zizhao("report", "overdue", "--format", "json").code == 0
        self.write()

    def end(self, soak: Soak) -> None:
        """Say what was done, which must have been worth it."""
        for what, number in self.figures.items():
            soak.figure(what, number)
        soak.figure("writes lost or half there", 0)
        assert self.figures["kills that hit a running write"] > self.figures["kills"] // 4


@pytest.fixture
def killing(fresh_ledger: Path, tmp_path: Path) -> Iterator[Killing]:
    """What kills; no officer outlives the test."""
    killing = Killing(fresh_ledger, tmp_path)
    yield killing
    for process in killing.processes:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)


def wait_for_answers(file: Path, count: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until an officer was told of so many writes."""
    while len(Log.read(file).answered) < count:
        assert process.poll() is None, process.stderr and process.stderr.read()
        time.sleep(0.005)


def wait_for_opening(db: Path, process: subprocess.Popen[bytes]) -> None:
    """Wait until a program opens the ledger to write; whoever last did so took the write-ahead log away."""
    log = db.with_name(f"{db.name}-wal")
    while not log.exists():
        assert process.poll() is None, process.stderr and process.stderr.read()
        time.sleep(0.001)


def test_officers_killed_one_after_another(killing: Killing, soak: Soak) -> None:
    for round_ in range(soak.rounds(4, 67)):
        if round_ % ONE_LEDGER == 0:
            killing.begin()
        officers = [killing.officer(MAIN) for _ in range(AT_ONCE)]
        for number, process in officers:
            wait_for_answers(killing.logs[number], 1, process)
        for number, process in officers:
            time.sleep(killing.chance.uniform(0, 0.2))
            killing.kill(number, process)
        killing.check()
    killing.end(soak)


def test_programs_killed_with_the_ledger_open(killing: Killing, soak: Soak) -> None:
    """Each write starts the program; the kill comes soon after the program has opened the ledger."""
    for round_ in range(soak.rounds(3, 60)):
        if round_ % ONE_LEDGER == 0:
            killing.begin()
        log = killing.zizhao.db.with_name(f"{killing.zizhao.db.name}-wal")
        # Who only reads leaves an empty one.
        assert not log.exists() or log.stat().st_size == 0
        log.unlink(missing_ok=True)
        number, process = killing.officer(PROGRAM)
        if round_ % 2:
            wait_for_answers(killing.logs[number], 1, process)
        wait_for_opening(killing.zizhao.db, process)
        time.sleep(killing.chance.uniform(0, 0.06))
        killing.kill(number, process)
        killing.check()
    killing.end(soak)
