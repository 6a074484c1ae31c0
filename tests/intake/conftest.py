"""The office of these tests, and the ledger that it writes in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.intake.office import Office
from tests.ledger.officer import copy_of, set_up

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def ledger_of_2022(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger set up on 2022-04-19; tests copy it."""
    return set_up(tmp_path_factory.mktemp("of_2022") / "ledger.db")


@pytest.fixture
def office(ledger_of_2022: Path, tmp_path: Path) -> Iterator[Office]:
    """An office with a ledger of its own, which must be whole when the test is over."""
    office = Office(copy_of(ledger_of_2022, tmp_path))
    yield office
    office.verify()
