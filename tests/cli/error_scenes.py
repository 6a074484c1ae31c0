"""How the errors are provoked that need more than arguments: a broken file, a busy ledger, a wrong clock."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tests.cli.error_cases import ADD, EXTEND, PASSED, PLANNED
from tests.cli.ledgers import Morning
from tests.cli.pictures import content
from tests.store.damage import put_foreign_log, tamper

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


DATA = Path(__file__).parents[2] / "data"
LOOK = ("hazard", "list")
JPG = content("jpg")


@dataclass
class Scene:
    """One call in a folder of its own, where `db` is a copy of the staged ledger that may be spoilt."""

    folder: Path
    db: Path
    args: tuple[str, ...] = LOOK
    env: dict[str, str] = field(default_factory=dict)


def _sql(scene: Scene, statement: str) -> None:
    with closing(sqlite3.connect(scene.db)) as connection:
        connection.execute(statement)
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _machine_fault(scene: Scene) -> None:
    scene.args = (*LOOK, "--output", str(scene.folder / "missing" / "list.csv"))


def _shared_folder(scene: Scene) -> None:
    scene.folder.chmod(0o777)
    scene.args = ADD


def _clock_behind(scene: Scene) -> None:
    scene.args, scene.env = ADD, {"ZIZHAO_TEST_NOW": "2022-07-15T08:00:00+08:00"}


def _program_fault(scene: Scene) -> None:
    scene.env = {"ZIZHAO_TEST_SPOILT": "1"}


def _broken_settings(scene: Scene) -> None:
    scene.db.with_name("config.txt").write_text("# 我的设定\nbye = 张静\n", "utf-8")
    scene.args = ("config", "list")


def _broken_data_file(scene: Scene) -> None:
    _policy(scene, "value: 7\n", "value: 一周\n")
    scene.args = ("report", "due")


def _no_data_folder(scene: Scene) -> None:
    scene.args, scene.env = ("report", "due"), {"ZIZHAO_DATA": str(scene.folder / "none")}


def _too_many_extensions(scene: Scene) -> None:
    _policy(scene, "value: null\n", "value: 1\n")
    scene.args = (*EXTEND[:2], PLANNED, *EXTEND[3:], "--due", "2022-08-01", "--approved-by", "甲")


def _policy(scene: Scene, old: str, new: str) -> None:
    text = (DATA / "policy.yaml").read_text(encoding="utf-8")
    assert old in text
    (scene.folder / "data").mkdir()
    (scene.folder / "data" / "policy.yaml").write_text(text.replace(old, new), encoding="utf-8")
    scene.env = {"ZIZHAO_DATA": str(scene.folder / "data")}


def _missing(scene: Scene) -> None:
    scene.db.unlink()


def _text_file(scene: Scene) -> None:
    scene.db.write_text("编号,单位\n" * 100, encoding="utf-8")


def _truncated(scene: Scene) -> None:
    scene.db.write_bytes(scene.db.read_bytes()[: 8 * 4096])


def _newer(scene: Scene) -> None:
    _sql(scene, "UPDATE alembic_version SET version_num = '9999'")


def _older(scene: Scene) -> None:
    _sql(scene, "UPDATE alembic_version SET version_num = '0000'")


def _busy(scene: Scene) -> None:
    scene.args, scene.env = ADD, {"ZIZHAO_BUSY_SECONDS": "0.3"}


def _log_of_another(scene: Scene) -> None:
    put_foreign_log(scene.db)


def _unfinished_journal(scene: Scene) -> None:
    scene.db.with_name("ledger.db-journal").write_bytes(
        bytes.fromhex("d9d505f920a163d7") + bytes(504)
    )


def _damaged_backup(scene: Scene) -> None:
    backup = scene.folder / "backup.db"
    shutil.copy(scene.db, backup)
    tamper(backup, "UPDATE hazard SET title = '改过' WHERE id = (SELECT min(id) FROM hazard)")
    scene.args = ("db", "restore", str(backup))


def _backup_without_its_evidence(scene: Scene) -> None:
    office, picture = scene.folder / "office", scene.folder / "近.jpg"
    shutil.copytree(scene.folder / "evidence", office / "evidence")
    picture.write_bytes(JPG)
    zizhao = Morning(Path(shutil.copy(scene.db, office / "ledger.db")))
    zizhao.ok(*PASSED, "--evidence", str(picture))
    shutil.copy(zizhao.ok("db", "backup"), scene.folder / "backup.db")
    scene.args = ("db", "restore", str(scene.folder / "backup.db"))


def _restore_itself(scene: Scene) -> None:
    scene.args = ("db", "restore", str(scene.db))


def _no_picture(scene: Scene) -> None:
    paper = scene.folder / "说明.jpg"
    paper.write_text("照片在手机里\n", encoding="utf-8")
    scene.args = (*PASSED, "--evidence", str(paper))


def _large_picture(scene: Scene) -> None:
    picture = scene.folder / "全景.jpg"
    picture.write_bytes(JPG)
    os.truncate(picture, (20 << 20) + 1)
    scene.args = (*PASSED, "--evidence", str(picture))


def _half_a_picture(scene: Scene) -> None:
    picture = scene.folder / "近.jpg"
    picture.write_bytes(JPG[:-1])
    scene.args = (*PASSED, "--evidence", str(picture))


def _same_picture_twice(scene: Scene) -> None:
    pictures = [scene.folder / name for name in ("近.jpg", "远.jpg")]
    for picture in pictures:
        picture.write_bytes(JPG)
    near, far = map(str, pictures)
    scene.args = (*PASSED, "--evidence", near, "--evidence", far)


SCENES: dict[str, Callable[[Scene], None]] = {
    "MachineFault": _machine_fault,
    "LedgerInSharedFolder": _shared_folder,
    "ClockBehind": _clock_behind,
    "ProgramFault": _program_fault,
    "BrokenSettings": _broken_settings,
    "BrokenDataFile": _broken_data_file,
    "NoDataFolder": _no_data_folder,
    "TooManyExtensions": _too_many_extensions,
    "LedgerMissing": _missing,
    "NotALedger": _text_file,
    "LedgerDamaged": _truncated,
    "LedgerNewer": _newer,
    "LedgerOlder": _older,
    "LedgerBusy": _busy,
    "ForeignLog": _log_of_another,
    "UnfinishedJournal": _unfinished_journal,
    "LedgerFaulty": _damaged_backup,
    "EvidenceLacking": _backup_without_its_evidence,
    "RestoreOntoItself": _restore_itself,
    "EvidenceOfUnknownKind": _no_picture,
    "EvidenceTooLarge": _large_picture,
    "EvidenceCutShort": _half_a_picture,
    "EvidenceGivenTwice": _same_picture_twice,
}


@contextmanager
def set_up(name: str, staged: Path, folder: Path) -> Iterator[Scene]:
    """Set up the scene in which `name` is raised; the ledger stays locked inside the scene of LedgerBusy."""
    scene = Scene(folder, folder / "ledger.db")
    shutil.copy(staged, scene.db)
    shutil.copytree(staged.parent / "evidence", folder / "evidence")
    SCENES[name](scene)
    if name != "LedgerBusy":
        yield scene
        return
    with closing(sqlite3.connect(scene.db, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield scene
