"""The book that an officer writes in: which ledger, who writes, and what day it is."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from zizhao_cli import datafiles
from zizhao_cli.domain.errors import UnitRetired
from zizhao_cli.domain.text import SHORT_TEXT, typed
from zizhao_cli.domain.units import Roll, UnitNames
from zizhao_cli.store.changeset import ChangeSet, change
from zizhao_cli.store.file import check_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from sqlmodel import Session

    from zizhao_cli.domain.policy import Policy
    from zizhao_cli.store.evidence import Paper


@dataclass(frozen=True)
class Book:
    """Where and in whose name things are recorded; `today` is the date in Asia/Shanghai."""

    path: Path
    actor: str
    today: date

    @cached_property
    def policy(self) -> Policy:
        """The office's terms. Raises BrokenDataFile."""
        return datafiles.policy(self.path)

    @contextmanager
    def change(self) -> Iterator[ChangeSet]:
        """Open one change-set; see store.changeset.change."""
        actor = typed("记账人（--by）", self.actor, SHORT_TEXT, lines=False)
        with change(self.path, actor) as changes:
            yield changes

    @contextmanager
    def evidence(self, files: Sequence[str]) -> Iterator[Sequence[Paper]]:
        """Copy files beside the ledger, before the change-set that names them; see store.evidence.gathered."""
        if not files:
            yield ()
            return
        from zizhao_cli.store.evidence import gathered

        check_file(self.path)
        with gathered(self.path, files, self.policy) as papers:
            yield papers


def roll(session: Session) -> Roll:
    """Return the roll of units with all their names."""
    rows = session.connection().exec_driver_sql("SELECT id, code, name, aliases, active FROM unit")
    return Roll(
        UnitNames(unit_id, code, name, json.loads(aliases), bool(active))
        for unit_id, code, name, aliases, active in rows
    )


def unit_to_record(session: Session, text: str) -> UnitNames:
    """Return the active unit that `text` names. Raises UnknownUnit, AmbiguousUnit, UnitRetired."""
    unit = roll(session).find(text)
    if not unit.active:
        raise UnitRetired(unit.name)
    return unit
