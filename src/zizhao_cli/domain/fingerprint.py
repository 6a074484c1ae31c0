"""Digests of what a check or a hazard says, by which the same row is known again."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def check_fingerprint(  # what a check is: its facts, one by one
    unit_id: int,
    measure: int,
    checked_on: str,
    kind: str,
    inspectors: str | None,
    result: str,
    note: str | None,
    hazard: Iterable[str | None] = (),
) -> str:
    """Return the digest of a check (128 bits, hex); `hazard` is what hazard_facts gives of its hazard."""
    facts = (
        f"{unit_id}\x1f{measure}\x1f{checked_on}\x1f{kind}\x1f{inspectors}\x1f{result}\x1f{note}"
    )
    if hazard:
        facts += "\x1e" + "\x1f".join(fact or "" for fact in hazard)
    return _digest(facts)


def hazard_fingerprint(
    unit_id: int, measure: int, found_on: str, facts: Iterable[str | None]
) -> str:
    """Return the digest of a hazard (128 bits, hex); `facts` is what hazard_facts gives."""
    return _digest(
        f"{unit_id}\x1f{measure}\x1f{found_on}\x1e" + "\x1f".join(fact or "" for fact in facts)
    )


def hazard_facts(
    title: str,
    level: str,
    handling: str,
    due: str | None,
    location: str | None,
    sector: str | None,
    responsible: str | None,
    measures: str | None = None,
) -> tuple[str | None, ...]:
    """Return what tells one hazard from another; `due` as it was asked for, for a default may change later."""
    facts = (title, level, handling, due, location, sector, responsible)
    return facts if measures is None else (*facts, measures)


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
