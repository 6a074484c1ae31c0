"""Files of evidence that no record names: an interrupt just before a commit leaves one, or a restore of an older backup. They are told of, and never removed."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING

from zizhao_cli.store.evidence.files import FORGOTTEN, place_of
from zizhao_cli.store.file import has_our_header
from zizhao_cli.store.journal.chain import has_table

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path


def unnamed(connection: sqlite3.Connection, folder: Path) -> list[Path]:
    """Return the files in `folder`, the evidence of a ledger, that look like evidence and that no entry names.

    A file that is not a day old may be of what is being recorded just now. Where another ledger lies beside, a copy for one, it may be
    that one's, for they share the folder: then none is told of, and none where the folder cannot be read.
    """
    if not has_table(connection, "evidence"):
        return []
    with suppress(OSError):
        files = [*_forgotten(folder)]
        if files and sum(map(has_our_header, folder.parent.iterdir())) <= 1:
            names = {
                row[0] for row in connection.execute("SELECT sha256 || '.' || kind FROM evidence")
            }
            return sorted(file for file in files if file.name not in names)
    return []


def _forgotten(folder: Path) -> Iterator[Path]:
    for file in folder.iterdir():
        named = place_of(folder, file.stem, file.suffix.removeprefix(".")) is not None
        if named and file.is_file() and time.time() - file.stat().st_mtime > FORGOTTEN:
            yield file
