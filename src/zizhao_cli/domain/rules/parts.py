"""Numbers that are part of another one: no more people are trained than there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.domain.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from zizhao_cli.domain.kinds.field import Field
    from zizhao_cli.domain.kinds.kind import Kind
    from zizhao_cli.domain.rules.declared import DeclaredRecord


class MoreThanThereAre(Refused):
    def __init__(self, part: Field, count: int, whole: Field, of: int) -> None:
        super().__init__(f"{part.name} {count} 多于{whole.name} {of}", "核对这两个数")


def parts_of(kind: Kind, wholes: Mapping[str, Sequence[str]]) -> Callable[[DeclaredRecord], None]:
    """Return what refuses a record in which one of the parts of a number, by their keys, is more than it. Raises MoreThanThereAre."""

    def refuse(record: DeclaredRecord) -> None:
        told = vars(record)
        for whole, parts in wholes.items():
            for part in parts:
                if told[whole] is not None and (told[part] or 0) > told[whole]:
                    fields = kind.fields
                    raise MoreThanThereAre(fields[part], told[part], fields[whole], told[whole])

    return refuse
