"""Bringing a ledger of an earlier revision up to date: whole and verified, or not at all."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from zizhao_cli.errors import ExitCode, bounded, visible
from zizhao_cli.store.errors import LedgerUnusable
from zizhao_cli.store.evidence.files import folder_of
from zizhao_cli.store.file import REVISION, check_file, known_revision, revision_of
from zizhao_cli.store.migration.migrate import migrate
from zizhao_cli.store.progress import quiet
from zizhao_cli.store.reading import snapshot
from zizhao_cli.store.verify.findings import DAMAGE
from zizhao_cli.store.verify.verify import Verified, verify_connection
from zizhao_cli.store.write_ahead import Mark, read_mark, set_mark
from zizhao_cli.store.writing import connect, faults, keep_log, transaction

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from pathlib import Path

    from zizhao_cli.store.progress import Tell


class LedgerFaulty(LedgerUnusable):
    """Verification found damage where only a whole ledger will do; `doing` is what was not done for it."""

    code = ExitCode.FOUND

    def __init__(self, path: Path, doing: str, verified: Verified) -> None:
        self.verified = verified
        damage = [finding for finding in verified.findings if finding.kind == DAMAGE]
        first = damage[0]
        super().__init__(
            f"{bounded(path)} 核验发现 {len(damage)} 处损坏或改动，没有{doing}：{visible(first.record)} {visible(first.problem)}",
            "原来的文件未动；用 zizhao db verify 看全部（--db 指明是哪一份），或换一份备份",
        )


def revision_at(path: Path) -> str:
    """Return the revision of the ledger at `path`. Raises the errors of store.errors; LedgerNewer, too."""
    with snapshot(path) as connection:
        return known_revision(path, connection)


def upgrade(
    path: Path,
    evidence: Path | None = None,
    tell: Tell = quiet,
    backed_up: Callable[[], Verified] | None = None,
) -> Verified:
    """Run the migrations that the ledger at `path` lacks, in one transaction, and verify it before and after.

    `evidence` is where its evidence lies, by default beside it; `tell` hears how far each verification has come. What verifying a backup found, `backed_up`
    while nobody else can write, stands for the verification before. Raises LedgerFaulty where it was not whole, and
    the errors of store.errors; the ledger is as it was then.
    """
    check_file(path)
    evidence = evidence or folder_of(path)
    # What is killed in the midst of an upgrade through a log leaves nothing that has to be undone.
    keep_log(path)
    with faults(path), closing(connect(path)) as connection:
        # A migration may build a table anew while others point to it; verification looks at all references.
        connection.execute("PRAGMA foreign_keys=OFF")
        with transaction(connection):
            revision = revision_of(connection)
            if backed_up is None:
                verified = _whole(
                    path, verify_connection(connection, evidence, revision, tell=tell)
                )
            else:
                verified = _whole(path, backed_up())
            if revision != REVISION:
                migrate(connection, REVISION)
                _mark(connection)
                verified = _whole(
                    path, verify_connection(connection, evidence, REVISION, tell=tell)
                )
    return verified


def _whole(path: Path, verified: Verified) -> Verified:
    if any(finding.kind == DAMAGE for finding in verified.findings):
        raise LedgerFaulty(path, "升级", verified)
    return verified


def _mark(connection: sqlite3.Connection) -> None:
    """Leave the mark of the last entry, for ledgers from before there were marks (store.write_ahead)."""
    row = connection.execute("SELECT hash FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    set_mark(connection, Mark(read_mark(connection).own, int(row[0][:4], 16) if row else 0))
