"""The program as a process: its streams, the signals that end it, its exit code."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from pathlib import Path

from zizhao_cli.ending import ENDING
from zizhao_cli.errors import ExitCode

GARBAGE_THRESHOLD = 100_000
WRITTEN = "但要记的已记入账本，不要重复登记；用 journal list 看最后一条"


def main() -> None:
    """Run the program on the process's arguments and exit with the contract's code."""
    ENDING.listen()
    # No plugin of another program has a say in what is refused, and to look for them is to read all that is installed.
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    # A stream that was closed takes what comes and keeps nothing, or has nothing to give.
    sys.stdin = sys.stdin or Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115 - for as long as the program runs
    sys.stdout = sys.stdout or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - for as long as the program runs
    sys.stderr = sys.stderr or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - for as long as the program runs
    for stream in (sys.stdout, sys.stderr):
        # A character that the terminal's encoding lacks is spelled out, never a crash.
        with contextlib.suppress(AttributeError):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    # Loading libraries makes many lasting objects; looking through them for garbage meanwhile is lost time.
    gc.set_threshold(GARBAGE_THRESHOLD)
    try:
        code = _run()
    except KeyboardInterrupt:
        code = _interrupted()
    # What could not be said then cannot be said at the end either, and is no fault of what was done.
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError, KeyboardInterrupt):
            stream.flush()
    ENDING.over()
    if code == ExitCode.INTERRUPTED:
        # Python notes an interrupt that came through `exec`, as libraries use it while they load, and under -m would die by its
        # signal whatever the exit code. Whatever is executed next makes it forget.
        exec("")  # noqa: S102
    sys.exit(code)


def _run() -> int:
    from zizhao_cli.cli.app import call
    from zizhao_cli.cli.outcome import outcome

    return outcome(call)


def _interrupted() -> int:
    with contextlib.suppress(OSError):
        if sys.stderr.isatty():
            print(file=sys.stderr)  # noqa: T201 - off the line of a question
        what = WRITTEN if ENDING.written else "没有办完的事没有写入"
        print(f"zizhao: 已中断，{what}", file=sys.stderr)  # noqa: T201
    return ExitCode.INTERRUPTED


if __name__ == "__main__":
    main()
