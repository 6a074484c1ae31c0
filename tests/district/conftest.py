"""One server for all tests of a worker; each test has databases of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.district.lived import Lived, lived
from tests.district.server import Server, programs, reachable

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A server that runs until the tests of this worker are done."""
    if programs() is None:
        pytest.fail("PostgreSQL is not installed")
    with reachable() as folder:
        made = Server.made(folder / "s")
        yield made
        made.stop()


@pytest.fixture(scope="session")
def three_towns(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Lived:
    """A district of three towns in which much has happened; nobody changes it."""
    return lived(server, tmp_path_factory.mktemp("lived"))
