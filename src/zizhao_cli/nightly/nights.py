"""Nights on disk: one folder for each, under its day; what is inside is written whole or not at all."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.errors import Refused
from zizhao_cli.errors import MachineFault
from zizhao_cli.nightly.errors import NightlyAtWork
from zizhao_cli.render.target import write_file
from zizhao_cli.store.file import make_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

RECORD = "run.json"
_NIGHT = re.compile(r"\d{4}-\d{2}-\d{2}")
_DRAFT = re.compile(r"\.\d{4}-\d{2}-\d{2}\.draft")


@dataclass
class Told:
    """What a group was told in a night: which digest (`mark`), how many of its messages arrived, and why no more did."""

    kind: str
    mark: str
    messages: int
    sent: int = 0
    why: str | None = None


@dataclass
class Record:
    """What came of a night. `code` is how it ended; groups are told by their names."""

    night: str
    ran_at: str
    ledger: str
    anchor: str | None = None
    verified: bool = False
    damage: str | None = None
    backup: str | None = None
    missed: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    groups: dict[str, Told] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    code: int = 0

    def write(self, folder: Path) -> None:
        """Write the record into the folder of its night. Raises MachineFault."""
        text = json.dumps({"run": "nightly", **asdict(self)}, ensure_ascii=False, indent=1)
        write_file(folder / RECORD, f"{text}\n".encode())


def groups_told(folder: Path) -> dict[str, Told]:
    """Return what the groups were told in the night of `folder` so far; nothing where its record is not there or cannot be read."""
    with suppress(OSError, ValueError, TypeError, AttributeError, KeyError):
        found: dict[str, Any] = json.loads((folder / RECORD).read_text("utf-8"))["groups"]
        return {name: Told(**told) for name, told in found.items()}
    return {}


class AnothersNight(Refused):
    def __init__(self, folder: Path, why: str) -> None:
        super().__init__(f"{folder} {why}，没有动它", "用 --into 写到另一个文件夹")


def refuse_others(folder: Path, ledger: str) -> None:
    """Refuse the folder of a night of another ledger, or one that somebody made for himself. Raises AnothersNight."""
    if folder.is_dir() and any(folder.iterdir()) and not (folder / RECORD).exists():
        raise AnothersNight(folder, "不是 nightly 留下的文件夹")
    # A record that was spoilt is no obstacle.
    with suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
        kept: Any = json.loads((folder / RECORD).read_text("utf-8"))
        if kept["run"] == "nightly" and kept["ledger"] != ledger:
            raise AnothersNight(folder, "是另一本账的")


def missed(into: Path, night: date) -> list[date]:
    """Return the nights between the last one that there is in the folder `into` before `night`, and `night`."""
    days = []
    with suppress(OSError):
        for folder in into.iterdir():
            with suppress(ValueError):
                if _NIGHT.fullmatch(folder.name) and (folder / RECORD).is_file():
                    days.append(date.fromisoformat(folder.name))
    last = max((day for day in days if day < night), default=night)
    return [last + timedelta(days=n) for n in range(1, (night - last).days)]


@contextmanager
def alone(into: Path) -> Iterator[None]:
    """Be the only one at work in the folder `into`, which is made, and clear away what one that was killed left there.

    The lock is SQLite's, so that every system lets go of it when its holder dies. Raises NightlyAtWork, MachineFault.
    """
    try:
        make_folder(into)
        lock = sqlite3.connect(into / ".lock", timeout=0, isolation_level=None)
    except (OSError, sqlite3.Error) as problem:
        raise MachineFault(f"写入 {into} ", _reason(problem)) from problem
    try:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as problem:
            if problem.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
                raise NightlyAtWork(into) from None
            raise MachineFault(f"写入 {into} ", _reason(problem)) from problem
        for draft in into.iterdir():
            if _DRAFT.fullmatch(draft.name):
                shutil.rmtree(draft, ignore_errors=True)
        yield
    finally:
        lock.close()


def _reason(problem: OSError | sqlite3.Error) -> str | OSError:
    return problem if isinstance(problem, OSError) else "文件夹不可写"


def fill(folder: Path, write: Callable[[Path], None]) -> None:
    """Have `write` write the files of a night: into its folder where there is one, each of them whole, else all together or none.

    Raises MachineFault.
    """
    if folder.is_dir():
        write(folder)
        return
    draft = folder.with_name(f".{folder.name}.draft")
    try:
        draft.mkdir()
        try:
            write(draft)
            draft.rename(folder)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    except OSError as problem:
        raise MachineFault(f"写入 {folder} ", problem) from problem
