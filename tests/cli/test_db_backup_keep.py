"""`db backup --keep N` removes older backups of this ledger, and nothing that merely looks like one."""

from __future__ import annotations

import os
import shutil
import time
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.cli.keeping import HAZARD, files, is_whole, with_evidence
from tests.cli.ledgers import NOW, Morning
from tests.ledger.officer import set_up
from tests.store.damage import tamper
from tests.store.older import older
from zizhao_cli.ledger.session import LedgerSession
from zizhao_cli.ledger.upkeep import bring_up_to_date
from zizhao_cli.store.backup.backup import back_up
from zizhao_cli.store.migration.migrate import create

if TYPE_CHECKING:
    from pathlib import Path

MORNING = datetime.fromisoformat(NOW)
FIRST = "ledger-20220715-090000.db"
NIGHTS = [
    f"ledger-202207{day:02d}-{time}.db" for day in (9, 10, 11) for time in ("230000", "230000-2")
]
"""Backups of three nights, each with a second one of the same second, the oldest first."""


@pytest.fixture
def zizhao(evident: Morning, tmp_path: Path) -> Morning:
    """The program on a ledger with evidence, for one test."""
    return with_evidence(evident, tmp_path / "账")


@pytest.fixture
def nights(zizhao: Morning) -> Path:
    """The folder of its backups, with those of three nights."""
    folder = zizhao.db.parent / "backups"
    for day in (9, 10, 11):
        moment = datetime.fromisoformat(f"2022-07-{day:02d}T23:00:00+08:00")
        back_up(zizhao.db, folder, moment)
        back_up(zizhao.db, folder, moment)
    assert names(folder) == NIGHTS
    return folder


def names(folder: Path) -> list[str]:
    """Return the names in a folder from the oldest backup to the newest, the evidence left out."""
    found = [path.name for path in folder.iterdir() if path.name != "evidence"]
    return sorted(found, key=lambda name: name.removesuffix(".db"))


@pytest.mark.parametrize("keep", [1, 4, 8])
def test_the_newest_stay(zizhao: Morning, nights: Path, keep: int) -> None:
    made = back_up(zizhao.db, nights, MORNING, keep)
    assert names(nights) == [*NIGHTS, FIRST][-keep:]
    assert {path.name for path in made.removed} == {*[*NIGHTS, FIRST][:-keep]}
    assert all(is_whole(path) for path in nights.glob("*.db"))


def test_all_stay_where_nothing_is_said(zizhao: Morning, nights: Path) -> None:
    assert back_up(zizhao.db, nights, MORNING).removed == []
    assert names(nights) == [*NIGHTS, FIRST]


def test_what_is_removed_is_named(zizhao: Morning, nights: Path) -> None:
    run = zizhao("db", "backup", "--keep", "5")
    assert run.code == 0
    notes = [line for line in run.err.splitlines() if "已删去" in line]
    assert notes == [f"zizhao: 已删去旧备份 {nights / name}" for name in reversed(NIGHTS[:2])]


@pytest.mark.parametrize("keep", ["0", "-1", "全部"])
def test_fewer_than_one_is_a_wrong_call(zizhao: Morning, keep: str) -> None:
    run = zizhao("db", "backup", f"--keep={keep}")
    assert (run.code, run.out) == (2, "")
    assert not (zizhao.db.parent / "backups").exists()


def test_many_within_a_second_are_told_apart_by_number(zizhao: Morning) -> None:
    """The tenth of a second is newer than the ninth, though its name sorts before."""
    folder = zizhao.db.parent / "backups"
    for _ in range(11):
        back_up(zizhao.db, folder, MORNING)
    back_up(zizhao.db, folder, MORNING + timedelta(seconds=1), keep=3)
    assert {path.name for path in folder.glob("*.db")} == {
        "ledger-20220715-090000-10.db",
        "ledger-20220715-090000-11.db",
        "ledger-20220715-090001.db",
    }


def test_the_one_just_made_stays_though_the_clock_was_set_back(
    zizhao: Morning, nights: Path
) -> None:
    made = back_up(zizhao.db, nights, MORNING - timedelta(days=30), keep=1)
    assert names(nights) == [made.path.name] == ["ledger-20220615-090000.db"]


def test_nothing_else_is_touched(zizhao: Morning, nights: Path, tmp_path: Path) -> None:
    """Names that a backup has not, and backups of other ledgers that have such names."""
    backup = nights / NIGHTS[0]
    others = [
        "ledger-20220101-000000.damaged.db",
        "ledger-before-restore-20220101-000000.db",
        "ledger-20220101-000000.db.bak",
        "ledger-20220101-000000-.db",
        "ledger-20220101-000000-二.db",
        "ledger-20220101.db",
        "ledger-2022010-1000000.db",
        "Ledger-20220101-000000.db",
        "旧ledger-20220101-000000.db",
        "ledgers-20220101-000000.db",
        "ledger.db",
    ]
    for name in others:
        shutil.copy(backup, nights / name)
    town = set_up(tmp_path / "town.db")
    shutil.copy(town, nights / "ledger-20220101-000000.db")
    (nights / "ledger-20220101-000002.db").write_bytes(b"")
    (nights / "ledger-20220101-000003.db").write_text("名单,6\n" * 99, encoding="utf-8")
    (nights / "ledger-20220101-000004.db").mkdir()
    (nights / "ledger-20220101-000005.db").symlink_to(tmp_path / "none.db")
    before = files(nights)
    made = back_up(zizhao.db, nights, MORNING, keep=1)
    assert {path.name for path in made.removed} == set(NIGHTS)
    after = files(nights)
    assert after.pop(FIRST)
    assert after == {name: held for name, held in before.items() if name not in NIGHTS}
    assert (nights / "ledger-20220101-000004.db").is_dir()
    assert (nights / "ledger-20220101-000005.db").is_symlink()


def test_evidence_stays_for_the_backups_that_are_left(zizhao: Morning, nights: Path) -> None:
    before = files(nights / "evidence")
    back_up(zizhao.db, nights, MORNING, keep=1)
    assert files(nights / "evidence") == before != {}
    assert is_whole(nights / FIRST)


def test_backups_of_the_ledger_before_it_was_upgraded_are_its_own(tmp_path: Path) -> None:
    ledger = older(tmp_path)
    folder = tmp_path / "backups"
    old = back_up(ledger, folder, MORNING).path
    assert bring_up_to_date(LedgerSession(ledger, "陈科旭", date(2026, 11, 25))) is not None
    made = back_up(ledger, folder, MORNING + timedelta(days=9999), keep=1)
    assert old in made.removed
    assert names(folder) == [made.path.name]


def test_a_damaged_ledger_removes_nothing(zizhao: Morning, nights: Path) -> None:
    """The older ones are the whole ones."""
    tamper(zizhao.db, "UPDATE hazard SET title = '改过' WHERE id % 1000 = 1")
    before = files(nights)
    run = zizhao("db", "backup", "--keep", "1", "--format", "json")
    damaged = nights / "ledger-20220715-090000.damaged.db"
    assert run.code == 4
    assert run.json["backup"] == str(damaged)
    assert (run.json["damaged"], run.json["removed"]) == (True, [])
    assert files(nights) == {**before, damaged.name: damaged.read_bytes()}


def test_the_names_are_those_of_the_files_and_no_more(nights: Path) -> None:
    """No draft and no log stays beside them."""
    assert {path.name for path in nights.iterdir()} == {*NIGHTS, "evidence"}


def test_a_ledger_without_entries_takes_no_rubbish_for_its_own(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.db"
    assert create(ledger)
    rubbish = tmp_path / "backups" / "ledger-20200102-000000.db"
    rubbish.parent.mkdir()
    rubbish.write_bytes(b"x")
    assert back_up(ledger, rubbish.parent, MORNING, 1).removed == []
    assert rubbish.exists()


def test_what_a_killed_program_left_is_swept_away_after_a_day(zizhao: Morning) -> None:
    folder = zizhao.db.parent / "backups"
    back_up(zizhao.db, folder, MORNING)
    left = [
        zizhao.db.with_name("ledger-20220101-090000.db.0a1b2c3d.zizhao.new-wal"),
        folder / "ledger.db.0a1b2c3d.zizhao.new",
        folder / "evidence" / ".incoming-abcd_123",
        zizhao.db.parent / "evidence" / ".incoming-abcd_123",
    ]
    others = [
        folder / "ledger.db.20220101.new",
        folder / "ledger.db.zizhao.new",
        folder / "evidence" / ".incoming-photos.zip",
        folder / ".incoming-abcd_123",
    ]
    for file in (*left, *others):
        file.write_bytes(b"half")
        os.utime(file, (0, time.time() - 25 * 3600))
    young = folder / "ledger.db.0a1b2c3e.zizhao.new"
    young.write_bytes(b"half")
    os.utime(young, (0, time.time() - 23 * 3600))
    back_up(zizhao.db, folder, MORNING)
    assert [file for file in left if file.exists()] == []
    assert [file for file in (*others, young) if not file.exists()] == []


def test_a_backup_of_entries_that_the_ledger_lacks_stays(zizhao: Morning) -> None:
    """Two ledgers that were one once, and keep their backups in one folder."""
    folder, other = zizhao.db.parent / "backups", zizhao.db.parent / "抄" / "ledger.db"
    other.parent.mkdir()
    shutil.copy(zizhao.db, other)
    shutil.copytree(zizhao.db.parent / "evidence", other.parent / "evidence")
    back_up(zizhao.db, folder, MORNING)
    zizhao.ok(*HAZARD, "这本的")
    mine = back_up(zizhao.db, folder, MORNING).path
    Morning(other).ok(*HAZARD, "那本的")
    made = back_up(other, folder, MORNING, keep=1)
    assert [path.name for path in made.removed] == [FIRST]
    assert is_whole(mine)
    assert is_whole(made.path)
