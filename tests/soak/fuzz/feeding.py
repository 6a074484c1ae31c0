"""Feeds files to the import in a process of its own, and says how each one ended."""

from __future__ import annotations

import hashlib
import json
import os
import select
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from tests.ledger.officer import set_up

if TYPE_CHECKING:
    from types import TracebackType

WORKER = Path(__file__).with_name("worker.py")
MEMORY = 3 << 28
"""Bytes that an import of a small file may take, the program itself included."""
SHARED = "ledger.db-shm"
NOTHING = hashlib.sha256().hexdigest()
REFUSALS = {2, 3}
"""Exit codes of a refusal; others say that something else failed than the file."""
SECONDS = 30
"""No import of a small file takes so long, however busy the machine."""


@dataclass(frozen=True)
class Case:
    """A file with what is asked of its import."""

    ending: str
    content: bytes
    form: str = "check"
    sets: tuple[str, ...] = ()
    options: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class End:
    """How an import ended: `accepted`, `refused`, or in a way that it must not: `failed`."""

    how: str
    why: str
    where: str = ""

    @property
    def sign(self) -> str:
        """What one fault has in common on all files that bring it out."""
        return f"{self.where} {self.why.split(':')[0]}".strip()


class Feeder:
    """A worker on the ledger at `ledger`, started anew whenever a file has ended it."""

    def __init__(self, ledger: Path, folder: Path) -> None:
        self._ledger = ledger
        self._inbox = folder / "inbox"
        self._outbox = folder / "outbox"
        self._said = folder / "stderr.txt"
        self._inbox.mkdir()
        self._outbox.mkdir()
        self._before = self._written()
        self._worker: subprocess.Popen[bytes] | None = None

    @classmethod
    def begin(cls, folder: Path) -> Feeder:
        """Return a feeder on a new ledger that lies alone in a folder within `folder`."""
        office = folder / "office"
        office.mkdir()
        return cls(set_up(office / "ledger.db"), folder)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._stop()

    def feed(self, case: Case, seconds: float = SECONDS) -> End:
        """Import a file within bounds."""
        path = self._inbox / f"list.{case.ending}"
        path.write_bytes(case.content)
        asked = {"file": str(path), "form": case.form, "sets": case.sets, "options": case.options}
        end = self._end(json.dumps(asked), seconds)
        if self._written() != self._before:
            return End("failed", f"Written: {end.how} {end.why}")
        return end

    def _end(self, asked: str, seconds: float) -> End:
        worker = self._running()
        assert worker.stdin is not None
        assert worker.stdout is not None
        worker.stdin.write(asked.encode() + b"\n")
        worker.stdin.flush()
        ready, _, _ = select.select([worker.stdout], [], [], seconds)
        if not ready:
            self._stop()
            return End("failed", f"Hang: no answer within {seconds} s")
        line = worker.stdout.readline()
        if not line:
            code = worker.wait()
            self._stop()
            return End("failed", f"Died {code}: {self._said.read_text(errors='replace')[-300:]}")
        return judged(json.loads(line))

    def _written(self) -> list[tuple[str, str]]:
        """Return what stands in the ledger and beside it; a log that nothing stands in is left by a process that died."""
        files = sorted(self._ledger.parent.iterdir())
        found = [(path.name, hashlib.sha256(path.read_bytes()).hexdigest()) for path in files]
        return [file for file in found if file[0] != SHARED and file[1] != NOTHING]

    def _running(self) -> subprocess.Popen[bytes]:
        if self._worker is None:
            self._worker = subprocess.Popen(
                [sys.executable, str(WORKER), str(self._ledger), str(self._outbox), str(MEMORY)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._said.open("wb"),
                env={**os.environ, "RUST_BACKTRACE": "0", "ZIZHAO_DEBUG": ""},
            )
        return self._worker

    def _stop(self) -> None:
        if self._worker is not None:
            self._worker.kill()
            self._worker.communicate()
            self._worker = None


def judged(told: dict[str, Any]) -> End:
    """Return an end from what the worker told of it."""
    if told["end"] == "crashed":
        return End("failed", told["why"], told["where"])
    if told["end"] == "refused":
        return End("refused" if told["code"] in REFUSALS else "failed", told["why"])
    if told["batch"] is not None:
        return End("failed", "Batch: a dry run got a number")
    if not told["problems"] and told["rows"] != told["new"] + told["same"] + told["rejected"]:
        return End("failed", f"Counts: {told}")
    return End("refused" if told["problems"] else "accepted", "; ".join(told["problems"]))
