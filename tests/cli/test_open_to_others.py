"""A ledger that others can write is told of by every recording and by `db verify`; a new one is its owner's alone."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.conftest import Zizhao

if TYPE_CHECKING:
    from pathlib import Path

PASSED = ("check", "add", "--unit", "桂香村", "--measure", "6", "--result", "pass")
FILE = "账本 {db} 别的用户也能写（权限 {mode:o}），请运行 chmod 600"
FOLDER = "所在的文件夹 {db.parent} 别的用户也能写（权限 {mode:o}）"
NOBODY = 64999
"""A group that this machine has no name for."""


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o666, 0o620])
def test_a_file_that_others_can_write_is_told_of(zizhao: Zizhao, mode: int) -> None:
    zizhao.db.chmod(mode)
    for command in (PASSED, ("db", "verify")):
        run = zizhao(*command)
        assert run.code == 0
        assert (FILE.format(db=zizhao.db, mode=mode) in run.err) == bool(mode & 0o022)
        assert "注意" not in run.out


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps its permissions elsewhere")
@pytest.mark.parametrize(
    ("mode", "group", "refused"),
    [
        (0o755, None, False),
        (0o775, None, False),
        (0o775, NOBODY, True),
        (0o755, NOBODY, False),
        (0o777, None, True),
        (0o1777, None, True),
    ],
)
def test_a_folder_that_others_can_write(
    zizhao: Zizhao, tmp_path: Path, mode: int, group: int | None, *, refused: bool
) -> None:
    """There anybody can lay a write-ahead log beside the ledger, which SQLite takes in."""
    if group is not None and os.geteuid():
        pytest.skip("only root gives a folder to another group")
    if group is not None:
        os.chown(tmp_path, -1, group)
    tmp_path.chmod(mode)
    before = zizhao.db.read_bytes()
    told = FOLDER.format(db=zizhao.db, mode=mode)
    try:
        for command in (("init",), ("unit", "import", "none.csv"), PASSED):
            run = zizhao(*command)
            assert (told in run.err) == refused
            assert (run.code == 6) == refused
            assert ("ZIZHAO_SHARED_FOLDER=1" in run.err) == refused
        assert (zizhao.db.read_bytes() == before) == refused
        for command in (("report", "open"), ("hazard", "list"), ("db", "verify")):
            run = zizhao(*command)
            assert (run.code, f"注意：账本{told}" in run.err) == (0, refused)
            assert "注意" not in run.out
        for command in (PASSED, ("report", "open"), ("db", "verify")):
            run = zizhao(*command, env={"ZIZHAO_SHARED_FOLDER": "1"})
            assert (run.code, "注意" in run.err) == (0, False)
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps its permissions elsewhere")
def test_no_ledger_is_set_up_where_others_can_write(tmp_path: Path) -> None:
    shared = tmp_path / "共用"
    shared.mkdir()
    shared.chmod(0o1777)
    assert Zizhao(shared / "ledger.db")("init", "--with-data").code == 6
    assert list(shared.iterdir()) == []
    # A folder of one's own inside it is one's own.
    Zizhao(shared / "本办" / "ledger.db").ok("init")
    Zizhao(shared / "ledger.db").ok("init", env={"ZIZHAO_SHARED_FOLDER": "1"})


def test_reading_says_nothing_of_it(zizhao: Zizhao) -> None:
    zizhao.db.chmod(0o666)
    assert zizhao("report", "open").err == ""


def test_a_new_ledger_is_its_owner_s_alone(tmp_path: Path) -> None:
    """And so is every folder that had to be made for it."""
    zizhao = Zizhao(tmp_path / "新" / "台账" / "ledger.db")
    before = os.umask(0)
    try:
        zizhao.ok("init")
        zizhao.ok("db", "backup", str(tmp_path / "远" / "备份"))
    finally:
        os.umask(before)
    made = [
        zizhao.db,
        zizhao.db.parent,
        zizhao.db.parent.parent,
        tmp_path / "远",
        tmp_path / "远/备份",
    ]
    assert [oct(path.stat().st_mode & 0o777) for path in made] == ["0o600", *["0o700"] * 4]


def test_a_ledger_under_two_names_is_only_read(zizhao: Zizhao, tmp_path: Path) -> None:
    """Each name has a log of its own, so that half of what was confirmed was lost."""
    (tmp_path / "别处").mkdir()
    second = tmp_path / "别处" / "账.db"
    second.hardlink_to(zizhao.db)
    for name in (zizhao.db, second):
        for command in (PASSED, ("init",)):
            run = Zizhao(name)(*command)
            assert (run.code, "硬链接" in run.err) == (6, True), run.err
        assert Zizhao(name)("report", "open").code == 0
    second.unlink()
    zizhao.ok(*PASSED)


@pytest.mark.parametrize("seconds", ["inf", "nan", "-1", "1e400"])
def test_a_wait_that_is_no_number_of_seconds(zizhao: Zizhao, seconds: str) -> None:
    zizhao.ok(*PASSED, env={"ZIZHAO_BUSY_SECONDS": seconds})
