"""Files that are none, or that change, or that never end: refused in bounds, and nothing written."""

from __future__ import annotations

import os
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

import pytest

from tests.intake.bounded import refused
from tests.intake.office import GOOD, HEAD
from zizhao_cli.domain import units
from zizhao_cli.intake import source

if TYPE_CHECKING:
    from tests.intake.office import Office

ROW = "桂香村,6,2022-05-01,符合,"
HUGE = 100_000_000


@pytest.mark.parametrize("ending", ["csv", "xlsx", "jsonl"])
def test_a_folder(office: Office, ending: str) -> None:
    folder = office.path.parent / f"folder.{ending}"
    folder.mkdir()
    assert "不是普通文件" in refused(office, str(folder))[0]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_pipe_that_nobody_writes_into(office: Office, ending: str) -> None:
    pipe = office.path.parent / f"pipe.{ending}"
    os.mkfifo(pipe)
    assert "不是普通文件" in refused(office, str(pipe))[0]


def test_a_device(office: Office) -> None:
    assert "不是普通文件" in refused(office, "/dev/zero", "--type", "csv")[0]


@pytest.mark.parametrize("ending", ["csv", "tsv"])
def test_an_empty_file(office: Office, ending: str) -> None:
    assert "没有内容" in refused(office, office.file(b"", f"a.{ending}"))[0]


@pytest.mark.parametrize("cell", [b"a", b'"a\n', b'"', b'"a,b;'])
def test_a_cell_of_100_mb(office: Office, cell: bytes) -> None:
    content = (HEAD + ROW).encode() + cell + cell.strip(b'"').ljust(8, b"a") * (HUGE // 8) + b"\n"
    assert len(refused(office, office.file(content))) == 1


def test_a_line_of_json_of_100_mb(office: Office) -> None:
    content = b'{"unit": "' + b"a" * HUGE + b'"}\n'
    assert len(refused(office, office.file(content, "a.jsonl"))) == 1


def test_a_file_that_grows_while_it_is_read(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = office.file(HEAD + GOOD * 3000)
    digest = source.Source.sha256

    def growing(self: source.Source) -> str:
        with self.path.open("a", encoding="utf-8") as more:
            more.write(GOOD)
        return digest(self)

    monkeypatch.setattr(source.Source, "sha256", growing)
    before = office.path.read_bytes()
    taken = office.take(file)
    assert "读的时候文件还在变" in taken.messages[0]
    assert taken.receipt.batch is None
    assert office.path.read_bytes() == before


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was compared with names of the roll to find those that look like it, once for each name."""
    texts: list[str] = []

    class Counted(SequenceMatcher[str]):
        def __init__(self, junk: None, *, b: str) -> None:
            texts.append(b)
            super().__init__(junk, b=b)

    monkeypatch.setattr(units, "SequenceMatcher", Counted)
    return texts


def test_an_unknown_unit_in_every_row_is_looked_for_once(
    office: Office, compared: list[str]
) -> None:
    row = GOOD.replace("桂香村", "无名工厂甲")
    office.refuses(HEAD + row)
    once = len(compared)
    assert once
    office.refuses(HEAD + row * 5000)
    assert len(compared) == once * 2


def test_a_long_unit_is_not_compared_with_all_names(office: Office, compared: list[str]) -> None:
    office.refuses(HEAD + ("厂" * 100_000 + ",6,2022-05-01,符合,\n") * 2)
    assert max(map(len, compared)) <= units.LONGEST_COMPARED
