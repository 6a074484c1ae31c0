"""Setting up a ledger."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from zizhao_cli import datafiles
from zizhao_cli.domain.rules.unit import UnitDraft
from zizhao_cli.errors import ZizhaoError, visible
from zizhao_cli.ledger.units import write_unit
from zizhao_cli.store.file import check_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from zizhao_cli.ledger.session import LedgerSession
    from zizhao_cli.store.journal.changeset import ChangeSet


@dataclass(frozen=True)
class Setup:
    """What `init` did: whether the ledger is new, and how many units it holds."""

    created: bool
    units: int


def init(session: LedgerSession) -> Setup:
    """Create the ledger with the seed, if there is none, and load the seed into an empty one.

    A ledger that is there is left as it is. Raises NotALedger and its like, BrokenDataFile, MachineFault.
    """
    from zizhao_cli.store.migration.migrate import create

    datafiles.measures(session.path)
    datafiles.policy(session.path)
    datafiles.days_off(session.path)
    datafiles.campaign(session.path)
    seed = [
        (_draft(session, given, broken), broken)
        for given, broken in datafiles.seed_units(session.path)
    ]

    def load(changes: ChangeSet) -> None:
        for draft, broken in seed:
            try:
                write_unit(changes, draft, session.today)
            except ZizhaoError as refused:
                raise broken(refused.sentence) from refused
        changes.seal("init", visible(session.path.name), session.today, {"units": len(seed)})

    def fill(draft: Path) -> None:
        with replace(session, path=draft).change() as changes:
            load(changes)

    if not session.path.exists() and create(session.path, fill):
        return Setup(created=True, units=len(seed))
    check_file(session.path)
    with session.change() as changes:
        if changes.seq == 1:  # as programs up to 0.2 left it where they had no room
            load(changes)
        (units,) = changes.connection.execute("SELECT count(*) FROM unit").fetchone()
    return Setup(created=False, units=units)


def _draft(
    session: LedgerSession, given: dict[str, Any], broken: Callable[[str], ZizhaoError]
) -> UnitDraft:
    """Return the draft of a unit of the seed; what is wrong with it is said with its place."""
    try:
        return UnitDraft.read(given, session.known)
    except ZizhaoError as refused:
        raise broken(refused.sentence) from refused
