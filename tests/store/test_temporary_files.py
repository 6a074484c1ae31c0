"""What SQLite keeps outside of the ledger while rows are written: nothing where a row's own undoing is small."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.intake.office import HAZARDS, Office
from tests.ledger.officer import copy_of
from zizhao_cli.store.writing import writing

OPEN = Path("/proc/self/fd")


def temporary_files() -> list[str]:
    """Return the files of SQLite's own that this process has open."""
    files = [str(link.readlink()) for link in OPEN.iterdir() if link.is_symlink()]
    return [file for file in files if "etilqs" in file]


@pytest.mark.skipif(not OPEN.exists(), reason="needs Linux to see what is open")
def test_rows_with_a_trigger_need_no_temporary_file(ledger_of_2022: Path, tmp_path: Path) -> None:
    office = Office(copy_of(ledger_of_2022, tmp_path))
    rows = "".join(
        f"桂香村,6,2022-05-{1 + number % 30:02},出口堵塞{number},一般,+15d,张静\n"
        for number in range(4000)
    )
    found: list[str] = []
    office.take(
        office.file(HAZARDS + rows),
        form="hazard",
        tell=lambda *_, **__: found.extend(temporary_files()),
    )
    assert len(office.hazards("id")) == 4000
    assert found == []


def test_temporary_tables_stay_on_disk(ledger_of_2022: Path) -> None:
    with writing(ledger_of_2022) as connection:
        assert connection.execute("PRAGMA temp_store").fetchone() == (0,)
