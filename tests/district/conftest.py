"""One server for all tests of a worker; each test has databases of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.district.server import Server, programs

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that runs until the tests of this worker are done."""
    if programs() is None:
        pytest.fail("PostgreSQL is not installed")
    # A socket's path may have no more than 107 bytes, and others than its owner have to reach it.
    folder = tmp_path_factory.mktemp("pg")
    for each in (folder, *folder.parents[:3]):
        each.chmod(0o755)
    made = Server.made(folder / "s")
    yield made
    made.stop()
