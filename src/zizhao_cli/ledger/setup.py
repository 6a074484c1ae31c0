"""Setting up a ledger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlmodel import select

from zizhao_cli import datafiles
from zizhao_cli.domain.drafts import UnitDraft
from zizhao_cli.errors import ZizhaoError, visible
from zizhao_cli.ledger.units import write_unit
from zizhao_cli.store.file import check_file
from zizhao_cli.store.migrate import create
from zizhao_cli.store.tables import Unit

if TYPE_CHECKING:
    from collections.abc import Callable

    from zizhao_cli.ledger.book import Book


@dataclass(frozen=True)
class Setup:
    """What `init` did: whether the ledger is new, and how many units it holds."""

    created: bool
    units: int


def init(book: Book) -> Setup:
    """Create the ledger, if there is none, and load the seed into an empty one.

    A ledger that is there is left as it is. Raises NotALedger and its like, BrokenDataFile, MachineFault.
    """
    datafiles.measures(book.path)
    datafiles.policy(book.path)
    datafiles.campaign(book.path)
    seed = [
        (_draft(book, given, broken), broken) for given, broken in datafiles.seed_units(book.path)
    ]
    created = not book.path.exists() and create(book.path)
    if not created:
        check_file(book.path)
    with book.change() as changes:
        if changes.seq == 1:
            for draft, broken in seed:
                try:
                    write_unit(changes, draft, book.today)
                except ZizhaoError as refused:
                    raise broken(refused.sentence) from refused
            changes.seal("init", visible(book.path.name), book.today, {"units": len(seed)})
        units = len(changes.session.exec(select(Unit.id)).all())
    return Setup(created, units)


def _draft(book: Book, given: dict[str, Any], broken: Callable[[str], ZizhaoError]) -> UnitDraft:
    """Return the draft of a unit of the seed; what is wrong with it is said with its place."""
    try:
        return UnitDraft.read(given, today=book.today)
    except ZizhaoError as refused:
        raise broken(refused.sentence) from refused
