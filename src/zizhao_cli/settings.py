"""Where the ledger is, who acts, and what day it is."""

from __future__ import annotations

import os
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

# China has kept one time without summer time since 1991, so a fixed offset is exact and needs no zone files.
SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
BUSY_SECONDS = 10.0


def now() -> datetime:
    """Return the present moment in Asia/Shanghai, to the second, whatever the machine's zone."""
    return datetime.now(SHANGHAI).replace(microsecond=0)


def today() -> date:
    """Return the date in Asia/Shanghai."""
    return now().date()


def ledger_path(option: str | None) -> Path:
    """Return the ledger's file: the option or `ZIZHAO_DB`, else `ledger.db` in the user's data folder."""
    chosen = option or os.environ.get("ZIZHAO_DB")
    if chosen:
        return followed(Path(chosen))
    from platformdirs import user_data_path

    return followed(user_data_path("zizhao", appauthor=False) / "ledger.db")


def followed(path: Path) -> Path:
    """Return the file that `path` leads to where it is a symbolic link: SQLite keeps a log beside that one."""
    return Path(os.path.realpath(path)) if path.is_symlink() else path


def actor(option: str | None) -> str:
    """Return who acts: the option or `ZIZHAO_BY`, else the name of the login, else an empty string."""
    chosen = option or os.environ.get("ZIZHAO_BY")
    if chosen:
        return chosen
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # no account name, as in some containers
        return ""


def busy_seconds() -> float:
    """Return how many seconds a write waits for another one: `ZIZHAO_BUSY_SECONDS`, else 10."""
    try:
        return max(0.0, float(os.environ["ZIZHAO_BUSY_SECONDS"]))
    except (KeyError, ValueError):
        return BUSY_SECONDS


def own_data_folder() -> Path | None:
    """Return the folder of the office's own data files that `ZIZHAO_DATA` names, if any."""
    own = os.environ.get("ZIZHAO_DATA")
    return Path(own) if own else None


def data_folders(ledger: Path) -> list[Path]:
    """Return the folders in which a data file (policy, measures, …) is looked for, the first one first.

    An office's own copies stand in `ZIZHAO_DATA`, or in `data` beside the ledger, so that a ledger and the
    terms it was kept under travel together. Then come the copies of the program: inside the package, or in
    the checkout where it is installed for development.
    """
    return [own_data_folder() or ledger.parent / "data", *program_folders("data")]


def program_folders(name: str) -> list[Path]:
    """Return where the program keeps its folder `name`: in the wheel first, then in a checkout."""
    package = Path(__file__).parent
    return [package / name, package.parent.parent / name]
