"""An upgrade that cannot be done leaves the old ledger as it was, and it can be done later."""

from __future__ import annotations

import resource
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.store.damage import query, tamper
from tests.store.older import ENTRIES, HEAD, LEDGERS, content, older
from zizhao_cli.errors import ExitCode
from zizhao_cli.ledger.session import LedgerSession
from zizhao_cli.ledger.upkeep import bring_up_to_date
from zizhao_cli.settings import program_folders
from zizhao_cli.store.errors import LedgerBusy, LedgerDamaged, LedgerNewer
from zizhao_cli.store.file import REVISION, REVISIONS
from zizhao_cli.store.migration.upgrade import LedgerFaulty, upgrade
from zizhao_cli.store.verify.verify import verify

if TYPE_CHECKING:
    from pathlib import Path

PAGE = 8192
NEXT = f"{int(REVISION) + 1:04d}"
UPGRADE = """
import sys
from pathlib import Path
from zizhao_cli.errors import ZizhaoError
from zizhao_cli.store.migration.upgrade import upgrade
try:
    upgrade(Path(sys.argv[1]))
except ZizhaoError as error:
    print(error.sentence)
    sys.exit(error.code)
"""
DAMAGE = {
    "a changed title": "UPDATE hazard SET title = '改过' WHERE id = 20220000001",
    "a changed journal entry": "UPDATE journal SET actor = '别人' WHERE seq = 3",
    "a missing entry": "DELETE FROM journal WHERE seq = 17",
    "a version that is gone": "DELETE FROM hazard_version WHERE id = 20220000003 AND step_no = 2",
    "a reference to nothing": "UPDATE hazard SET unit_id = 99 WHERE id = 20220000001",
    "a table that is there already": "CREATE TABLE evidence (seq INTEGER)",
    "an index that is there already": "CREATE INDEX ix_evidence_sha256 ON hazard (title)",
}


def book(path: Path) -> LedgerSession:
    return LedgerSession(path, "陈科旭", date(2026, 11, 25))


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A ledger of revision 0001, for one test."""
    return older(tmp_path)


def can_be_upgraded(path: Path) -> None:
    """Assert that nothing stayed behind that keeps the upgrade from being done now."""
    assert bring_up_to_date(book(path)) is not None
    assert verify(path) == ([], ENTRIES, HEAD)


@pytest.mark.parametrize("statement", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_ledger_is_not_upgraded(old: Path, statement: str) -> None:
    tamper(old, statement)
    before = content(old)
    with pytest.raises(LedgerFaulty, match="没有升级") as refused:
        bring_up_to_date(book(old))
    assert refused.value.code == ExitCode.FOUND
    assert content(old) == before
    (backup,) = (old.parent / "backups").iterdir()
    assert backup.name.endswith(".damaged.db")
    assert content(backup) == before


@pytest.mark.parametrize("statement", DAMAGE.values(), ids=DAMAGE)
def test_nor_by_the_step_after_the_backup(old: Path, statement: str) -> None:
    """Somebody may do the damage between the backup and the upgrade itself."""
    tamper(old, statement)
    before = content(old)
    with pytest.raises(LedgerFaulty):
        upgrade(old)
    assert content(old) == before
    assert not (old.parent / "backups").exists()


@pytest.mark.parametrize(
    ("statements", "error"),
    [
        (
            ["op.execute('CREATE TABLE half (way INTEGER)')", "raise RuntimeError('half-way')"],
            RuntimeError,
        ),
        (["op.execute(\"UPDATE hazard SET title = '改过'\")"], LedgerFaulty),
    ],
    ids=["stops half-way", "changes what is recorded"],
)
def test_a_later_migration_that_goes_wrong_leaves_nothing(
    old: Path,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    statements: list[str],
    error: type[Exception],
) -> None:
    """Neither what it did nor the earlier migration stays; what it changed is found before the commit."""
    folder = migrations_with(tmp_path, *statements)
    monkeypatch.setattr("zizhao_cli.store.migration.schema.program_folders", lambda _: [folder])
    monkeypatch.setattr("zizhao_cli.store.migration.upgrade.REVISION", NEXT)
    before = content(old)
    with pytest.raises(error, match=r"half-way|没有升级"):
        upgrade(old)
    assert content(old) == before
    monkeypatch.undo()
    can_be_upgraded(old)


def migrations_with(folder: Path, *statements: str) -> Path:
    """Copy the migrations to `folder`, with one more that does this."""
    source = next(place for place in program_folders("migrations") if (place / "env.py").exists())
    target = folder / "migrations"
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    (target / "versions" / f"{NEXT}_added.py").write_text(
        "from alembic import op\n"
        f"revision = '{NEXT}'\ndown_revision = '{REVISION}'\nbranch_labels = depends_on = None\n"
        "def upgrade():\n" + "".join(f"    {statement}\n" for statement in statements),
        "utf-8",
    )
    return target


@pytest.mark.parametrize("pages", [0, 9])
def test_a_full_disk_leaves_the_old_ledger(old: Path, pages: int) -> None:
    """No file may grow beyond so many pages, so the write-ahead log has no room for the new ones."""
    before = content(old)

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (pages * PAGE, pages * PAGE))

    done = subprocess.run(
        [sys.executable, "-c", UPGRADE, str(old)],
        capture_output=True,
        check=False,
        preexec_fn=limit,
    )
    assert done.returncode == ExitCode.FAULT, done
    assert "失败" in done.stdout.decode()
    assert content(old) == before
    can_be_upgraded(old)


def test_a_disk_too_full_to_enlarge_the_ledger_still_keeps_the_upgrade(tmp_path: Path) -> None:
    """The log holds all of it: the upgrade is there, and the next one to open the ledger moves it in."""
    # The log of an upgrade from further back would itself be larger than the ledger.
    last = REVISIONS[-2]
    old = older(tmp_path, last)
    size = old.stat().st_size

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    done = subprocess.run(
        [sys.executable, "-c", UPGRADE, str(old)],
        check=False,
        preexec_fn=limit,
    )
    if done.returncode != ExitCode.DONE:  # so is that of this one, where it makes many tables
        assert done.returncode == ExitCode.FAULT
        (again := tmp_path / "again").mkdir()
        assert content(old) == content(older(again, last))
        return
    assert old.stat().st_size == size
    assert verify(old) == ([], LEDGERS[last].entries, LEDGERS[last].head)
    assert query(old, "SELECT version_num FROM alembic_version") == [(REVISION,)]


def test_a_busy_ledger_is_not_upgraded(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZIZHAO_BUSY_SECONDS", "0.3")
    before = content(old)
    with closing(sqlite3.connect(old, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerBusy) as busy:
            bring_up_to_date(book(old))
    assert busy.value.code == ExitCode.BUSY
    assert not (old.parent / "backups").exists()
    assert busy.value.way_out == "什么也没有写入；稍后重试"
    assert content(old) == before
    can_be_upgraded(old)


def test_an_upgrade_verifies_the_backup_and_the_result_and_lets_nobody_write_between(
    old: Path,
) -> None:
    """So that what was verified of the backup holds for the ledger that is migrated."""
    begun: list[str] = []
    refused: list[int] = []

    def told(what: str, count: int, share: float, unit: str = "") -> None:
        del count, unit
        if share == 0:
            begun.append(what)
        if what == "复制账本":
            with closing(sqlite3.connect(old, timeout=0, isolation_level=None)) as other:
                try:
                    other.execute("BEGIN IMMEDIATE")
                except sqlite3.OperationalError as problem:
                    refused.append(problem.sqlite_errorcode)

    assert bring_up_to_date(book(old), told) is not None
    assert begun.count("核验") == 2
    assert refused
    assert set(refused) == {sqlite3.SQLITE_BUSY}


def test_a_ledger_of_a_newer_program_is_left_alone(old: Path) -> None:
    tamper(old, "UPDATE alembic_version SET version_num = '9999'")
    before = content(old)
    with pytest.raises(LedgerNewer) as refused:
        bring_up_to_date(book(old))
    assert refused.value.code == ExitCode.UNUSABLE
    assert content(old) == before
    assert not (old.parent / "backups").exists()


@pytest.mark.parametrize("revision", ["0000", "", "旧"])
def test_a_revision_that_never_was_is_not_upgraded(old: Path, revision: str) -> None:
    tamper(old, f"UPDATE alembic_version SET version_num = '{revision}'")
    before = content(old)
    with pytest.raises((LedgerFaulty, LedgerDamaged)):
        bring_up_to_date(book(old))
    assert content(old) == before
