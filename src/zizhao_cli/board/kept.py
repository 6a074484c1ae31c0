"""Answers that cost a reading of the whole ledger, kept while it stays as it is."""

from __future__ import annotations

from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from zizhao_cli.report.model import Report

LONGEST = 300.0
"""Seconds after which it is asked again: files of the office's terms may have changed."""


class Kept:
    """Reports by what was asked, all of one state of the ledger; one is worked out at a time, however many ask."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._state: Hashable = None
        self._found: dict[Hashable, tuple[float, Report]] = {}

    def get(self, state: Hashable, asked: Hashable, work_out: Callable[[], Report]) -> Report:
        """Return the report that was `asked` of the ledger in this `state`, worked out where it is not there."""
        with self._lock:
            if state != self._state:
                self._state, self._found = state, {}
            since, report = self._found.get(asked, (0.0, None))
            if report is None or monotonic() - since > LONGEST:
                report = work_out()
                self._found[asked] = monotonic(), report
            return report
