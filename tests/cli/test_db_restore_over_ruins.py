"""`db restore` where the ledger cannot be read, or is not one: what was there is moved aside as it is."""

from __future__ import annotations

import shutil
import sqlite3
import struct
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.cli.keeping import Past, head, held, is_whole, titles
from tests.store.damage import put_foreign_log, query, tamper

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ASIDE = "ledger-before-restore-20220715-090000.db"
PAGE = 8192


def empty(path: Path) -> None:
    path.write_bytes(b"")


def text(path: Path) -> None:
    path.write_text("编号,单位\n" * 999, encoding="utf-8")


def zeros(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: 3 * PAGE])


def another_program(path: Path) -> None:
    """A database of somebody else's."""
    path.unlink()
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("CREATE TABLE journal (seq INTEGER, hash TEXT)")


def no_journal(path: Path) -> None:
    tamper(path, "PRAGMA writable_schema=ON", "DELETE FROM sqlite_master WHERE name = 'journal'")


def no_text(path: Path) -> None:
    """What SQLite says of it cannot be decoded."""
    content = path.read_bytes()
    path.write_bytes(content.replace(b"CREATE TABLE hazard (", b"CREATE TABLE hazard \xff"))


def broken_journal(path: Path) -> None:
    overwrite(path, "journal")


def overwrite(path: Path, table: str) -> None:
    """Write nonsense over the first page of a table."""
    ((page,),) = query(path, f"SELECT rootpage FROM sqlite_master WHERE name = '{table}'")
    with path.open("r+b") as file:
        file.seek((page - 1) * PAGE)
        file.write(b"\xee" * PAGE)


RUINS = [
    empty,
    text,
    zeros,
    cut_short,
    another_program,
    no_journal,
    no_text,
    broken_journal,
    put_foreign_log,
]


def is_restored(past: Past, replaced: str | None) -> None:
    """Assert that the ledger is the backup's, and says so, and what it replaced."""
    assert is_whole(past.db)
    assert "备份以后" not in titles(past.db)
    *_, (action, detail) = query(past.db, "SELECT action, detail FROM journal ORDER BY seq")
    old = "null" if replaced is None else f'"{replaced}"'
    assert (action, detail) == (
        "db.restore",
        f'{{"replaced":{old},"restored":"{head(past.backup)}"}}',
    )


@pytest.mark.parametrize("ruin", RUINS, ids=lambda ruin: ruin.__name__)
def test_what_cannot_be_read_is_moved_as_it_is(past: Past, ruin: Callable[[Path], None]) -> None:
    ruin(past.db)
    there = parts(past.db)
    done = past.restore()
    assert done.aside == past.folder / ASIDE
    assert parts(done.aside) == there
    is_restored(past, None)


def parts(path: Path) -> dict[str, bytes]:
    """Return a database file and its log, if that is not empty."""
    found = {end: path.with_name(path.name + end) for end in ("", "-wal")}
    return {
        end: file.read_bytes()
        for end, file in found.items()
        if file.exists() and (end == "" or file.stat().st_size)
    }


def test_a_second_ruin_within_a_second_gets_a_number(past: Past) -> None:
    text(past.db)
    past.restore()
    cut_short(past.db)
    there = past.db.read_bytes()
    done = past.restore()
    assert done.aside is not None
    assert done.aside.name == ASIDE.replace(".db", "-2.db")
    assert done.aside.read_bytes() == there
    assert len(past.asides()) == 2


def test_what_the_program_says_of_a_ruin(past: Past) -> None:
    text(past.db)
    run = past.zizhao("db", "restore", str(past.backup))
    assert (run.code, run.out) == (0, "")
    assert run.err.splitlines()[-1] == f"zizhao: 原来的账本另存为 {past.folder / ASIDE}"
    is_restored(past, None)
    assert past.zizhao("hazard", "list").code == 0


def test_a_damaged_ledger_that_can_be_read_is_kept_aside_with_its_damage(past: Past) -> None:
    tamper(past.db, "UPDATE hazard SET title = '改过' WHERE id % 1000 = 1")
    before, replaced = held(past.db), head(past.db)
    done = past.restore()
    assert done.aside is not None
    assert held(done.aside) == before
    is_restored(past, replaced)


def test_a_last_hash_that_is_no_text(past: Past) -> None:
    """Whatever somebody wrote into the journal, the backup can be restored over it."""
    tamper(
        past.db,
        "UPDATE journal SET hash = CAST(x'ff' AS TEXT) WHERE seq = (SELECT max(seq) FROM journal)",
    )
    assert past.restore().aside is not None
    assert is_whole(past.db)


def test_a_folder_in_the_place_of_the_ledger_stays(past: Past) -> None:
    """A mistyped --db must not move a folder of other things away."""
    folder = past.folder / "文件"
    folder.mkdir()
    (folder / "要紧的.txt").write_text("要紧")
    run = past.zizhao("--db", str(folder), "db", "restore", str(past.backup))
    assert (run.code, run.out) == (6, "")
    assert (folder / "要紧的.txt").read_text() == "要紧"


def test_what_is_written_to_the_ledger_after_its_ruin_was_moved(past: Past) -> None:
    """The moved log must not be taken for that of the ledger that came."""
    put_foreign_log(past.db)
    past.restore()
    assert struct.unpack(">I", past.db.read_bytes()[68:72])[0] == 0x5A495A48
    past.zizhao.ok("hazard", "add", "--unit", "GXC", "--measure", "6", "--title", "恢复以后")
    assert is_whole(past.db)
    assert "恢复以后" in titles(past.db)


def test_a_ledger_that_is_gone_but_for_its_log(past: Past) -> None:
    """Whoever was recording was killed, and then the ledger alone was lost: its log must not stay beside the new one."""
    log = past.db.with_name(f"{past.db.name}-wal")
    with closing(sqlite3.connect(past.db, isolation_level=None)) as open_elsewhere:
        open_elsewhere.execute("PRAGMA user_version=1")
        shutil.copy(log, past.folder / "log")
    past.db.unlink()
    shutil.move(past.folder / "log", log)
    there = log.read_bytes()
    done = past.restore()
    assert done.aside is None
    assert (past.folder / f"{ASIDE}-wal").read_bytes() == there
    is_restored(past, None)
