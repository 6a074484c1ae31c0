"""`init` builds a ledger whole or not at all: on a full disk, where files may not grow, and killed at any moment."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.cli.ledgers import Morning, environment
from tests.cli.test_ended_after_the_commit import ended, moments
from tests.soak.disks import filled, limit, small_disk
from zizhao_cli.store.verify.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ROUNDS = 4


def begin(zizhao: Morning, limited: Callable[[], None] | None = None) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "zizhao_cli", "init"],
        env=environment(zizhao, PYTHONDONTWRITEBYTECODE="1"),
        capture_output=True,
        check=False,
        preexec_fn=limited,
    )
    return done.returncode, done.stderr.decode()


def judge(zizhao: Morning, code: int, told: str) -> None:
    """Assert that a ledger is there, whole, where that was said, and nothing at all where it was not."""
    if code == 0:
        assert verify(zizhao.db)[:2] == ([], 1)
        return
    assert code == 1, told
    assert any(word in told for word in ("满", "超过", "读写")), told
    assert list(zizhao.db.parent.iterdir()) == []


def sizes() -> list[int]:
    chance = random.Random("init")  # noqa: S311 - nothing is secret here
    return [0, *(chance.randrange(500_000) for _ in range(ROUNDS)), 6_000_000]


def test_on_a_full_disk(tmp_path: Path) -> None:
    codes = set()
    with small_disk(tmp_path / "disk") as disk:
        if disk is None:
            pytest.skip("needs to mount a small file system")
        for number, free in enumerate(sizes()):
            (folder := disk / str(number)).mkdir()
            zizhao = Morning(folder / "ledger.db")
            with filled(disk, free):
                code, told = begin(zizhao)
            judge(zizhao, code, told)
            codes.add(code)
            assert begin(zizhao)[0] == 0, "with room it goes on"
            zizhao.db.unlink()
    assert codes == {0, 1}


def test_where_files_may_not_grow(tmp_path: Path) -> None:
    codes = set()
    for number, size in enumerate(sizes()):
        (folder := tmp_path / str(number)).mkdir()
        zizhao = Morning(folder / "ledger.db")
        code, told = begin(zizhao, limit(size))
        judge(zizhao, code, told)
        codes.add(code)
        assert begin(zizhao)[0] == 0
    assert codes == {0, 1}


@pytest.mark.parametrize("by", ["SIGKILL", "SIGTERM"])
def test_ended_at_any_moment(tmp_path: Path, by: str) -> None:
    whole = Morning(tmp_path / "whole" / "ledger.db")
    whole.db.parent.mkdir()
    seen = set()
    all_of_them = moments(whole, "init")
    last = range(all_of_them.stop - 40, all_of_them.stop, 8)
    for moment in dict.fromkeys([*all_of_them[::3], *last]):
        (folder := tmp_path / str(moment)).mkdir()
        zizhao = Morning(folder / "ledger.db")
        run = ended(zizhao, moment, by, "init")
        seen.add(zizhao.db.exists())
        if by == "SIGTERM":
            assert run.code == (0 if zizhao.db.exists() else 130), moment
            assert [path.name for path in folder.iterdir() if "new" in path.name] == []
        else:
            assert run.code in (-signal.SIGKILL, 0)
        if zizhao.db.exists():
            assert verify(zizhao.db)[:2] == ([], 1)
        assert zizhao("init").code == 0
        assert verify(zizhao.db)[:2] == ([], 1)
    assert seen == {True, False}


def test_ended_between_the_two_names_of_a_new_ledger(tmp_path: Path) -> None:
    """It stands in its place and still has the name of its draft, too, which the next write takes away."""
    zizhao = Morning(tmp_path / "ledger.db")
    assert zizhao("init").code == 0
    draft = tmp_path / "ledger.db.0a1b2c3d.zizhao.new"
    draft.hardlink_to(zizhao.db)
    assert zizhao("unit", "retire", "GXC", "--reason", "合并").code == 0
    assert not draft.exists()
    draft.write_bytes(b"")
    assert zizhao("unit", "edit", "QFC", "--contact", "张").code in (0, 3)
    assert draft.exists()
