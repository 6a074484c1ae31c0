"""Ledgers for the tests of this folder."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.ledger.officer import Officer, copy_of, set_up
from zizhao_cli.ledger.units import edit_unit

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def ledger_of_2022(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger set up on 2022-04-19; tests copy it."""
    return set_up(tmp_path_factory.mktemp("of_2022") / "ledger.db")


@pytest.fixture(scope="session")
def kept_ledger(ledger_of_2022: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with something of everything; tests copy it."""
    officer = Officer(copy_of(ledger_of_2022, tmp_path_factory.mktemp("kept")))
    officer.check(hazard={"title": "出口堵塞", "due": "+15d", "responsible": "张静"})
    no = officer.hazard(level="major")
    officer.whole_plan(no, "2022-04-22", "2022-05-05")
    officer.extend(no, "2022-05-20", "2022-05-04")
    officer.rectify(no, "2022-05-25")
    officer.review(no, "2022-05-27", passed=False)
    officer.rectify(no, "2022-06-01")
    officer.review(no, "2022-06-02")
    officer.void_check(officer.check(source_id="A-1"))
    officer.edit(officer.hazard(), "2022-05-01", title="改正")
    edit_unit(officer.session, "GXC", {"contact": "李四"}, date(2022, 6, 1))
    return officer.path


@pytest.fixture
def kept(kept_ledger: Path, tmp_path: Path) -> Path:
    """A ledger with something of everything, for one test."""
    return copy_of(kept_ledger, tmp_path)


@pytest.fixture
def officer(ledger_of_2022: Path, tmp_path: Path) -> Officer:
    """The officer with a ledger of their own."""
    return Officer(copy_of(ledger_of_2022, tmp_path))
