"""What every command is told besides its own options: which ledger, who acts, what day it is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from zizhao_cli import settings
from zizhao_cli.cli.of_districts import OF_DISTRICTS, OnlyOfLedgers
from zizhao_cli.district_address import OnlyOfDistricts, Towns, address
from zizhao_cli.domain.dates import parse_day

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from datetime import date
    from pathlib import Path

    import typer

    from zizhao_cli.district_address import Address, Books
    from zizhao_cli.ledger.session import LedgerSession


class Place(NamedTuple):
    """The program's own options, as given before the command; and what refuses commands that have no place in a call as this one."""

    db: str | None = None
    by: str | None = None
    refuse: Callable[[str], None] | None = None


def ledger(ctx: typer.Context) -> Path:
    """Return the path of the ledger that this call is about. Raises OnlyOfLedgers where that is a district."""
    if district(ctx) is not None:
        raise OnlyOfLedgers(" ".join(_path(ctx)[1:]))
    return settings.ledger_path(ctx.find_root().obj.db)


def district(ctx: typer.Context) -> Address | None:
    """Return the address of the district that this call is about, or None where it is about a ledger. Raises what address raises."""
    return address(settings.chosen_books(ctx.find_root().obj.db) or "")


def refuse_district(ctx: typer.Context) -> None:
    """Refuse a command on a district's database that is asked of ledgers alone, before anything is read. Raises OnlyOfLedgers, and what address raises."""
    place: Place | None = ctx.find_root().obj
    if place is None or place.db is None or address(place.db) is None:
        return
    _, *path = _path(ctx)
    if path[0] not in _WITHOUT_LEDGER and " ".join(path) not in OF_DISTRICTS:
        raise OnlyOfLedgers(" ".join(path))


def _path(ctx: Any) -> list[str]:  # noqa: ANN401 - Typer has two classes of them
    return [*(_path(ctx.parent) if ctx.parent is not None else []), ctx.info_name or ""]


_WITHOUT_LEDGER = ("district", "completion", "config", "help", "schema")
"""Nouns of which no command opens the ledger, whatever it is."""


def only_towns(ctx: typer.Context, names: list[str]) -> None:
    """Have this call look at some towns of a district alone. Raises OnlyOfDistricts."""
    if district(ctx) is None:
        raise OnlyOfDistricts("--town")
    ctx.meta[_TOWNS] = tuple(dict.fromkeys(names))


_TOWNS = "zizhao_cli.towns"


def books(ctx: typer.Context) -> Books:
    """Return what this call reads: the path of a ledger, or a district, or some towns of it. Raises OnlyOfLedgers."""
    place = district(ctx)
    command = " ".join(_path(ctx)[1:])
    if place is None or command not in OF_DISTRICTS:
        return ledger(ctx)
    return Towns(place, ctx.meta.get(_TOWNS, ()))


def reading(ctx: typer.Context) -> AbstractContextManager[sqlite3.Connection]:
    """Return the way to read what this call is about; see store.opened.opened."""
    from zizhao_cli.store.opened import opened

    return opened(books(ctx))


def session(ctx: typer.Context) -> LedgerSession:
    """Return the session that a recording command writes in. Raises LedgerInSharedFolder."""
    from zizhao_cli.cli.ask import note

    found = replace(session_to_try_in(ctx), tell=note)
    warn_if_open_to_others(found.path)
    return found


def session_to_try_in(ctx: typer.Context) -> LedgerSession:
    """Return the same session before anything is to be recorded: nothing is said yet. Raises LedgerInSharedFolder."""
    from zizhao_cli.ledger.session import LedgerSession
    from zizhao_cli.store.file import refuse_shared_folder

    refuse_shared_folder(ledger(ctx))
    return LedgerSession(ledger(ctx), settings.actor(ctx.find_root().obj.by), settings.today())


def warn_if_open_to_others(path: Path) -> None:
    """Say on stderr where others than the owner may write to the ledger, or lay something beside it."""
    from zizhao_cli.cli.ask import note
    from zizhao_cli.store.file import open_to_others

    warn_of_shared_folder(path)
    message = open_to_others(path)
    if message:
        note(f"注意：{message}")


def warn_of_shared_folder(path: Books) -> None:
    """Say on stderr where others may lay something beside the ledger, which then becomes part of what is read."""
    if isinstance(path, Towns):
        return
    from zizhao_cli.cli.ask import note
    from zizhao_cli.store.errors import LedgerInSharedFolder
    from zizhao_cli.store.file import refuse_shared_folder

    try:
        refuse_shared_folder(path)
    except LedgerInSharedFolder as refused:
        note(f"注意：{refused.sentence}")


def day(field: str, text: str | None) -> date:
    """Return the day that the option `field` names, by default today in Asia/Shanghai."""
    today = settings.today()
    return today if text is None else parse_day(field, text, today)
