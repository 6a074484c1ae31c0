"""Where a walk that is not recorded yet is kept from answer to answer: a small file of its owner's alone, beside his settings."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from zizhao_cli import settings_file
from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.measures import MEASURES
from zizhao_cli.domain.values import Result
from zizhao_cli.errors import MachineFault, bounded
from zizhao_cli.ledger.walks import Answer, Walk
from zizhao_cli.store.anchors import identity
from zizhao_cli.store.file import make_folder, sync_folder

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from zizhao_cli.domain.units import UnitNames

FOLDER = "walks"
OWNER_READS = 0o600
_ANEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


class WalkGoesOnElsewhere(Refused):
    def __init__(self, unit: str, on: date) -> None:
        super().__init__(
            f"{unit} {on} 的现场检查在别的窗口里也在查，或已经记入、丢掉；这里刚才答的没有存下，也没有记入",
            "到那个窗口接着查；那边停下了，再用 zizhao walk 接着",
        )


class WalkUnreadable(Refused):
    def __init__(self, file: Path, why: str) -> None:
        super().__init__(
            f"存着的现场检查读不出：{bounded(file)}（{why}）",
            "用 zizhao walk --discard 丢掉它，从头查",
        )


class WalkFile:
    """The file of a walk of one unit on one day, for one ledger at its place: a copy of the ledger has walks of its own."""

    def __init__(
        self, ledger: Path, connection: sqlite3.Connection, unit: UnitNames, on: date
    ) -> None:
        bound = f"{identity(connection)}\n{os.path.realpath(ledger)}\n{unit.id}"
        self._unit = unit.code
        self._key = hashlib.sha256(bound.encode("utf-8", "surrogateescape")).hexdigest()[:24]
        self._folder = settings_file.path().parent / FOLDER
        self.path = self._folder / f"{self._key}-{on}.json"

    def read(self) -> Walk | None:
        """Return the walk that is kept, if one is. Raises WalkUnreadable, MachineFault."""
        try:
            text = self.path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as problem:
            raise MachineFault(f"读取 {self.path} ", problem) from problem
        try:
            walk = _walk(json.loads(text.decode()))
        except (ValueError, TypeError, KeyError, AttributeError) as problem:
            raise WalkUnreadable(self.path, f"{type(problem).__name__}") from problem
        if not self.path.stem.endswith(str(walk.on)) or walk.unit != self._unit:
            raise WalkUnreadable(self.path, "里面的单位或日子和文件名不符")
        return walk

    def keep(self, walk: Walk) -> None:
        """Write the walk as it is now, whole or not at all.

        Raises WalkGoesOnElsewhere where the file is not as this walk left it, or MachineFault.
        """
        there = self.read()
        kept = (walk.id, walk.revision) if walk.revision else None
        if (None if there is None else (there.id, there.revision)) != kept:
            raise WalkGoesOnElsewhere(walk.unit, walk.on)
        content = json.dumps(
            asdict(walk) | {"revision": walk.revision + 1}, ensure_ascii=False, default=str
        )
        draft = self.path.with_name(f".{self.path.name}.{os.urandom(4).hex()}")
        try:
            make_folder(self._folder)
            try:
                with os.fdopen(os.open(draft, _ANEW, OWNER_READS), "wb") as file:
                    file.write(content.encode())
                    file.flush()
                    os.fsync(file.fileno())
                draft.replace(self.path)
            except BaseException:
                draft.unlink(missing_ok=True)
                raise
            sync_folder(self._folder)
        except OSError as problem:
            raise MachineFault(f"写入 {self.path} ", problem) from problem
        walk.revision += 1

    def discard(self) -> bool:
        """Remove the file; say whether there was one. Raises MachineFault."""
        try:
            self.path.unlink()
        except FileNotFoundError:
            return False
        except OSError as problem:
            raise MachineFault(f"删除 {self.path} ", problem) from problem
        return True

    def other_days(self) -> list[str]:
        """Return the other days on which a walk of the unit is kept."""
        names = (
            file.stem.removeprefix(f"{self._key}-")
            for file in self._folder.glob(f"{self._key}-*.json")
        )
        return sorted(day for day in names if not self.path.stem.endswith(day))


def _walk(kept: dict[str, Any]) -> Walk:
    """Return the walk that a file holds. Raises ValueError, TypeError, KeyError, AttributeError where it holds none."""
    answers = {int(number): _answer(**answer) for number, answer in kept["answers"].items()}
    if not {*answers, *([kept["at"]] if kept["at"] is not None else [])} <= {
        *range(1, MEASURES + 1)
    }:
        raise ValueError(sorted(answers))
    return Walk(**{**kept, "on": date.fromisoformat(kept["on"]), "answers": answers})


def _answer(result: str, note: str | None, hazards: list[dict[str, str]]) -> Answer:
    """Return what a file holds of a measure. Raises ValueError, TypeError, AttributeError where it is no answer."""
    typed = [value for hazard in hazards for value in hazard.values()]
    if not all(isinstance(value, str) for value in [note or "", *typed]):
        raise ValueError(note, typed)
    return Answer(Result(result).value, note, hazards)
