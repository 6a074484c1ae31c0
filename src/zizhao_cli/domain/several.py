"""Several records at once: all or none, and every refusal is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from zizhao_cli.domain.errors import Refused, SeveralRefused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Done = TypeVar("Done")


def of_each(names: Iterable[str], do: Callable[[str], Done]) -> list[Done]:
    """Return what `do` gives for each of `names`; what it refuses of several is told together.

    Whoever calls undoes what was done for the others. Raises what `do` refuses, or SeveralRefused.
    """
    done: list[Done] = []
    refused: dict[str, Refused] = {}
    for name in names:
        try:
            done.append(do(name))
        except Refused as why:
            refused[name] = why
    if not refused:
        return done
    first, *others = refused.values()
    # What does not depend on the record is said once.
    if all(other.sentence == first.sentence for other in others):
        raise first
    raise SeveralRefused(refused)
