"""A disk that fails while a file is read is told of as that: neither the file is called damaged, nor another place named.

`/proc/self/mem` is a regular file that opens, and whose first byte no system reads: EIO.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from zizhao_cli.errors import MachineFault
from zizhao_cli.intake.errors import WorkbookBroken
from zizhao_cli.intake.source import opened
from zizhao_cli.intake.workbook.old_workbook import OldWorkbook
from zizhao_cli.store.errors import LedgerDamaged, explained

if TYPE_CHECKING:
    from tests.conftest import Zizhao

FAILING = Path("/proc/self/mem")
pytestmark = pytest.mark.skipif(not FAILING.exists(), reason="needs /proc/self/mem")


@pytest.mark.parametrize("kind", ["csv", "jsonl", "xlsx", "xls", "ods"])
def test_a_file_to_import(zizhao: Zizhao, kind: str) -> None:
    run = zizhao("check", "import", str(FAILING), "--type", kind)
    assert run.code == 1
    assert f"读取 {FAILING} 失败：磁盘读写出错" in run.err
    assert "没有接好" in run.err


def test_a_workbook_that_its_reader_calls_broken() -> None:
    with (
        pytest.raises(MachineFault, match="磁盘读写出错"),
        opened(str(FAILING), "xls", FAILING) as source,
    ):
        OldWorkbook(source, None)


def test_a_workbook_that_is_broken(tmp_path: Path) -> None:
    book = tmp_path / "a.xls"
    book.write_bytes(b"\xd0\xcf\x11\xe0" * 200)
    with pytest.raises(WorkbookBroken), opened(str(book), None, FAILING) as source:
        OldWorkbook(source, None)


def test_evidence(zizhao: Zizhao) -> None:
    passed = ("check", "add", "--unit", "桂香村", "--measure", "6", "--result", "pass")
    run = zizhao(*passed, "--evidence", str(FAILING))
    assert run.code == 1
    assert f"读取 {FAILING} 失败：磁盘读写出错" in run.err


@pytest.mark.parametrize("args", [("report", "open"), ("db", "verify"), ("db", "backup")])
def test_a_ledger(zizhao: Zizhao, args: tuple[str, ...]) -> None:
    run = type(zizhao)(FAILING)(*args)
    assert run.code == 1
    assert "磁盘读写出错" in run.err


def test_what_sqlite_calls_malformed(zizhao: Zizhao) -> None:
    """So it says of a disk that fails, too."""
    with zizhao.db.open("r+b") as ledger:
        ledger.seek(8192)
        ledger.write(b"\xff" * 8192 * 20)
    with closing(sqlite3.connect(zizhao.db)) as raw, pytest.raises(sqlite3.Error) as malformed:
        raw.execute("SELECT * FROM journal").fetchall()
    assert isinstance(explained(zizhao.db, malformed.value, 0), LedgerDamaged)
    told = explained(FAILING, malformed.value, 0)
    assert (type(told), "磁盘读写出错" in str(told)) == (MachineFault, True)


@pytest.mark.skipif(
    "libsqlite3" not in Path("/proc/self/maps").read_text() if FAILING.exists() else True,
    reason="SQLite is built into this Python",
)
def test_a_ledger_that_fails_half_way(zizhao: Zizhao) -> None:
    """The reads of SQLite and of Python beyond some bytes fail in this run, as they do on a bad sector."""
    here = str(Path(__file__).parent / "failing")
    for args in (("db", "verify"), ("report", "open"), ("hazard", "list")):
        whole = zizhao.cold(*args, env={"PYTHONPATH": here, "ZIZHAO_TEST_EIO": str(1 << 40)})
        assert whole.code == 0, whole.err
        run = zizhao.cold(*args, env={"PYTHONPATH": here, "ZIZHAO_TEST_EIO": "16384"})
        assert (run.code, "磁盘读写出错" in run.err) == (1, True), run.err
        assert "损坏" not in run.err
