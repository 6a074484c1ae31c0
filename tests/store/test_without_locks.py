"""A reader who may not write in the folder reads without locks, and says so where somebody wrote meanwhile."""

from __future__ import annotations

import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.ledger.officer import Officer
from tests.soak.disks import without_privilege
from tests.store.damage import query

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

READER = """
import sys
from pathlib import Path
from zizhao_cli.errors import ZizhaoError
from zizhao_cli.store.reading import reading
try:
    with reading(Path(sys.argv[1])) as connection:
        count = connection.execute("SELECT count(*) FROM journal").fetchone()[0]
        print("read", flush=True)
        input()
except ZizhaoError as error:
    print(type(error).__name__, error.code.value)
else:
    print(count)
"""


@pytest.fixture
def reader(kept: Path) -> Iterator[subprocess.Popen[str]]:
    """Return a program that has read the ledger, without the right to write in its folder; now anybody may write."""
    for ending in ("-wal", "-shm"):
        kept.with_name(kept.name + ending).unlink(missing_ok=True)
    kept.chmod(0o400)
    kept.parent.chmod(0o500)
    with subprocess.Popen(
        [sys.executable, "-c", READER, str(kept)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=without_privilege,  # noqa: PLW1509 - no thread runs here
    ) as reader:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "read\n"
        kept.parent.chmod(0o700)
        kept.chmod(0o600)
        yield reader


@pytest.mark.parametrize("writes", [False, True])
def test_what_was_read_amid_a_write_is_not_told(
    kept: Path, reader: subprocess.Popen[str], writes: bool
) -> None:
    entries = query(kept, "SELECT count(*) FROM journal")[0][0]
    if writes:
        Officer(kept).hazard()
    told, _ = reader.communicate("\n")
    assert told == ("LedgerBusy 5\n" if writes else f"{entries}\n")


def test_ctrl_c_amid_a_write_is_an_interrupt(kept: Path, reader: subprocess.Popen[str]) -> None:
    Officer(kept).hazard()
    reader.send_signal(signal.SIGINT)
    _, told = reader.communicate()
    assert reader.returncode == -signal.SIGINT
    assert told.splitlines()[-1] == "KeyboardInterrupt"
