"""Workbooks that take more memory than there is: counted before they are read, and read by a process that may die of them."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.intake import bounded
from tests.intake.books import ods, repacked, table, with_sheet, xlsx
from tests.intake.bounded import HANGING, refused
from tests.intake.office import GOOD, HEAD
from zizhao_cli.intake.errors import MemoryShort, WorkbookBroken
from zizhao_cli.intake.workbook import limits, new_workbook, reader
from zizhao_cli.intake.workbook.reader import ReaderHere
from zizhao_cli.intake.workbook.reader_apart import ReaderApart

if TYPE_CHECKING:
    from tests.intake.office import Office

BOOK = xlsx(table(HEAD + GOOD))
LONG = b"a" * 30_000


def repeating(cells: int) -> bytes:
    """Return a small workbook in which one long text stands in many cells."""
    rows = b"".join(b'<row><c t="s"><v>0</v></c></row>' for _ in range(cells))
    book = with_sheet(BOOK, b"</sheetData>", rows + b"</sheetData>")
    return repacked(
        book, {"xl/sharedStrings.xml": lambda part: part.replace("单位".encode(), LONG, 1)}
    )


def into_corner(book: Any, sheet: Any) -> None:
    """Put a table beside and below the first cells, with a cell merged downwards and a day."""
    rows = [*table(HEAD), ["桂香村", "6", date(2022, 5, 1), "符合", "a"], ["", "7", "", "符合", ""]]
    day = book.add_format({"num_format": "yyyy/m/d"})
    for number, cells in enumerate(rows):
        for place, cell in enumerate(cells):
            if isinstance(cell, date):
                sheet.write_datetime(number + 3, place + 2, cell, day)
            elif cell:
                sheet.write_string(number + 3, place + 2, cell)
    for place, cell in ((2, "桂香村"), (4, date(2022, 5, 1))):
        sheet.merge_range(4, place, 5, place, cell, day)


@pytest.fixture
def apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have every workbook read by a process of its own."""
    monkeypatch.setattr(new_workbook, "APART_FROM", 0)


@pytest.fixture
def book(tmp_path: Path) -> str:
    """Return a workbook of three pieces of rows."""
    path = tmp_path / "book.xlsx"
    path.write_bytes(xlsx([["a"]] * (reader.ROWS * 2 + 1)))
    return str(path)


def test_a_reader_that_dies_is_named_and_nothing_written(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RUST_BACKTRACE", "1")
    cells = 60_000
    (said,) = refused(office, office.file(repeating(cells), "many.xlsx"), memory=1 << 29)
    assert said.startswith("内存不够，没有读完：读它的进程停了（-6）")
    assert f"{(cells + 2) * 5} 格" in said
    assert "--sheet" in said


def test_what_the_reader_takes_is_bounded_by_itself() -> None:
    program = (
        "from zizhao_cli.intake.workbook.reader_apart import _bound_memory\n"
        f"_bound_memory()\nbytearray({limits.READER_LIMIT})"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=False, timeout=HANGING
    )
    assert ended.stderr.endswith(b"MemoryError\n")


def test_memory_is_counted_before_cells_are_read(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MEMORY_LIMIT", 5 << 20)
    rows = table(HEAD + GOOD * 20_000)
    monkeypatch.setattr(ReaderHere, "open", None)
    (said,) = office.refuses(xlsx(rows), "a.xlsx").messages
    assert said.startswith(f"工作簿过大：有 {len(rows) * 5} 格，估计要 ")
    (said,) = office.refuses(ods(rows), "a.ods").messages
    assert said.startswith(f"工作簿过大：有 {len(rows) * 5} 格，估计要 ")


def test_a_program_without_memory_says_so(office: Office) -> None:
    file = office.file(HEAD + GOOD.replace("桂香村", "无此单位") * 100_000)
    before = office.path.read_bytes()
    ended = bounded.run(office, file, memory=5 << 25)
    assert (ended.code, ended.receipt) == (1, {})
    assert ended.err.startswith("zizhao: 错误: 运行失败：内存不够\n  关掉别的程序")
    assert office.path.read_bytes() == before


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
@pytest.mark.usefixtures("apart")
def test_rows_are_the_same_from_a_process_of_its_own(office: Office, ending: str) -> None:
    make = {"xlsx": xlsx, "ods": ods}[ending]
    rows = "".join(f"桂香村,{1 + n % 7},2022-05-01,符合,第{n}次\n" for n in range(reader.ROWS * 2))
    assert office.takes(make(table(HEAD + rows)), f"a.{ending}").receipt.new == reader.ROWS * 2
    assert office.takes(HEAD + rows).receipt.same == reader.ROWS * 2


@pytest.mark.parametrize("where", [0, 1 << 60])
def test_a_table_away_from_the_first_cell(
    office: Office, monkeypatch: pytest.MonkeyPatch, where: int
) -> None:
    monkeypatch.setattr(new_workbook, "APART_FROM", where)
    office.takes(xlsx([], more=into_corner), "a.xlsx")
    assert office.checks("measure", "checked_on") == [(6, "2022-05-01"), (7, "2022-05-01")]


def test_a_small_workbook_is_read_in_this_process(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subprocess, "Popen", None)
    office.takes(xlsx(table(HEAD + GOOD * 1000)), "a.xlsx")


@pytest.mark.parametrize("kind", [ReaderHere, lambda path: ReaderApart(path, "")])
def test_rows_come_in_pieces_and_end(book: str, kind: Any) -> None:
    found = kind(book)
    name, visible = found.sheets()[0]
    assert (name, visible) == ("台账", True)
    assert found.open(name)[:2] == (reader.ROWS * 2 + 1, 1)
    assert [len(found.rows(name)) for _ in range(5)] == [reader.ROWS, reader.ROWS, 1, 0, 0]


def test_a_fault_passes_between_processes_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"PK\x03\x04 no more")
    with pytest.raises(WorkbookBroken) as here:
        ReaderHere(str(path))
    with pytest.raises(WorkbookBroken) as apart:
        ReaderApart(str(path), "")
    assert apart.value.sentence == here.value.sentence
    assert apart.value.parts == [apart.value]


def test_a_reader_killed_between_two_pieces(book: str) -> None:
    found = ReaderApart(book, "有 1 格")
    found.open("台账")
    found.rows("台账")
    os.kill(found._process.pid, signal.SIGKILL)
    with pytest.raises(MemoryShort, match="（-9）；有 1 格"):
        found.rows("台账")


def test_the_process_ends_with_the_reader(book: str) -> None:
    found = ReaderApart(book, "")
    process = found._process
    assert process.poll() is None
    del found
    gc.collect()
    assert process.poll() is not None


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs Linux to find the process")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_the_process_ends_with_the_program(office: Office, number: int) -> None:
    command = [sys.executable, "-m", "zizhao_cli", "check", "import"]
    program = subprocess.Popen(
        [*command, office.file(repeating(20_000), "many.xlsx")],
        env={**os.environ, "ZIZHAO_DB": str(office.path), "ZIZHAO_BY": "陈科旭"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    children = Path(f"/proc/{program.pid}/task/{program.pid}/children")
    until(lambda: children.read_text().strip())
    child = Path("/proc") / children.read_text().split()[0]
    program.send_signal(number)
    assert program.wait(HANGING) == (130 if number == signal.SIGINT else -9)
    until(lambda: not child.exists() or "State:\tZ" in (child / "status").read_text())


def until(so: Any) -> None:
    """Wait until `so`, for as long as only a hang lasts."""
    end = time.monotonic() + HANGING
    while not so():
        assert time.monotonic() < end
        time.sleep(0.01)
