"""A session of writing in a ledger: which one, in whose name, and what day it is."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from zizhao_cli import datafiles, settings
from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.errors.records import UnitRetired
from zizhao_cli.domain.kinds.unit import UNIT
from zizhao_cli.domain.reading import Known
from zizhao_cli.domain.text import SHORT_TEXT, typed
from zizhao_cli.ledger.named import pointed_out
from zizhao_cli.store.file import check_file
from zizhao_cli.store.held import refuse_evidence_in_part
from zizhao_cli.store.journal.changeset import ChangeSet, change
from zizhao_cli.store.journal.last import last_record
from zizhao_cli.store.roll import roll

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from zizhao_cli.domain.measures import Measure
    from zizhao_cli.domain.policy import Policy
    from zizhao_cli.domain.units import UnitNames
    from zizhao_cli.store.evidence.files import EvidenceFile
    from zizhao_cli.store.journal.changeset import Taken


@dataclass
class Rehearsal:
    """What would have been written: as which entry, and what was taken, in its order."""

    entry: int | None = None
    taken: list[Taken] = field(default_factory=list)


@dataclass(frozen=True)
class LedgerSession:
    """Where and in whose name things are recorded; `today` is the date in Asia/Shanghai.

    What is done in a `rehearsal` goes the whole way, and nothing of it is written; it takes down what it would have been.
    `as_entry` is the entry that it is to be, after a rehearsal.
    """

    path: Path
    actor: str
    today: date
    rehearsal: Rehearsal | None = None
    as_entry: int | None = None
    tell: Callable[[str], None] | None = None
    """Says what is pointed out of an entry, once it is recorded."""

    @cached_property
    def policy(self) -> Policy:
        """The office's terms. Raises BrokenDataFile."""
        return datafiles.policy(self.path)

    @cached_property
    def days_off(self) -> dict[date, str]:
        """The office's own days off, with their names. Raises BrokenDataFile."""
        return datafiles.days_off(self.path)

    @cached_property
    def measures(self) -> list[Measure]:
        """The fifteen measures. Raises BrokenDataFile."""
        return datafiles.measures(self.path)

    @property
    def now(self) -> datetime:
        """The moment in Shanghai; of a session of another day its end."""
        return settings.now_on(self.today)

    @cached_property
    def known(self) -> Known:
        """What is known beside the text of a field."""
        return Known(self.today, lambda: self.measures, self.now)

    @contextmanager
    def change(self) -> Iterator[ChangeSet]:
        """Open one change-set; see store.journal.changeset.change. What is pointed out of it is told once it is recorded. Raises ChangedSinceShown."""
        actor = typed("记账人（--by）", self.actor, SHORT_TEXT, lines=False)
        found: list[str] = []
        with suppress(_NothingIsWritten), change(self.path, actor) as changes:
            if self.as_entry not in (None, changes.seq):
                raise ChangedSinceShown
            if self.rehearsal is not None:
                changes.taken = self.rehearsal.taken
            yield changes
            if self.rehearsal is not None:
                self.rehearsal.entry = changes.seq
                raise _NothingIsWritten
            if self.tell is not None:
                found = pointed_out(changes.connection, changes.seq)
        if self.tell is not None:
            for sentence in found:
                self.tell(sentence)

    @contextmanager
    def evidence(
        self, files: Sequence[str], of_kind: str | None = None
    ) -> Iterator[Sequence[EvidenceFile]]:
        """Copy files beside the ledger, before the change-set that names them; see store.evidence.files.gathered."""
        if not files:
            yield ()
            return
        from zizhao_cli.store.evidence.files import gathered

        refuse_evidence_in_part()
        check_file(self.path)
        with gathered(self.path, files, self.policy, of_kind) as copies:
            yield copies


class ChangedSinceShown(Refused):
    def __init__(self) -> None:
        super().__init__("确认以前账本里又记了别的，什么也没有写入", "再来一次，看清现在的情形")


class _NothingIsWritten(Exception):
    """Ends the change-set of a rehearsal."""


def refuse_retired(connection: sqlite3.Connection, unit_id: int) -> None:
    """Refuse a unit that nothing is recorded of any more. Raises UnitRetired."""
    unit = last_record(connection, UNIT, unit_id)
    if not unit.active:
        raise UnitRetired(unit.name)


def unit_to_record(connection: sqlite3.Connection, text: str) -> UnitNames:
    """Return the active unit that `text` names. Raises UnknownUnit, AmbiguousUnit, UnitRetired."""
    unit = roll(connection).find(text)
    if not unit.active:
        raise UnitRetired(unit.name)
    return unit
