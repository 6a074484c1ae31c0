"""Long tables on a terminal through a pager, as git does; anybody may leave it early."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
from contextlib import suppress

from zizhao_cli import settings

SHORT_LEAVES, COLOURS_STAY, SCREEN_STAYS = "F", "R", "X"
OF_LESS = {"LESS": SHORT_LEAVES + COLOURS_STAY + SCREEN_STAYS, "LV": "-c"}
"""What a pager is told where its user tells it nothing himself."""


def pager() -> list[str]:
    """Return the command of the pager: of `ZIZHAO_PAGER`, then `PAGER` unless the settings turn it off, else less.

    It is empty where nothing is to be paged or the pager is not there.
    """
    chosen = os.environ.get("ZIZHAO_PAGER")
    if chosen is None:
        on = settings.configured("pager") != "off"
        chosen = os.environ.get("PAGER", "less") if on else ""
    with suppress(ValueError):  # quotation marks that do not close
        command = shlex.split(chosen, posix=os.name != "nt")
        if command and shutil.which(command[0]):
            return command
    return []


def show(text: str, command: list[str]) -> bool:
    """Show `text` in the pager `command` until its reader leaves; say whether it could be started."""
    encoding = sys.stdout.encoding
    charset = {"LESSCHARSET": "utf-8"} if encoding.lower() == "utf-8" else {}
    sys.stdout.flush()
    try:
        reader = subprocess.Popen(  # noqa: S603 - the user's own pager
            command, stdin=subprocess.PIPE, env={**OF_LESS, **charset, **os.environ}
        )
    except OSError:
        return False
    # In a pager Ctrl-C stops a search, and not the program that waits for it.
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with suppress(OSError):  # who leaves early has seen enough
            reader.communicate(text.encode(encoding, "backslashreplace"))
        reader.wait()
    finally:
        signal.signal(signal.SIGINT, before)
    return True
