"""Where the ledger is, who acts, and what day it is."""

from __future__ import annotations

import os
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

from zizhao_cli import settings_file

if TYPE_CHECKING:
    from zizhao_cli.district_address import Books

# China has kept one time without summer time since 1991, so a fixed offset is exact and needs no zone files.
SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
LAST_MINUTE = time(23, 59)
"""Of a day; moments are told to the minute."""
BUSY_SECONDS = 10.0
LONGEST_WAIT = 3600.0
SHARED_FOLDER = "ZIZHAO_SHARED_FOLDER"


def now() -> datetime:
    """Return the present moment in Asia/Shanghai, to the second, whatever the machine's zone."""
    return datetime.now(SHANGHAI).replace(microsecond=0)


def today() -> date:
    """Return the date in Asia/Shanghai."""
    return now().date()


def now_on(day: date) -> datetime:
    """Return the last moment of `day` that has gone by: the present one, or where that is of another day the last minute of `day`."""
    moment = now()
    return moment if moment.date() == day else datetime.combine(day, LAST_MINUTE, SHANGHAI)


def configured(key: str) -> str | None:
    """Return what the user's settings file says of `key` (settings_file.KEYS), as an option would be typed, or None.

    It is asked last, after options and environment, and read only then. Raises BrokenSettings, MachineFault.
    """
    return settings_file.read().get(key)


def chosen_books(option: str | None) -> str | None:
    """Return which ledger or district is meant, as it was typed: the option, `ZIZHAO_DB` or `db` of the settings; None where nobody said."""
    return option or os.environ.get("ZIZHAO_DB") or configured("db")


def ledger_path(option: str | None) -> Path:
    """Return the ledger's file: the one that is chosen, else `ledger.db` in the user's data folder."""
    if chosen := chosen_books(option):
        return followed(Path(chosen))
    from platformdirs import user_data_path

    return followed(user_data_path("zizhao", appauthor=False) / "ledger.db")


def followed(path: Path) -> Path:
    """Return the file that `path` leads to where it is a symbolic link: SQLite keeps a log beside that one."""
    return Path(os.path.realpath(path)) if path.is_symlink() else path


def actor(option: str | None) -> str:
    """Return who acts: the option, `ZIZHAO_BY` or `by` of the settings, else the name of the login, else an empty string."""
    chosen = option or os.environ.get("ZIZHAO_BY") or configured("by")
    if chosen:
        return chosen
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # no account name, as in some containers
        return ""


def busy_seconds() -> float:
    """Return how many seconds a write waits for another one: `ZIZHAO_BUSY_SECONDS`, at most an hour, else 10."""
    try:
        seconds = float(os.environ["ZIZHAO_BUSY_SECONDS"])
    except (KeyError, ValueError):
        return BUSY_SECONDS
    # No number (nan) is neither more nor less than any.
    return min(max(0.0, seconds), LONGEST_WAIT) if seconds == seconds else BUSY_SECONDS  # noqa: PLR0124


def shared_folder() -> bool:
    """Say whether the office keeps its ledger in a folder that others can write, and means to (`ZIZHAO_SHARED_FOLDER=1`)."""
    return os.environ.get(SHARED_FOLDER) == "1"


def own_data_folder() -> Path | None:
    """Return the folder of the office's own data files that `ZIZHAO_DATA` names, if any."""
    own = os.environ.get("ZIZHAO_DATA")
    return Path(own) if own else None


def data_folders(ledger: Books) -> list[Path]:
    """Return the folders in which a data file (policy, measures, …) is looked for, the first one first.

    An office's own copies stand in `ZIZHAO_DATA`, or in `data` beside the ledger, so that a ledger and the
    terms it was kept under travel together; beside a district's database there is no folder. Then come the copies of the
    program: inside the package, or in the checkout where it is installed for development.
    """
    own = own_data_folder()
    if own is None and isinstance(ledger, Path):
        own = ledger.parent / "data"
    return [*([own] if own else []), *program_folders("data")]


def program_folders(name: str) -> list[Path]:
    """Return where the program keeps its folder `name`: in the wheel first, then in a checkout."""
    package = Path(__file__).parent
    return [package / name, package.parent.parent / name]
