"""A session of writing in a ledger: which one, in whose name, and what day it is."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from zizhao_cli import datafiles
from zizhao_cli.domain.errors import UnitRetired
from zizhao_cli.domain.reading import Known
from zizhao_cli.domain.text import SHORT_TEXT, typed
from zizhao_cli.store.file import check_file
from zizhao_cli.store.journal.changeset import ChangeSet, change
from zizhao_cli.store.roll import roll

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from zizhao_cli.domain.measures import Measure
    from zizhao_cli.domain.policy import Policy
    from zizhao_cli.domain.units import UnitNames
    from zizhao_cli.store.evidence.files import EvidenceFile


@dataclass(frozen=True)
class LedgerSession:
    """Where and in whose name things are recorded; `today` is the date in Asia/Shanghai."""

    path: Path
    actor: str
    today: date

    @cached_property
    def policy(self) -> Policy:
        """The office's terms. Raises BrokenDataFile."""
        return datafiles.policy(self.path)

    @cached_property
    def measures(self) -> list[Measure]:
        """The fifteen measures. Raises BrokenDataFile."""
        return datafiles.measures(self.path)

    @cached_property
    def known(self) -> Known:
        """What is known beside the text of a field."""
        return Known(self.today, lambda: self.measures)

    @contextmanager
    def change(self) -> Iterator[ChangeSet]:
        """Open one change-set; see store.journal.changeset.change."""
        actor = typed("记账人（--by）", self.actor, SHORT_TEXT, lines=False)
        with change(self.path, actor) as changes:
            yield changes

    @contextmanager
    def evidence(self, files: Sequence[str]) -> Iterator[Sequence[EvidenceFile]]:
        """Copy files beside the ledger, before the change-set that names them; see store.evidence.files.gathered."""
        if not files:
            yield ()
            return
        from zizhao_cli.store.evidence.files import gathered

        check_file(self.path)
        with gathered(self.path, files, self.policy) as copies:
            yield copies


def unit_to_record(connection: sqlite3.Connection, text: str) -> UnitNames:
    """Return the active unit that `text` names. Raises UnknownUnit, AmbiguousUnit, UnitRetired."""
    unit = roll(connection).find(text)
    if not unit.active:
        raise UnitRetired(unit.name)
    return unit
