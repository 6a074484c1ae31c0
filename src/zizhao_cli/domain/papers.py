"""What an office settles for all of its papers (data/papers.yaml)."""

from __future__ import annotations

from typing import NamedTuple

NUMBERED = ("rectify", "review", "supervise", "transfer")
"""The papers that are issued under a number of their own."""


class PaperTerms(NamedTuple):
    """What `papers.yaml` says; `sources` holds the source of each term under its name. None is left to the pen, or is not printed."""

    organ: str
    office: str
    phone: str | None
    copies: str | None
    report_to: str | None
    numbers: dict[str, str]
    """The word that the number of each of NUMBERED begins with."""
    sources: dict[str, str]

    def number(self, paper: str, year: int, serial: int) -> str:
        """Return the number of a paper as it is printed: GB/T 9704-2012 has the whole year in 〔〕, and a serial without zeros before it."""
        return f"{self.numbers[paper]}〔{year}〕{serial}号"
