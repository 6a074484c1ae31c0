"""A ledger of a hundred thousand hazards: no page is longer than what is read of it."""

from __future__ import annotations

import runpy
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.board.served import served
from tests.conftest import Zizhao
from tests.viewers import Opened, needs_chromium
from zizhao_cli.board.front import FEW

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.board.served import Served

HAZARDS, LATE = 100_000, 20_000
DAY = date(2022, 7, 15)
LONGEST = 100_000
"""Bytes of a page."""


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The board of such a ledger."""
    path = tmp_path_factory.mktemp("large") / "ledger.db"
    bench = runpy.run_path("bench/ledgers.py")
    bench["grown"](path, HAZARDS, DAY, LATE, checks=10, varied=bench["VARIED"])
    with served(Zizhao(path)) as running:
        yield running


@pytest.mark.parametrize(
    ("page", "rows"),
    [
        ("overdue", 100),
        ("overdue?page=200", 100),
        ("overdue?page=201", 0),
        ("open?page=77", 100),
        ("unit?code=GXC", 100),
        ("search?q=%E5%A0%B5%E5%A1%9E", 100),
        ("search?q=%E5%A0%B5%E5%A1%9E&page=9", 100),
        ("reviews", 0),
    ],
)
def test_a_page_has_a_hundred_rows(board: Served, page: str, rows: int) -> None:
    got = board.get(page)
    shown = [row for row in got.table() if row[0].startswith("YH-")]
    assert rows <= len(shown) <= rows + 20
    assert len(got.body) < LONGEST


def test_the_first_page_counts_all_and_shows_a_few(board: Served) -> None:
    got = board.get()
    assert got.numbers()["逾期"] == str(LATE)
    assert got.html.count("<li>") == FEW
    assert len(got.body) < LONGEST


@needs_chromium
def test_a_browser_shows_it(board: Served, tmp_path: Path) -> None:
    opened = Opened(board.address, tmp_path)
    assert opened.said == []
    assert str(LATE) in opened.dom


def test_all_pages_of_a_list_are_its_rows_once(board: Served) -> None:
    seen = [
        row[0]
        for page in (1, 2, 3, 199, 200)
        for row in board.get("overdue", page=str(page)).table()
    ]
    assert len(set(seen)) == len(seen) == 500
    assert "第 19901–20000 项，共 20000 项" in board.get("overdue", page="200").text
    assert "下一页" not in board.get("overdue", page="200").text  # fmt: skip
