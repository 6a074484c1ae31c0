"""Setting up a ledger: the seed, a seed that is broken, and a place that is taken."""

from __future__ import annotations

import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest

from zizhao_cli.datafiles import BrokenDataFile
from zizhao_cli.ledger.session import LedgerSession
from zizhao_cli.ledger.setup import init
from zizhao_cli.settings import program_folders
from zizhao_cli.store.errors import NotALedger
from zizhao_cli.store.verify.verify import verify

if TYPE_CHECKING:
    from pathlib import Path


def book(folder: Path) -> LedgerSession:
    return LedgerSession(folder / "ledger.db", "陈科旭", date(2022, 4, 19))


@pytest.fixture
def seed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The seed file of an office of its own."""
    source = next(f for f in program_folders("data") if (f / "policy.yaml").exists())
    shutil.copytree(source, tmp_path / "office")
    monkeypatch.setenv("ZIZHAO_DATA", str(tmp_path / "office"))
    return tmp_path / "office" / "seed_units.yaml"


def spoil(seed: Path, old: str, new: str) -> int:
    before, found, after = seed.read_text(encoding="utf-8").partition(old)
    assert found
    seed.write_text(before + new + after, encoding="utf-8")
    return before.count("\n") + 1


def test_it_loads_the_seed(tmp_path: Path) -> None:
    done = init(book(tmp_path))
    assert (done.created, done.units) == (True, 11)
    assert [path.name for path in tmp_path.iterdir()] == ["ledger.db"]
    assert verify(tmp_path / "ledger.db")[:2] == ([], 1)


def test_into_a_folder_that_is_not_there_yet(tmp_path: Path) -> None:
    assert init(book(tmp_path / "a" / "b")).created


def test_a_file_that_is_no_ledger_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "ledger.db").write_text("重要的文件", encoding="utf-8")
    with pytest.raises(NotALedger):
        init(book(tmp_path))
    assert (tmp_path / "ledger.db").read_text(encoding="utf-8") == "重要的文件"


BROKEN = [
    ("code: XJC", "code: GXC", "code"),
    ("code: XJC", "code: 先进", "code"),
    ("kind: village", "kind: vilage", "kind"),
    pytest.param("name: 先进村", "name: 桂香村", "name"),
    pytest.param("head: 唐迎春", "parent: 无此村", "parent"),
]


@pytest.mark.parametrize(("old", "new", "key"), BROKEN)
def test_a_broken_seed_is_named_by_line_and_key(
    tmp_path: Path, seed: Path, old: str, new: str, key: str
) -> None:
    line = spoil(seed, old, new)
    with pytest.raises(BrokenDataFile) as refused:
        init(book(tmp_path))
    assert str(seed) in refused.value.sentence
    assert f"第 {line} 行的 {key}：" in refused.value.sentence


def test_a_broken_seed_leaves_no_ledger(tmp_path: Path, seed: Path) -> None:
    spoil(seed, "kind: village", "kind: vilage")
    with pytest.raises(BrokenDataFile):
        init(book(tmp_path))
    assert not (tmp_path / "ledger.db").exists()


def test_init_after_the_seed_was_mended(tmp_path: Path, seed: Path) -> None:
    spoil(seed, "kind: village", "kind: vilage")
    with pytest.raises(BrokenDataFile):
        init(book(tmp_path))
    spoil(seed, "kind: vilage", "kind: village")
    assert init(book(tmp_path)).units == 11
