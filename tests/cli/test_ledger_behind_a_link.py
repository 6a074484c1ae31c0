"""A ledger that is called by a symbolic link: its log and its evidence lie beside the file itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.ledgers import Morning
from tests.cli.pictures import picture
from tests.store.damage import put_foreign_log

PASSED = ("check", "add", "--unit", "GXC", "--measure", "6", "--result", "pass")


@pytest.fixture
def real(morning: Morning, tmp_path: Path) -> Morning:
    """The ledger in a folder of its own."""
    folder = tmp_path / "real"
    folder.mkdir()
    return morning.copy(folder)


@pytest.fixture
def linked(real: Morning, tmp_path: Path) -> Morning:
    """The same, by a link in another folder."""
    (tmp_path / "link").mkdir()
    path = tmp_path / "link" / "ledger.db"
    path.symlink_to(real.db)
    return Morning(path)


def test_evidence_is_kept_and_found_beside_the_file(
    real: Morning, linked: Morning, tmp_path: Path
) -> None:
    linked.ok(*PASSED, "--evidence", str(picture(tmp_path, "甲.jpg", "甲")))
    linked.ok("db", "backup")
    for zizhao in (real, linked):
        assert zizhao("db", "verify").code == 0
    assert [path.name for path in linked.db.parent.iterdir()] == ["ledger.db"]
    assert len(list((real.db.parent / "evidence").iterdir())) == 1
    linked.ok("db", "restore", str(next((real.db.parent / "backups").glob("*.db"))))
    assert linked.db.is_symlink()
    assert real("db", "verify").code == 0


def test_the_log_of_another_ledger_is_refused_through_the_link_too(
    real: Morning, linked: Morning
) -> None:
    put_foreign_log(real.db)
    before = real.db.read_bytes(), Path(f"{real.db}-wal").read_bytes()
    for args in (("db", "verify"), ("hazard", "list"), PASSED):
        run = linked(*args)
        assert (run.code, run.out) == (6, "")
        assert "是另一本账的日志" in run.err
    assert (real.db.read_bytes(), Path(f"{real.db}-wal").read_bytes()) == before


def test_a_link_to_nowhere_is_where_a_ledger_is_made(tmp_path: Path) -> None:
    (tmp_path / "link.db").symlink_to(tmp_path / "real.db")
    linked = Morning(tmp_path / "link.db")
    assert linked("hazard", "list").code == 6
    linked.ok("init")
    assert (tmp_path / "real.db").is_file()
    assert linked.db.is_symlink()
