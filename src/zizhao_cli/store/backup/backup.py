"""Backups: a verified copy of the ledger with its evidence, under the time it was made."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from zizhao_cli.errors import MachineFault, system_reason
from zizhao_cli.store.anchors import head_of, holds
from zizhao_cli.store.backup.copies import (
    copy_evidence,
    copy_ledger,
    draft_of,
    name_freely,
    remove,
    sweep,
    withhold,
)
from zizhao_cli.store.errors import LedgerBusy
from zizhao_cli.store.evidence.files import folder_of
from zizhao_cli.store.file import revision_of
from zizhao_cli.store.progress import quiet
from zizhao_cli.store.reading import snapshot
from zizhao_cli.store.verify.evidence import evidence_files
from zizhao_cli.store.verify.findings import DAMAGE, EVIDENCE, Finding
from zizhao_cli.store.verify.verify import Verified, verify_connection

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime
    from pathlib import Path

    from zizhao_cli.store.progress import Tell


@dataclass(frozen=True)
class Backup:
    """What was written: the file, what its verification found, and new files of evidence.

    `lacking` is the evidence that is gone or changed beside the ledger or in the backup; `removed` are older backups.
    """

    path: Path
    verified: Verified
    evidence: int
    lacking: list[Finding]
    removed: list[Path]

    @property
    def damaged(self) -> bool:
        """Whether the ledger, and so its copy, is not as it was recorded; evidence aside."""
        return any(finding.kind == DAMAGE for finding in self.verified.findings)


def default_folder(ledger: Path) -> Path:
    """Return where backups of `ledger` go unless another folder is named."""
    return ledger.parent / "backups"


def back_up(
    ledger: Path,
    folder: Path,
    at: datetime,
    keep: int | None = None,
    *,
    without_sealed: bool = False,
    tell: Tell = quiet,
) -> Backup:
    """Write a backup of `ledger`, of any revision, into `folder`, as of `at`, which gives it its name.

    A copy `without_sealed` parts is for others: it is none to restore from, and named so. With `keep`, only so many newest backups of this ledger stay, this one among them. A damaged ledger is
    backed up under a name that says so; `tell` hears how far all of it has come; then, or where evidence is lacking, no other backup is removed. Raises
    the errors of store.errors, or MachineFault.
    """
    for each in (folder, ledger.parent):
        sweep(each)
    draft = draft_of(ledger, folder)
    try:
        copy_ledger(ledger, draft, tell)
        if without_sealed:
            withhold(draft, at)
        evidence = copy_evidence(draft, folder_of(ledger), folder_of(draft), tell, unread=True)
        with snapshot(draft) as connection:
            verified = verify_connection(
                connection, folder_of(draft), revision_of(connection), tell=tell
            )
            if any(found.kind == EVIDENCE for found in verified.findings):
                evidence += copy_evidence(draft, folder_of(ledger), folder_of(draft), tell)
                verified = _with_evidence_of(draft, connection, verified)
            lacking = [found for found in verified.findings if found.kind == EVIDENCE]
            made = Backup(draft, verified, evidence, lacking, [])
            if not made.damaged:
                # What the ledger has lost is told as the ledger's: there it is to be put back.
                lacking[:] = list(evidence_files(connection, folder_of(ledger))) or lacking
        ending = f"{'.damaged' if made.damaged else ''}{'.withheld' if without_sealed else ''}.db"
        path = name_freely(draft, f"{ledger.stem}-{at:%Y%m%d-%H%M%S}", ending)
        whole = not made.damaged and not lacking
        removed = (
            _remove_older(ledger, path, keep)
            if keep is not None and whole and not without_sealed
            else []
        )
    finally:
        remove(draft)
    return replace(made, path=path, removed=removed)


def _with_evidence_of(draft: Path, connection: sqlite3.Connection, verified: Verified) -> Verified:
    """Return what was found, but of evidence what is found now that the spoilt files were written anew."""
    others = [found for found in verified.findings if found.kind != EVIDENCE]
    of_files = evidence_files(connection, folder_of(draft))
    return verified._replace(findings=others + [one for one in of_files if one.kind == EVIDENCE])


def _remove_older(ledger: Path, newest: Path, keep: int) -> list[Path]:
    """Remove all but the `keep` newest backups of `ledger` beside `newest`; return those removed.

    A backup whose last entry the ledger does not have, as one of before a restore, holds what is nowhere else: it stays.
    """
    ours = re.compile(rf"{re.escape(ledger.stem)}-\d{{8}}-\d{{6}}(-\d+)?\.db")
    older = [
        path
        for path in newest.parent.iterdir()
        if ours.fullmatch(path.name) and path != newest and _is_of_the_past(path, newest)
    ]
    removed = sorted(older, key=lambda path: _age(path.name), reverse=True)[keep - 1 :]
    try:
        for path in removed:
            remove(path)
    except OSError as problem:
        raise MachineFault(f"删除旧备份 {path} ", system_reason(problem)) from problem
    return removed


def _is_of_the_past(path: Path, newest: Path) -> bool:
    """Say whether all entries of the backup at `path` stand in the one at `newest`."""
    try:
        head = head_of(path)
        return head is not None and holds(newest, head)
    except (LedgerBusy, MachineFault):
        return False


def _age(name: str) -> tuple[int, ...]:
    """Return what sorts the names of backups by when they were made."""
    return tuple(map(int, re.findall(r"\d+", name)))
