"""What is sealed of a tip-off stays in the town; that a tip-off was recorded can be checked all the same."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import psycopg
import pytest

from tests.cli.custody import ADD, DAY, NAMED, NO, SEALED, custodial, keyed_once, reveal
from tests.cli.test_sealed_bytes import leaks
from tests.district.server import needs_postgresql
from tests.district.towns import District

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.diary import Diary
    from tests.district.server import Server

__all__ = ["custodial", "keyed_once"]
pytestmark = needs_postgresql
TOWN = "紫照镇"
NOTED = "线索已交行业部门核实"


@pytest.fixture
def pushed(server: Server, tmp_path: Path, custodial: Diary) -> tuple[District, Path]:
    """A district with a town that has a tip-off, and the same as a file."""
    custodial.ok(DAY, *ADD, *SEALED, stdin=NAMED)
    custodial.ok(DAY, "tip", "note", NO, NOTED)
    assert "欧阳觅渡" in reveal(custodial).out
    district = District.made(server, tmp_path / "d", TOWN)
    parcel = tmp_path / "p.txt"
    custodial.ok(DAY, "push", "--file", str(parcel), "--evidence")
    custodial.ok(DAY, "push", district.of(TOWN), "--evidence")
    return district, parcel


def test_no_sealed_part_leaves_the_town(pushed: tuple[District, Path], custodial: Diary) -> None:
    district, parcel = pushed
    with closing(sqlite3.connect(custodial.zizhao.db)) as raw:
        parts = [row[0] for row in raw.execute("SELECT content FROM sealed")]
    assert parts
    whole = district.server.run(
        "pg_dump", "-h", str(district.server.folder), "-U", "postgres", district.name
    )
    for content in (parcel.read_bytes(), whole.encode()):
        assert NO.encode() in content
        assert not leaks(content)
        assert b"age-encryption" not in content
        for part in parts:
            assert part not in content
            assert part.hex().encode() not in content
    assert leaks(NAMED)
    assert district("verify").code == 0


def test_readers_are_told_of_no_tip(pushed: tuple[District, Path]) -> None:
    district, _ = pushed
    reader = f"{district.name}_reader"
    district.server.role(reader, "LOGIN IN ROLE zizhao_reader")
    with district.server.connect(district.name, reader) as reading:
        for table in ("tip", "tip_version", "seal", "seal_key", "refused", "evidence_file"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                reading.execute(f"SELECT * FROM zizhao.{table}".encode())
        told = "SELECT count(*) FROM zizhao.{} WHERE position(%s IN {}::text) > 0"
        for table in ("journal", "remark"):
            query = told.format(table, table).encode()
            for word in (NO, NOTED):
                assert reading.execute(query, (word,)).fetchone() == (0,), (table, word)
        assert reading.execute(b"SELECT count(*) > 0 FROM zizhao.journal").fetchone() == (True,)
    with district.server.connect(district.name) as owner:
        query = told.format("remark", "remark").encode()
        assert owner.execute(query, (NOTED,)).fetchone() == (1,)
