"""Numbers of records, as `YH-2022-0001`: the prefix of their kind, the year, and a serial.

A record's id holds both parts, year × 10,000,000 + serial, so that ids sort as the numbers count, also past
9999, and the next one of a year is one look at the end of a range.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from zizhao_cli.domain.errors.records import UnknownRecord

SERIALS = 10_000_000
_YEAR, _LONGEST = 4, 7
"""Digits of a year, and of the largest serial."""


class Series(NamedTuple):
    """One series of numbers: its prefix and least count of digits, what messages call its records, and what lists them."""

    prefix: str
    digits: int
    noun: str
    listing: str

    def no(self, record_id: int) -> str:
        """Return the number that people see for `record_id`."""
        year, serial = divmod(record_id, SERIALS)
        return f"{self.prefix}-{year}-{serial:0{self.digits}d}"

    def parse(self, text: str) -> int:
        """Return the id of the number `text`; case, width and missing zeros do not matter.

        Raises UnknownRecord where it is no number of this series.
        """
        found = self.find(text)
        if found is None:
            raise self.unknown(text)
        return found

    def find(self, text: str) -> int | None:
        """Return the id of the number `text` as `parse` does, or None where it is no number of this series."""
        plain = unicodedata.normalize("NFKC", text).strip().upper()
        found = re.fullmatch(rf"{self.prefix}-(\d{{4}})-(\d{{1,7}})", plain)
        return None if found is None else int(found[1]) * SERIALS + int(found[2])

    def whole(self, text: str, year: int) -> str:
        """Return the number that `text` means where it is a serial alone, in `year`; else `text` as it is."""
        plain = unicodedata.normalize("NFKC", text).strip()
        if re.fullmatch(rf"[0-9]{{1,{_LONGEST}}}", plain) is None:
            return text
        return self.no(year * SERIALS + int(plain))

    def beginning(self, text: str) -> list[tuple[int, int]]:
        """Return which ids have numbers that begin with `text`, as first and last of ranges, the latest range first.

        Case does not matter. Where no number begins so, no range is returned.
        """
        lead, given = f"{self.prefix}-", text.upper()
        if lead.startswith(given):
            given = lead
        if found := re.fullmatch(rf"{lead}(\d{{0,3}}|\d{{4}}-?)", given, re.ASCII):
            years = found[1].removesuffix("-")
            return [_filled(years, _YEAR, 0, SERIALS)]
        found = re.fullmatch(rf"{lead}(\d{{4}})-(\d{{1,7}})", given, re.ASCII)
        if found is None:
            return []
        first, serial = self.year_range(int(found[1]))[0], found[2]
        # Only a serial of the least length may begin with zeros.
        longest = self.digits if serial[0] == "0" else _LONGEST
        lengths = range(max(self.digits, len(serial)), longest + 1)
        return [_filled(serial, length, first, 1) for length in reversed(lengths)]

    def unknown(self, text: str) -> UnknownRecord:
        """Return the error for a number that the ledger does not hold."""
        return UnknownRecord(self.noun, text, self.listing)

    @staticmethod
    def year_range(year: int) -> tuple[int, int]:
        """Return the first possible id of `year` and the first of the next."""
        return year * SERIALS, (year + 1) * SERIALS


def _filled(digits: str, length: int, start: int, each: int) -> tuple[int, int]:
    """Return the first and last of the ids, `each` for one number of `length` digits, whose number begins with `digits`."""
    more = 10 ** (length - len(digits))
    least = int(digits or 0) * more
    return start + least * each, start + (least + more) * each - 1
