"""Being told to end (Ctrl-C, a closed window, a shutdown): heard until what was asked for is written for good.

A change that is committed stands, whatever comes after. So from the beginning of its last act on the first signal
is passed over, and the program goes on to say what it did; a second one is heard, for the reader may be stuck.
"""

from __future__ import annotations

import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")


class Ending:
    """Whether what was asked for is written for good; a handler of signals can be told of it in no other way."""

    def __init__(self) -> None:
        self.written = False
        self._passed_over = self._drafting = False

    def listen(self) -> None:
        """End the program at any of the signals as Ctrl-C does, so that it takes its drafts away."""
        for number in _heeded():
            signal.signal(number, self._told)

    def over(self) -> None:
        """Pass over what comes now that all is said."""
        for number in _heeded():
            signal.signal(number, signal.SIG_IGN)

    def _told(self, number: int, frame: object) -> None:
        del number, frame
        if not self.written or self._passed_over:
            raise KeyboardInterrupt
        self._passed_over = True

    @contextmanager
    def last_act(self) -> Iterator[None]:
        """Do what makes a change stand: not to be stopped once it is begun, and written for good once it is done."""
        if self._drafting:
            yield
            return
        self.written = True
        try:
            yield
        except BaseException:
            self.written = self._passed_over = False
            raise

    def stands(self, written: bool) -> None:
        """Say what became of a last act that was stopped on its way, where that can be known."""
        self.written = written and not self._drafting

    def go_on(self) -> None:
        """Begin the next of several things; what was passed over while the one before was done is heard now. Raises KeyboardInterrupt."""
        self.written = False
        passed_over, self._passed_over = self._passed_over, False
        if passed_over:
            raise KeyboardInterrupt

    @property
    def counts(self) -> bool:
        """Whether what is written now counts once it is done."""
        return not self._drafting

    @contextmanager
    def drafting(self) -> Iterator[None]:
        """Write what counts for nothing yet: no act inside is the last one."""
        self._drafting = True
        try:
            yield
        finally:
            self._drafting = False


def _heeded() -> list[signal.Signals]:
    """Return the signals that the program heeds; one that the caller has it ignore, as nohup does, stays ignored."""
    known = (getattr(signal, name, None) for name in _NAMES)
    return [each for each in known if each and signal.getsignal(each) is not signal.SIG_IGN]


ENDING = Ending()
