"""Verification of the files of evidence, and of the rows that name them."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.cli.pictures import content, kept_name, picture
from tests.ledger.officer import Officer, copy_of
from tests.store.damage import query, tamper
from zizhao_cli.ledger.checks import add_check
from zizhao_cli.report.ledger import findings_report
from zizhao_cli.store.verify.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

GIVEN = {"unit": "桂香村", "measure": "6", "checked_on": "2022-05-06", "result": "pass"}


@pytest.fixture(scope="module")
def pictured(ledger_of_2022: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with a check that has two pictures."""
    folder = tmp_path_factory.mktemp("pictured")
    officer = Officer(copy_of(ledger_of_2022, folder))
    add_check(officer.session, GIVEN, [picture(folder, f"{of}.jpg", of) for of in "甲乙"])
    return officer.path


@pytest.fixture
def ledger(pictured: Path, tmp_path: Path) -> Path:
    shutil.copytree(pictured.parent / "evidence", tmp_path / "evidence")
    return copy_of(pictured, tmp_path)


def test_lost_evidence_is_not_called_damage_of_the_ledger(ledger: Path) -> None:
    _missing(next((ledger.parent / "evidence").iterdir()))
    (told,) = findings_report(verify(ledger)).summary
    assert told.startswith("账本完好，佐证有 1 处缺失或改动：日志 ")
    tamper(ledger, "UPDATE unit SET name = '改过' WHERE id = 1")
    (told,) = findings_report(verify(ledger)).summary
    assert told.startswith("核验发现 2 处损坏或改动：")


def found(path: Path) -> list[str]:
    return [f"{finding.record}: {finding.problem}" for finding in verify(path).findings]


def _missing(file: Path) -> None:
    file.unlink()


def _changed(file: Path) -> None:
    file.write_bytes(content("jpg", "丙"))


def _cut(file: Path) -> None:
    os.truncate(file, 5)


def _longer(file: Path) -> None:
    file.write_bytes(file.read_bytes() + b"\0")


def _a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def _a_pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def _a_device(file: Path) -> None:
    file.unlink()
    file.symlink_to("/dev/zero")


def _a_circle(file: Path) -> None:
    file.unlink()
    file.symlink_to(file.name)


def test_nothing_where_nothing_was_done(ledger: Path) -> None:
    assert found(ledger) == []


@pytest.mark.parametrize(
    "harm", [_missing, _changed, _cut, _longer, _a_folder, _a_pipe, _a_device, _a_circle]
)
def test_a_file_that_is_not_as_it_was(ledger: Path, harm: Callable[[Path], None]) -> None:
    file = ledger.parent / "evidence" / kept_name("jpg", "乙")
    harm(file)
    (told,) = found(ledger)
    assert told.startswith(f"JC-2022-00001 的佐证 乙.jpg: {file} ")
    assert f"{len(content('jpg', '乙'))} 字节" in told


def test_the_whole_folder_is_gone(ledger: Path) -> None:
    shutil.rmtree(ledger.parent / "evidence")
    assert len(found(ledger)) == 2


def test_what_nothing_names_is_no_damage(ledger: Path) -> None:
    """A kill may leave a copy; two ledgers in one folder share theirs."""
    picture(ledger.parent / "evidence", kept_name("jpg", "丙"), "丙")
    (ledger.parent / "evidence" / ".incoming-x").write_bytes(b"")
    assert found(ledger) == []


CELLS = {
    "seq": "1",
    "position": "7",
    "hazard_id": "20220000001",
    "check_id": "20220000009",
    "sha256": f"'{'0' * 64}'",
    "kind": "'png'",
    "size": "1",
    "name": "'丙.jpg'",
    "kind_of_record": "'hazard'",
    "record_id": "20220000009",
    "step_no": "2",
}


@pytest.mark.parametrize("column", CELLS)
def test_a_changed_cell(ledger: Path, column: str) -> None:
    assert list(CELLS) == [row[1] for row in query(ledger, "PRAGMA table_info(evidence)")]
    tamper(
        ledger,
        "PRAGMA ignore_check_constraints=ON",
        f"UPDATE evidence SET {column} = {CELLS[column]} WHERE position = 2",
    )
    assert any(told.startswith("日志 2: 它写入的记录") for told in found(ledger))


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM evidence WHERE position = 2",
        (
            "INSERT INTO evidence SELECT seq, 3, hazard_id, check_id, sha256, kind, size, name, "
            "kind_of_record, record_id, step_no FROM evidence WHERE position = 2"
        ),
        (
            "INSERT INTO evidence SELECT 1, 1, hazard_id, check_id, sha256, kind, size, name, "
            "kind_of_record, record_id, step_no FROM evidence WHERE position = 2"
        ),
    ],
)
def test_a_row_more_or_less(ledger: Path, statement: str) -> None:
    tamper(ledger, statement)
    assert any("后来被改过或增减过" in told for told in found(ledger))


@pytest.mark.parametrize("outside", ["../../etc/passwd", "/etc/passwd", "a\\x00", "..", ""])
def test_a_name_does_not_lead_out_of_the_folder(ledger: Path, outside: str) -> None:
    tamper(
        ledger,
        "PRAGMA ignore_check_constraints=ON",
        f"UPDATE evidence SET sha256 = '{outside}' WHERE position = 2",
    )
    assert any("不是内容的 SHA-256" in told for told in found(ledger))


@pytest.mark.parametrize("kind", ["jpg/../../x", "", "'", "x" * 9])
def test_nor_does_its_kind(ledger: Path, kind: str) -> None:
    tamper(ledger, f"UPDATE evidence SET kind = '{kind.replace(chr(39), chr(39) * 2)}'")
    assert sum("不是内容的 SHA-256" in told for told in found(ledger)) == 2


def test_a_picture_and_its_name_are_on_the_disk_before_the_entry_that_names_them(
    officer: Officer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    synced: list[tuple[int, int]] = []
    entries = "SELECT count(*) FROM journal"
    sync, before = os.fsync, query(officer.path, entries)[0][0]

    def noting(handle: int) -> None:
        sync(handle)
        synced.append((os.fstat(handle).st_ino, query(officer.path, entries)[0][0]))

    monkeypatch.setattr(os, "fsync", noting)
    add_check(officer.session, GIVEN, [picture(tmp_path, "甲.jpg", "甲")])
    folder = officer.path.parent / "evidence"
    (kept,) = folder.iterdir()
    assert (kept.stat().st_ino, before) in synced
    assert (folder.stat().st_ino, before) in synced
