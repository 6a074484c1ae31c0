"""`db backup` of a damaged ledger keeps it under a name that says so; one that cannot be written leaves nothing."""

from __future__ import annotations

import resource
import subprocess
import sys
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from tests.cli.keeping import NAMES, PICTURES, files, held, with_evidence
from tests.cli.ledgers import NOW, Morning, environment
from tests.soak.disks import without_privilege
from tests.store.damage import query, tamper
from zizhao_cli.store.backup.backup import back_up
from zizhao_cli.store.verify.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MORNING = datetime.fromisoformat(NOW)
DAMAGED = "ledger-20220715-090000.damaged.db"


@pytest.fixture
def zizhao(evident: Morning, tmp_path: Path) -> Morning:
    """The program on a ledger with evidence, for one test."""
    return with_evidence(evident, tmp_path / "账")


def limited(zizhao: Morning, limit: Callable[[], object], *args: str) -> tuple[int, str, str]:
    """Run the program after `limit` in its process; return its exit code, stdout and stderr."""
    done = subprocess.run(
        [sys.executable, "-m", "zizhao_cli", *args],
        env=environment(zizhao),
        capture_output=True,
        check=False,
        preexec_fn=limit,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_a_damaged_ledger(zizhao: Morning) -> None:
    tamper(zizhao.db, "UPDATE hazard SET title = '改过' WHERE id % 1000 = 1")
    run = zizhao("db", "backup")
    made = zizhao.db.parent / "backups" / DAMAGED
    assert (run.code, run.out) == (4, f"{made}\n")
    assert "账本有损坏或改动：这份备份只供留存" in run.err
    assert held(made) == held(zizhao.db)
    assert made.stat().st_mode & 0o777 == 0o600
    assert verify(made) == verify(zizhao.db)
    zizhao("db", "backup")
    assert made.with_name("ledger-20220715-090000-2.damaged.db").exists()


@pytest.mark.parametrize(
    "table",
    [
        "hazard",
        "hazard_version",
        "evidence",
    ],
)
def test_a_ledger_with_a_page_that_cannot_be_read(zizhao: Morning, table: str) -> None:
    """As after a fault of the disk; what the other pages hold is worth keeping."""
    ((page,),) = query(zizhao.db, f"SELECT rootpage FROM sqlite_master WHERE name = '{table}'")
    ((size,),) = query(zizhao.db, "PRAGMA page_size")
    with zizhao.db.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xee" * size)
    made = back_up(zizhao.db, zizhao.db.parent / "backups", MORNING, keep=1)
    assert made.path.name == DAMAGED
    assert made.path.read_bytes()[size:] == zizhao.db.read_bytes()[size:]


@pytest.mark.parametrize("content", [None, b"", b"\xff\xd8\xff\xe0 another"])
@pytest.mark.parametrize("before", [False, True])
def test_evidence_that_is_gone_or_changed_is_told(
    zizhao: Morning, content: bytes | None, before: bool
) -> None:
    """Also where an earlier backup still has it; the rest is copied, and older backups stay."""
    folder = zizhao.db.parent / "backups"
    if before:
        zizhao.ok("db", "backup")
    picture = zizhao.db.parent / "evidence" / NAMES[0]
    picture.unlink() if content is None else picture.write_bytes(content)
    run = zizhao("db", "backup", "--keep", "1")
    assert run.code == 4
    assert f"JC-2022-00002 的佐证 前.jpg：{picture} " in run.err
    assert "把原件照上面的位置和文件名放回" in run.err
    assert len(list(folder.glob("ledger-*[0-9].db"))) == 1 + before
    there = dict(zip(NAMES, PICTURES, strict=True))
    assert files(folder / "evidence") == (there if before else {NAMES[1]: PICTURES[1]})


def test_a_spoilt_copy_beside_older_backups_is_written_anew(zizhao: Morning) -> None:
    folder = zizhao.db.parent / "backups"
    back_up(zizhao.db, folder, MORNING)
    (folder / "evidence" / NAMES[0]).write_bytes(b"spoilt")
    made = back_up(zizhao.db, folder, MORNING)
    assert made.path.name == "ledger-20220715-090000-2.db"
    assert files(folder / "evidence") == dict(zip(NAMES, PICTURES, strict=True))


def test_a_file_in_the_place_of_the_folder(zizhao: Morning, tmp_path: Path) -> None:
    there = tmp_path / "backups"
    there.write_text("no folder")
    before = files(tmp_path)
    for folder in (there, there / "more"):
        run = zizhao("db", "backup", str(folder))
        assert (run.code, run.out) == (1, "")
        assert f"写入 {folder} 失败" in run.err
    assert files(tmp_path) == before


def test_a_folder_that_may_not_be_written(zizhao: Morning, tmp_path: Path) -> None:
    folder = tmp_path / "只读"
    folder.mkdir(mode=0o500)
    code, out, err = limited(zizhao, without_privilege, "db", "backup", str(folder))
    assert (code, out) == (1, "")
    assert f"写入 {folder} 失败：没有权限" in err
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("pages", [0, 5])
def test_a_full_disk_leaves_no_draft(zizhao: Morning, pages: int) -> None:
    folder = zizhao.db.parent / "backups"
    before = files(zizhao.db.parent)

    def full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (pages * 8192, pages * 8192))

    # The index of the log of a ledger that is read needs room, too.
    code, out, err = limited(zizhao, full, "db", "backup")
    assert (code, out) == (1, "")
    assert err.startswith("zizhao: 错误: ")
    assert files(zizhao.db.parent) == before
    assert not folder.exists() or list(folder.iterdir()) == []


def test_no_ledger_and_no_folder_for_it(evident: Morning, tmp_path: Path) -> None:
    run = evident("--db", str(tmp_path / "none.db"), "db", "backup")
    assert (run.code, run.out) == (6, "")
    assert list(tmp_path.iterdir()) == []
