"""What the tests of the board share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.board.served import Served, served
from tests.cli.ledgers import Morning, morning
from tests.cli.pictures import picture

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["morning"]

HOSTILE = "</title></td><script>document.title='owned'</script><img src=x onerror=1> \"'&amp; \u05d0\u05d1"
"""A title that would run, if an escape were forgotten, and that runs from right to left at its end."""
PHONE = "13900001111"


@pytest.fixture(scope="module")
def officer(morning: Morning, tmp_path_factory: pytest.TempPathFactory) -> Morning:
    """The ledger of the examples with evidence, a hostile title, something due, something to be re-inspected."""
    folder = tmp_path_factory.mktemp("board")
    zizhao = morning.copy(folder)
    kinds = {
        kind: picture(folder, f"<b>{kind}", kind, kind) for kind in ("jpg", "png", "webp", "pdf")
    }
    shown = [word for file in kinds.values() for word in ("--evidence", file)]
    zizhao.ok("hazard", "note", "YH-2022-0001", "现场", *shown)
    add = ("hazard", "add", "--measure", "6", "--unit")
    zizhao.ok(
        *add,
        "桂香村",
        "--title",
        HOSTILE,
        "--found",
        "2022-07-14",
        "--due",
        "+3d",
        "--responsible",
        "<i>甲</i>",
    )
    zizhao.ok(*add, "先进村", "--title", "线路裸露", "--found", "2022-07-15", "--due", "2022-07-15")
    zizhao.ok("hazard", "rectify", "YH-2022-0005", "--on", "2022-07-01")
    zizhao.ok("unit", "edit", "GXC", "--phone", PHONE, "--contact", "谭二")
    zizhao.ok(
        "check",
        "add",
        "--unit",
        "大丘村",
        "--measure",
        "6",
        "--result",
        "pass",
        "--on",
        "2022-07-03",
    )
    return zizhao  # fmt: skip


@pytest.fixture(scope="module")
def board(officer: Morning) -> Iterator[Served]:
    """The board of that ledger."""
    with served(officer) as running:
        yield running
