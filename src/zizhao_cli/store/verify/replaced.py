"""Records that replace others: each names the other, was registered with its striking out, and keeps what is carried over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.kinds.kind import REPLACED_BY, REPLACES
from zizhao_cli.store.verify.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zizhao_cli.domain.kinds.kind import Kind
    from zizhao_cli.domain.rules.life import Step
    from zizhao_cli.domain.rules.record import Record

Pair = tuple[Any, ...]
"""What was replaced, what replaces it, the entry, and what is carried from one to the other."""


class Replaced:
    """The pairs of one kind, as either side tells of them."""

    def __init__(self, kind: Kind) -> None:
        self._carried = kind.clock.carried if kind.clock else ()
        self._old: set[Pair] = set()
        self._new: set[Pair] = set()

    def registered(self, record: Record, seq: Any, told: dict[str, Any]) -> None:  # noqa: ANN401 - as stored
        """Note the registration of a record that replaces another one, with what was told of it."""
        self._new.add((str(told[REPLACES]), record.number(), seq, *self._what_is_carried(record)))

    def step(self, record: Record, seq: Any, step: Step) -> None:  # noqa: ANN401 - as stored
        """Note the step by which a record is replaced, and the record after it."""
        by = str(getattr(step, REPLACED_BY))
        self._old.add((record.number(), by, seq, *self._what_is_carried(record)))

    def unlike(self) -> Iterator[Finding]:
        """Yield the pairs of which one side does not say what the other says."""
        for old, new, seq, *carried in sorted(self._old ^ self._new, key=str):
            told = "，".join([f"日志 {seq}", *map(str, carried)])
            yield Finding(f"{old} 换成 {new}", f"两边记的对不上（{told}）")

    def _what_is_carried(self, record: Record) -> tuple[str, ...]:
        return tuple(f"{column} {vars(record)[column]}" for column in self._carried)
