"""Ledgers for the tests of this folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ledger.officer import Officer, copy_of, set_up

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def ledger_of_2022(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger set up on 2022-04-19; tests copy it."""
    return set_up(tmp_path_factory.mktemp("of_2022") / "ledger.db")


@pytest.fixture
def officer(ledger_of_2022: Path, tmp_path: Path) -> Officer:
    """The officer with a ledger of their own."""
    return Officer(copy_of(ledger_of_2022, tmp_path))
