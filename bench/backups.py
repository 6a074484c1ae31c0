"""`db backup` of a large ledger: how much of it is the copy, and how much the verification of what was copied."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from files import write_csv
from ledgers import empty
from measure import ENVIRONMENT, ZIZHAO, Contender

if TYPE_CHECKING:
    from pathlib import Path

CHECKS = 5_000_000
_COPY = (
    "import sqlite3, sys; source, target = map(sqlite3.connect, sys.argv[1:]); "
    "source.backup(target, pages=1000)"
)


def backups(folder: Path) -> None:
    """Print the processor time of a backup of about a gigabyte, beside a verification and a bare copy of the same pages, in turn."""
    source, ledger = folder / "backup.csv", folder / "backup.db"
    write_csv(source, CHECKS)
    empty(ledger)
    asked = [*ZIZHAO, "--db", str(ledger), "check", "import", str(source), "--format", "json"]
    subprocess.run(asked, check=True, stdout=subprocess.DEVNULL, env=ENVIRONMENT)
    source.unlink()
    made, copy = folder / "made", folder / "copy.db"
    commands = {
        "db backup": Contender([*ZIZHAO, "--db", str(ledger), "db", "backup", str(made)]),
        "db verify": Contender([*ZIZHAO, "--db", str(ledger), "db", "verify"]),
        "a bare copy": Contender([sys.executable, "-c", _COPY, str(ledger), str(copy)]),
    }
    print(f"{CHECKS:,} checks, {ledger.stat().st_size / 1e9:.2f} GB")
    for name, command in commands.items():
        done = command.run()
        print(f"{name}: {done.processor:.1f} s of processor time, {done.peak:.0f} MiB", flush=True)
