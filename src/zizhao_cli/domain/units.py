"""Units by the names that people use for them."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from zizhao_cli.domain.errors.records import AmbiguousUnit, UnknownUnit
from zizhao_cli.domain.text import matching_key

if TYPE_CHECKING:
    from collections.abc import Iterable

NEAREST = 3
NEAR_ENOUGH = 0.4
LONGEST_COMPARED = 60
MOST_COMPARED = 60
"""How many units a text is compared with, however many there are."""


class UnitNames(NamedTuple):
    """What a unit is called."""

    id: int
    code: str
    name: str
    aliases: list[str]
    active: bool

    def matching_keys(self) -> set[str]:
        """Return the matching keys of its code, its name and its aliases."""
        return {matching_key(text) for text in (self.code, self.name, *self.aliases)}


class Roll:
    """The roll of units, indexed by every name they have."""

    def __init__(self, units: Iterable[UnitNames]) -> None:
        self._units: list[UnitNames] = []
        self._by_key: dict[str, list[UnitNames]] = {}
        self._by_piece: dict[str, list[UnitNames]] = {}
        self._pieced = 0
        for unit in units:
            self.add(unit)

    def add(self, unit: UnitNames) -> None:
        """Add a unit."""
        self._units.append(unit)
        for key in unit.matching_keys():
            self._by_key.setdefault(key, []).append(unit)

    def find(self, text: str) -> UnitNames:
        """Return the unit that `text` names by code, name or alias; spaces and width do not matter.

        A code decides where it is also another unit's name, and an active unit goes before retired ones.
        Raises UnknownUnit with the nearest names, or AmbiguousUnit with the codes.
        """
        unit = self.get(text)
        if unit is None:
            raise UnknownUnit(text, self.nearest(text))
        return unit

    def get(self, text: str) -> UnitNames | None:
        """Return what `find` does, or None where it raises UnknownUnit. Raises AmbiguousUnit."""
        key = matching_key(text)
        found = self._by_key.get(key, [])
        by_code = [unit for unit in found if matching_key(unit.code) == key]
        candidates = by_code or [unit for unit in found if unit.active] or found
        if len(candidates) > 1:
            raise AmbiguousUnit(text, [f"{unit.code} {unit.name}" for unit in candidates])
        return candidates[0] if candidates else None

    def named_within(self, text: str) -> bool:
        """Return whether the name or an alias of a unit stands anywhere in `text`; codes do not count, for they are short."""
        key = matching_key(text)
        return any(
            matching_key(name) in key for unit in self._units for name in (unit.name, *unit.aliases)
        )

    def nearest(self, text: str) -> list[str]:
        """Return up to three names of active units that look most like `text`."""
        key = matching_key(text)[:LONGEST_COMPARED]
        compared = SequenceMatcher(None, b=key)

        def likeness(name: str) -> float:
            compared.set_seq1(name)
            return compared.ratio()

        scored = [(max(map(likeness, unit.matching_keys())), unit) for unit in self._alike(key)]
        near = sorted(
            (item for item in scored if item[0] >= NEAR_ENOUGH), key=lambda item: -item[0]
        )
        return [f"{unit.name}（{unit.code}）" for _, unit in near[:NEAREST]]

    def _alike(self, key: str) -> list[UnitNames]:
        """Return active units that have something in common with `key`, at most MOST_COMPARED; the rarer it is, the sooner they come."""
        for unit in self._units[self._pieced :]:
            if unit.active:
                for piece in {piece for name in unit.matching_keys() for piece in _pieces(name)}:
                    self._by_piece.setdefault(piece, []).append(unit)
        self._pieced = len(self._units)
        found: dict[int, UnitNames] = {}
        having = (self._by_piece.get(piece, []) for piece in sorted(_pieces(key)))
        for units in sorted(having, key=len):
            found.update((unit.id, unit) for unit in units[: MOST_COMPARED - len(found)])
        return sorted(found.values(), key=lambda unit: unit.id)


def _pieces(key: str) -> set[str]:
    """Return the characters of a key, and each two that stand side by side."""
    return {*key, *map("".join, pairwise(key))}
