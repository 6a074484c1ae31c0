"""Every kept ledger of an earlier revision is upgraded and goes on: a part of the year is played on it, and its old records are still there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.pictures import files_of
from tests.conftest import Zizhao
from tests.store.older import LEDGERS, older, rows, tables
from tests.year.memory import remembered
from tests.year.office import Office
from tests.year.part import play
from zizhao_cli.store.file import REVISION

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

LAST = "2026-12-06"


def now(zizhao: Zizhao, *args: str) -> Run:
    return zizhao(*args, now=f"{LAST}T20:00:00+08:00")


@pytest.mark.parametrize("revision", LEDGERS)
def test_it_is_upgraded_and_goes_on(revision: str, tmp_path: Path) -> None:
    (kept := tmp_path / "kept").mkdir()
    old = older(kept, revision)
    zizhao = Zizhao(older(tmp_path, revision))
    assert now(zizhao, "db", "upgrade").code == 0, revision
    before = rows(zizhao.db)
    assert {table: found for table, found in rows(old).items() if found} == {
        table: before[table] for table in tables(old) if before[table]
    }
    office = Office(zizhao)
    play(office)
    still_there(before, rows(zizhao.db))
    assert files_of(tmp_path) >= files_of(kept)
    anchor = f"{LEDGERS[revision].entries}:{LEDGERS[revision].head[:16]}"
    assert now(zizhao, "db", "verify", "--anchor", anchor).code == 0
    overdue = now(zizhao, "report", "overdue", "--from", "2026-12-01", "--format", "json").json
    told = {row["no"]: row["days_overdue"] for row in overdue["rows"]}
    assert told == remembered(office.hazards, office.numbers, LAST)["overdue"] != {}
    assert now(zizhao, "db", "info", "--format", "json").json["revision"] == REVISION


def still_there(
    before: dict[str, list[tuple[object, ...]]], after: dict[str, list[tuple[object, ...]]]
) -> None:
    """Assert that no row is gone or changed, in any table: the part touches none of the old records."""
    for table, found in before.items():
        assert after[table][: len(found)] == found, table
