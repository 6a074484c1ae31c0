"""What a record of what a unit has is to say, by the measure that asks for it, and which of its days run out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from zizhao_cli.domain.kinds.field import Field

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MISSING = Field("missing", "没有登记的", several=True)
EXPIRED = Field("expired", "已过期的", several=True)


class Asks(NamedTuple):
    """What `measures` ask for, by their numbers; a field of `only_with` is asked for where another says something that is not 0. `ending` are days that run out."""

    measures: Mapping[int, Sequence[Field]]
    ending: Sequence[Field] = ()
    only_with: Mapping[str, str] = {}
