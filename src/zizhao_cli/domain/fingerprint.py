"""Digests of what a check or a hazard says, by which the same row is known again.

Up to 0.2 they were made of the texts as they were typed; by those, what was recorded then stays known.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from zizhao_cli.domain.text import same_text

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
    *,
    as_typed: bool = False,
) -> str:
    """Return the digest of a check (128 bits, hex); `hazard` is what hazard_facts gives of its hazard.

    `as_typed` returns the one of programs up to 0.2.
    """
    if not as_typed:
        inspectors, note, *hazard = _same((inspectors, note, *hazard))
    facts = (
        f"{unit_id}\x1f{measure}\x1f{checked_on}\x1f{kind}\x1f{inspectors}\x1f{result}\x1f{note}"
    )
    if hazard:
        facts += "\x1e" + "\x1f".join(fact or "" for fact in hazard)
    return _digest(facts)


def hazard_fingerprint(
    unit_id: int,
    measure: int,
    found_on: str,
    facts: Iterable[str | None],
    *,
    as_typed: bool = False,
) -> str:
    """Return the digest of a hazard (128 bits, hex); `facts` is what hazard_facts gives.

    `as_typed` returns the one of programs up to 0.2.
    """
    facts = facts if as_typed else _same(facts)
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


def all_alike(texts: Iterable[str | None]) -> bool:
    """Say whether texts are such that both digests of what they describe are one."""
    given = [text for text in texts if text]
    # Most of what is imported has no blank in it.
    together = "".join(given)
    if " " not in together and together.isprintable():
        return True
    return all(same_text(text) == text for text in given)


def _same(texts: Iterable[str | None]) -> list[str | None]:
    return [None if text is None else same_text(text) for text in texts]


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
