"""Copies of a ledger and of its evidence: consistent while others write, and their owner's alone."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import sqlite3
import tempfile
import time
from contextlib import closing, suppress
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from zizhao_cli.errors import MachineFault
from zizhao_cli.settings import busy_seconds
from zizhao_cli.store.errors import LedgerUnusable, explained
from zizhao_cli.store.evidence.files import EVIDENCE, FORGOTTEN, INCOMING, place_of, sha256_of
from zizhao_cli.store.file import DRAFT, check_file, make_folder, sync_folder
from zizhao_cli.store.journal.chain import has_table
from zizhao_cli.store.progress import FILES, PAGES, quiet
from zizhao_cli.store.reading import snapshot
from zizhao_cli.store.sealed import withhold as take_out

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from zizhao_cli.store.progress import Tell

PAGES_AT_A_TIME = 1000
"""So that Ctrl-C is heard while a large ledger is copied."""
_DRAFT = re.compile(rf"\.[0-9a-f]{{8}}{re.escape(DRAFT)}(-wal|-shm|-journal)?$")
_INCOMING = re.compile(rf"^{re.escape(INCOMING)}[a-z0-9_]{{8}}$")


def draft_of(path: Path, folder: Path) -> Path:
    """Return a name of no meaning in `folder` for a copy of the ledger at `path`.

    Whoever asks takes the copy away in the end, whenever it is interrupted; so the name is there before the file.
    """
    return folder / f"{path.name}.{secrets.token_hex(4)}{DRAFT}"


def sweep(folder: Path) -> None:
    """Remove what a program that was killed left in `folder` over a day ago: drafts of copies and of evidence.

    What cannot be removed stays: it is in nobody's way.
    """
    for each, drafts in ((folder, _DRAFT), (folder / EVIDENCE, _INCOMING)):
        with suppress(OSError):
            for file in each.iterdir():
                if drafts.search(file.name) and file.is_file() and not file.is_symlink():
                    _remove_forgotten(file)


def _remove_forgotten(file: Path) -> None:
    with suppress(OSError):
        if time.time() - file.stat().st_mtime > FORGOTTEN:
            file.unlink()


def copy_ledger(path: Path, draft: Path, tell: Tell = quiet) -> None:
    """Copy the ledger at `path` as it is at this moment to `draft`, as one file without a log, and `tell` how many pages are there.

    Raises the errors of store.errors, or MachineFault.
    """
    check_file(path)
    try:
        make_folder(draft.parent)
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except OSError as problem:
        raise MachineFault(f"写入 {draft.parent} ", problem) from problem
    with snapshot(path) as source:
        source.execute("SELECT 1 FROM sqlite_master").fetchone()  # the moment of the copy
        _pour(source, draft, tell)


def _pour(source: sqlite3.Connection, draft: Path, tell: Tell) -> None:
    def copied(_: int, remaining: int, pages: int) -> None:
        tell("复制账本", pages - remaining, (pages - remaining) / max(pages, 1), PAGES)

    try:
        target = sqlite3.connect(draft, isolation_level=None)
        try:
            source.backup(target, pages=PAGES_AT_A_TIME, progress=copied)
            target.execute("PRAGMA journal_mode=DELETE")
        finally:
            target.close()
    except sqlite3.Error as problem:
        raise explained(draft, problem, busy_seconds()) from problem


def withhold(draft: Path, at: datetime) -> None:
    """Take the sealed parts out of a copy. Raises the errors of store.errors."""
    try:
        with closing(sqlite3.connect(draft, isolation_level=None)) as connection:
            take_out(connection, at.isoformat())
    except sqlite3.Error as problem:
        raise explained(draft, problem, busy_seconds()) from problem


def copy_evidence(
    ledger: Path, source: Path, target: Path, tell: Tell = quiet, *, unread: bool = False
) -> int:
    """Copy the evidence that `ledger` names from the folder `source` to `target`; return how many files were written.

    A file in `target` that is spoilt is written anew; `unread`, what is there is left, for whoever verifies it reads it anyway. What is missing or damaged in `source` is left out:
    verification says so. Raises MachineFault.
    """
    copied = 0
    try:
        named = list(_named(ledger))
        for number, (name, sha256) in enumerate(named):
            tell("复制佐证", number, number / len(named), FILES)
            there = (target / name).is_file() if unread else _is(target / name, sha256)
            if there or not (source / name).is_file():
                continue
            make_folder(target)
            handle, draft = tempfile.mkstemp(prefix=INCOMING, dir=target)
            try:
                with os.fdopen(handle, "wb") as file, (source / name).open("rb") as content:
                    shutil.copyfileobj(content, file)
                    file.flush()
                    os.fsync(file.fileno())
                if _is(Path(draft), sha256):
                    Path(draft).replace(target / name)
                    copied += 1
            finally:
                Path(draft).unlink(missing_ok=True)
        if copied:
            sync_folder(target)
    except OSError as problem:
        raise MachineFault(f"复制佐证到 {target} ", problem) from problem
    return copied


def _is(file: Path, sha256: str) -> bool:
    return file.is_file() and sha256_of(file)[0] == sha256


def _named(ledger: Path) -> Iterator[tuple[str, str]]:
    """Yield the name and the SHA-256 of each file of evidence that `ledger` names, if that can be read."""
    try:
        with snapshot(ledger) as connection:
            rows = (
                connection.execute("SELECT DISTINCT sha256, kind FROM evidence").fetchall()
                if has_table(connection, "evidence")
                else []
            )
    except (LedgerUnusable, MachineFault):
        return
    for sha256, kind in rows:
        place = place_of(Path(), sha256, kind)
        if place is not None:
            yield place.name, sha256


def move_into_place(draft: Path, path: Path) -> bool:
    """Give `draft` the name `path` unless that is taken, and say whether it was free. Raises OSError."""
    try:
        os.link(draft, path)
    except FileExistsError:
        return False
    except OSError:  # a file system without hard links, such as a USB stick
        if path.exists():
            return False
        draft.rename(path)
    remove(draft)
    sync_folder(path.parent)
    return True


def name_freely(draft: Path, name: str, ending: str = ".db") -> Path:
    """Give `draft` a name in its folder that begins with `name`; a second one within the same second gets a number.

    Raises MachineFault.
    """
    try:
        for number in count(1):
            path = draft.with_name(f"{name}{'' if number == 1 else f'-{number}'}{ending}")
            if move_into_place(draft, path):
                return path
    except OSError as problem:
        raise MachineFault(f"写入 {draft.parent} ", problem) from problem
    raise AssertionError  # the numbers never end


def remove(draft: Path) -> None:
    """Remove a draft, if there is one, and what SQLite left beside it."""
    for ending in ("", "-wal", "-shm", "-journal"):
        with suppress(FileNotFoundError, NotADirectoryError):
            draft.with_name(draft.name + ending).unlink()
