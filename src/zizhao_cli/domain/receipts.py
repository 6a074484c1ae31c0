"""What a district hands back for what it accepted: how far it holds a town's journal, as a link of the district's own chain."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any, NamedTuple

from zizhao_cli.errors import steers

RECEIPT = "district.receipt"
"""The action of an entry that records a receipt, and nothing else: it starts no push."""
ACCEPTED = "accepted"
_TEXTS = ("district", "what", "town", "identity", "head", "at", "prev_hash")
_NUMBERS = ("receipt", "entries")
_MOST, _LONGEST = 10**12, 200
_TIME = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00"


class Receipt(NamedTuple):
    """`said` is the JSON text that `hash` goes over: the district and the number of the receipt, the town, the number of its entries that are held and the hash of the last."""

    said: str
    hash: str

    @property
    def told(self) -> dict[str, Any]:
        """What it says."""
        told: dict[str, Any] = json.loads(self.said)
        return told

    @property
    def kept(self) -> dict[str, str]:
        """What the journal keeps of it."""
        return {"said": self.said, "hash": self.hash}


def receipt_of(said: object, link: object) -> Receipt | None:
    """Return the receipt that the two texts are, or None where they are none, or its hash is not that of what it says."""
    if not isinstance(said, str) or not isinstance(link, str):
        return None
    try:
        told = json.loads(said)
        hashed = hashlib.sha256(said.encode()).hexdigest()
    except (ValueError, RecursionError):
        return None
    if not isinstance(told, dict) or hashed != link:
        return None
    texts = all(_is_text(told.get(key)) for key in _TEXTS)
    numbers = all(type(told.get(key)) is int and 0 <= told[key] < _MOST for key in _NUMBERS)
    if not texts or not numbers or re.fullmatch(_TIME, told["at"]) is None:
        return None
    return Receipt(said, link)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST and not any(map(steers, value))


def receipt_in(line: str) -> Receipt | None:
    """Return the receipt that a line `SAID HASH` is, as the district's functions answer; None where it is none."""
    said, _, link = line.rpartition(" ")
    return receipt_of(said, link)
