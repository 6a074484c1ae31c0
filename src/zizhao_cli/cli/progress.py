"""How far long work has come: one line on stderr that is written over; on a terminal only, and gone at the end."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

from zizhao_cli.errors import visible
from zizhao_cli.store.progress import ROWS, Tell, quiet

AFTER = 1.0
"""Seconds of work before anything is shown: what is done by then shows nothing."""
EVERY = 0.2
"""Seconds between two looks of the line."""
_CUT = ".."
"""Stands where the beginning of a path is left out; an ellipsis takes one cell or two, as the terminal likes."""
_WIDTH = 80
"""Cells of a terminal that does not say how many it has."""


@contextmanager
def progress() -> Iterator[Tell]:
    """Give what shows how far the work inside has come, where somebody sits before stderr; the line is gone at the end."""
    if not sys.stderr.isatty():
        yield quiet
        return
    line = Line(sys.stderr)
    try:
        yield line.tell
    finally:
        line.clear()


class Line:
    """The line; what is done one after the other on it has its own pace each."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        """Write to a terminal, at times by `clock`, in seconds."""
        self._stream, self._clock = stream, clock
        self._what = ""
        self._began = clock()
        self._due = self._began + AFTER
        self._filled = 0

    def tell(self, what: str, count: int, share: float, unit: str = ROWS) -> None:
        """Show that of `what` so many are done, which is that `share` of the whole, unless the last look was just now."""
        now = self._clock()
        if what != self._what:
            self._what, self._began = what, now
        if now < self._due:
            return
        self._due = now + EVERY
        pace = _pace(count, share, now - self._began, unit)
        if self._can_say(what + pace):
            self._show(what, pace)
        else:
            self._show("", f"{share:.0%}")

    def clear(self) -> None:
        """Leave the line as if nothing had been on it."""
        if self._filled:
            self._write("", 0)
            self._write("", 0)

    def _can_say(self, text: str) -> bool:
        """Say whether the terminal's encoding has all of `text`; spelled out, it would not fit a line."""
        try:
            text.encode(self._stream.encoding)
        except UnicodeEncodeError:
            return False
        return True

    def _show(self, what: str, pace: str) -> None:
        from rich.cells import cell_len, set_cell_size

        room = self._columns() - 1  # a full line would begin another one
        name = visible(what)
        if cell_len(name + pace) > room:
            fits = max(room - cell_len(pace) - len(_CUT), 0)
            name = _CUT + set_cell_size(name[::-1], fits).rstrip()[::-1]
        text = name + pace
        if cell_len(text) > room:
            text = set_cell_size(text, room)
        self._write(text, cell_len(text))

    def _write(self, text: str, cells: int) -> None:
        """Write `text` over what was there; a terminal that has gone stops no work."""
        with suppress(OSError, ValueError):
            self._stream.write(f"\r{text}{' ' * (self._filled - cells)}")
            self._stream.flush()
        self._filled = cells

    def _columns(self) -> int:
        with suppress(OSError, ValueError):
            return os.get_terminal_size(self._stream.fileno()).columns or _WIDTH
        return _WIDTH


def _pace(count: int, share: float, seconds: float, unit: str) -> str:
    """Return how many are done, how many a second, and how long the rest takes if it goes on so."""
    if not share or not seconds:
        return ""
    left = seconds / share - seconds
    return f"：{count} {unit}，每秒 {count / seconds:.0f} {unit}，约剩 {_long(left)}"


def _long(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    if not minutes:
        return f"{rest} 秒"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} 小时 {minutes} 分" if hours else f"{minutes} 分 {rest} 秒"
