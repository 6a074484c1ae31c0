"""What a district hands back for what it accepted: how far it holds a town's journal, as a link of the district's own chain."""

from __future__ import annotations

import hashlib
import json
from typing import Any, NamedTuple

RECEIPT = "district.receipt"
"""The action of an entry that records a receipt, and nothing else: it starts no push."""
ACCEPTED = "accepted"
_TEXTS = ("district", "what", "town", "identity", "head", "at", "prev_hash")
_NUMBERS = ("receipt", "entries")


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
    except ValueError:
        return None
    if not isinstance(told, dict) or hashed != link:
        return None
    texts = all(isinstance(told.get(key), str) for key in _TEXTS)
    numbers = all(type(told.get(key)) is int for key in _NUMBERS)
    return Receipt(said, link) if texts and numbers else None


def receipt_in(line: str) -> Receipt | None:
    """Return the receipt that a line `SAID HASH` is, as the district's functions answer; None where it is none."""
    said, _, link = line.rpartition(" ")
    return receipt_of(said, link)
