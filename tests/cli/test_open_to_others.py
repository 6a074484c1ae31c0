"""A ledger that others can write is told of by every recording and by `db verify`; a new one is its owner's alone."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.conftest import Zizhao

if TYPE_CHECKING:
    from pathlib import Path

PASSED = ("check", "add", "--unit", "桂香村", "--measure", "6", "--result", "pass")
FILE = "别的用户也能写"
FOLDER = "所在的文件夹谁都能写"


@pytest.mark.parametrize(
    ("file", "folder", "told"),
    [
        (0o600, 0o755, None),
        (0o644, 0o775, None),
        (0o666, 0o755, FILE),
        (0o620, 0o755, FILE),
        (0o600, 0o777, FOLDER),
        (0o600, 0o1777, None),
    ],
)
def test_who_may_write(zizhao: Zizhao, tmp_path: Path, file: int, folder: int, told: str) -> None:
    zizhao.db.chmod(file)
    tmp_path.chmod(folder)
    try:
        for command in (PASSED, ("db", "verify")):
            run = zizhao(*command)
            assert run.code == 0
            assert [note in run.err for note in (FILE, FOLDER)] == [told == FILE, told == FOLDER]
            assert "注意" not in run.out
        if told == FILE:
            assert f"（权限 {file:o}），请运行 chmod 600" in run.err
    finally:
        tmp_path.chmod(0o700)


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
