"""Keeping the ledger itself: restoring it from a backup, and bringing it up to date."""

from __future__ import annotations

import errno
import time
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from zizhao_cli.domain.errors import Refused
from zizhao_cli.ending import ENDING
from zizhao_cli.errors import (
    ExitCode,
    MachineFault,
    UsageProblem,
    ZizhaoError,
    bounded,
    system_reason,
    visible,
)
from zizhao_cli.settings import busy_seconds, followed, now
from zizhao_cli.store.anchors import head_of, holds, parting, recorded_after, replaced_after
from zizhao_cli.store.backup.backup import Backup, back_up, default_folder
from zizhao_cli.store.backup.copies import copy_evidence, copy_ledger, draft_of, remove
from zizhao_cli.store.backup.replace import ChangedMeanwhile, put_in_place, set_aside
from zizhao_cli.store.errors import (
    CopyWithoutSealed,
    LedgerBusy,
    LedgerDamaged,
    LedgerUnusable,
    NotALedger,
)
from zizhao_cli.store.evidence.files import folder_of
from zizhao_cli.store.file import REVISION
from zizhao_cli.store.migration.upgrade import LedgerFaulty, revision_at, upgrade
from zizhao_cli.store.progress import quiet
from zizhao_cli.store.reading import snapshot
from zizhao_cli.store.sealed import withheld_since
from zizhao_cli.store.verify.evidence import evidence_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from zizhao_cli.ledger.session import LedgerSession
    from zizhao_cli.store.progress import Tell
    from zizhao_cli.store.verify.findings import Finding
    from zizhao_cli.store.verify.verify import Verified


class RestoreOntoItself(UsageProblem):
    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{bounded(path)} 就是现在的账本", "请给出备份文件，如 backups 文件夹里的一份"
        )


class BackupMissing(LedgerUnusable):
    def __init__(self, path: Path) -> None:
        super().__init__(
            f"没有备份文件 {bounded(path)}",
            "备份由 db backup 写成，默认在账本旁的 backups 文件夹",
        )


class EvidenceLacking(LedgerUnusable):
    """A backup whose evidence lies whole neither beside it nor beside the ledger that it is to replace."""

    code = ExitCode.FOUND

    def __init__(self, backup: Path, lacking: list[Finding]) -> None:
        first = lacking[0]
        super().__init__(
            f"{bounded(backup)} 缺 {len(lacking)} 份佐证，没有恢复：{visible(first.record)} {visible(first.problem)}",
            "把备份时的 evidence 文件夹放到备份旁，或把原件照上面的文件名放进去，再恢复；确实找不回的，加 --lacking-evidence",
        )


class HistoryParts(Refused):
    """A backup that is no earlier state of the ledger: some of what it was to bring back was never in it."""

    def __init__(self, path: Path, seq: int, later: int) -> None:
        what = "是另一本账的" if seq == 1 else f"和现在的账本从日志第 {seq} 条起就不同"
        super().__init__(
            f"{bounded(path)} {what}：恢复会换下现在账本里第 {seq} 条起记的 {later} 条",
            "换下的账本会另存在旁边；核对过，确要恢复，加 --force",
        )


class RecordedSince(Refused):
    """A backup that is an earlier state of the ledger, in which something was recorded since: a person is asked."""

    def __init__(self, path: Path, later: int) -> None:
        super().__init__(
            f"{bounded(path)} 是现在这本账早先的样子：恢复会换下那以后记的 {later} 条",
            "换下的账本会另存在旁边；核对过，确要恢复，加 --yes",
        )


@dataclass(frozen=True)
class Restored:
    """Where the ledger that was there is kept, if there was one, and how many entries the new one has.

    `lacking` is the evidence that the new one names and nobody has; `another`: they do not begin with the same entry;
    `later` is how many entries of the one that was there the backup does not have, restores aside; `before` is the
    revision of the backup.
    """

    aside: Path | None
    entries: int
    lacking: list[Finding]
    another: bool
    later: int
    before: str


@dataclass(frozen=True)
class Upgraded:
    """From which revision to which, and the backup made before."""

    before: str
    after: str
    backup: Backup


def restore(
    session: LedgerSession,
    backup: Path,
    *,
    lacking_evidence: bool = False,
    force: bool = False,
    asking: bool = False,
    tell: Tell = quiet,
) -> Restored:
    """Put the ledger of `backup`, verified and up to date, in the place of the session's, and note that in its journal.

    The entry names the anchor of the ledger that it replaced, so that nothing recorded since the backup is lost
    sight of. Raises LedgerFaulty where the backup is damaged, EvidenceLacking unless `lacking_evidence`, HistoryParts
    and, where somebody is there for `asking`, RecordedSince unless `force`, RestoreOntoItself, and the errors of store.errors.
    """
    _refuse_missing(backup)
    backup = followed(backup)
    with _another_backup():
        before = revision_at(backup)
    if session.path.is_dir():
        raise NotALedger(session.path)
    if session.path.exists() and backup.samefile(session.path):
        raise RestoreOntoItself(backup)
    until = time.monotonic() + busy_seconds()
    while True:
        draft = draft_of(backup, session.path.parent)
        try:
            with _another_backup():
                copy_ledger(backup, draft, tell)
                _refuse_withheld(backup, draft)
            return _put_back(
                session,
                backup,
                draft,
                before,
                lacking_evidence=lacking_evidence,
                force=force,
                asking=asking,
                tell=tell,
            )
        except ChangedMeanwhile:
            if time.monotonic() > until:
                raise LedgerBusy(session.path, busy_seconds()) from None
        finally:
            remove(draft)


def _refuse_withheld(backup: Path, draft: Path) -> None:
    """Refuse a copy without the sealed parts: as the ledger it would have lost them. Raises CopyWithoutSealed."""
    with snapshot(draft) as connection:
        since = withheld_since(connection)
    if since is not None:
        raise CopyWithoutSealed(backup, since)


def _refuse_missing(backup: Path) -> None:
    try:
        backup.stat()
    except OSError as problem:
        if problem.errno in (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG, errno.ELOOP):
            raise BackupMissing(backup) from problem
        raise MachineFault(f"打开备份 {backup} ", system_reason(problem)) from problem


@contextmanager
def _another_backup() -> Iterator[None]:
    """Have what is wrong with a backup lead to another one, and not to the way out of a ledger."""
    try:
        yield
    except (NotALedger, LedgerDamaged) as problem:
        problem.way_out = "这份备份用不了，换一份再试；现在的账本没有动过"
        raise


def _put_back(
    session: LedgerSession,
    backup: Path,
    draft: Path,
    before: str,
    *,
    lacking_evidence: bool,
    force: bool,
    asking: bool,
    tell: Tell,
) -> Restored:
    try:
        with ENDING.drafting():
            verified = upgrade(draft, folder_of(backup), tell)
    except LedgerFaulty as faulty:
        raise LedgerFaulty(backup, "恢复", faulty.verified) from faulty
    folders = [folder_of(backup), folder_of(session.path)]
    if lacking_evidence:  # the first is named: there what is lacking is to be put
        folders.reverse()
    with snapshot(draft) as connection:
        lacking = list(evidence_files(connection, *folders))
    if lacking and not lacking_evidence:
        raise EvidenceLacking(backup, lacking)
    replaced = head_of(session.path)
    parts = None if replaced is None else parting(session.path, draft)
    common = verified.entries if parts is None else parts - 1
    later = recorded_after(session.path, common)
    if later and not force:
        _refuse_to_drop(backup, parts, later, asking=asking)
    copy_evidence(draft, folder_of(backup), folder_of(session.path), tell)
    noted = {"restored": head_of(draft), "replaced": replaced, **_gone(session.path, common)}
    with ENDING.drafting(), replace(session, path=draft).change() as changes:
        changes.seal("db.restore", visible(backup.name), session.today, noted)
    name = f"{session.path.stem}-before-restore-{now():%Y%m%d-%H%M%S}"
    aside, new = set_aside(session.path, name, replaced, tell), head_of(draft)
    try:
        put_in_place(draft, session.path, replaced, tell)
        with ENDING.last_act():
            pass
    except ChangedMeanwhile:
        if aside is not None and replaced is not None:
            remove(aside)
        raise
    except BaseException:
        # What stops it may come after the last page was committed: then it is done.
        if new is None or not holds(session.path, new):
            if aside is not None and replaced is not None and holds(session.path, replaced):
                remove(aside)
            raise
        with ENDING.last_act():
            pass
    return Restored(aside, verified.entries + 1, lacking, parts == 1, later, before)


def _refuse_to_drop(backup: Path, parts: int | None, later: int, *, asking: bool) -> None:
    if parts is not None:
        raise HistoryParts(backup, parts, later)
    if asking:
        raise RecordedSince(backup, later)


def _gone(path: Path, common: int) -> dict[str, list[str]]:
    """Return what the entry of a restore carries on of those in the ledger at `path`, which it replaces after entry `common`."""
    gone = replaced_after(path, common)
    return {"replaced_before": gone} if gone else {}


def bring_up_to_date(session: LedgerSession, tell: Tell = quiet) -> Upgraded | None:
    """Back the ledger up, migrate and verify it; return None where it is up to date already.

    The backup is made while nobody else can write, so that its verification is the ledger's own before the upgrade. Raises LedgerFaulty where it was not whole before, and the errors of store.errors.
    """
    before = revision_at(session.path)
    if before == REVISION:
        return None
    made: list[Backup] = []

    def backed_up() -> Verified:
        made.append(back_up(session.path, default_folder(session.path), now(), tell=tell))
        return made[0].verified

    try:
        upgrade(session.path, tell=tell, backed_up=backed_up)
    except ZizhaoError as problem:
        if made and not made[0].damaged:
            problem.way_out = f"{problem.way_out}；升级前的备份留在 {made[0].path}"
        raise
    return Upgraded(before, REVISION, made[0])
