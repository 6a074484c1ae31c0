"""A log that comes and goes while somebody looks at the ledger, as where other programs open and close it."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from zizhao_cli.store.file import check_file
from zizhao_cli.store.write_ahead import log_of

if TYPE_CHECKING:
    from pathlib import Path

COMING_AND_GOING = """
import sys
from pathlib import Path
log = Path(sys.argv[1])
print("begun", flush=True)
while True:
    log.write_bytes(b"x")
    log.unlink()
"""
LOOKS = 5000
"""Before a log could be taken away between two questions about it, one look in three called the ledger missing."""


def test_a_ledger_is_not_called_missing_for_its_log(kept: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", COMING_AND_GOING, str(log_of(kept))], stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"begun\n"
        try:
            assert len({check_file(kept) for _ in range(LOOKS)}) == 1
        finally:
            other.kill()
